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
from health_content.library.standings import Standing
from health_content.library.usage import live_pages_showing
from health_content.publishing.gate import is_gated
from health_content.publishing.judging import Judgment, judge
from health_content.publishing.library.changes import Change, as_it_will_be, as_stored
from health_content.publishing.library.known import (
    fetch_known,
    key_of,
    refusing_apart_from_review,
    stands_as_known,
    without_known,
)
from health_content.publishing.library.own_words import refused_apart
from health_content.publishing.library.refusal import RefusedPage

logger = logging.getLogger("health_content.publishing")

BATCH = 50


@dataclass(slots=True)
class TriedPage:
    """How one live page stands with the entry; ``judgment`` is ``None`` where that failed.

    ``new`` are the findings that refuse it and come with the entry. ``known`` is what is on file
    of it; ``is_as_known`` whether it is what that says but for the entry, and ``was_admitted``
    whether it stood, before, as it was admitted last.
    """

    page_id: int
    title: str
    judgment: Judgment | None
    new: tuple[Finding, ...] = ()
    known: Standing | None = None
    is_as_known: bool = False
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
    """What came of trying an entry on.

    ``shown_on`` are the keys of all live pages that show it; ``pages`` those that are judged.
    """

    entry: ShownEntry
    changes: list[Change]
    shown_on: list[int] = field(default_factory=list)
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
    after = as_it_will_be(entry, before, names)
    changed = {change.field for change in changes}
    is_never_refused = after.is_never_refused(changed, before)
    trial = Trial(entry, changes, mode=mode(), is_never_refused=is_never_refused)
    trial.own = _new_apart(entry, before)
    if entry.is_on_every_page:
        return trial
    keys = live_pages_showing(*(version for version in (before, entry) if version is not None))
    trial.shown_on = keys
    if not keys:
        return trial
    with _written(entry, before, names):
        trial.pages = list(judged_pages(keys))
    fetch_known(trial.pages)
    compare(trial.pages, judged_pages([page.page_id for page in without_known(trial.pages)]))
    due = after.due_values()
    then = trial.pages
    if due:
        with _written(entry, before, names, due):
            then = list(judged_pages(keys))
        compare(then, judged_pages([page.page_id for page in then if page.is_refused]))
    if after.comes_to_readers(before):
        _count_all(then)
    if due:
        _add_later(trial.pages, then)
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
        page.is_as_known = was.judgment is not None and stands_as_known(was.judgment, page.known)
        known = set() if was.judgment is None else set(map(key_of, was.judgment.refusing))
        page.was_admitted = was.judgment is not None and was.judgment.is_unchanged
        page.new = tuple(
            finding for finding in refusing_apart_from_review(page) if key_of(finding) not in known
        )


def _count_all(pages: Iterable[TriedPage]) -> None:
    """Count all that refuses pages as new, but where they are what was admitted last."""
    for page in pages:
        if page.judgment is not None and not page.judgment.is_unchanged:
            page.new = tuple(refusing_apart_from_review(page))


def _add_later(pages: Iterable[TriedPage], later: Iterable[TriedPage]) -> None:
    """Count what refuses pages on the day readers get the entry, besides what does now."""
    asked = {page.page_id: page for page in later}
    for page in pages:
        if then := asked.get(page.page_id):
            page.new = tuple(dict.fromkeys((*page.new, *then.new)))
            page.is_newly_unjudged |= then.is_newly_unjudged


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
    entry: ShownEntry,
    before: ShownEntry | None,
    names: Collection[str] | None,
    due: dict[str, Any] | None = None,
) -> Iterator[None]:
    """Have the entry in the database for a while, past its own ``save`` and past all receivers."""
    rows = type(entry)._base_manager
    with transaction.atomic():
        _try(lambda: _write(rows, entry, before, {**as_stored(entry, names), **(due or {})}))
        yield
        transaction.set_rollback(True)


def _write(rows: Any, entry: Any, before: Any, values: dict[str, Any]) -> None:
    if before is None:
        rows.bulk_create([type(entry)(**values, pk=entry.pk)])
    elif values:
        rows.filter(pk=entry.pk).update(**values)


def _try(write: Callable[[], None]) -> None:
    try:
        with transaction.atomic():
            write()
    except (Error, ValueError):
        # Saving it will say what is wrong with it.
        logger.info("An entry of the library cannot be stored as it is.", exc_info=True)
