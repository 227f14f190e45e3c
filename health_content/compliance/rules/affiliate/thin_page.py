"""AFF219: more shop than article."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from health_content.compliance.finding import Market, Severity
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.affiliate.authorities import GOOGLE_SPAM
from health_content.compliance.rules.affiliate.offering import NOT_OURS
from health_content.edition import Channel
from health_content.manuscript import (
    CallToAction,
    Manuscript,
    PaidLinkTarget,
    Prose,
    RichText,
)
from health_content.manuscript.walk import TITLE

if TYPE_CHECKING:
    from health_content.compliance.material import Material

FEWEST_LINKS = 4
WORDS_A_LINK = 100
"""Own words that each paid link should have to itself. Google names no number: this is ours."""

_TOLD = "There are {links} paid links and {words} words of our own in this article."
_NOT_TOLD_HERE = NOT_OURS | {
    *("commercial", "navigation", "metadata", "disclaimer", "attribution", "credit", "alt"),
}


def _article(links: int, words: int) -> Manuscript:
    offers = (
        CallToAction(
            "Compare labels.",
            "See it on Amazon (paid link)",
            PaidLinkTarget(merchant="Amazon", program="amazon", key=str(number)),
            id=f"offer{number}",
        )
        for number in range(links)
    )
    prose = Prose(RichText.from_text("Zinc is a mineral. " * (words // 4)), id="text")
    return Manuscript(title="Zinc", body=(prose, *offers))


class ThinPage(Rule):
    """A list of offers with little beside it."""

    code = "AFF219"
    name = "thin-page"
    why = (
        "Search engines call a page thin where offers stand without anything that a reader could "
        "not have from the shop, and rank the whole site lower for it. Tests of one’s own, "
        "comparisons and reasons are what readers come for."
    )
    message = "There are many paid links for the little that this article says itself."
    remedy = "Say of each product why it is there, or take some of the offers out."
    better = "Three powders that we weighed and tasted, with what set them apart."
    authority = GOOGLE_SPAM
    severity = Severity.ADVICE
    severity_elsewhere = Severity.ADVICE
    failing = (_article(4, 200), _article(12, 1000))
    passing = (_article(3, 40), _article(6, 800))

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        links = len(material.offers)
        if links < FEWEST_LINKS or material.edition.channel is not Channel.WEB:
            return
        words = sum(
            len(copy.text.split()) for copy in material.copies if copy.role not in _NOT_TOLD_HERE
        )
        if words < links * WORDS_A_LINK:
            told = _TOLD.replace("{links}", str(links)).replace("{words}", str(words))
            yield Fault(TITLE, 0, len(material.edition.manuscript.title), told)
