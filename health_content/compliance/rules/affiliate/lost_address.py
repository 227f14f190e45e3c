"""AFF211: a call to action whose address was lost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from health_content.compliance.finding import Market, Severity
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.affiliate.authorities import AMAZON_POLICIES
from health_content.compliance.rules.affiliate.offering import invitations, selling
from health_content.edition import Channel

if TYPE_CHECKING:
    from health_content.compliance.material import Material


class LostAddress(Rule):
    """An invitation that leads nowhere.

    A link of the library counts as known, with an address or without: the library knows why
    readers do not get it now. Only the web channel is asked, for others leave out addresses
    that their programs forbid there.
    """

    code = "AFF211"
    name = "lost-address"
    why = (
        "The text invites readers to a shop, and its address did not come with it. Readers meet "
        "advertising that leads nowhere, and nobody can tell whose terms hold for it."
    )
    message = "“{quote}” has no address: it was lost, or never given."
    remedy = "Choose a paid link from the library, or take the call to action out."
    better = "Find it on Amazon (paid link)"
    authority = AMAZON_POLICIES
    criterion = "Special Links"
    severity = Severity.NEEDS_REASON
    severity_elsewhere = Severity.NEEDS_REASON
    failing = (
        selling(label="Shop now on Amazon", key=""),
        selling(label="Check the label", merchant="", program="", key=""),
    )
    passing = (
        selling(key="example"),
        selling(key="", url="https://www.amazon.com/dp/B000000001?tag=example-20"),
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        if material.edition.channel is not Channel.WEB:
            return
        for invitation in invitations(material):
            if not invitation.link.url and not invitation.link.key:
                yield invitation.fault()
