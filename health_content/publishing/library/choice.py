"""What somebody chose should happen to pages that an entry of the library would get refused."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_suspends: ContextVar[bool] = ContextVar("health_content_suspends_pages", default=False)


def is_to_suspend() -> bool:
    """Whether pages are to stay live with their calls to action suspended."""
    return _suspends.get()


@contextmanager
def suspending_pages(is_chosen: bool = True) -> Iterator[None]:
    """Save entries of the library even where live pages would be refused with them.

    The calls to action of those pages are suspended in the same transaction. Who may choose that
    is for the caller to ask: it takes ``health_content.add_suspension``.
    """
    token = _suspends.set(is_chosen)
    try:
        yield
    finally:
        _suspends.reset(token)
