"""``manage.py prune_clicks``: delete counts of clicks that are older than the site keeps them."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from health_content.conf import clicks
from health_content.counting import prune_clicks


class Command(BaseCommand):
    """Deletes old counts. Earnings are a business's own records, and are kept."""

    help = "Delete counts of clicks older than HEALTH_CONTENT['CLICKS']['RETENTION_DAYS']."

    def handle(self, *args: Any, **options: Any) -> None:
        days = clicks()["RETENTION_DAYS"]
        if days is None:
            self.stdout.write("Counts are kept for ever: CLICKS has no RETENTION_DAYS.")
            return
        self.stdout.write(f"{prune_clicks()} counts older than {days} days were deleted.")
