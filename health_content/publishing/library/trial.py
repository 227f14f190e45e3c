"""Trying an entry of the library on: how live pages stand with it, and how they stood before.

The entry is written in a savepoint that is rolled back, so the pages are judged as readers would
get them. Pages that would be refused for what is not on file of them are judged as they stand
now, too: what they have already is no reason to refuse the entry.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import Error, transaction
from wagtail.models import Page

from health_content.assessment import mode
from health_content.compliance import Finding
from health_content.library.policies import Mode
from health_content.library.shown import ShownEntry
from health_content.library.usage import live_pages_showing
from health_content.publishing.gate import is_gated
from health_content.publishing.judging import Judgment, judge
from health_content.publishing.library.changes import Change, as_stored
from health_content.publishing.library.known import (
    key_of,
    refusing_apart_from_review,
    without_known,
)
from health_content.publishing.library.own_words import refused_apart
from health_content.publishing.library.refusal import RefusedPage

logger = logging.getLogger("health_content.publishing")

BATCH = 50


@dataclass(slots=True)
class TriedPage:
    """How one live page stands with the entry; ``judgment`` is ``None`` where that failed.

    ``new`` are the findings that refuse it and come with the entry. ``was_admitted`` says
    whether it stood, before, as it was admitted last.
    """

    page_id: int
    title: str
    judgment: Judgment | None
    new: tuple[Finding, ...] = ()
    was_admitted: bool = False
    is_newly_unjudged: bool = False

    @property
    def is_refused(self) -> bool:
        """Whether it would be refused, for whatever sake."""
        return self.judgment is None or bool(self.judgment.refusing)

    @property
    def is_harmed(self) -> bool:
        """Whether the page would be refused for the entry's sake."""
        return bool(self.new) or self.is_newly_unjudged


@dataclass(slots=True)
class Trial:
    """What came of trying an entry on."""

    entry: ShownEntry
    changes: list[Change]
    pages: list[TriedPage] = field(default_factory=list)
    own: tuple[Finding, ...] = ()
    mode: Mode = Mode.ENFORCE
    is_never_refused: bool = False

    @property
    def harmed(self) -> list[TriedPage]:
        """The pages that would be refused for the entry's sake."""
        return [page for page in self.pages if page.is_harmed]

    @property
    def refused_pages(self) -> list[RefusedPage]:
        """The same for whoever is to be told."""
        return [
            RefusedPage(page.page_id, page.title, page.new, page.is_newly_unjudged)
            for page in self.harmed
        ]

    @property
    def would_refuse(self) -> bool:
        """Whether it is refused, where the gate does not only report."""
        return not self.is_never_refused and bool(self.own or self.harmed)


def tried_on(
    entry: ShownEntry,
    before: ShownEntry | None,
    changes: list[Change],
    names: Collection[str] | None,
) -> Trial:
    """Judge an entry that is about to be saved, and the live pages that show it.

    Needs a transaction and the end of the ledger. What stands on every page is judged by its own
    words alone: nobody waits for ten thousand pages because of a sentence.
    """
    trial = Trial(
        entry,
        changes,
        mode=mode(),
        is_never_refused=entry.is_never_refused({change.field for change in changes}),
    )
    trial.own = _new_apart(entry, before)
    if entry.is_on_every_page:
        return trial
    keys = live_pages_showing(*(version for version in (before, entry) if version is not None))
    if not keys:
        return trial
    with _written(entry, before, names):
        trial.pages = list(judged_pages(keys))
    unsure = without_known([page for page in trial.pages if page.is_refused])
    compare(trial.pages, judged_pages([page.page_id for page in unsure]))
    return trial


def judged_pages(keys: list[int]) -> Iterator[TriedPage]:
    """How live pages stand now, in batches. What cannot be judged is logged."""
    for page in _pages(keys):
        try:
            judgment = judge(page)
        except Exception:
            logger.exception("Page %s could not be judged.", page.pk)
            judgment = None
        yield TriedPage(page.pk, page.get_admin_display_title(), judgment)


def compare(pages: Iterable[TriedPage], before: Iterable[TriedPage]) -> None:
    """Tell what comes with the entry from what its pages have without it."""
    asked = {page.page_id: page for page in pages}
    for was in before:
        page = asked.get(was.page_id)
        if page is None:
            continue
        if page.judgment is None:
            page.is_newly_unjudged = was.judgment is not None
            continue
        known = set() if was.judgment is None else set(map(key_of, was.judgment.refusing))
        page.was_admitted = was.judgment is not None and was.judgment.is_unchanged
        page.new = tuple(
            finding for finding in refusing_apart_from_review(page) if key_of(finding) not in known
        )


def _new_apart(entry: ShownEntry, before: ShownEntry | None) -> tuple[Finding, ...]:
    known = set() if before is None else {key_of(item) for item in refused_apart(before)}
    return tuple(item for item in refused_apart(entry) if key_of(item) not in known)


def _pages(keys: list[int]) -> Iterator[Any]:
    for start in range(0, len(keys), BATCH):
        rows = Page.objects.filter(pk__in=keys[start : start + BATCH]).order_by("pk")
        for page in rows.specific():
            if is_gated(page):
                yield page


@contextmanager
def _written(
    entry: ShownEntry, before: ShownEntry | None, names: Collection[str] | None
) -> Iterator[None]:
    """Have the entry in the database for a while, past its own ``save`` and past all receivers."""
    rows = type(entry)._base_manager
    with transaction.atomic():
        _try(lambda: _write(rows, entry, before, names))
        yield
        transaction.set_rollback(True)


def _write(rows: Any, entry: Any, before: Any, names: Collection[str] | None) -> None:
    values = as_stored(entry, names)
    if before is None:
        rows.bulk_create([type(entry)(**values, pk=entry.pk)])
    else:
        rows.filter(pk=entry.pk).update(**values)


def _try(write: Callable[[], None]) -> None:
    try:
        with transaction.atomic():
            write()
    except (Error, ValueError):
        # Saving it will say what is wrong with it.
        logger.info("An entry of the library cannot be stored as it is.", exc_info=True)
