"""Writing records. They are append-only; reading them is the pages' business."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.log_actions import log

from health_content.conversion import content_hash_of
from health_content.library.people import Person
from health_content.library.records import ImportRecord, ReviewRecord


class StaleReview(ValueError):
    """The version that was read is not the latest any more."""


@transaction.atomic
def record_review(
    page: Any,
    reviewer: Person,
    *,
    approved: bool = True,
    note: str = "",
    user: Any = None,
    content_hash: str | None = None,
) -> ReviewRecord:
    """Record that ``reviewer`` read the page's latest version and what came of it.

    ``user`` is who records it. A user may only record under the person linked to the
    account; raises ``PermissionDenied`` otherwise. Without a user (a command, an import
    of earlier records) the name is trusted.

    ``content_hash`` says which words were read; raises :class:`StaleReview` when they
    are no longer the latest version's. Nobody reviews an article of their own:
    ``PermissionDenied`` too.
    """
    if user is not None and reviewer.user_id != user.pk:
        raise PermissionDenied(
            "A review is recorded by the reviewer. Ask for the person to be linked to your account."
        )
    latest = page.get_latest_revision()
    reviewed = latest.as_object() if latest else page
    if getattr(reviewed, "author_id", None) == reviewer.pk:
        raise PermissionDenied("A review is made by somebody else than the author.")
    latest_hash = content_hash_of(reviewed)
    if content_hash is not None and content_hash != latest_hash:
        raise StaleReview(
            "The page was changed while you were reading it. Read the latest version, then "
            "record your review again."
        )
    record = ReviewRecord.objects.create(
        page_id=page.pk,
        revision_id=latest.pk if latest else None,
        content_hash=latest_hash,
        reviewer=reviewer,
        reviewer_name=reviewer.name,
        reviewer_credentials=reviewer.credentials,
        reviewer_job_title=reviewer.job_title,
        outcome=(
            ReviewRecord.Outcome.APPROVED if approved else ReviewRecord.Outcome.CHANGES_REQUESTED
        ),
        note=note,
        recorded_by=user,
    )
    log(
        instance=page,
        action="health_content.review",
        user=user,
        revision=latest,
        data={"reviewer": reviewer.byline, "outcome": record.get_outcome_display()},
    )
    return record


def record_import(
    page: Any, *, source_name: str, source_hash: str, remarks: Iterable[dict[str, Any]], user: Any
) -> ImportRecord:
    """Record which source a page was made from, and what the reader remarked."""
    return ImportRecord.objects.create(
        page_id=page.pk,
        parent_id=page.get_parent().pk,
        source_name=source_name,
        source_hash=source_hash,
        remarks=list(remarks),
        recorded_by=user,
    )
