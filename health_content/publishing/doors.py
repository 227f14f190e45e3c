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
_request: ContextVar[Any] = ContextVar("health_content_request", default=None)


def current_attempt() -> Attempt:
    """The attempt under way; outside any, a plain save by whoever is logged in."""
    return _attempt.get() or Attempt(user=acting_user())


def is_at_door() -> bool:
    """Whether somebody said at which door they stand."""
    return _attempt.get() is not None


def acting_user() -> Any:
    """Who is at work: the admin's log says, else the request that is being answered."""
    if user := get_active_log_context().user:
        return user
    user = getattr(_request.get(), "user", None)
    return user if user is not None and user.is_authenticated else None


@contextmanager
def at_door(door: Door, user: Any = None, revision_id: int | None = None) -> Iterator[None]:
    """Say at which door one stands. The outermost counts: it is what somebody did."""
    if _attempt.get() is not None:
        yield
        return
    token = _attempt.set(Attempt(door, user or acting_user(), revision_id))
    try:
        yield
    finally:
        _attempt.reset(token)


@contextmanager
def answering(request: Any) -> Iterator[None]:
    """Say which request is being answered; whoever it comes from is at work.

    The user is looked up when something goes live and not before: Wagtail's API finds out
    who it is in its views.
    """
    token = _request.set(request)
    try:
        yield
    finally:
        _request.reset(token)
