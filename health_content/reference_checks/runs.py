"""One run of the check: takes sources that are due, asks for many at once, keeps what was told."""

from __future__ import annotations

import logging
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from health_content.bibliography.notices import Notice
from health_content.conf import references as given
from health_content.library.link_health import ReferenceRun
from health_content.library.looked_up import conflict_of
from health_content.library.references import Reference
from health_content.library.source_status import (
    leads_elsewhere,
    listed_on,
    next_check,
    note_told,
    with_identifiers,
)
from health_content.link_health.lease import Lease
from health_content.lookups.bibliographic import Clients, LookedUp, clients_from_settings, statuses
from health_content.lookups.bibliographic import Outcome as Answer
from health_content.reference_checks.page_tasks import bring_up_to_date
from health_content.reference_checks.storing import change, identifiers_of, put_off

logger = logging.getLogger("health_content.reference_checks")

BATCH = 100
UNCLEAR_AT_MOST = 200
"""How many that nothing was learned of are named; all are counted."""

Tell = Callable[[Reference, str], None]


@dataclass(slots=True)
class Outcome:
    """What a run did. ``found`` counts by status what sources are now, ``news`` those that changed.

    ``not_found`` are those whose identifiers lead nowhere, to two works or to another work than
    the one cited, ``put_off`` those of which nobody who knows could be asked, ``refused`` those
    whose better status the gate refused. ``unclear`` are the first of them, as the key and why.
    ``raised`` and ``settled`` count tasks on pages. ``stopped`` is why it ended early, ``left``
    what is still due.
    """

    checked: int = 0
    news: int = 0
    not_found: int = 0
    put_off: int = 0
    refused: int = 0
    found: Counter[str] = field(default_factory=Counter)
    unclear: list[tuple[int, str]] = field(default_factory=list)
    raised: int = 0
    settled: int = 0
    stopped: str = ""
    left: int = 0

    def as_data(self) -> dict[str, Any]:
        """The same as JSON."""
        return {
            "checked": self.checked,
            "news": self.news,
            "not_found": self.not_found,
            "put_off": self.put_off,
            "refused": self.refused,
            "found": dict(sorted(self.found.items())),
            "tasks_raised": self.raised,
            "tasks_settled": self.settled,
            "unclear": [{"reference": key, "why": why} for key, why in self.unclear],
            "left": self.left,
            "stopped": self.stopped,
        }


def check_references(
    *,
    is_all: bool = False,
    only: int = 0,
    limit: int = 0,
    is_dry: bool = False,
    clients: Clients | None = None,
    tell: Tell = lambda reference, before: None,
) -> Outcome:
    """Ask what has become of the sources that are due, and keep what was told.

    ``is_all`` takes all that have a DOI or a PubMed ID, ``only`` one; ``limit`` is how many at
    most. ``is_dry`` keeps nothing. What was told is kept source by source, so a run that is cut
    off is carried on by the next. A service that cannot be asked says nothing of a source: it
    keeps its last word and its date, and is asked for again by the next run. At the end the tasks
    on pages are brought up to date. Raises :class:`~health_content.link_health.lease.Busy` while
    another run is under way.
    """
    lease = Lease(ReferenceRun, "Another run is checking references. Wait until it is over.")
    lease.take()
    run = _Run(clients or clients_from_settings(is_waited_for=False), is_dry=is_dry, tell=tell)
    try:
        run.go(lease, is_all=is_all, only=only, limit=limit)
        if not is_dry and lease.renew():
            run.outcome.raised, run.outcome.settled = bring_up_to_date()
    except BaseException:
        run.outcome.stopped = run.outcome.stopped or "broken off"
        raise
    finally:
        lease.give_back(run.outcome.as_data())
    return run.outcome


def references_to_check(
    started: datetime, *, is_all: bool = False, only: int = 0
) -> QuerySet[Reference]:
    """Sources with a DOI or a PubMed ID, be it that of their record, that are due.

    All with ``is_all``; one with ``only``.
    """
    found = with_identifiers().order_by("pk")
    if only:
        return found.filter(pk=only)
    if is_all:
        return found
    return found.filter(Q(status_due_at=None) | Q(status_due_at__lte=started))


