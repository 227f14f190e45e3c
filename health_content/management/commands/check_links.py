"""``manage.py check_links``: where paid links lead. Meant for every hour or every night."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from health_content.library.link_health import DEAD, LinkState
from health_content.library.products import PaidLink
from health_content.link_health import Busy, Outcome, check_links
from health_content.link_health.digest import send_digest
from health_content.link_health.due import Job
from health_content.link_health.judging import STATES
from health_content.lookups.links import Look

FOUND, USAGE, BUSY = 1, 2, 3
FORMATS = ("text", "json")


class Command(BaseCommand):
    """Looks at paid links, keeps what it finds, and writes to those whose work it is."""

    help = (
        "Follow the paid links that are due and keep what is found. Run it as often as you like: "
        "a link is looked at when it is due, and a run that was cut off is carried on. "
        "Exit code 0: no link looked at is dead; 1: some are; 2: wrong usage; 3: another run is "
        "under way."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--all", action="store_true", help="All links that readers may get, due or not."
        )
        parser.add_argument("--link", type=int, metavar="ID", help="This link alone, due or not.")
        parser.add_argument("--limit", type=int, default=0, metavar="N", help="At most so many.")
        parser.add_argument(
            "--dry-run", action="store_true", help="Look and tell, and keep nothing."
        )
        parser.add_argument("--format", choices=FORMATS, default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        self._is_text = options["format"] == "text"
        only = options["link"]
        if only is not None and not PaidLink.objects.filter(pk=only).exists():
            raise CommandError(f"There is no paid link {only}.", returncode=USAGE)
        if options["limit"] < 0:
            raise CommandError("--limit is a number from 1.", returncode=USAGE)
        self._bad = 0
        try:
            outcome = check_links(
                is_all=options["all"],
                only=only or 0,
                limit=options["limit"],
                is_dry=options["dry_run"],
                tell=self._tell,
            )
        except Busy as busy:
            raise CommandError(str(busy), returncode=BUSY) from busy
        told = 0 if options["dry_run"] else send_digest()
        if self._is_text:
            self.stdout.write("\n".join(_summary(outcome, told)))
        else:
            self.stdout.write(json.dumps(outcome.as_data(), indent=2))
        dead = self._bad if options["dry_run"] else outcome.hidden
        if dead:
            raise CommandError(f"{dead} links are dead.", returncode=FOUND)

    def _tell(self, job: Job, look: Look) -> None:
        state = STATES[look.verdict]
        self._bad += state in DEAD
        if self._is_text and (state != LinkState.OK or self.verbosity_is_high):
            self.stdout.write(f"{state.value}: link {job.link}, {job.address}: {look.detail}")

    verbosity_is_high = False

    def execute(self, *args: Any, **options: Any) -> Any:
        self.verbosity_is_high = int(options.get("verbosity") or 1) > 1
        return super().execute(*args, **options)


def _summary(outcome: Outcome, told: int) -> list[str]:
    lines = [f"{outcome.checked} links looked at."]
    lines += [
        f"{outcome.found[state.value]:>7} {state.value}: {state.label}"
        for state in LinkState
        if outcome.found[state.value]
    ]
    if outcome.put_off:
        lines.append(f"{outcome.put_off} put off.")
    if outcome.hidden:
        lines.append(f"Readers do not get {outcome.hidden} of them.")
    if outcome.stopped:
        lines.append(f"Stopped early: {outcome.stopped}. {outcome.left} left.")
    if told:
        lines.append(f"{told} people were written to.")
    return lines
