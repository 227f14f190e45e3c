"""Which door somebody is at, for the record that is written further in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from wagtail.log_actions import get_active_log_context

from health_content.library.ledger import Door


@dataclass(frozen=True, slots=True)
class Attempt:
    """Who tries to go live, through which door, with which revision."""

    door: Door = Door.SAVE
    user: Any = None
    revision_id: int | None = None


_attempt: ContextVar[Attempt | None] = ContextVar("health_content_attempt", default=None)


def current_attempt() -> Attempt:
    """The attempt under way; outside any, a plain save by whoever is logged in to the admin."""
    known = _attempt.get()
    if known is not None:
        return known
    return Attempt(user=get_active_log_context().user)


@contextmanager
def at_door(door: Door, user: Any = None, revision_id: int | None = None) -> Iterator[None]:
    """Say at which door one stands. The outermost counts: it is what somebody did."""
    if _attempt.get() is not None:
        yield
        return
    token = _attempt.set(Attempt(door, user or get_active_log_context().user, revision_id))
    try:
        yield
    finally:
        _attempt.reset(token)
