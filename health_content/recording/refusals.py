"""Refused attempts, written after the rollback that the refusal brought about.

A refusal ends somebody's transaction, and a record written inside it would vanish with it. So
it is written at once where no transaction is open, else kept until the transaction has ended:
before the next query of the same thread, at the end of its request, or of the process. What a
thread left behind is written by the next that comes by.
"""

from __future__ import annotations

import atexit
import logging
import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.db import connections, router, transaction

from health_content.library.ledger import ComplianceRecord
from health_content.recording.ledger import Entry, append

logger = logging.getLogger("health_content.recording")

_waiting: list[tuple[threading.Thread, Entry]] = []
_lock = threading.Lock()


def record_refusal(entry: Entry) -> None:
    """Record a refusal now, or as soon as the open transaction has ended."""
    with _lock:
        _waiting.append((threading.current_thread(), entry))
    if not write_waiting():
        wrappers = _connection().execute_wrappers
        if _before_query not in wrappers:
            # Who else puts one on takes the last one off.
            wrappers.insert(0, _before_query)


def write_waiting() -> bool:
    """Write what waits, unless a transaction is still open; whether none is in the way.

    Never raises. What the ledger does not take is recorded in short; where it takes nothing
    that is logged, and what waits is kept until the next refusal or the end of the request.
    """
    if not _waiting:
        return True
    entries = _taken()
    if not entries:
        return True
    try:
        with transaction.atomic(using=_alias(), durable=True):
            left = [item for item in entries if not _is_written(item[1])]
    except RuntimeError:
        # A transaction is open; what is written now would be rolled back with it.
        _put_back(entries)
        return False
    except Exception:
        logger.exception("Refused attempts could not be recorded: %s", entries)
        left = entries
    _put_back(left)
    return True


def _is_written(entry: Entry) -> bool:
    """Write one entry, or as much of it as the ledger takes; others are written all the same."""
    why = ""
    for shorten in (None, _in_short, _bare):
        try:
            told = shorten(entry, why) if shorten else entry
            with transaction.atomic(using=_alias()):
                append(told)
        except Exception as error:
            logger.exception("A refused attempt could not be recorded: %s", entry)
            why = f"{type(error).__name__}: {error}"[:500]
        else:
            return True
    return False


def _in_short(entry: Entry, why: str) -> Entry:
    return replace(entry, payload={"error": why.replace("\0", "")})


def _bare(entry: Entry, why: str) -> Entry:
    key = str(getattr(entry.subject, "pk", ""))
    return Entry(entry.event, entry.outcome, payload={"error": ascii(why), "subject": key})


def _taken() -> list[tuple[threading.Thread, Entry]]:
    """Take this thread's entries off the list, and those of threads that are no more."""
    here = threading.current_thread()
    with _lock:
        mine = [item for item in _waiting if item[0] is here or not item[0].is_alive()]
        _waiting[:] = [item for item in _waiting if item not in mine]
    return mine


def _put_back(entries: list[tuple[threading.Thread, Entry]]) -> None:
    with _lock:
        _waiting[:0] = entries


def _before_query(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
    """Write what waits before the first query after the transaction."""
    # What rolls back is still to come; it would take along what is written before it.
    if not sql.startswith(("ROLLBACK", "RELEASE", "SAVEPOINT")):
        wrappers = _connection().execute_wrappers
        wrappers.remove(_before_query)
        if not write_waiting():
            wrappers.insert(0, _before_query)
    return execute(sql, *rest)


def _alias() -> str:
    return router.db_for_write(ComplianceRecord)


def _connection() -> Any:
    return connections[_alias()]


atexit.register(write_waiting)
