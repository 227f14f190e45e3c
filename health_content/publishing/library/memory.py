"""Judging an entry once where a form asks first and a save asks again."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import router, transaction

from health_content.library.ledger import LedgerHead
from health_content.library.shown import ShownEntry
from health_content.publishing.library.changes import Change
from health_content.publishing.library.trial import Trial

_Known = dict[tuple[Any, ...], Trial]
_known: ContextVar[_Known | None] = ContextVar("health_content_trials", default=None)


@contextmanager
def judging_once() -> Iterator[None]:
    """One transaction in which an entry that was judged is not judged again as it is saved.

    Whoever judges in it holds the end of the ledger until it ends, so that no page goes live and
    no other entry is saved meanwhile by anybody else.
    """
    with transaction.atomic(using=router.db_for_write(LedgerHead)):
        token = _known.set({})
        try:
            yield
        finally:
            _known.reset(token)


def recalled(entry: ShownEntry, changes: list[Change]) -> Trial | None:
    """What came of trying the same changes on, in the same transaction."""
    trial = (_known.get() or {}).get(_key(entry, changes))
    return None if trial is None else dataclasses.replace(trial, entry=entry)


def remember(trial: Trial) -> None:
    """Keep what came of an entry, where somebody is :func:`judging_once`."""
    known = _known.get()
    if known is not None:
        known[_key(trial.entry, trial.changes)] = trial


def forget() -> None:
    """An entry was saved: others may be judged otherwise now."""
    known = _known.get()
    if known is not None:
        known.clear()


def _key(entry: ShownEntry, changes: list[Change]) -> tuple[Any, ...]:
    return (type(entry), entry.pk, repr(changes))
