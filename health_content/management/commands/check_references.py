"""``manage.py check_references``: what has become of cited sources. Meant for every night."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from health_content.bibliography.status import GRAVITY, WorkStatus
from health_content.library.references import Reference
from health_content.reference_checks import Busy, Outcome, check_references
from health_content.reference_checks.digest import send_digest

FOUND, USAGE, BUSY = 1, 2, 3
FORMATS = ("text", "json")


class Command(BaseCommand):
    """Asks for notices on sources, keeps what it is told, and writes to those whose work it is."""

    help = (
        "Ask what has become of the references that are due: whether they were corrected, "
        "questioned, retracted or withdrawn. Run it as often as you like: a reference is asked "
        "for when it is due, and a run that was cut off is carried on. Exit code 0: nothing "
        "worse than before was told; 1: of some reference it was; 2: wrong usage; 3: another run "
        "is under way."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="All references, due or not.")
        parser.add_argument(
            "--reference", type=int, metavar="ID", help="This reference alone, due or not."
        )
        parser.add_argument("--limit", type=int, default=0, metavar="N", help="At most so many.")
        parser.add_argument(
            "--dry-run", action="store_true", help="Ask and tell, and keep nothing."
        )
        parser.add_argument("--format", choices=FORMATS, default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        self._is_text = options["format"] == "text"
        only = options["reference"]
        if only is not None and not Reference.objects.filter(pk=only).exists():
            raise CommandError(f"There is no reference {only}.", returncode=USAGE)
        if options["limit"] < 0:
            raise CommandError("--limit is a number from 1.", returncode=USAGE)
        self._worse = 0
        try:
            outcome = check_references(
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
        if self._worse:
            raise CommandError(f"There is bad news of {self._worse} references.", returncode=FOUND)

    def _tell(self, reference: Reference, before: str) -> None:
        now = WorkStatus(reference.status)
        self._worse += GRAVITY[now] > GRAVITY[WorkStatus(before)]
        if self._is_text:
            self.stdout.write(f"{now}, was {before}: reference {reference.pk}, {reference}")


def _summary(outcome: Outcome, told: int) -> list[str]:
    lines = [f"Reference {key} {why}." for key, why in outcome.unclear]
    lines.append(f"{outcome.checked + outcome.not_found + outcome.put_off} references were due.")
    lines.append(f"{outcome.checked} checked.")
    lines += [
        f"{outcome.found[status.value]:>7} {status.value}: {status.label}"
        for status in Reference.Status
        if outcome.found[status.value]
    ]
    for count, words in (
        (
            outcome.not_found,
            "lead nowhere, or not to what is cited alone; nothing was learned of them.",
        ),
        (outcome.put_off, "put off, for nobody could be asked; their status stays."),
        (outcome.refused, "are better than before and were refused: pages need what was."),
        (outcome.raised, "tasks were raised on pages."),
        (outcome.settled, "tasks settled themselves."),
    ):
        if count:
            lines.append(f"{count} {words}")
    if outcome.stopped:
        lines.append(f"Stopped early: {outcome.stopped}. {outcome.left} left.")
    if told:
        lines.append(f"{told} people were written to.")
    return lines
