"""Contracts and paid links that began or ended by the day: pages change, though nobody saved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from health_content.library.caches import forget_on_commit
from health_content.library.ledger import ComplianceRecord, Door, Event, Outcome
from health_content.library.products import PaidLink
from health_content.library.programs import AffiliateProgram
from health_content.library.usage import live_pages_showing
from health_content.library.waivers import site_day
from health_content.recording.ledger import Entry, append

BEGAN, ENDED = "began", "ended"
LOOKED_ON = "looked_on"
"""Under this name the record of an audit keeps the day up to which it looked."""

PAGES_AT_MOST = 300
"""How many pages a record names; it always says how many they are."""

_DAYS: tuple[tuple[Any, str, str], ...] = (
    (AffiliateProgram, "starts_on", "ends_on"),
    (PaidLink, "valid_from", "valid_until"),
)


def note_turned(day: date | None = None) -> list[Any]:
    """Record what began or ended by a day since the last audit, and let caches forget its pages.

    What no live page shows is passed over, and so is everything where there was no audit yet. The
    entries are returned.
    """
    runs = ComplianceRecord.objects.filter(event=Event.AUDIT, door=Door.AUDIT, subject_id="")
    last = runs.order_by("-number").first()
    if last is None:
        return []
    # A run that began before midnight may be recorded after it.
    told = last.payload.get(LOOKED_ON)
    since = date.fromisoformat(told) if told else site_day(last.recorded_at)
    return [
        entry
        for entry, action, turned_on in _turned(since, day or site_day())
        if _note(entry, action, turned_on)
    ]


def _turned(since: date, day: date) -> Iterator[tuple[Any, str, date]]:
    """Entries with what happened to them after ``since``, up to a day. Their last day is theirs."""
    for model, starts, ends in _DAYS:
        for entry in model.objects.filter(**{f"{starts}__gt": since, f"{starts}__lte": day}):
            yield entry, BEGAN, getattr(entry, starts)
        for entry in model.objects.filter(**{f"{ends}__gte": since, f"{ends}__lt": day}):
            yield entry, ENDED, getattr(entry, ends) + timedelta(days=1)


def _note(entry: Any, action: str, turned_on: date) -> bool:
    keys = live_pages_showing(entry)
    if not keys:
        return False
    told = {
        "action": action,
        "on": turned_on.isoformat(),
        "pages": keys[:PAGES_AT_MOST],
        "page_count": len(keys),
    }
    with transaction.atomic():
        append(
            Entry(
                event=Event.LIBRARY_CHANGE,
                outcome=Outcome.DONE,
                subject=entry,
                door=Door.AUDIT,
                payload=told,
            )
        )
        forget_on_commit(keys)
    return True
