"""``manage.py import_retractions FILE``: a list of retractions such as Retraction Watch's."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from health_content.library.references import Reference
from health_content.reference_checks.list_loading import Loaded, load_list
from health_content.reference_checks.list_reading import UnreadableList

PROBLEMS, UNREADABLE = 1, 2


class Command(BaseCommand):
    """Loads the rows that can be read, and tells of the others with their lines."""

    help = (
        "Load a list of retractions, concerns, corrections and reinstatements (CSV with the "
        "columns of the Retraction Watch list). References of the library that stand on it get "
        "their status at once, and later ones when they are checked. A list may be loaded again: "
        "its rows are known by their Record ID. Exit code 0: all rows were read; 1: some could "
        "not be, or not wholly, and all others were loaded; 2: the file is no such list."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="Read and tell; keep nothing.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with options["file"].open("rb") as file:
                loaded = load_list(file, is_dry=options["dry_run"], tell=self._tell)
        except OSError as error:
            told = f"{options['file']}: {error.strerror}."
            raise CommandError(told, returncode=UNREADABLE) from error
        except UnreadableList as error:
            raise CommandError(str(error), returncode=UNREADABLE) from error
        for line, words in loaded.problems:
            self.stderr.write(f"Line {line}: {words}")
        self.stdout.write("\n".join(_summary(loaded, is_dry=options["dry_run"])))
        if loaded.problem_count:
            raise CommandError(
                f"{loaded.problem_count} rows could not be read, or not wholly.",
                returncode=PROBLEMS,
            )

    def _tell(self, reference: Reference, before: str) -> None:
        self.stdout.write(
            f"{reference.status}, was {before}: reference {reference.pk}, {reference}"
        )


def _summary(loaded: Loaded, *, is_dry: bool) -> list[str]:
    verb = "would be" if is_dry else "were"
    counts = f"{loaded.created} {verb} added, {loaded.changed} {verb} changed"
    lines = [
        f"{loaded.rows} rows. {counts}, {loaded.unchanged} were known.",
        f"{loaded.references} references have another status.",
    ]
    if loaded.unidentified:
        lines.append(f"{loaded.unidentified} name no DOI or PubMed ID of the work, and were left.")
    if loaded.refused:
        lines.append(f"{loaded.refused} are better than before and were refused.")
    return lines
