"""Rows of a pasted list: read, looked up, and made entries of the library."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext
from wagtail.log_actions import log

from health_content.admin.references.fields import identifiers_of, values_of
from health_content.admin.references.lookup import COMPARED, Answer, Side, ask, sides, told
from health_content.bibliography import (
    Identifiers,
    ReferenceRecord,
    clean_citation,
    find_identifiers,
    parse_record,
    split_citations,
)
from health_content.bibliography.matching import Agreement, compare
from health_content.library.duplicates import twins_of
from health_content.library.looked_up import keep, use_record
from health_content.library.references import (
    AGREEMENT_LABELS,
    Reference,
    fingerprint_of,
    printed_entry,
)

LOOKED_UP_AT_ONCE = 10
SECONDS = 20
"""How long one request may ask; a question under way is not cut off."""

TYPED, FIELDS, RECORD = "typed", "fields", "record"

_BARE_IDENTIFIER = re.compile(
    r"(?:(?:doi|pmid|pmcid|isbn(?:-1[03])?)\s?:?\s?)?(?:10\.\d{4,9}/\S+|PMC\d{3,9}|[\dXx\s-]{5,17})",
    re.IGNORECASE | re.ASCII,
)
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)


@dataclass(slots=True)
class Row:
    """One pasted citation, as it was read, and what became of it."""

    text: str
    record: ReferenceRecord
    is_bare: bool = False
    answer: Answer | None = None
    problem: str = ""
    is_ticked: bool | None = None
    kept: str = ""
    twins: list[Reference] = field(default_factory=list)

    def as_data(self) -> dict[str, Any]:
        """The row as JSON, without what is found out anew."""
        return {
            "text": self.text,
            "record": self.record.to_csl(),
            "is_bare": self.is_bare,
            "answer": self.answer.as_data() if self.answer else None,
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Row:
        """Read one back that this class wrote."""
        answer = Answer.from_data(data["answer"]) if data["answer"] else None
        record = ReferenceRecord.from_csl(data["record"])
        return cls(data["text"], record, data["is_bare"], answer)

    @property
    def identifiers(self) -> Identifiers:
        """What it can be looked up by."""
        return identifiers_of(values_of(self.record))

    @property
    def found(self) -> ReferenceRecord | None:
        """What its identifiers lead to."""
        return self.answer.record if self.answer else None

    @property
    def found_entry(self) -> str:
        """What its identifiers lead to, printed."""
        return printed_entry(self.found) if self.found else ""

    @property
    def waits(self) -> bool:
        """Whether it has an identifier that nobody asked for yet."""
        return self.answer is None and bool(self.identifiers)

    @property
    def differs(self) -> bool:
        """Whether what was pasted contradicts what its identifiers lead to."""
        return not self.is_bare and self._agreement is Agreement.DIFFERS

    @property
    def _agreement(self) -> Agreement:
        return compare(self.record, self.found).agreement

    @property
    def agreement(self) -> str:
        """How the two stand, in words."""
        return str(AGREEMENT_LABELS[self._agreement]) if self.found and not self.is_bare else ""

    @property
    def told(self) -> str:
        """What came of asking, in words."""
        if self.answer is None:
            return "" if self.identifiers else gettext("It has no identifier to look up.")
        return told(self.answer.outcome, self.answer.problem)

    @property
    def read(self) -> list[tuple[str, str]]:
        """Its fields as they were read."""
        values = values_of(self.record)
        return [(str(label), str(values[name])) for name, label in COMPARED.items() if values[name]]

    @property
    def sides(self) -> list[Side]:
        """Both sides, where there are two."""
        return sides(self.record, self.found) if self.found and not self.is_bare else []

    @property
    def cannot(self) -> str:
        """Why it cannot be added, empty where it can."""
        if self.is_bare and self.found is None:
            return gettext("Nothing but its identifier is known. Paste its citation instead.")
        return ""

    @property
    def choices(self) -> list[tuple[str, str]]:
        """What can be kept of it."""
        offered = []
        if not self.is_bare:
            offered.append((TYPED, gettext("The text as pasted")))
            if self.record.title:
                offered.append((FIELDS, gettext("The fields as read: I have compared them")))
        if self.found is not None:
            offered.append((RECORD, gettext("The true record")))
        return offered

    @property
    def choice(self) -> str:
        """What is chosen: what somebody chose, else the record where it does not contradict."""
        offered = [name for name, _label in self.choices]
        if self.kept in offered:
            return self.kept
        if RECORD in offered and (self.is_bare or not self.differs):
            return RECORD
        return offered[0] if offered else ""

    @property
    def will_be_added(self) -> bool:
        """Whether it is ticked: by somebody, else where nothing speaks against it."""
        if self.is_ticked is not None:
            return self.is_ticked and not self.cannot
        return not (self.cannot or self.twins or self.differs or self.is_a_problem)

    @property
    def is_a_problem(self) -> bool:
        """Whether its identifiers contradict each other, or lead nowhere."""
        answer = self.answer
        return bool(answer and (answer.conflict or answer.outcome == Reference.Lookup.NOT_FOUND))


def read_rows(text: str) -> list[Row]:
    """Rows of a pasted text: citations, identifiers and addresses."""
    rows: list[Row] = []
    for is_apart, lines in groupby(_apart(text.splitlines()), key=itemgetter(0)):
        found = [line for _is_apart, line in lines]
        parts = found if is_apart else split_citations("\n".join(found))
        rows.extend(_bare(part) or _read(part) for part in parts)
    return rows


def _read(part: str) -> Row:
    return Row(clean_citation(part), parse_record(part))


def _apart(lines: list[str]) -> Iterator[tuple[bool, str]]:
    """Lines, each with whether it is an identifier by itself: not the end of a citation."""
    before = True
    for line in lines:
        is_apart = before and _bare(line) is not None
        before = is_apart or not line.strip()
        yield is_apart, line


def _bare(part: str) -> Row | None:
    """A row for an identifier or an address alone."""
    text = part.strip().strip(".,;")
    is_address = bool(_ADDRESS.fullmatch(text))
    if not is_address and not _BARE_IDENTIFIER.fullmatch(text):
        return None
    known = find_identifiers(text)
    if not known:
        digits = re.sub(r"[\s-]", "", text)
        known = find_identifiers(f"ISBN {digits}" if len(digits) >= 10 else f"PMID {digits}")
    if not known:
        return None
    record = ReferenceRecord(doi=known.doi, pmid=known.pmid, pmcid=known.pmcid, isbn=known.isbn)
    return Row(text, record, is_bare=True)


def ask_for(rows: Iterable[Row]) -> None:
    """Look up rows that wait, as many as one request may."""
    until, asked = time.monotonic() + SECONDS, 0
    for row in rows:
        if asked >= LOOKED_UP_AT_ONCE or time.monotonic() > until:
            return
        if row.waits:
            row.answer = ask(row.identifiers)
            asked += 1


def twins(row: Row) -> list[Reference]:
    """Entries of the library that a row may be already: by its words, or as one work."""
    same = Reference.objects.filter(fingerprint=fingerprint_of(row.text))
    found = {reference.pk: reference for reference in same}
    for record in filter(None, (row.record, row.found)):
        found |= {twin.reference.pk: twin.reference for twin in twins_of(record)}
    return list(found.values())


def add(row: Row, user: Any) -> Reference:
    """The row as an entry of the library. Raises ``ValidationError``, and has then done nothing."""
    if row.cannot:
        raise ValidationError(row.cannot)
    reference = Reference(citation=row.text)
    chosen = row.choice
    if chosen == RECORD and row.found is not None:
        reference.record = row.found.to_csl()
        use_record(reference)
    elif chosen == FIELDS:
        reference.take_fields(row.record, Reference.FieldsFrom.PERSON)
    else:
        reference.take_fields(row.record, Reference.FieldsFrom.READING)
    with transaction.atomic():
        reference.full_clean()
        reference.save()
        log(instance=reference, action="wagtail.create", user=user)
        if row.answer:
            keep(reference, row.answer)
    return reference
