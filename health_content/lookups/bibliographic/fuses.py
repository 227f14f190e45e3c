"""Leaving a service alone that does not answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.core.cache import cache
from django.utils.translation import gettext as _

FAILURES = 3
FIRST_REST = 30.0
LONGEST_REST = 900.0
_KEPT = 86_400


@dataclass(frozen=True)
class Fuse:
    """Blows after ``FAILURES`` questions in a row without an answer.

    The service then rests, in seconds, for ``FIRST_REST``, or for as long as it asked for; then one
    question is let through, whose answer ends the rest and whose failure doubles it. All processes
    that share Django's cache share what is known of a service.
    """

    name: str
    base: str
    clock: Callable[[], float]

    def problem(self) -> str:
        """Why the service is not asked now, in words; empty where it may be."""
        told = self._told()
        left = told["until"] - self.clock()
        if left <= 0 and (not told["until"] or cache.add(self._trial_key, 1, 60)):
            return ""
        words = {"name": self.name, "seconds": max(1, left), "failures": told["failures"]}
        if told["failures"] < FAILURES:
            return _("%(name)s asked to be left alone for another %(seconds)d seconds.") % words
        return (
            _(
                "%(name)s did not answer %(failures)d times in a row. It is left alone for another "
                "%(seconds)d seconds."
            )
            % words
        )

    def failed(self, wait: float = 0) -> None:
        """Note a question without an answer. ``wait``: seconds that the service asked for."""
        told = self._told()
        failures = told["failures"] + 1
        rest = wait
        if failures >= FAILURES:
            rest = max(wait, min(FIRST_REST * 2.0 ** (failures - FAILURES), LONGEST_REST))
        until = self.clock() + rest if rest else 0.0
        cache.set(self._key, {"failures": failures, "until": until}, _KEPT)
        cache.delete(self._trial_key)

    def worked(self) -> None:
        """Note an answer."""
        cache.delete_many([self._key, self._trial_key])

    def _told(self) -> dict[str, Any]:
        return cache.get(self._key) or {"failures": 0, "until": 0.0}

    @property
    def _key(self) -> str:
        return f"health_content.fuse.{sha256(self.base.encode()).hexdigest()[:24]}"

    @property
    def _trial_key(self) -> str:
        return f"{self._key}.trial"
