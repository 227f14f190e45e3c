"""Reading reviews: who approved which version of a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from health_content.conversion import content_hash_of
from health_content.library.people import Person
from health_content.library.records import ReviewRecord


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
        return f"{self.name}, {self.credentials}" if self.credentials else self.name


def review_of(page: Any) -> Review | None:
    """The review that holds for what a page says now, else the last one it had.

    Of several about the same words the last decides. Where nobody reviewed these words,
    the last review of any is returned, if it approved, as no longer current.
    """
    if page.pk is None:
        return None
    records = ReviewRecord.objects.filter(page_id=page.pk).select_related("reviewer")
    last = records.first()
    if last is None:
        return None
    content_hash = content_hash_of(page)
    same_words = last.content_hash == content_hash
    record = last if same_words else records.filter(content_hash=content_hash).first() or last
    if record.outcome != ReviewRecord.Outcome.APPROVED:
        return None
    return Review(
        reviewer=record.reviewer,
        name=record.reviewer_name,
        credentials=record.reviewer_credentials,
        job_title=record.reviewer_job_title,
        reviewed_on=timezone.localdate(record.recorded_at),
        is_current=record.content_hash == content_hash,
    )
