"""REV604: a reviewer of whom nobody says what qualifies them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from health_content.compliance.finding import Market, Severity
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.review.authorities import EXPERT
from health_content.compliance.rules.review.reviewed import DONE, reviewed
from health_content.edition import ReviewState
from health_content.manuscript.walk import TITLE

if TYPE_CHECKING:
    from health_content.compliance.material import Material


class UnqualifiedReviewer(Rule):
    """A named reviewer without credentials. Whether given ones are true cannot be told here."""

    code = "REV604"
    name = "unqualified-reviewer"
    why = (
        "A medical review is an expert’s word, and readers weigh it by what the expert has "
        "studied. An expert must have the qualification that the page lends them."
    )
    message = "The medical reviewer of this article has no credentials on file."
    remedy = "Add the reviewer’s credentials to their entry, with how they were checked."
    better = "Reviewed by Morgan Sample, RD."
    authority = EXPERT
    severity = Severity.NEEDS_REASON
    severity_elsewhere = Severity.ADVICE
    failing = (
        reviewed(ReviewState.CURRENT, credentials=""),
        reviewed(ReviewState.OVERDUE, credentials=" - "),
    )
    passing = (
        reviewed(ReviewState.CURRENT),
        reviewed(ReviewState.NONE, reviewer="", credentials=""),
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        facts = material.edition.facts
        if facts.review not in DONE or not facts.reviewer.strip():
            return
        if not any(map(str.isalpha, facts.reviewer_credentials)):
            yield Fault(TITLE, 0, len(material.edition.manuscript.title))
