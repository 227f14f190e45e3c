"""REV603: an article that changed after its medical review."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from health_content.compliance.finding import Market, Severity
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.review.authorities import TRUSTWORTHY_CONTENT
from health_content.compliance.rules.review.reviewed import reviewed
from health_content.edition import ReviewState
from health_content.manuscript.walk import TITLE

if TYPE_CHECKING:
    from health_content.compliance.material import Material


class ChangedSinceReview(Rule):
    """A review of words that readers no longer see. Which they are, the page knows alone."""

    code = "REV603"
    name = "changed-since-review"
    why = (
        "A reviewer’s name stands for what they read. When claims, numbers, warnings or products "
        "have changed since, the name stands beside something that they never saw."
    )
    message = "This article has changed since its medical review."
    remedy = "Have the changes reviewed."
    better = "The changes were reviewed by Morgan Sample, RD, on 4 May 2026."
    authority = TRUSTWORTHY_CONTENT
    severity = Severity.NEEDS_REASON
    severity_elsewhere = Severity.ADVICE
    failing = (
        reviewed(ReviewState.CHANGED),
        reviewed(ReviewState.CHANGED, due=None),
    )
    passing = (
        reviewed(ReviewState.CURRENT),
        reviewed(ReviewState.UNKNOWN),
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        if material.edition.facts.review is ReviewState.CHANGED:
            yield Fault(TITLE, 0, len(material.edition.manuscript.title))
