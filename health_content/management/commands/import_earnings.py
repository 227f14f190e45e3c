"""``manage.py import_earnings PROGRAM FILE``: what a program paid, from its report."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from health_content.interchange.earnings import AMAZON, EarningsReport, Layout, import_earnings
from health_content.interchange.reading import UnreadableTable
from health_content.library.programs import AffiliateProgram

UNREADABLE = 2
_COLUMNS = ("day", "amount", "currency", "orders", "tag", "product", "address", "page")


class Command(BaseCommand):
    """Imports all rows of a report, or none: exit code 1 where a row cannot be read."""

    help = (
        "Import a program's commission report (CSV). Rows that were imported before count once. "
        "Without --amazon name the columns: --day and --amount, and what else there is."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("program", metavar="PROGRAM", help="The key of the program.")
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--in", dest="money", default="", metavar="USD", help="The currency.")
        parser.add_argument("--amazon", action="store_true", help="Amazon's “Fee-Earnings”.")
        for name in _COLUMNS:
            parser.add_argument(f"--{name}", default="", metavar="COLUMN")
        parser.add_argument("--days-as", choices=["ymd", "mdy", "dmy"], default="ymd")
        parser.add_argument("--decimal-mark", choices=[".", ","], default=".")
        parser.add_argument("--dry-run", action="store_true", help="Check, and keep nothing.")

    def handle(self, *args: Any, **options: Any) -> None:
        program = AffiliateProgram.objects.filter(key=options["program"]).first()
        if program is None:
            raise CommandError(f"There is no program with the key {options['program']}.")
        if not options["amazon"] and not (options["day"] and options["amount"]):
            raise CommandError("Name the columns with --day and --amount, or say --amazon.")
        try:
            report = import_earnings(
                program,
                options["file"].read_bytes(),
                AMAZON if options["amazon"] else _layout(options),
                currency=options["money"],
                dry_run=options["dry_run"],
            )
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror}.") from error
        except UnreadableTable as error:
            raise CommandError(str(error), returncode=UNREADABLE) from error
        self._tell(report)

    def _tell(self, report: EarningsReport) -> None:
        for problem in report.problems:
            where = f", {problem.column}" if problem.column else ""
            self.stderr.write(f"Line {problem.line}{where}: {problem.message}")
        if report.refused:
            raise CommandError(f"{report.refused} rows cannot be read. Nothing was imported.")
        sums = ", ".join(f"{amount} {name}" for name, amount in sorted(report.sums.items()))
        verb = "were" if report.is_kept else "would be"
        self.stdout.write(
            f"{report.created} rows {verb} imported{f' ({sums})' if sums else ''}; "
            f"{report.unchanged} were known. Of the new ones {report.with_link} name a paid link "
            f"and {report.with_page} a page."
        )


def _layout(options: dict[str, Any]) -> Layout:
    named = {name: options[name] for name in _COLUMNS}
    return Layout(**named, order_of_day=options["days_as"], decimal_mark=options["decimal_mark"])
