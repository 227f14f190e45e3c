"""Refused attempts, written after the rollback that the refusal brought about.

A refusal ends somebody's transaction, and a record written inside it would vanish with it. So
it is written at once where no transaction is open, else kept until the transaction has ended:
:func:`write_waiting` is called at the end of each request, of each command and of the process, and
before anything else is recorded.
"""

from __future__ import annotations

import atexit
import logging
from contextlib import ExitStack
from contextvars import ContextVar

from django.db import Error, transaction

from health_content.recording.ledger import Entry, append

logger = logging.getLogger("health_content.recording")

_waiting: ContextVar[tuple[Entry, ...]] = ContextVar("health_content_refusals", default=())


def record_refusal(entry: Entry) -> None:
    """Record a refusal now, or as soon as the open transaction has ended."""
    _waiting.set((*_waiting.get(), entry))
    write_waiting()


def write_waiting() -> None:
    """Write what waits, unless a transaction is still open."""
    entries = _waiting.get()
    if not entries:
        return
    with ExitStack() as stack:
        try:
            stack.enter_context(transaction.atomic(durable=True))
        except RuntimeError:
            # A transaction is open; what is written now would be rolled back with it.
            return
        _waiting.set(())
        try:
            for entry in entries:
                append(entry)
        except Error:
            logger.exception("Refused attempts could not be recorded: %s", entries)
            raise


atexit.register(write_waiting)
