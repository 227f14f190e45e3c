"""Records of reviews, publications and imports."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from health_content.conversion import content_hash_of
from health_content.library.people import Person
from health_content.library.records import ImportRecord, PublicationRecord, ReviewRecord

PERMISSION = "health_content.add_reviewrecord"
OWN_WORK = (
    "A review is made by somebody else than the article's author, its fact-checker and whoever "
    "made or changed the page."
)
NO_REVIEWER = (
    "Medical reviews are recorded by medical reviewers whose person is linked to an account."
)
_ROLES = ("author", "fact_checker")


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
    are no longer the latest version's. Nobody reviews an article they worked on, as
    :func:`is_own_work` has it: ``PermissionDenied`` too.
    """
    _require_may_review(page, reviewer, user)
    latest = page.get_latest_revision()
    latest_hash = content_hash_of(latest.as_object() if latest else page)
    if content_hash is not None and content_hash != latest_hash:
        raise StaleReview(
            "The page was changed while you were reading it. Read the latest version, then "
            "record your review again."
        )
    _record_live_words(page, latest_hash)
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


def _require_may_review(page: Any, reviewer: Person, user: Any) -> None:
    if user is not None and reviewer.user_id != user.pk:
        raise PermissionDenied(
            "A review is recorded by the reviewer. Ask for the person to be linked to your account."
        )
    if worked_on(page, reviewer) or is_own_work(reviewer.user, page):
        raise PermissionDenied(OWN_WORK)


def person_of(user: Any) -> Person | None:
    """The person linked to an account, looked up once per user object."""
    if not hasattr(user, "_health_content_person_of"):
        user._health_content_person_of = Person.objects.filter(user_id=user.pk).first()
    person: Person | None = user._health_content_person_of
    return person


def may_review(user: Any, page: Any) -> bool:
    """Whether a user may record a review: by permission, as a person, of a page they see."""
    return (
        user.has_perm(PERMISSION)
        and page.permissions_for_user(user).can_edit()
        and person_of(user) is not None
    )


def why_not_review(user: Any, page: Any) -> str:
    """Why a user may not record a review of a page, in words; empty where they may."""
    person = person_of(user)
    if person is None or not may_review(user, page):
        return NO_REVIEWER
    return OWN_WORK if is_own_work(user, page) else ""


def is_own_work(user: Any, page: Any) -> bool:
    """Whether a page is an account's own: nobody is the second person about that.

    It made the page, saved any version of it, or is of a person whom any version names as
    author or fact-checker.
    """
    if user is None or user.pk is None:
        return False
    if Page.objects.filter(pk=page.pk, owner_id=user.pk).exists():
        return True
    if Revision.objects.for_instance(page).filter(user_id=user.pk).exists():
        return True
    return any(worked_on(page, person) for person in Person.objects.filter(user_id=user.pk))


def worked_on(page: Any, person: Person) -> bool:
    """Whether a page, or any revision of it, names a person as author or fact-checker.

    Whoever empties the field in a draft has written the article all the same.
    """
    stored = type(page)._base_manager.filter(pk=page.pk).first()
    if any(getattr(stored, f"{role}_id", None) == person.pk for role in _ROLES):
        return True
    named = Q()
    for role in _ROLES:
        named |= Q(**{f"content__{role}": person.pk})
    return Revision.objects.for_instance(page).filter(named).exists()


def record_publication(page: Any, *, user: Any = None) -> PublicationRecord | None:
    """Note that readers can read what a page says; ``None`` where that is on record."""
    return _note_public(page.pk, content_hash_of(page), user)


def _record_live_words(page: Any, content_hash: str) -> None:
    """Note the live words of a page where they are those of the hash.

    A page may have come to be live without having been published: saved by a command, or
    changed by what it shows of the library.
    """
    live = type(page)._base_manager.filter(pk=page.pk, live=True).first()
    if live is not None and content_hash_of(live) == content_hash:
        _note_public(page.pk, content_hash, None)


def _note_public(page_id: int, content_hash: str, user: Any) -> PublicationRecord | None:
    known = PublicationRecord.objects.filter(page_id=page_id, content_hash=content_hash)
    if known.exists():
        return None
    return PublicationRecord.objects.create(
        page_id=page_id, content_hash=content_hash, recorded_by=user
    )


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
