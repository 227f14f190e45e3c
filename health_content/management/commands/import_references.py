"""``manage.py import_references FILE``: BibTeX, RIS or CSL-JSON into the library."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from health_content.bibliography.formats import Format
from health_content.interchange import UnreadableTable
from health_content.interchange.references import ReferenceImport, import_references
from health_content.management.inputs import account, bytes_of

UNREADABLE = 2
AUTO = "auto"


class Command(BaseCommand):
    """Adds what the library does not have, all of it or nothing.

    Exit codes: 0 where all could be read, 1 where something could not be, 2 where the file could
    not be. Nobody is asked for what identifiers lead to: that is for check_references.
    """

    help = "Add the references of a BibTeX, RIS or CSL-JSON file to the library."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument(
            "--format",
            choices=[AUTO, *Format],
            default=AUTO,
            help="What the file is; auto finds it out.",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="Say what would be done, and do nothing."
        )
        parser.add_argument(
            "--leave-out",
            action="store_true",
            help="Add the others where some cannot be read.",
        )
        parser.add_argument(
            "--vouched",
            action="store_true",
            help="Somebody has compared them with the publications and vouches for the fields.",
        )
        parser.add_argument("--user", help="The account in whose name entries are added.")

    def handle(self, *args: Any, **options: Any) -> None:
        chosen = options["format"]
        try:
            outcome = import_references(
                bytes_of(options["file"]),
                None if chosen == AUTO else Format(chosen),
                user=account(options["user"]),
                leave_out=options["leave_out"],
                dry_run=options["dry_run"],
                is_vouched=options["vouched"],
            )
        except UnreadableTable as error:
            raise CommandError(str(error), returncode=UNREADABLE) from error
        self._tell(outcome, options["file"].name, options["verbosity"])
        if options["dry_run"]:
            self.stdout.write("Nothing was kept: this was a dry run.")
        elif not outcome.is_kept:
            count = len(outcome.problems)
            raise CommandError(
                f"Nothing was kept: {count} could not be read. --leave-out adds the others."
            )
        if outcome.problems:
            raise CommandError(f"{len(outcome.problems)} could not be read and were left out.")

    def _tell(self, outcome: ReferenceImport, name: str, verbosity: int) -> None:
        self.stdout.write(
            f"{name} ({outcome.form.value}): {len(outcome.added)} new, {len(outcome.twins)} there "
            f"already, {len(outcome.problems)} not read."
        )
        if verbosity:
            for reference in outcome.added:
                self.stdout.write(f"  new: {reference}")
            for twin in outcome.twins:
                where = "in the file before" if twin.is_in_file else f"as number {twin.entry.pk}"
                self.stdout.write(f"  there {where}: {twin.words}")
        for problem in outcome.problems:
            line = f", line {problem.line}" if problem.line else ""
            self.stderr.write(f"{name}{line}: {problem.message} {problem.raw[:80]}")
