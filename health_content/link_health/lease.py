"""One run at a time, on however many machines."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from health_content.library.link_health import CheckRun, LinkRun

HELD_FOR = timedelta(minutes=10)
"""Longer than any run goes without renewing it."""


class Busy(RuntimeError):
    """Another run is under way."""


class Lease:
    """The right to be the only run, from :meth:`take` to :meth:`give_back`.

    ``runs`` is the table of the check's runs, ``told`` what to say where another is under way.
    """

    def __init__(
        self,
        runs: type[CheckRun] = LinkRun,
        told: str = "Another run is checking links. Wait until it is over.",
    ) -> None:
        self._name = secrets.token_hex(8)
        self._rows = runs._default_manager
        self._told = told

    def take(self) -> None:
        """Raises :class:`Busy`."""
        now = timezone.now()
        self._rows.get_or_create(pk=1)
        free = Q(held_until=None) | Q(held_until__lt=now)
        if not self._rows.filter(free, pk=1).update(
            held_by=self._name, held_until=now + HELD_FOR, started_at=now
        ):
            raise Busy(self._told)

    def renew(self) -> bool:
        """Whether it is still ours."""
        held = self._rows.filter(pk=1, held_by=self._name)
        return bool(held.update(held_until=timezone.now() + HELD_FOR))

    def give_back(self, outcome: dict[str, Any]) -> None:
        """Say what came of the run, and let others go."""
        self._rows.filter(pk=1, held_by=self._name).update(
            held_by="", held_until=None, ended_at=timezone.now(), outcome=outcome
        )
