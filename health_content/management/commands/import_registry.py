"""``manage.py import_registry FILE…``: programs, products and paid links from CSV."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from health_content.conf import import_max_bytes
from health_content.interchange import Outcome, Report, UnreadableTable, import_tables

UNREADABLE = 2


class Command(BaseCommand):
    """Imports all files or none.

    Exit codes: 0 where all rows were imported, 1 where one could not be, 2 where a file could
    not be read.
    """

    help = "Import programs, products and paid links from CSV, all rows or none."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument(
            "--dry-run", action="store_true", help="Say what would be done, and do nothing."
        )
        parser.add_argument("--user", help="The account in whose name entries are changed.")

    def handle(self, *args: Any, **options: Any) -> None:
        user = _user(options["user"])
        try:
            files = [(path.name, _bytes(path)) for path in options["files"]]
            outcome = import_tables(files, user=user, dry_run=options["dry_run"])
        except UnreadableTable as error:
            raise CommandError(str(error), returncode=UNREADABLE) from error
        for report in outcome.reports:
            self._tell(report, options["verbosity"])
        self._end(outcome, is_dry=options["dry_run"])

    def _tell(self, report: Report, verbosity: int) -> None:
        self.stdout.write(
            f"{report.what}: {report.created} new, {report.changed_count} changed, "
            f"{report.unchanged} unchanged, {report.refused} refused, of {report.total} rows."
        )
        for changed in report.changed if verbosity else ():
            self.stdout.write(f"  line {changed.line}: {changed.name}")
            for item in changed.differences:
                self.stdout.write(f"    {item.column}: {item.before!r} becomes {item.after!r}")
        for problem in report.problems:
            column = f", column {problem.column}" if problem.column else ""
            self.stderr.write(f"{report.what}, line {problem.line}{column}: {problem.message}")
        if report.refused > len({problem.line for problem in report.problems}):
            self.stderr.write(f"{report.what}: more rows cannot be imported; these come first.")

    def _end(self, outcome: Outcome, *, is_dry: bool) -> None:
        if outcome.refused:
            raise CommandError(f"Nothing was kept: {outcome.refused} rows cannot be imported.")
        if is_dry:
            self.stdout.write("Nothing was kept: this was a dry run.")


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            # One more than is read, so that a larger file is known as such.
            return file.read(import_max_bytes() + 1)
    except OSError as error:
        raise UnreadableTable(f"{path.name}: {error.strerror}.") from error


def _user(name: str | None) -> Any:
    if name is None:
        return None
    model = get_user_model()
    try:
        return model._default_manager.get_by_natural_key(name)
    except model.DoesNotExist as error:
        raise CommandError(f"There is no account {name!r}.") from error
