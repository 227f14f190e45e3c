"""Names the waivers that somebody has to look at. Meant for every night."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from health_content.compliance.waivers import NOTICE_DAYS
from health_content.waiving.upkeep import Due, due

FOUND = 1


class Command(BaseCommand):
    """``manage.py report_waivers``"""

    help = (
        "List the waivers that fit nothing any more, that end soon, or that have ended while "
        "their finding still stands. Ends with 1 where there are any. Every page with a waiver "
        "is judged anew."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--days",
            type=int,
            default=NOTICE_DAYS,
            help=f"How many days ahead is soon (default: {NOTICE_DAYS}).",
        )
        parser.add_argument("--json", action="store_true", help="Write JSON, one list.")

    def handle(self, *args: Any, **options: Any) -> None:
        found = list(due(options["days"]))
        if options["json"]:
            self.stdout.write(json.dumps([as_data(item) for item in found], indent=2))
        else:
            for item in found:
                self.stdout.write(as_line(item))
        if found:
            raise CommandError(f"There are waivers to look at: {len(found)}.", returncode=FOUND)
        if not options["json"]:
            self.stdout.write("No waiver is unused, has ended or ends soon.")


def as_data(item: Due) -> dict[str, Any]:
    """One of them as JSON."""
    waiver = item.waiver
    return {
        "waiver": waiver.pk,
        "state": item.state.value,
        "page": waiver.page_id,
        "title": waiver.page.title,
        "live": waiver.page.live,
        "code": waiver.code,
        "quote": waiver.quote,
        "expires_on": waiver.expires_on.isoformat(),
    }


def as_line(item: Due) -> str:
    """One of them in a line."""
    waiver = item.waiver
    return (
        f"{item.state.value}: {waiver} on page {waiver.page_id} ({waiver.page.title}), "
        f"until {waiver.expires_on.isoformat()}, waiver {waiver.pk}"
    )
