"""AFF213: a paid link without our tag, with a second one, or to another market's shop."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from health_content.compliance.finding import Market, Severity
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.affiliate.authorities import AMAZON_POLICIES
from health_content.compliance.rules.affiliate.offering import (
    invitations,
    linking,
    selling,
    terms_by_key,
    terms_of,
    typed_paid_links,
)
from health_content.compliance.rules.affiliate.tags import problem_of

if TYPE_CHECKING:
    from health_content.compliance.material import Material

_SHOP = "https://www.amazon.com/dp/B000000001"


class WrongMarketOrTag(Rule):
    """A link that its program would not count as ours.

    Whose tag is ours is known only where the site’s library says so.
    """

    code = "AFF213"
    name = "wrong-market-or-tag"
    why = (
        "A program pays for links with our tag in the market that the tag is for. A link without "
        "it, with two, or with another’s is not attributed, and the disclosure is then untrue."
    )
    message = "“{quote}” is not a link that its program would count as ours."
    remedy = "Set market and tag in the library, and choose the link from there."
    better = "See it on Amazon’s shop for your country (paid link)"
    authority = AMAZON_POLICIES
    criterion = "Special Links"
    severity = Severity.NEEDS_REASON
    severity_elsewhere = Severity.NEEDS_REASON
    failing = (
        selling(url=_SHOP),
        selling(url=f"{_SHOP}?tag=example-20&tag=other-20"),
        selling(url=f"{_SHOP}?tag=example-20", market="UK"),
        linking(f'<p>See <a href="{_SHOP}">this powder</a>.</p>'),
    )
    passing = (
        selling(url=f"{_SHOP}?tag=example-20"),
        selling(url="https://amzn.to/3xample"),
        selling(url="https://shop.example/zinc", merchant="Sample Shop", program="sample"),
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        for invitation in invitations(material):
            link = invitation.link
            terms = terms_by_key(link.program, material) if link.url else None
            if terms and (message := problem_of(link.url, terms, link.market)):
                yield invitation.fault(message)
        problems = {}
        for offer in material.offers:
            if offer.link is None and (terms := terms_of(offer, material)):
                problems[offer.address] = problem_of(offer.address, terms)
        if not any(problems.values()):
            return
        targets = {(it.location, it.link.start): it.link.target for it in material.links}
        for fault in typed_paid_links(material):
            if message := problems.get(targets[fault.location, fault.start], ""):
                yield Fault(fault.location, fault.start, fault.end, message)
