"""Politeness: a host is asked by one thread at a time, and not too often."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

_KEPT_AT_MOST = 5_000


class Resting(Exception):
    """A host wants to be left alone for ``seconds``, longer than anybody waits here."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"Left alone for {seconds:.0f} seconds.")
        self.seconds = seconds


@dataclass
class _Host:
    lock: threading.Lock = field(default_factory=threading.Lock)
    not_before: float = 0.0


class HostTurns:
    """Lets one thread at a time ask a host, ``delay`` seconds after the last answer.

    Whoever would wait longer than ``patience`` gets :class:`Resting` instead.
    """

    def __init__(self, delay: float, patience: float = 30.0) -> None:
        self._delay = delay
        self._patience = max(patience, 2 * delay)
        self._hosts: dict[str, _Host] = defaultdict(_Host)
        self._lock = threading.Lock()
        self.stopping = threading.Event()

    @contextmanager
    def __call__(self, name: str) -> Iterator[None]:
        host = self._of(name)
        with host.lock:
            wait = host.not_before - time.monotonic()
            if wait > self._patience:
                raise Resting(wait)
            if wait > 0 and self.stopping.wait(wait):
                raise Resting(0)
            try:
                yield
            finally:
                host.not_before = max(host.not_before, time.monotonic() + self._delay)

    def rest(self, name: str, seconds: float) -> None:
        """Leave a host alone for so long."""
        host = self._of(name)
        host.not_before = max(host.not_before, time.monotonic() + seconds)

    def _of(self, name: str) -> _Host:
        with self._lock:
            if len(self._hosts) > _KEPT_AT_MOST:
                now = time.monotonic()
                for key in [
                    key
                    for key, host in self._hosts.items()
                    if host.not_before < now and not host.lock.locked()
                ]:
                    del self._hosts[key]
            return self._hosts[name]
