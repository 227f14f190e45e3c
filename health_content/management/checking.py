"""Commands that run a check which is meant for every night."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from argparse import ArgumentParser
from typing import Any, ClassVar

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Model

from health_content.link_health import Busy

FOUND, USAGE, BUSY = 1, 2, 3
"""The exit codes: bad news was found; wrong usage; another run is under way."""


class CheckCommand(BaseCommand, ABC):
    """Runs a check, tells what it found, and writes to those whose work it is.

    ``option`` names one entry on the command line and ``model`` is what it is one of; ``all_help``
    and ``dry_help`` explain ``--all`` and ``--dry-run``.
    """

    model: ClassVar[type[Model]]
    option: ClassVar[str]
    all_help: ClassVar[str]
    dry_help: ClassVar[str]

    @abstractmethod
    def check_now(self, **wanted: Any) -> Any:
        """The outcome of a run. Raises ``Busy`` while another is under way."""

    @abstractmethod
    def send(self) -> int:
        """Write to people; how many were told."""

    @abstractmethod
    def summary(self, outcome: Any) -> list[str]:
        """What came of a run, line by line."""

    @abstractmethod
    def bad_news(self, outcome: Any, *, is_dry: bool) -> str:
        """What the command fails with, empty where there is nothing of the kind."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        name = self.model._meta.verbose_name
        parser.add_argument("--all", action="store_true", help=self.all_help)
        parser.add_argument(
            f"--{self.option}", type=int, metavar="ID", help=f"This {name} alone, due or not."
        )
        parser.add_argument("--limit", type=int, default=0, metavar="N", help="At most so many.")
        parser.add_argument("--dry-run", action="store_true", help=self.dry_help)
        parser.add_argument("--format", choices=("text", "json"), default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        self.is_text = options["format"] == "text"
        is_dry = options["dry_run"]
        only = options[self.option]
        if only is not None and not self.model._default_manager.filter(pk=only).exists():
            name = self.model._meta.verbose_name
            raise CommandError(f"There is no {name} {only}.", returncode=USAGE)
        if options["limit"] < 0:
            raise CommandError("--limit is a number from 1.", returncode=USAGE)
        try:
            outcome = self.check_now(
                is_all=options["all"], only=only or 0, limit=options["limit"], is_dry=is_dry
            )
        except Busy as busy:
            raise CommandError(str(busy), returncode=BUSY) from busy
        told = 0 if is_dry else self.send()
        if self.is_text:
            self.stdout.write("\n".join((*self.summary(outcome), *_end(outcome, told))))
        else:
            self.stdout.write(json.dumps(outcome.as_data(), indent=2))
        if bad := self.bad_news(outcome, is_dry=is_dry):
            raise CommandError(bad, returncode=FOUND)


def _end(outcome: Any, told: int) -> list[str]:
    lines = []
    if outcome.stopped:
        lines.append(f"Stopped early: {outcome.stopped}. {outcome.left} left.")
    if told:
        lines.append(f"{told} people were written to.")
    return lines
