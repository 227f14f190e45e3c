"""REV601: a page that nobody with medical knowledge has reviewed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from health_content.compliance.finding import Market, Severity
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.review.authorities import TRUSTWORTHY_CONTENT
from health_content.compliance.rules.review.reviewed import DONE, reviewed
from health_content.edition import ReviewState
from health_content.manuscript.walk import TITLE

if TYPE_CHECKING:
    from health_content.compliance.material import Material


class MissingReviewer(Rule):
    """An article without a medical review. Where nobody said, nothing is found."""

    code = "REV601"
    name = "missing-reviewer"
    why = (
        "Readers act on what a page about health says. A second pair of eyes that knows the "
        "subject finds what a writer overlooks, and its name tells readers who answers for it."
    )
    message = "No medical reviewer is named for this article."
    remedy = "Ask somebody with credentials in the subject to review it, and name them."
    better = "Reviewed by Morgan Sample, RD, on 4 May 2026."
    authority = TRUSTWORTHY_CONTENT
    severity = Severity.NEEDS_REASON
    severity_elsewhere = Severity.ADVICE
    failing = (
        reviewed(ReviewState.NONE, reviewer="", credentials="", reviewed_on=None, due=None),
        reviewed(ReviewState.CURRENT, reviewer=" "),
    )
    passing = (
        reviewed(ReviewState.CURRENT),
        reviewed(ReviewState.UNKNOWN, reviewer="", reviewed_on=None, due=None),
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        facts = material.edition.facts
        is_nobodys = facts.review in DONE and not facts.reviewer.strip()
        if facts.review is ReviewState.NONE or is_nobodys:
            yield Fault(TITLE, 0, len(material.edition.manuscript.title))
