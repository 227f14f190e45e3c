"""``manage.py reference_accuracy``: how well citations are read into fields."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from health_content.bibliography.accuracy import as_text, judged, measured, rows_of
from health_content.management.accuracy import AccuracyCommand


class Command(AccuracyCommand):
    """Measures on the whole file."""

    help = "Read citations whose fields are known, and print how many were read rightly."
    columns = (
        "raw, authors (a list), year, title, journal, volume, issue, pages, doi, pmid, pmcid, url"
    )

    def rows_of(self, lines: Iterable[str]) -> Iterable[Any]:
        return rows_of(lines)

    def figures_of(self, rows: Sequence[Any]) -> dict[str, Any]:
        return measured(judged(rows))

    def told(self, figures: dict[str, Any]) -> str:
        return as_text(figures)
