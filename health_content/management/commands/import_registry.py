"""``manage.py import_registry FILE…``: programs, products and paid links from CSV.

With ``--format`` the one file is another link manager's export, of which links are made.
"""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from health_content.interchange import (
    Adoption,
    Outcome,
    Plugin,
    Report,
    UnreadableTable,
    adopt,
    import_tables,
)
from health_content.management.inputs import account, bytes_of

UNREADABLE = 2
CSV = "csv"


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
        parser.add_argument(
            "--format",
            choices=[CSV, *Plugin],
            default=CSV,
            help="Whose table it is; csv is what export_registry writes.",
        )
        others = parser.add_argument_group("exports of other link managers")
        others.add_argument(
            "--prefix", default="", help="What the old paths begin with; ThirstyAffiliates only."
        )
        others.add_argument(
            "--program",
            action="append",
            default=[],
            metavar="HOST=KEY",
            help="The program of a merchant that is not recognized; without a key it is left out.",
        )
        others.add_argument(
            "--make-programs",
            action="store_true",
            help="Make programs of shipped terms where the registry does not have them.",
        )
        others.add_argument(
            "--leave-out",
            action="store_true",
            help="Import the others where rows cannot be imported.",
        )
        others.add_argument(
            "--redirects", type=Path, metavar="FILE", help="Write the old paths and their links."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        user = account(options["user"])
        try:
            if options["format"] == CSV:
                self._import(user, options)
            else:
                self._adopt(user, options)
        except UnreadableTable as error:
            raise CommandError(str(error), returncode=UNREADABLE) from error

    def _import(self, user: Any, options: dict[str, Any]) -> None:
        files = [(path.name, bytes_of(path)) for path in options["files"]]
        outcome = import_tables(files, user=user, dry_run=options["dry_run"])
        for report in outcome.reports:
            self._tell(report, options["verbosity"])
        self._end(outcome, outcome.refused, is_dry=options["dry_run"])

    def _adopt(self, user: Any, options: dict[str, Any]) -> None:
        if len(options["files"]) > 1:
            raise CommandError("Give one export at a time.", returncode=UNREADABLE)
        (path,) = options["files"]
        adoption = adopt(
            bytes_of(path),
            Plugin(options["format"]),
            name=path.name,
            prefix=options["prefix"],
            chosen=_chosen(options["program"]),
            make_programs=options["make_programs"],
            leave_out=options["leave_out"],
            user=user,
            dry_run=options["dry_run"],
        )
        self._tell(adoption.report, options["verbosity"])
        for name in adoption.made_programs:
            self.stdout.write(f"  program made: {name}; complete it in the admin")
        for key, count in adoption.missing.most_common():
            self.stdout.write(f"  {count} links of {key} left out; --make-programs makes it")
        for host, count in adoption.unknown.most_common():
            self.stdout.write(f"  {count} links to {host} left out; --program {host}=KEY")
        if options["redirects"] is not None:
            with options["redirects"].open("w", encoding="utf-8", newline="") as file:
                file.writelines(adoption.redirects())
        self._end(adoption, adoption.report.refused, is_dry=options["dry_run"])

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

    def _end(self, outcome: Outcome | Adoption, refused: int, *, is_dry: bool) -> None:
        if refused and not outcome.is_kept:
            raise CommandError(f"Nothing was kept: {refused} rows cannot be imported.")
        if is_dry:
            self.stdout.write("Nothing was kept: this was a dry run.")


def _chosen(given: list[str]) -> dict[str, str]:
    pairs = (item.partition("=") for item in given)
    return {host.strip().lower(): key.strip() for host, _, key in pairs}
