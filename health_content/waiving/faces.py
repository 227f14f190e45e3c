"""A page as readers see it and as its latest draft says, each judged anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from wagtail.models import Page

from health_content.compliance import Finding
from health_content.library.standings import Standing, Version
from health_content.library.waivers import Waiver
from health_content.publishing.gate import is_gated, store_standing
from health_content.publishing.judging import Judgment, judge
from health_content.publishing.standing import stand_anew


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

    Nothing for pages that are not judged.
    """
    page = source_of(page)
    if not is_gated(page):
        return ()
    draft = page.get_latest_revision_as_object()
    faces = [Face(Version.DRAFT, draft, judge(draft))]
    stored = type(page)._base_manager.filter(pk=page.pk, live=True).first()
    if stored is not None:
        faces.append(Face(Version.LIVE, stored, judge(stored)))
    return tuple(faces)


def finding_now(page: Any, fingerprint: str) -> Finding | None:
    """A finding as it stands now, before waivers; the gravest of several in the same words.

    That of the latest draft, else that of what readers see; ``None`` where it is gone.
    """
    for face in faces_of(page):
        same = [item for item in face.judgment.report.findings if item.fingerprint == fingerprint]
        if same:
            return min(same, key=lambda item: item.severity.rank)
    return None


def look_again(page: Any, *, ended: Waiver | None = None) -> tuple[Face, ...]:
    """Bring up to date what is kept about a page and its waivers, after these changed.

    ``ended`` is a waiver that was just taken back: the live version is no longer called
    admitted where it was this waiver that let it be. The page stays live and is listed.
    """
    faces = faces_of(page)
    note_use(page, faces)
    for face in faces:
        _stand_anew(face, ended)
    for alias in Page.objects.filter(alias_of_id=source_of(page).pk, live=True).specific():
        _stand_anew(Face(Version.LIVE, alias, judge(alias)), ended)
    return faces


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
