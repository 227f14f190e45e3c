"""AFF215: a paid link where its program does not allow one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from health_content.compliance.examples import OBLIGATIONS
from health_content.compliance.finding import Market, Severity
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.affiliate.authorities import AMAZON_POLICIES
from health_content.compliance.rules.affiliate.offering import (
    invitations,
    selling,
    terms_by_key,
    terms_of,
    typed_paid_links,
)
from health_content.edition import Channel, Edition, place
from health_content.manuscript import Manuscript

if TYPE_CHECKING:
    from health_content.affiliates import ProgramTerms
    from health_content.compliance.material import Material

_FORBIDDEN = (
    "“{quote}” is a paid link of {program} in the channel “{channel}”, which its terms do not "
    "allow."
)
_UNKNOWN = (
    "“{quote}” is a paid link in the channel “{channel}”, and its program’s terms are not known."
)


def _through(channel: Channel, manuscript: Manuscript) -> Edition:
    return place(manuscript, OBLIGATIONS, channel)


_TAGGED = selling(url="https://www.amazon.com/dp/B000000001?tag=example-20")


class ForbiddenChannel(Rule):
    """An address that should have been left out of this outward form."""

    code = "AFF215"
    name = "forbidden-channel"
    why = (
        "A program says where its links may stand. Amazon’s stand on web pages, not in print or "
        "PDF, and in e-mail only where it was asked for. What the terms do not list is not allowed."
    )
    message = "“{quote}” is a paid link in a channel where its program does not allow one."
    remedy = "Leave the address out there; the text of the offer may stay."
    better = "You find the link on our page."
    authority = AMAZON_POLICIES
    criterion = "channels"
    severity = Severity.BLOCKING
    severity_elsewhere = Severity.BLOCKING
    failing = (
        _through(Channel.EMAIL, _TAGGED),
        _through(Channel.LLM, _TAGGED),
    )
    passing = (
        _TAGGED,
        _through(Channel.EMAIL, selling()),
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        channel = material.edition.channel
        if channel is Channel.WEB:
            return
        for invitation in invitations(material):
            link = invitation.link
            if link.url and (told := _told(terms_by_key(link.program, material), channel)):
                yield invitation.fault(told[0], severity=told[1])
        typed = {
            offer.address: _told(terms_of(offer, material), channel)
            for offer in material.offers
            if offer.link is None
        }
        targets = {(item.location, item.link.start): item.link.target for item in material.links}
        for fault in typed_paid_links(material):
            if told := typed.get(targets[fault.location, fault.start]):
                yield Fault(fault.location, fault.start, fault.end, told[0], severity=told[1])


def _told(terms: ProgramTerms | None, channel: Channel) -> tuple[str, Severity] | None:
    """What is wrong with an address in a channel, and how gravely."""
    if terms is None:
        return _UNKNOWN.replace("{channel}", channel.value), Severity.NEEDS_REASON
    if terms.allows_channel(channel):
        return None
    message = _FORBIDDEN.replace("{channel}", channel.value)
    return message.replace("{program}", terms.merchant or terms.name), Severity.BLOCKING
