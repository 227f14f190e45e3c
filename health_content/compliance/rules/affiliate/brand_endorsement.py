"""AFF208: words that make a shop seem to stand behind the site or the product."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from health_content.compliance.finding import Market, Severity
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.affiliate.authorities import AMAZON_AGREEMENT
from health_content.compliance.rules.affiliate.offering import NOT_OURS, selling
from health_content.compliance.wording import is_denied, plain

if TYPE_CHECKING:
    from health_content.compliance.material import Copy, Material

_SHOPS = frozenset({"amazon", "iherb", "walmart", "vitacost", "costco", "holland & barrett"})
_AROUND = 48
_BEFORE = re.compile(
    r"(?:\b(?:endorsed|approved|recommended|certified|verified|backed|vetted|sponsored|chosen)"
    r" by(?: the)? |\b(?:#1|number one|no\. ?1|top-? ?rated|best-? ?rated|best-? ?sell(?:er|ing)|"
    r"most (?:popular|trusted))(?: \w{1,12}){0,3} (?:on|at|of) |"
    r"\bin (?:official )?partnership with )$"
)
_OFFICIAL = re.compile(
    r"\b(?:official|officially|authori[sz]ed|certified|preferred|trusted|exclusive) $"
)
_ROLE = re.compile(r"^(?:'s)?[ -](?:partner|affiliate|reseller|retailer|seller|associate|store)\b")
_AFTER = re.compile(
    r"^(?:'s)?[ -](?:choice\b|approved\b|certified\b|endorsed\b|recommended\b|verified\b|"
    r"(?:#1|number one) |best[ -]?sell(?:er|ers|ing)\b|"
    r"(?:recommends|endorses|approves|stands behind)\b)"
)


class BrandEndorsement(Rule):
    """A shop's name lent to a recommendation."""

    code = "AFF208"
    name = "brand-endorsement"
    why = (
        "A partner of a shop’s program earns from its sales; the shop endorses neither the site "
        "nor the product. Its badges and its rankings belong to the shop and change by the hour."
    )
    message = "“{quote}” makes it seem that the shop stands behind this."
    remedy = "Take it out, and say what you yourself know of the product."
    better = "As an Amazon Associate we earn from qualifying purchases."
    authority = AMAZON_AGREEMENT
    severity = Severity.NEEDS_REASON
    severity_elsewhere = Severity.ADVICE
    failing = (
        "We are an official Amazon partner.",
        "This powder is Amazon’s Choice.",
        selling(words="The best-selling zinc on Amazon."),
    )
    passing = (
        "We are not endorsed by Amazon and earn a commission.",
        "The Amazon is home to many palms.",
        "As an Amazon Associate we earn from qualifying purchases.",
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        names = {
            " ".join(plain(offer.link.merchant).text.split())
            for offer in material.offers
            if offer.link and len(offer.link.merchant) > 2
        }
        shops = tuple(sorted((_SHOPS | names) - {""}))
        for copy in material.copies:
            if copy.role not in NOT_OURS:
                for start, end in _named(copy.text, shops):
                    yield from _endorsement(copy, start, end)


@lru_cache(maxsize=4096)
def _named(text: str, shops: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    """Where a text names a shop, in its plain letters."""
    folded = plain(text).text
    if not any(shop in folded for shop in shops):
        return ()
    pattern = rf"(?<!\w)(?:{'|'.join(map(re.escape, shops))})(?!\w)"
    return tuple(match.span() for match in re.finditer(pattern, folded))


def _endorsement(copy: Copy, start: int, end: int) -> Iterator[Fault]:
    folded = plain(copy.text)
    before = folded.text[max(0, start - _AROUND) : start]
    after = folded.text[end : end + _AROUND]
    if found := _BEFORE.search(before):
        start -= len(before) - found.start()
    elif (official := _OFFICIAL.search(before)) and (role := _ROLE.match(after)):
        start, end = start - len(before) + official.start(), end + role.end()
    elif found := _AFTER.match(after):
        end += found.end()
    else:
        return
    if not is_denied(copy.text, folded.origin(start)):
        yield Fault(copy.location, folded.origin(start), folded.end(end))
