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
    around the article carries paid links, ``labels_ads`` that the page says "Ad" before its
    title, where a market asks for that, if it sells. ``reviewer``, with
    ``reviewer_credentials`` and ``reviewer_job_title`` as on the day, ``reviewed_on`` and
    ``review_due`` are those of the review named by ``review``. ``ailing_links`` are the library's
    ids of paid links that were found to be other than they should be, with what was found, by
    the names of :class:`~health_content.library.link_health.LinkState`; ``unvetted_products``
    and ``unvetted_links`` are those of products that nobody has vetted, where that is asked for.
    """

    slug: str = ""
    sells: bool = False
    labels_ads: bool = False
    review: ReviewState = ReviewState.UNKNOWN
    reviewer: str = ""
    reviewer_credentials: str = ""
    reviewer_job_title: str = ""
    reviewed_on: date | None = None
    review_due: date | None = None
    ailing_links: tuple[tuple[str, str], ...] = ()
    unvetted_products: frozenset[str] = frozenset()
    unvetted_links: frozenset[str] = frozenset()


NOTHING_KNOWN = PageFacts()
