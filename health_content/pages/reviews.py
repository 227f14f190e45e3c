"""Reading reviews: who approved which version of a page."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef

from health_content.conversion import content_hash_of
from health_content.edition import PageFacts, ReviewState
from health_content.library.people import Person
from health_content.library.records import PublicationRecord, ReviewRecord
from health_content.library.waivers import site_day


@dataclass(frozen=True, slots=True)
class Review:
    """An approving review as readers may see it.

    ``is_current`` says whether the approved words are the words of the page. Only then
    may a page call itself reviewed; otherwise it has changed since.
    """

    reviewer: Person
    name: str
    credentials: str
    job_title: str
    reviewed_on: date
    is_current: bool

    @property
    def byline(self) -> str:
        """Name and credentials as they were on the day."""
        return _byline(self.name, self.credentials)


@dataclass(frozen=True, slots=True)
class ReviewEntry:
    """One line of a page's review history.

    ``byline`` and ``job_title`` are the reviewer's as on that day, ``outcome`` is the
    decision and ``outcome_label`` its words; ``is_current`` says whether it was about
    the words the page has now.
    """

    reviewed_on: date
    reviewer: Person
    byline: str
    job_title: str
    outcome: str
    outcome_label: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Reviews:
    """All that is on record about what one page says or said to readers, from one query."""

    content_hash: str = ""
    records: tuple[ReviewRecord, ...] = field(default=(), repr=False)

    @classmethod
    def of(cls, page: Any) -> Reviews:
        """The reviews of a page; of an alias, those of the page whose words it shows.

        Only those about what the page says and what it once said to readers count: a
        draft that somebody approved says nothing about a page that never was like it.
        """
        key = getattr(page, "alias_of_id", None) or page.pk
        if key is None:
            return cls()
        of_page = ReviewRecord.objects.filter(page_id=key).select_related("reviewer")
        records = tuple(of_page.annotate(was_live=was_live()))
        if not records:
            return cls()
        now = content_hash_of(page)
        return cls(now, tuple(one for one in records if one.was_live or one.content_hash == now))

    @property
    def standing(self) -> Review | None:
        """The review that holds for what the page says now, else the last one it had.

        Of several about the same words the last decides. Where nobody reviewed these
        words, the last review of any is returned, if it approved, as no longer current.
        """
        if not self.records:
            return None
        same = (one for one in self.records if one.content_hash == self.content_hash)
        record = next(same, self.records[0])
        if record.outcome != ReviewRecord.Outcome.APPROVED:
            return None
        return Review(
            reviewer=record.reviewer,
            name=record.reviewer_name,
            credentials=record.reviewer_credentials,
            job_title=record.reviewer_job_title,
            reviewed_on=site_day(record.recorded_at),
            is_current=record.content_hash == self.content_hash,
        )

    def happened_since(self, day: date) -> bool:
        """Whether anybody reviewed the page on a day or later, whatever came of it."""
        return any(site_day(record.recorded_at) >= day for record in self.records)

    @property
    def history(self) -> list[ReviewEntry]:
        """Every review, the newest first."""
        return [
            ReviewEntry(
                reviewed_on=site_day(record.recorded_at),
                reviewer=record.reviewer,
                byline=_byline(record.reviewer_name, record.reviewer_credentials),
                job_title=record.reviewer_job_title,
                outcome=record.outcome,
                outcome_label=record.get_outcome_display(),
                is_current=record.content_hash == self.content_hash,
            )
            for record in self.records
        ]


def was_live() -> Exists:
    """Whether the words of a review record were ever live, as an expression."""
    return Exists(
        PublicationRecord.objects.filter(
            page_id=OuterRef("page_id"), content_hash=OuterRef("content_hash")
        )
    )


def review_of(page: Any) -> Review | None:
    """The review that holds for what a page says now, else the last one it had."""
    return Reviews.of(page).standing


def facts_of(page: Any) -> PageFacts:
    """What is known about the medical review of what a page says now.

    A review that approved other words than these is changed, whether or not it is overdue.
    """
    reviews = Reviews.of(page)
    review, due = reviews.standing, page.next_review_due
    if review is None:
        return PageFacts(slug=page.slug, review=ReviewState.NONE, review_due=due)
    state = ReviewState.CURRENT
    if not review.is_current:
        state = ReviewState.CHANGED
    elif due is not None and due < site_day() and not reviews.happened_since(due):
        state = ReviewState.OVERDUE
    return PageFacts(
        slug=page.slug,
        review=state,
        reviewer=review.name,
        reviewer_credentials=review.credentials,
        reviewer_job_title=review.job_title,
        reviewed_on=review.reviewed_on,
        review_due=due,
    )


def _byline(name: str, credentials: str) -> str:
    return f"{name}, {credentials}" if credentials else name
