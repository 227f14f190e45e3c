"""``manage.py import_articles PATH…``: draft pages from files."""

from __future__ import annotations

import logging
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, transaction
from django.db.models import ProtectedError
from wagtail.models import Page

from health_content.conf import import_max_bytes
from health_content.importing import ImportOutcome, ImportStatus, LockedPage, import_source
from health_content.importing.files import undone_on_error
from health_content.management.inputs import account
from health_content.pages.articles import HealthArticlePage
from health_content.pages.indexes import HealthIndexPage
from health_content.readers import READERS, UnreadableSource

logger = logging.getLogger(__name__)

MOST_NAMED = 20

WORDS = {
    ImportStatus.CREATED: "created draft",
    ImportStatus.UPDATED: "new draft revision of",
    ImportStatus.UNCHANGED: "already imported as",
    ImportStatus.CHANGED_SOURCE: "changed since it became",
}

SUMMARY = {
    ImportStatus.CREATED: "new",
    ImportStatus.UPDATED: "updated",
    ImportStatus.UNCHANGED: "unchanged",
    ImportStatus.CHANGED_SOURCE: "changed and left alone",
}


class DryRun(Exception):
    """Undoes what an import would have done."""

    def __init__(self, outcome: ImportOutcome) -> None:
        super().__init__()
        self.outcome = outcome


