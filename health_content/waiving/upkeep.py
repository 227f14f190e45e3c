"""Waivers that somebody has to look at: unused, ended or about to end."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Min
from wagtail.models import Page

from health_content.compliance.waivers import NOTICE_DAYS
from health_content.library.waivers import State, Waiver, site_day
from health_content.waiving.faces import NOT_JUDGED, Face, faces_of, note_use

logger = logging.getLogger("health_content.waiving")


@dataclass(frozen=True, slots=True)
class Due:
    """A waiver to look at, and why."""

    waiver: Waiver
    state: State


def check_use(at_most: int | None = None) -> int:
    """Ask of waivers in force whether anything on their pages still fits them.

    ``at_most`` so many pages are judged, those first that nobody looked at for longest. How many
    could not be; they are logged, and their waivers stay what they were.
    """
    return sum(faces is None for _, faces in _looked_at(Waiver.objects.in_force(), at_most))


def due(days: int = NOTICE_DAYS) -> Iterator[Due]:
    """The waivers that are unused, end within so many days, or have ended while their finding
    still stands; page by page, each judged anew.

    Of a page that cannot be judged, which is logged, those are told that end or have ended.
    """
    soon = site_day() + timedelta(days=days)
    ended = Waiver.objects.in_state(State.EXPIRED)
    for page, faces in _looked_at(Waiver.objects.in_force() | ended):
        for waiver in Waiver.objects.of_page(page).in_force().select_related("page"):
            if waiver.unused_since:
                yield Due(waiver, State.UNUSED)
            elif waiver.expires_on <= soon:
                yield Due(waiver, State.EXPIRING)
        for waiver in ended.of_page(page).select_related("page"):
            if faces is None or _still_stands(waiver, faces):
                yield Due(waiver, State.EXPIRED)


def _looked_at(
    waivers: Any, at_most: int | None = None
) -> Iterator[tuple[Page, tuple[Face, ...] | None]]:
    """The pages of waivers with their faces, ``None`` where one cannot be judged."""
    last = waivers.order_by().values("page_id").annotate(last=Min("checked_at"))
    keys = last.order_by(F("last").asc(nulls_first=True), "page_id")[:at_most]
    for key in list(keys.values_list("page_id", flat=True)):
        page = Page.objects.get(pk=key)
        faces = None
        try:
            with transaction.atomic():
                faces = faces_of(page)
                note_use(page, faces)
        except Exception:
            logger.exception(NOT_JUDGED, key)
            faces = None
        yield page, faces


def _still_stands(waiver: Waiver, faces: tuple[Face, ...]) -> bool:
    return any(waiver.plain.fits(item) for face in faces for item in face.judgment.findings)
