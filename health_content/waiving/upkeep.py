"""Waivers that somebody has to look at: unused, ended or about to end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from wagtail.models import Page

from health_content.compliance.waivers import NOTICE_DAYS
from health_content.library.waivers import State, Waiver, site_day
from health_content.waiving.faces import Face, faces_of, note_use


@dataclass(frozen=True, slots=True)
class Due:
    """A waiver to look at, and why."""

    waiver: Waiver
    state: State


def check_use() -> None:
    """Ask of every waiver in force whether anything on its page still fits it."""
    for page in _pages(Waiver.objects.in_force()):
        note_use(page, faces_of(page))


def due(days: int = NOTICE_DAYS) -> Iterator[Due]:
    """The waivers that are unused, end within so many days, or have ended while their finding
    still stands; page by page, each judged anew.
    """
    soon = site_day() + timedelta(days=days)
    ended = Waiver.objects.in_state(State.EXPIRED)
    for page in _pages(Waiver.objects.in_force() | ended):
        faces = faces_of(page)
        note_use(page, faces)
        for waiver in Waiver.objects.of_page(page).in_force().select_related("page"):
            if waiver.unused_since:
                yield Due(waiver, State.UNUSED)
            elif waiver.expires_on <= soon:
                yield Due(waiver, State.EXPIRING)
        for waiver in ended.of_page(page).select_related("page"):
            if _still_stands(waiver, faces):
                yield Due(waiver, State.EXPIRED)


def _still_stands(waiver: Waiver, faces: tuple[Face, ...]) -> bool:
    return any(waiver.plain.fits(item) for face in faces for item in face.judgment.findings)


def _pages(waivers: Any) -> Iterator[Any]:
    keys = waivers.order_by("page_id").values_list("page_id", flat=True).distinct()
    for key in keys.iterator():
        yield Page.objects.get(pk=key)