class Command(BaseCommand):
    """Imports each file by itself: one that fails does not stop the others."""

    help = "Make draft articles from files, or from all readable files in folders."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        parser.add_argument(
            "--parent",
            help="The page below which drafts are made: its id or its URL path. "
            "Without it the first health index.",
        )
        parser.add_argument("--user", help="The account that owns the drafts.")
        parser.add_argument(
            "--dry-run", action="store_true", help="Say what would be done, and do nothing."
        )
        parser.add_argument(
            "--update",
            action="store_true",
            help="Make a new draft revision of a page whose file has changed.",
        )
        parser.add_argument(
            "--remarks", action="store_true", help="Print what the reader remarked."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        parent = _parent(options["parent"])
        user = account(options["user"])
        files = list(_files(options["paths"]))
        if left_out := _left_out(options["paths"]):
            shown = ", ".join(left_out[:MOST_NAMED])
            more = f" and {len(left_out) - MOST_NAMED} more" if len(left_out) > MOST_NAMED else ""
            self.stdout.write(f"Left out, their endings are not known: {shown}{more}.")
        failures = 0
        counts = dict.fromkeys(ImportStatus, 0)
        for number, (path, name) in enumerate(files, start=1):
            self.stdout.write(f"[{number}/{len(files)}] {name}: ", ending="")
            try:
                outcome = self._import(path, name, parent, user, options)
            except (UnreadableSource, LockedPage, OSError) as error:
                failures += 1
                self.stdout.write(self.style.ERROR("failed"))
                self.stderr.write(f"{name}: {_reason(error).removeprefix(name).lstrip(' :')}")
            except (DatabaseError, ProtectedError, ValidationError, ValueError) as error:
                failures += 1
                self.stdout.write(self.style.ERROR("failed"))
                self.stderr.write(f"{name}: could not be saved, nothing was kept: {_reason(error)}")
            except Exception as error:
                logger.exception("The import of %s failed.", path)
                failures += 1
                self.stdout.write(self.style.ERROR("failed"))
                self.stderr.write(
                    f"{name}: failed for an unexpected reason, nothing was kept "
                    f"({type(error).__name__}). The log has the details."
                )
            else:
                self._tell(outcome, options)
                counts[outcome.status] += 1
        total = len(files)
        if not total:
            raise CommandError("There is no file to import in what was named.")
        done = [f"{number} {SUMMARY[status]}" for status, number in counts.items() if number]
        prefix = "Nothing was kept. It would be: " if options["dry_run"] else ""
        self.stdout.write(f"{prefix}{', '.join([*done, f'{failures} failed'])}, of {total} files.")
        if failures:
            raise CommandError(f"{failures} of {total} files could not be imported.")

    def _import(
        self, path: Path, name: str, parent: Any, user: Any, options: dict[str, Any]
    ) -> ImportOutcome:
        data = _bytes(path)
        try:
            with undone_on_error(), transaction.atomic():
                outcome = import_source(
                    data,
                    name,
                    parent,
                    HealthArticlePage,
                    source=_identity(path),
                    user=user,
                    update=options["update"],
                )
                if options["dry_run"]:
                    raise DryRun(outcome)
        except DryRun as dry_run:
            outcome = dry_run.outcome
        return outcome

    def _tell(self, outcome: ImportOutcome, options: dict[str, Any]) -> None:
        number = "" if options["dry_run"] else f" (page {outcome.page.pk})"
        words = f"{WORDS[outcome.status]} “{outcome.page.title}”{number}"
        if outcome.remarks:
            words += f", {len(outcome.remarks)} remarks"
        if outcome.status is ImportStatus.CHANGED_SOURCE:
            words += "; left alone, use --update for a new draft revision"
        self.stdout.write(words)
        if options["remarks"]:
            for remark in outcome.remarks:
                place = f"line {remark.line}: " if remark.line else ""
                self.stdout.write(f"    {place}{remark.message}")


def _files(paths: list[Path]) -> Iterator[tuple[Path, str]]:
    """Each file once, with the name messages call it by: its path below the folder given."""
    seen = set()
    for path, name in _named(paths):
        identity = _identity(path)
        if identity not in seen:
            seen.add(identity)
            yield path, name


def _named(paths: list[Path]) -> Iterator[tuple[Path, str]]:
    for path in paths:
        if path.is_dir():
            for found in sorted(path.rglob("*")):
                if found.is_file() and found.suffix.lower() in READERS:
                    yield found, _storable(str(found.relative_to(path)))
        else:
            yield path, _storable(path.name)


def _left_out(paths: list[Path]) -> list[str]:
    """The files in the folders given that no reader takes, hidden ones aside."""
    return [
        _storable(str(found.relative_to(path)))
        for path in paths
        if path.is_dir()
        for found in sorted(path.rglob("*"))
        if found.is_file()
        and found.suffix.lower() not in READERS
        and not any(part.startswith(".") for part in found.relative_to(path).parts)
    ]


def _identity(path: Path) -> str:
    """What tells a file from every other: its absolute path, through all links."""
    try:
        return _storable(str(path.resolve()))
    except (OSError, RuntimeError, ValueError):
        # Links that lead in a circle; that there is no such file is said on reading it.
        return _storable(str(path.absolute()))


def _storable(path: str) -> str:
    """A path as text: bytes of a file name that are no text are written out."""
    return path.encode("utf-8", "backslashreplace").decode("utf-8")


def _bytes(path: Path) -> bytes:
    if not path.exists():
        raise UnreadableSource("There is no such file. Check the path.")
    if not path.is_file():
        raise UnreadableSource("This is not a regular file. Save the text as a file first.")
    size, limit = path.stat().st_size, import_max_bytes()
    if size > limit:
        raise UnreadableSource(
            f"The file has {size:,} bytes; {limit:,} is the most that is read. Split it, or "
            'raise HEALTH_CONTENT["IMPORT_MAX_BYTES"].'
        )
    return path.read_bytes()


def _reason(error: Exception) -> str:
    if isinstance(error, ValidationError):
        fields = getattr(error, "error_dict", None)
        if fields is None:
            return " ".join(error.messages)
        return " ".join(
            message if field == NON_FIELD_ERRORS else f"{field}: {message}"
            for field, messages in error.message_dict.items()
            for message in messages
        )
    return error.strerror or str(error) if isinstance(error, OSError) else str(error)


def _parent(given: str | None) -> Any:
    if given is None:
        index = HealthIndexPage.objects.order_by("path").first()
        if index is None:
            raise CommandError(
                "There is no health index to import into. Create one, or name a page with --parent."
            )
        return index
    pages = Page.objects.filter(depth__gt=1)
    found = (
        pages.filter(pk=int(given)).first()
        if given.isdecimal()
        else pages.filter(url_path__endswith=f"/{given.strip('/')}/").order_by("depth").first()
    )
    if found is None:
        raise CommandError(f"No page has the id or URL path {given!r}.")
    return found.specific
