"""Files that are written while a database transaction is open, and that go when it fails."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.core.files.base import ContentFile

_WRITTEN: ContextVar[list[tuple[Any, str]] | None] = ContextVar("written", default=None)


@contextmanager
def undone_on_error() -> Iterator[None]:
    """Delete what :func:`write` wrote in here where an error leaves it.

    It stands around the transaction, so that an error on committing counts too. One
    inside another hands its files on: whoever rolls everything back stands outermost.
    """
    outer = _WRITTEN.get()
    written: list[tuple[Any, str]] = []
    token = _WRITTEN.set(written)
    try:
        yield
    except BaseException:
        for storage, name in written:
            storage.delete(name)
        raise
    else:
        if outer is not None:
            outer += written
    finally:
        _WRITTEN.reset(token)


def write(storage: Any, name: str, data: bytes) -> str:
    """Store a file and return its name, another one where ``name`` is taken.

    Raises what the storage raises. Call it inside :func:`undone_on_error` only.
    """
    written = _WRITTEN.get()
    if written is None:
        raise RuntimeError("Nothing would delete the file on an error: use undone_on_error().")
    stored: str = storage.save(name, ContentFile(data))
    written.append((storage, stored))
    return stored
