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
    reviewed_on: date
    is_current: bool

    @property
    def byline(self) -> str:
        """Name and credentials as they were on the day."""
        return f"{self.name}, {self.credentials}" if self.credentials else self.name


def review_of(page: Any) -> Review | None:
    """The last review of a page if it approved; a later objection takes it back."""
    if page.pk is None:
        return None
    record = ReviewRecord.objects.filter(page_id=page.pk).select_related("reviewer").first()
    if record is None or record.outcome != ReviewRecord.Outcome.APPROVED:
        return None
    return Review(
        reviewer=record.reviewer,
        name=record.reviewer_name,
        credentials=record.reviewer_credentials,
        reviewed_on=timezone.localdate(record.recorded_at),
        is_current=record.content_hash == content_hash_of(page),
    )
