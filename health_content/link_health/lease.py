"""One run at a time, on however many machines."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from health_content.library.link_health import LinkRun

HELD_FOR = timedelta(minutes=10)
"""Longer than any run goes without renewing it."""


class Busy(RuntimeError):
    """Another run is under way."""


class Lease:
    """The right to be the only run, from :meth:`take` to :meth:`give_back`."""

    def __init__(self) -> None:
        self._name = secrets.token_hex(8)

    def take(self) -> None:
        """Raises :class:`Busy`."""
        now = timezone.now()
        LinkRun.objects.get_or_create(pk=1)
        free = Q(held_until=None) | Q(held_until__lt=now)
        if not LinkRun.objects.filter(free, pk=1).update(
            held_by=self._name, held_until=now + HELD_FOR, started_at=now
        ):
            raise Busy("Another run is checking links. Wait until it is over.")

    def renew(self) -> bool:
        """Whether it is still ours."""
        held = LinkRun.objects.filter(pk=1, held_by=self._name)
        return bool(held.update(held_until=timezone.now() + HELD_FOR))

    def give_back(self, outcome: dict[str, Any]) -> None:
        """Say what came of the run, and let others go."""
        LinkRun.objects.filter(pk=1, held_by=self._name).update(
            held_by="", held_until=None, ended_at=timezone.now(), outcome=outcome
        )
