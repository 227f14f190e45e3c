"""``manage.py verify_records``: whether nothing in the ledger was changed."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from health_content.library.ledger import ComplianceRecord
from health_content.recording.ledger import anchor, problems

BROKEN = 1


class Command(BaseCommand):
    """Reads the whole chain, record by record, and changes nothing."""

    help = (
        "Prove that no compliance record was changed, removed or put in between. "
        "Exit code 0: the chain is whole; 1: it is not."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--at-most",
            type=int,
            default=100,
            metavar="N",
            help="Stop after so many problems (100).",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        found = 0
        for problem in problems():
            found += 1
            self.stdout.write(problem)
            if found >= options["at_most"]:
                break
        if found:
            raise CommandError("The chain of records is broken.", returncode=BROKEN)
        self._tell_of_pruning()
        last = ComplianceRecord.objects.order_by("-number").first()
        if last is None:
            self.stdout.write("There are no records yet.")
        else:
            self.stdout.write(
                f"The chain is whole up to record {last.number}, whose hash is {last.hash}."
            )

    def _tell_of_pruning(self) -> None:
        start = anchor()
        if start.record:
            self.stdout.write(
                f"Record {start.record} says that the records up to {start.number} were pruned "
                f"({start.why}) Of these {start.kept} are kept. The chain begins after them."
            )