class _Run:
    def __init__(self, clients: Clients, *, is_dry: bool, tell: Tell) -> None:
        self.outcome = Outcome()
        self._clients = clients
        self._is_dry = is_dry
        self._tell = tell
        self._until = time.monotonic() + given()["RUN_MINUTES"] * 60

    def go(self, lease: Lease, *, is_all: bool, only: int, limit: int) -> None:
        wanted = references_to_check(timezone.now(), is_all=is_all, only=only)
        after, taken = 0, 0
        while not self.outcome.stopped and not (limit and taken >= limit):
            most = min(BATCH, limit - taken) if limit else BATCH
            batch = list(wanted.filter(pk__gt=after)[:most])
            if not batch:
                break
            taken += len(batch)
            self._work(batch)
            after = batch[-1].pk
            if not lease.renew():
                self.outcome.stopped = "another run has begun"
            elif time.monotonic() > self._until:
                self.outcome.stopped = "the time of a run was over"
        if problem := self._clients.problem:
            self.outcome.stopped = self.outcome.stopped or problem.rstrip(".")
        if self.outcome.stopped or limit:
            self.outcome.left = wanted.filter(pk__gt=after).count() + self.outcome.put_off

    def _work(self, batch: list[Reference]) -> None:
        told = self._asked(batch)
        listed = listed_on(batch)
        is_down = not any(_is_answered(answers) for answers in told.values())
        if is_down and not self._clients.problem:
            # This batch has the list at least. Where nobody is to be asked at all, so have all.
            self.outcome.stopped = "nobody could be asked; what was known stays"
        for reference in batch:
            self._keep(reference, told[reference.pk], listed.get(reference.pk, ()))

    def _asked(self, batch: list[Reference]) -> dict[int, list[LookedUp]]:
        """The answers for each of them: for its DOI, and for its PubMed ID."""
        names = {each.pk: _names(each) for each in batch}
        dois = sorted({doi for doi, _ in names.values()} - {""})
        pmids = sorted({pmid for _, pmid in names.values()} - {""})
        by_identifier: dict[str, list[LookedUp]] = defaultdict(list)
        for answer in statuses(dois, pmids, self._clients):
            for name in {answer.asked.doi.casefold(), answer.asked.pmid} - {""}:
                by_identifier[name].append(answer)
        return {
            key: [answer for name in asked if name for answer in by_identifier[name]]
            for key, asked in names.items()
        }

    def _keep(
        self, reference: Reference, answers: list[LookedUp], listed: Iterable[Notice]
    ) -> None:
        now = timezone.now()
        before = reference.status
        is_whole, why = _is_whole(answers), "leads nowhere"
        if leads_elsewhere(reference):
            was_checked, why = False, "leads to another work than the one cited"
        elif _clash(answers):
            # Of one of two works it would be said.
            answers = [answer for answer in answers if answer.asked.pmid]
            was_checked, why = False, "leads to two works"
            told = gettext("The DOI and the PubMed ID lead to different works.")
            self._note_conflict(reference, told)
        else:
            # Either may know of what the other does not.
            was_checked = is_whole and any(answer.was_checked for answer in answers)
        if notice := next((answer for answer in answers if answer.notice_of), None):
            # That nothing was published on a notice says nothing of the work that it is about.
            was_checked, why = False, "leads to a notice"
            self._note_conflict(reference, conflict_of(notice))
        if was_checked:
            self.outcome.checked += 1
        else:
            self._leave(reference, why if is_whole else "")

        def note(row: Reference) -> bool:
            return note_told(
                row,
                [notice for answer in answers for notice in answer.notices],
                source=next((answer.source for answer in answers if answer.was_checked), ""),
                was_checked=was_checked,
                now=now,
                listed=listed,
            )

        kept: Reference | None = reference
        if self._is_dry:
            note(reference)
        else:
            kept = self._stored(reference, note)
            if not was_checked and is_whole:
                put_off([reference.pk], next_check(now))
        if kept is None:
            return
        self.outcome.found[kept.status] += 1
        if kept.status != before:
            self.outcome.news += 1
            self._tell(kept, before)

    def _leave(self, reference: Reference, why: str) -> None:
        """Count one of which nothing was learned; ``why`` is empty where nobody could be asked."""
        self.outcome.not_found += bool(why)
        self.outcome.put_off += not why
        if len(self.outcome.unclear) < UNCLEAR_AT_MOST:
            self.outcome.unclear.append((reference.pk, why or "could not be asked for"))

    def _note_conflict(self, reference: Reference, told: str) -> None:
        if not self._is_dry:
            Reference.objects.filter(pk=reference.pk, conflict="").update(conflict=told)

    def _stored(self, reference: Reference, note: Callable[[Reference], bool]) -> Reference | None:
        try:
            return change(reference.pk, identifiers_of(reference), note)
        except ValidationError as refused:
            # Only what is better than before is ever refused, and only where a page needs it.
            logger.warning("Reference %s was refused: %s", reference.pk, refused)
            self.outcome.refused += 1
            put_off([reference.pk], next_check(timezone.now()))
            return None


def _names(reference: Reference) -> tuple[str, str]:
    doi, pmid = identifiers_of(reference)
    return doi.casefold(), pmid


def _clash(answers: list[LookedUp]) -> bool:
    """Whether the DOI and the PubMed ID of a source lead to different works."""
    # A DOI may be another name of the one in the record.
    asked = {
        doi.casefold()
        for answer in answers
        if answer.asked.doi
        for doi in (answer.asked.doi, answer.record.doi if answer.record else "")
    } - {""}
    told = {
        answer.record.doi.casefold()
        for answer in answers
        if answer.asked.pmid and answer.record is not None
    } - {""}
    return bool(asked and told and asked.isdisjoint(told))


def _is_answered(answers: list[LookedUp]) -> bool:
    """Whether anybody said anything, and be it that there is no such work."""
    return any(answer.was_checked or answer.outcome != Answer.UNREACHED for answer in answers)


def _is_whole(answers: list[LookedUp]) -> bool:
    """Whether everybody who was asked answered."""
    return bool(answers) and all(
        answer.was_checked or answer.outcome != Answer.UNREACHED for answer in answers
    )
