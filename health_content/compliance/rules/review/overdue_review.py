"""REV602: a medical review whose time is over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from health_content.compliance.finding import Market, Severity
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.review.authorities import TRUSTWORTHY_CONTENT
from health_content.compliance.rules.review.reviewed import reviewed
from health_content.edition import ReviewState
from health_content.manuscript.walk import TITLE

if TYPE_CHECKING:
    from health_content.compliance.material import Material

_SINCE = "The medical review of this article was due on {due} and is overdue."


class OverdueReview(Rule):
    """A review that the page itself calls overdue; this rule reads no clock."""

    code = "REV602"
    name = "overdue-review"
    why = (
        "Evidence, limits and warnings change. A review tells how things stood on its day; when "
        "its time is over, readers take it for more than it is."
    )
    message = "The medical review of this article is overdue."
    remedy = "Have it reviewed again."
    better = "Reviewed again by Morgan Sample, RD, on 4 May 2026."
    authority = TRUSTWORTHY_CONTENT
    severity = Severity.NEEDS_REASON
    severity_elsewhere = Severity.ADVICE
    failing = (
        reviewed(ReviewState.OVERDUE),
        reviewed(ReviewState.OVERDUE, reviewed_on=date(2023, 1, 9), due=date(2024, 1, 9)),
    )
    passing = (
        reviewed(ReviewState.CURRENT),
        reviewed(ReviewState.CHANGED),
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        facts = material.edition.facts
        if facts.review is ReviewState.OVERDUE:
            due = facts.review_due
            message = _SINCE.replace("{due}", due.isoformat()) if due else ""
            yield Fault(TITLE, 0, len(material.edition.manuscript.title), message)
