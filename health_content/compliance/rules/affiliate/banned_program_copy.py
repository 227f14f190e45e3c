"""AFF220: words that a program on the page forbids."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from health_content.affiliates.banned_copy import BANNED_COPY
from health_content.compliance.finding import Market, Severity
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.affiliate.authorities import AWIN_TERMS
from health_content.compliance.rules.affiliate.offering import NOT_OURS, selling, terms_by_key
from health_content.compliance.wording import Wording

if TYPE_CHECKING:
    from health_content.compliance.material import Material

_AT_AWIN = "https://www.awin1.com/cread.php?awinmid=1&awinaffid=2&ued=https%3A%2F%2Fshop.example"


class BannedProgramCopy(Rule):
    """Advertising that its own program does not pay for."""

    code = "AFF220"
    name = "banned-program-copy"
    why = (
        "Merchants name words that they do not want to be advertised with. Who uses them loses "
        "the commission, and often the program."
    )
    message = "“{quote}” is a phrase that the program of a paid link here forbids."
    remedy = "Say what the product contains and what is known of it."
    better = "A jar holds 90 capsules of 15 mg of zinc each."
    authority = AWIN_TERMS
    severity = Severity.NEEDS_REASON
    severity_elsewhere = Severity.ADVICE
    failing = (
        selling("Some call it a miracle cure.", url=_AT_AWIN, program="", merchant="Sample Shop"),
        selling(words="A Miracle-Cure!", url=_AT_AWIN, program="", merchant="Sample Shop"),
    )
    passing = (
        selling("It is no miracle cure.", url=_AT_AWIN, program="", merchant="Sample Shop"),
        selling("The cure took six weeks.", url=_AT_AWIN, program="", merchant="Sample Shop"),
        selling("Some call it a miracle cure."),
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        for network in sorted(_networks(material) & set(BANNED_COPY)):
            copies = (copy for copy in material.copies if copy.role not in NOT_OURS)
            for copy, start, end in _wording(network).among(copies):
                yield Fault(copy.location, start, end)


def _networks(material: Material) -> set[str]:
    """Who pays for the links of the page: as an address shows, or a program's hosts."""
    found = set()
    for offer in material.offers:
        recognized = offer.recognized
        if recognized:
            found.add(recognized.network)
        terms = terms_by_key(offer.link.program, material) if offer.link else None
        for shop in terms.markets if terms else ():
            for host in shop.hosts:
                if known := material.paid(f"https://{host}/x"):
                    found.add(known.network)
    return found


@cache
def _wording(network: str) -> Wording:
    phrases = BANNED_COPY[network]
    return Wording(*phrases, cues=[phrase.split()[0] for phrase in phrases])
