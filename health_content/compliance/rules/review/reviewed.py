"""A page with a review, for the examples of the rules on reviews."""

from __future__ import annotations

from datetime import date

from health_content.compliance.examples import SALE, placed
from health_content.edition import Edition, PageFacts, ReviewState
from health_content.manuscript import Manuscript, Prose, RichText

DONE = frozenset({ReviewState.CURRENT, ReviewState.OVERDUE, ReviewState.CHANGED})
"""States of a review that somebody once did."""


def reviewed(
    state: ReviewState,
    *,
    reviewer: str = "Morgan Sample",
    credentials: str = "RD, PhD in nutrition",
    reviewed_on: date | None = date(2026, 5, 4),
    due: date | None = date(2027, 5, 4),
) -> Edition:
    """An article that sells, whose page knows this of its review."""
    manuscript = Manuscript(
        title="About this supplement",
        body=(Prose(RichText.from_text("Zinc is a trace element."), id="text"), SALE),
    )
    facts = PageFacts(
        review=state,
        reviewer=reviewer,
        reviewer_credentials=credentials,
        reviewed_on=reviewed_on,
        review_due=due,
    )
    return placed(manuscript, facts)
