"""AFF214: a page for the United Kingdom whose offers are not announced as an ad."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from health_content.compliance.finding import Market, Severity
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.affiliate.authorities import UK_CODE
from health_content.compliance.rules.affiliate.offering import selling
from health_content.compliance.wording import Wording, plain
from health_content.edition import Channel, PageFacts, Placement, place
from health_content.manuscript import Manuscript
from health_content.manuscript.walk import TITLE

if TYPE_CHECKING:
    from health_content.compliance.material import Material

_LABEL = Wording(
    r"(?:ad|advert|advertisement|advertising|advertisement feature|advertorial)"
    r"(?=\s?[:|)\]/.\u2013\u2014-]|$)",
    r"contains (?:ads|adverts|advertising|advertisements)",
    cues=("ad",),
)
_UPFRONT = 24


class UKAdLabel(Rule):
    """Offers without the word “Ad” before a reader gets to them."""

    code = "AFF214"
    name = "uk-ad-label"
    why = (
        "In the United Kingdom content with affiliate links is advertising and has to be "
        "recognizable as such before readers engage with it: “Ad”, in the title or at the "
        "start of the text. “Affiliate” alone is not enough, and neither is a note at the end. "
        "The pages of a site say it by themselves; it is asked for in files."
    )
    message = "A page for the United Kingdom with offers does not begin with “Ad”."
    remedy = "Begin the title, the line below it or the text with “Ad:”."
    better = "Ad: we earn a commission if you buy through the links below."
    authority = UK_CODE
    severity = Severity.NEEDS_REASON
    severity_elsewhere = Severity.NEEDS_REASON
    markets = (Market.UK,)
    failing = (
        selling(),
        replace(selling(), dek="Adults need little zinc. Contains affiliate links."),
    )
    passing = (
        replace(selling(), title="Ad: About this supplement"),
        replace(selling(), dek="[Ad] What the labels say."),
        Manuscript(title="About this supplement"),
        replace(place(selling(), (), Channel.WEB), facts=PageFacts(labels_ads=True)),
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        if not material.offers or material.edition.facts.labels_ads:
            return
        manuscript = material.edition.manuscript
        first = [
            item.text
            for item in material.edition.obligations
            if item.placement is Placement.BEFORE_FIRST_PAID_LINK
        ]
        opening = next((copy.text for copy in material.copies_of("body")), "")
        if not any(map(begins_as_ad, (manuscript.title, manuscript.dek, opening, *first))):
            yield Fault(TITLE, 0, len(manuscript.title))


def begins_as_ad(text: str) -> bool:
    """Whether a title or a text says at its start that it is an ad."""
    begin = plain(text[:200]).text.lstrip(" [(#*")
    return any(start == 0 for start, _ in _LABEL.spans(begin[:_UPFRONT]))
