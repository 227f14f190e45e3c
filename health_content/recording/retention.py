"""Pruning: the oldest records go when their time is over, and a record says that they did.

What still stands is kept whatever its age: the admission of each live page, the last change of
each entry of the library that is still there and what happened to it last, the waivers and
suspensions in force, and the policy. The record of the pruning holds the number and hash of the
last record that went, so that the chain begins there, and a hash over those that were kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Min, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from health_content.conf import records as record_settings
from health_content.library.ledger import ComplianceRecord, Event, Outcome
from health_content.library.standings import Standing, Version
from health_content.library.suspensions import Suspension
from health_content.library.waivers import Waiver, site_day
from health_content.recording.audits import FOUND_PAST_DOORS, TAKEN_OVER
from health_content.recording.ledger import Entry, anchor, append, digest_of, hold, problems

BATCH = 500

# What happened to an entry, its vetting for one, is no admission of what it says.
_NOTED = Q(event=Event.LIBRARY_CHANGE, outcome=Outcome.DONE)
_ADMITTED = Q(event=Event.PUBLICATION) | Q(event=Event.LIBRARY_CHANGE) & ~_NOTED | TAKEN_OVER


class PruningRefused(Exception):
    """Records may not be pruned: they are held, kept for ever, or the chain is broken already."""


@dataclass(frozen=True, slots=True)
class Pruned:
    """What went, or would go: all records up to ``last``, but for those that are ``kept``.

    ``record`` is the number of the record that says so, 0 where nothing was written.
    """

    last: int
    removed: int
    kept: int
    before: datetime
    record: int = 0


def prune(*, why: str = "", user: Any = None, is_trial: bool = False) -> Pruned:
    """Delete records older than the site keeps them; raise :class:`PruningRefused` otherwise.

    ``is_trial`` deletes nothing. Where nothing is old enough, nothing is recorded. Nobody goes
    live meanwhile.
    """
    days = _days_kept()
    if found := next(islice(problems(), 1), None):
        raise PruningRefused(
            _("The chain is broken, and pruning would hide where: %(problem)s") % {"problem": found}
        )
    with transaction.atomic():
        hold()
        before = timezone.now() - timedelta(days=days)
        last = _last_before(before)
        needed = _needed(last)
        gone = [number for number in _numbers(last) if number not in needed]
        pruned = Pruned(last, len(gone), len(needed), before)
        if is_trial or not gone:
            return pruned
        record = _delete(pruned, gone, why or _("Older than %(days)d days.") % {"days": days}, user)
        return Pruned(last, len(gone), len(needed), before, record.number)


def _days_kept() -> int:
    given = record_settings()
    if given["LEGAL_HOLD"]:
        raise PruningRefused(
            _("A legal hold is on (LEGAL_HOLD in HEALTH_CONTENT['RECORDS']): nothing is deleted.")
        )
    days = given["RETENTION_DAYS"]
    if days is None:
        raise PruningRefused(
            _("Records are kept for ever: HEALTH_CONTENT['RECORDS'] has no RETENTION_DAYS.")
        )
    if type(days) is not int or days < 1:
        raise PruningRefused(_("RETENTION_DAYS is a whole number of days, or None."))
    return days


def _last_before(moment: datetime) -> int:
    """The last record before the first that is young enough, and never one pruned already."""
    records = ComplianceRecord.objects.filter(number__gt=anchor().number)
    young = records.filter(recorded_at__gte=moment).aggregate(first=Min("number"))["first"]
    end: int | None = records.aggregate(last=Max("number"))["last"]
    return (end or anchor().number) if young is None else young - 1


def _numbers(last: int) -> list[int]:
    records = ComplianceRecord.objects.filter(number__lte=last).order_by("number")
    return list(records.values_list("number", flat=True))


def _needed(last: int) -> set[int]:
    """The numbers of old records that something which still stands rests on."""
    standing = Standing.objects.filter(version=Version.LIVE, page__live=True)
    policy = ComplianceRecord.objects.filter(event=Event.POLICY)
    wanted = {
        *standing.filter(record_number__lte=last).values_list("record_number", flat=True),
        *_of_subjects(last),
        *_of_decisions(),
        policy.aggregate(last=Max("number"))["last"],
    }
    return wanted & set(_numbers(last))


def _of_subjects(last: int) -> Iterator[int]:
    """The last admission of each page and entry that is still there, and what was found since.

    And what happened to an entry last, such as that it was vetted.
    """
    known = ComplianceRecord.objects.exclude(outcome=Outcome.REFUSED).exclude(subject_id="")
    rows = known.order_by().values("subject_type", "subject_id")
    rows = rows.annotate(
        admitted=Max("number", filter=_ADMITTED),
        found=Max("number", filter=FOUND_PAST_DOORS),
        noted=Max("number", filter=_NOTED),
    )
    by_type: dict[str, dict[str, list[int]]] = defaultdict(dict)
    for row in rows.filter(Q(admitted__lte=last) | Q(noted__lte=last)).iterator():
        numbers = [row[name] for name in ("admitted", "found", "noted") if row[name]]
        by_type[row["subject_type"]][row["subject_id"]] = numbers
    for label, subjects in by_type.items():
        for key in _still_there(label, list(subjects)):
            yield from subjects[key]


def _still_there(label: str, keys: list[str]) -> Iterator[str]:
    try:
        model: Any = apps.get_model(label)
    except (LookupError, ValueError):
        return
    is_page = issubclass(model, Page)
    rows = Page.objects.live() if is_page else model._base_manager.all()
    for some in _batches(keys):
        try:
            yield from map(str, list(rows.filter(pk__in=some).values_list("pk", flat=True)))
        except (ValueError, ValidationError):
            # Keys of another kind than today's: nothing says that these are gone.
            yield from some


def _of_decisions() -> Iterator[int]:
    """The records of waivers and suspensions that are in force, or wait for a second person."""
    waivers = Waiver.objects.filter(taken_back_at=None, expires_on__gte=site_day())
    suspensions = Suspension.objects.in_force()
    for event, name, rows in (
        (Event.WAIVER, "waiver", waivers),
        (Event.SUSPENSION, "suspension", suspensions),
    ):
        for some in _batches(list(rows.values_list("pk", flat=True))):
            told = {f"payload__{name}__id__in": some}
            yield from ComplianceRecord.objects.filter(event=event, **told).values_list(
                "number", flat=True
            )


def _delete(pruned: Pruned, gone: list[int], why: str, user: Any) -> ComplianceRecord:
    records = ComplianceRecord.objects
    old = anchor()
    last = records.filter(number=pruned.last).values_list("hash", flat=True).first() or old.hash
    for some in _batches(gone):
        # The one way past the refusal of the model's manager.
        records.filter(number__in=some)._raw_delete(records.db)
    kept = records.filter(number__lte=pruned.last).order_by("number")
    payload = {
        "last_removed": pruned.last,
        "hash": last,
        "removed": pruned.removed,
        "kept": pruned.kept,
        "kept_hash": digest_of(kept.values_list("number", "hash")),
        "before": pruned.before,
        "why": why,
    }
    return append(Entry(Event.RETENTION, Outcome.DONE, user=user, payload=payload))


def _batches(items: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]
