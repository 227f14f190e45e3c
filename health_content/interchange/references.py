"""References out of other programs' files into the library, and out of it again."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils.translation import gettext
from wagtail.log_actions import log

from health_content import conf
from health_content.bibliography import ReferenceRecord
from health_content.bibliography.formats import Format, format_of, read, write
from health_content.bibliography.formats.rows import RowProblem
from health_content.bibliography.printing import printed
from health_content.conversion import numbered_manuscript_of
from health_content.interchange.reading import UnreadableTable, encoding_of
from health_content.library.duplicates import twins_of
from health_content.library.references import Reference, fingerprint_of
from health_content.manuscript import References, descendants


@dataclass(frozen=True, slots=True)
class Twin:
    """A record that is left out: ``entry`` is what the library has already, or takes before it."""

    words: str
    entry: Reference
    is_in_file: bool = False


@dataclass(slots=True)
class ReferenceImport:
    """What became of a file, or would become of it.

    ``added`` are entries of the library where ``is_kept``; otherwise nothing was written.
    """

    form: Format
    added: list[Reference] = field(default_factory=list)
    twins: list[Twin] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    is_kept: bool = False

    @property
    def total(self) -> int:
        """All that was found in the file."""
        return len(self.added) + len(self.twins) + len(self.problems)


class _Undone(Exception):
    """Ends a transaction without keeping anything."""


def records_in(
    data: bytes, form: Format | None = None
) -> tuple[Format, list[ReferenceRecord], list[RowProblem]]:
    """The records of a file, whatever its encoding; without ``form`` its format is found out.

    Raises :class:`UnreadableTable` for a file that is too large, no text, or of no known format.
    """
    limit = conf.import_max_bytes()
    if len(data) > limit:
        told = gettext("The file has %(size)d bytes; %(limit)d is the most that is read.")
        raise UnreadableTable(told % {"size": len(data), "limit": limit})
    text = data.decode(encoding_of(data))
    form = form or format_of(text)
    if form is None:
        raise UnreadableTable(gettext("This is no BibTeX, RIS or CSL-JSON that can be read."))
    records, problems = read(text, form)
    if not records and not problems:
        raise UnreadableTable(gettext("There is no reference in this file."))
    return form, records, problems


def import_references(
    data: bytes,
    form: Format | None = None,
    *,
    user: Any = None,
    leave_out: bool = False,
    dry_run: bool = False,
    is_vouched: bool = False,
) -> ReferenceImport:
    """Add the references of a file to the library, in one transaction.

    ``is_vouched`` is the word of a person who has held them against the publications. Without it
    nobody vouches for the fields, and readers get no entry that is printed anew from them.

    What the library has already is left out, and so is what the file has twice. One row that
    cannot be read keeps all others out, unless these are to be left out. A ``dry_run`` does the
    same and keeps nothing. Raises :class:`UnreadableTable`.
    """
    form, records, problems = records_in(data, form)
    outcome = ReferenceImport(form, problems=list(problems))
    fields_from = Reference.FieldsFrom.PERSON if is_vouched else Reference.FieldsFrom.READING
    try:
        with transaction.atomic():
            for record in records:
                _take(record, outcome, user, fields_from)
            if dry_run or (outcome.problems and not leave_out):
                raise _Undone
            outcome.is_kept = True
    except _Undone:
        pass
    return outcome


def _take(record: ReferenceRecord, outcome: ReferenceImport, user: Any, fields_from: str) -> None:
    words = printed(record, conf.references()["STYLE"])
    if not words:
        told = gettext("It has no title.")
        outcome.problems.append(RowProblem(0, told, record.id))
        return
    if twin := _twin_of(record, words):
        outcome.twins.append(Twin(words, twin, is_in_file=twin in outcome.added))
        return
    reference = Reference(citation=words)
    reference.take_fields(record, fields_from)
    reference.accessed_on = _day(record.accessed)
    try:
        reference.full_clean()
        with transaction.atomic():
            reference.save()
    except ValidationError as error:
        outcome.problems.append(RowProblem(0, " ".join(error.messages), words))
        return
    except DatabaseError as error:
        told = gettext("The database refused it: %s") % error
        outcome.problems.append(RowProblem(0, told, words))
        return
    log(reference, "wagtail.create", user=user)
    outcome.added.append(reference)


def _twin_of(record: ReferenceRecord, words: str) -> Reference | None:
    """The entry that a record is already, if there is one."""
    same = Reference.objects.filter(fingerprint=fingerprint_of(words)).first()
    return same or next((twin.reference for twin in twins_of(record)), None)


def _day(iso: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(iso)
    except ValueError:
        return None


def references_of(page: Any) -> list[Reference]:
    """What a page cites, each once, in the order of its numbers."""
    manuscript = numbered_manuscript_of(page)
    lists = [node for node in descendants(manuscript.body) if isinstance(node, References)]
    keys = [item.key for node in lists for item in node.items if item.key]
    found = Reference.objects.in_bulk([int(key) for key in dict.fromkeys(keys)])
    return [found[int(key)] for key in dict.fromkeys(keys) if int(key) in found]


def exported_references(references: Iterable[Reference], form: Format) -> str:
    """Entries of the library as a file, in the fields as they are cited."""
    return write((reference.cited_record() for reference in references), form)
