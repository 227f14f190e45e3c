"""A page as readers see it and as its latest draft says, each judged anew."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.models import Page

from health_content.compliance import Finding
from health_content.library.standings import Standing, StoredFinding, Version
from health_content.library.waivers import Waiver
from health_content.publishing.gate import is_gated, store_standing
from health_content.publishing.judging import Judgment, judge
from health_content.publishing.standing import stand_anew

logger = logging.getLogger("health_content.waiving")

NOT_JUDGED = "Page %s could not be judged."


@dataclass(frozen=True, slots=True)
class Face:
    """One version of a page, and what the rules say about it today."""

    version: Version
    page: Any
    judgment: Judgment


def source_of(page: Any) -> Any:
    """The page whose words a page shows, as it is stored now and in its own type.

    An alias shows another's.
    """
    return Page.objects.get(pk=page.alias_of_id or page.pk).specific


def faces_of(page: Any) -> tuple[Face, ...]:
    """The latest draft first, then what readers see, as both are stored now.

    Nothing for pages that are not judged. Raises whatever it is that keeps one from being judged.
    """
    return tuple(_each_face(page))


def _each_face(page: Any) -> Iterator[Face]:
    page = source_of(page)
    if not is_gated(page):
        return
    draft = page.get_latest_revision_as_object()
    yield Face(Version.DRAFT, draft, judge(draft))
    stored = type(page)._base_manager.filter(pk=page.pk, live=True).first()
    if stored is not None:
        yield Face(Version.LIVE, stored, judge(stored))


def finding_now(page: Any, fingerprint: str) -> Finding | None:
    """A finding as it stands now, before waivers; the gravest of several in the same words.

    That of the latest draft, else that of what readers see; ``None`` where it is gone, or the
    page cannot be judged, which is logged.
    """
    try:
        with transaction.atomic():
            for face in _each_face(page):
                found = face.judgment.report.findings
                same = [item for item in found if item.fingerprint == fingerprint]
                if same:
                    return min(same, key=lambda item: item.severity.rank)
    except Exception:
        logger.exception(NOT_JUDGED, page.pk)
    return None


def look_again(page: Any, *, ended: Waiver | None = None) -> None:
    """Bring up to date what is kept about a page and its waivers, after these changed.

    ``ended`` is a waiver that was just taken back: the live version is no longer called
    admitted where it was this waiver that let it be. The page stays live and is listed. Where
    the page cannot be judged, that is logged.
    """
    try:
        with transaction.atomic():
            _look_again(page, ended)
    except Exception:
        logger.exception(NOT_JUDGED, page.pk)
        if ended is not None:
            _admitted_no_more(page, ended)


def _look_again(page: Any, ended: Waiver | None) -> None:
    faces = faces_of(page)
    note_use(page, faces)
    for face in faces:
        _stand_anew(face, ended)
    for alias in Page.objects.filter(alias_of_id=source_of(page).pk, live=True).specific():
        _stand_anew(Face(Version.LIVE, alias, judge(alias)), ended)


def _admitted_no_more(page: Any, ended: Waiver) -> None:
    """Without a judgment, what the waiver was found to let stand is admitted no more."""
    source = page.alias_of_id or page.pk
    findings = StoredFinding.objects.filter(
        Q(standing__page_id=source) | Q(standing__page__alias_of=source),
        standing__version=Version.LIVE,
        code=ended.code,
        fingerprint=ended.fingerprint,
    )
    Standing.objects.filter(pk__in=findings.values("standing")).update(is_admitted=False)


def note_use(page: Any, faces: Sequence[Face]) -> None:
    """Keep with each waiver in force whether anything on the page still fits it."""
    now = timezone.now()
    found = [finding for face in faces for finding in face.judgment.report.findings]
    for waiver in Waiver.objects.of_page(page).in_force():
        is_used = any(waiver.plain.fits(finding) for finding in found)
        waiver.checked_at = now
        waiver.unused_since = None if is_used else waiver.unused_since or now
        waiver.save(update_fields=["checked_at", "unused_since"])


def _stand_anew(face: Face, ended: Waiver | None) -> None:
    refusing = face.judgment.refusing
    if face.version is Version.LIVE:
        is_lost = ended is not None and any(ended.plain.fits(item) for item in refusing)
        stand_anew(face.page, face.judgment, is_lost=is_lost)
    elif Standing.objects.filter(page_id=face.page.pk, version=face.version).exists():
        store_standing(face.page, face.judgment, face.version, is_admitted=False)
