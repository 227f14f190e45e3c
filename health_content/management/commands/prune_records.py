"""``manage.py prune_records``: delete records that are older than the site keeps them."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from health_content.recording.retention import PruningRefused, prune


class Command(BaseCommand):
    """Deletes the oldest records, and writes one that says so."""

    help = (
        "Delete compliance records older than HEALTH_CONTENT['RECORDS']['RETENTION_DAYS']. What "
        "still stands keeps its records, and the chain stays provable. Refused under LEGAL_HOLD, "
        "and where the chain is broken."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--dry-run", action="store_true", help="Say what would go, and delete nothing."
        )
        parser.add_argument(
            "--why", default="", help="The reason to be recorded. Name nobody in it."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        is_trial = options["dry_run"]
        try:
            pruned = prune(why=options["why"], is_trial=is_trial)
        except PruningRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        day = timezone.localdate(pruned.before).isoformat()
        if not pruned.removed:
            self.stdout.write(f"No records from before {day} are to be deleted.")
            return
        verb = "would be" if is_trial else "were"
        self.stdout.write(
            f"{pruned.removed} records up to number {pruned.last}, from before {day}, {verb} "
            f"deleted; {pruned.kept} are kept, because something that stands rests on them."
        )
        if pruned.record:
            self.stdout.write(f"Recorded as number {pruned.record}.")
