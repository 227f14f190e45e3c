"""REV605: a medical review without a date, due before it was done, or due too late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from health_content.compliance.finding import Market, Severity
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.review.authorities import TRUSTWORTHY_CONTENT
from health_content.compliance.rules.review.reviewed import DONE, reviewed
from health_content.edition import ReviewState
from health_content.manuscript.walk import TITLE

if TYPE_CHECKING:
    from health_content.compliance.material import Material

_UNDATED = "The medical review of this article has no date."
_TOO_LONG = "The medical review of this article is given longer to hold than the policy allows."
_SOONER = "Let the next review fall due sooner, or have the policy allow more months."
_CHECK = "Correct the day of the review or the day on which the next one is due."
_BACKWARDS = "The medical review of this article falls due before the day it was done."


class MisdatedReview(Rule):
    """A review whose dates cannot be.

    This rule reads no clock, so that the same edition is always judged alike: a date that lies
    ahead shows only where the review falls due before it.
    """

    code = "REV605"
    name = "misdated-review"
    why = (
        "Readers judge by its date how much a review is worth. Without one, or with one that "
        "cannot be, the review says nothing."
    )
    message = _UNDATED
    remedy = "Enter the day on which the review was done."
    better = "Reviewed on 4 May 2026."
    authority = TRUSTWORTHY_CONTENT
    severity = Severity.NEEDS_REASON
    severity_elsewhere = Severity.ADVICE
    failing = (
        reviewed(ReviewState.CURRENT, reviewed_on=None),
        reviewed(ReviewState.CURRENT, reviewed_on=date(2062, 5, 4)),
    )
    passing = (
        reviewed(ReviewState.CURRENT),
        reviewed(ReviewState.UNKNOWN, reviewed_on=None),
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        facts = material.edition.facts
        if facts.review not in DONE:
            return
        title = material.edition.manuscript.title
        if facts.reviewed_on is None:
            yield Fault(TITLE, 0, len(title), _UNDATED)
        elif facts.review_due and facts.review_due < facts.reviewed_on:
            yield Fault(TITLE, 0, len(title), _BACKWARDS, _CHECK)
        elif facts.review_due and _months(facts.reviewed_on, facts.review_due) > (
            material.policy.thresholds.review_months
        ):
            yield Fault(TITLE, 0, len(title), _TOO_LONG, _SOONER, severity=Severity.ADVICE)


def _months(start: date, end: date) -> int:
    """Whole months between two days."""
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
