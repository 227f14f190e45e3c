"""What a page knows about itself besides its article: its address, its review."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ReviewState(StrEnum):
    """How the medical review of what readers see stands. ``UNKNOWN``: nobody said."""

    UNKNOWN = ""
    NONE = "none"
    CURRENT = "current"
    OVERDUE = "overdue"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class PageFacts:
    """Facts of the page that shows an article, as far as they are known.

    ``slug`` is the last part of its address. ``sells`` says that what a template shows
    around the article carries paid links. ``reviewer``, with
    ``reviewer_credentials`` and ``reviewer_job_title`` as on the day, ``reviewed_on`` and
    ``review_due`` are those of the review named by ``review``.
    """

    slug: str = ""
    sells: bool = False
    review: ReviewState = ReviewState.UNKNOWN
    reviewer: str = ""
    reviewer_credentials: str = ""
    reviewer_job_title: str = ""
    reviewed_on: date | None = None
    review_due: date | None = None


NOTHING_KNOWN = PageFacts()
