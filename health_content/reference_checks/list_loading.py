"""Loading a list of retractions, and telling the sources that stand on it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any, BinaryIO

from django.core.exceptions import ValidationError
from django.utils import timezone

from health_content.bibliography.notices import NoticeKind
from health_content.library.references import Reference
from health_content.library.retractions import ListedNotice
from health_content.library.source_status import listed_on, note_told, with_identifiers
from health_content.reference_checks.list_reading import ListRow, rows_of
from health_content.reference_checks.storing import change, identifiers_of

CHUNK = 500
PROBLEMS_AT_MOST = 200
"""How many problems are told in words; all are counted."""

_SOURCE = "retraction-watch"
_KINDS = {
    "retraction": NoticeKind.RETRACTION,
    "withdrawal": NoticeKind.WITHDRAWAL,
    "expression of concern": NoticeKind.CONCERN,
    "correction": NoticeKind.CORRECTION,
    "reinstatement": NoticeKind.REINSTATEMENT,
}
_NOTHING = frozenset({"", "0", "unavailable", "n/a", "na", "none", "null"})
_DOI = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/\S+")
_MONTH_FIRST = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})\b", re.ASCII)
_COLUMNS = ("kind", "doi", "pmid", "title", "notice_doi", "notice_pmid", "on", "reason", "source")


@dataclass(slots=True)
class Loaded:
    """What came of a list. ``unidentified`` rows name no DOI or PubMed ID of the work.

    ``problems`` are the first, as the line and what is wrong on it; ``problem_count`` counts all.
    ``references`` are the sources whose status is another now, ``refused`` those for which the
    gate refused a status that is better than before.
    """

    rows: int = 0
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    unidentified: int = 0
    problem_count: int = 0
    problems: list[tuple[int, str]] = field(default_factory=list)
    references: int = 0
    refused: int = 0

    def add_problem(self, line: int, words: str) -> None:
        """Count a problem, and keep its words where there is room."""
        self.problem_count += 1
        if len(self.problems) < PROBLEMS_AT_MOST:
            self.problems.append((line, words))


Tell = Callable[[Reference, str], None]


def load_list(
    file: BinaryIO, *, is_dry: bool = False, tell: Tell = lambda reference, before: None
) -> Loaded:
    """Load a list, and note at once what it says of the sources of the library.

    Rows are known by their id in the list, so a list may be loaded again, and one whose loading
    was cut off is carried on. A row that cannot be read is told with its line and keeps no other
    out. ``is_dry`` keeps nothing. Raises
    :class:`~health_content.reference_checks.list_reading.UnreadableList` for what is no list.
    """
    loaded = Loaded()
    ours = _Ours() if is_dry else None
    rows = _noticed(rows_of(file), loaded)
    while chunk := {row.record_id: row for row in islice(rows, CHUNK)}:
        _keep(chunk, loaded, is_dry=is_dry)
        if ours is not None:
            ours.match(chunk.values())
    _tell_references(loaded, tell, ours)
    return loaded


def _noticed(rows: Iterator[ListRow], loaded: Loaded) -> Iterator[ListedNotice]:
    for row in rows:
        loaded.rows += 1
        if row.problem:
            loaded.add_problem(row.line, row.problem)
            continue
        try:
            notice, remark = _notice(row.cells)
        except ValueError as problem:
            loaded.add_problem(row.line, str(problem))
            continue
        if remark:
            loaded.add_problem(row.line, remark)
        if notice.doi or notice.pmid:
            yield notice
        else:
            loaded.unidentified += 1


def _notice(cells: Any) -> tuple[ListedNotice, str]:
    """A row as a notice, and what of it could not be read though the rest could.

    Raises ``ValueError`` where it says nothing that can be kept.
    """
    key = _value(cells, "record id")
    if not key or len(key) > 40:
        raise ValueError("The row has no Record ID.")
    nature = " ".join(_value(cells, "retractionnature").casefold().split())
    if nature not in _KINDS:
        raise ValueError(f"“{nature[:60]}” is no RetractionNature that is known.")
    on, remark = _day(_value(cells, "retractiondate"))
    doi, pmid = _doi(_value(cells, "originalpaperdoi")), _pmid(cells, "originalpaperpubmedid")
    if _value(cells, "originalpaperdoi") and not doi:
        remark = "OriginalPaperDOI is no DOI."
    return ListedNotice(
        record_id=key,
        kind=_KINDS[nature].value,
        doi=doi,
        pmid=pmid,
        title=" ".join(_value(cells, "title").split())[:500],
        notice_doi=_doi(_value(cells, "retractiondoi")),
        notice_pmid=_pmid(cells, "retractionpubmedid"),
        on=on,
        reason=_reason(_value(cells, "reason")),
        source=_SOURCE,
    ), remark


def _value(cells: Any, name: str) -> str:
    """What a cell says, without what no database keeps; empty where it says nothing."""
    said = str(cells.get(name) or "").replace("\0", "").strip()
    return "" if said.casefold() in _NOTHING else said


def _doi(said: str) -> str:
    found = _DOI.search(said)
    return found[0].casefold() if found and len(found[0]) <= 250 else ""


def _pmid(cells: Any, name: str) -> str:
    said = _value(cells, name).removesuffix(".0")
    is_one = said.isascii() and said.isdecimal() and len(said) <= 12
    return said.lstrip("0") if is_one else ""


def _day(said: str) -> tuple[date | None, str]:
    if not said:
        return None, ""
    try:
        if found := _MONTH_FIRST.match(said):
            month, day, year = map(int, found.groups())
            return date(year, month, day), ""
        return date.fromisoformat(said[:10]), ""
    except ValueError:
        return None, f"“{said[:40]}” is no day; the row is kept without one."


def _reason(said: str) -> str:
    parts = (part.strip().lstrip("+").strip() for part in said.split(";"))
    return "; ".join(part for part in parts if part)[:500]


def _keep(chunk: dict[str, ListedNotice], loaded: Loaded, *, is_dry: bool) -> None:
    known = ListedNotice.objects.filter(record_id__in=list(chunk)).in_bulk(field_name="record_id")
    new = [row for key, row in chunk.items() if key not in known]
    changed = [row for key, row in chunk.items() if key in known and _differ(row, known[key])]
    loaded.created += len(new)
    loaded.changed += len(changed)
    loaded.unchanged += len(chunk) - len(new) - len(changed)
    if not is_dry and (new or changed):
        ListedNotice.objects.bulk_create(
            [*new, *changed],
            update_conflicts=True,
            unique_fields=["record_id"],
            update_fields=[*_COLUMNS, "loaded_at"],
        )


def _differ(row: ListedNotice, known: ListedNotice) -> bool:
    return any(getattr(row, name) != getattr(known, name) for name in _COLUMNS)


class _Ours:
    """Rows about the library's own sources, where nothing is loaded and they must be kept apart."""

    def __init__(self) -> None:
        known = [identifiers_of(each) for each in with_identifiers().iterator(chunk_size=CHUNK)]
        self._dois = {doi.casefold() for doi, _ in known} - {""}
        self._pmids = {pmid for _, pmid in known} - {""}
        self.rows: list[ListedNotice] = []

    def match(self, rows: Any) -> None:
        """Keep those of some rows that are about one."""
        self.rows += [row for row in rows if row.doi in self._dois or row.pmid in self._pmids]


def _tell_references(loaded: Loaded, tell: Tell, ours: _Ours | None) -> None:
    """All of the library, not only those of new rows: the loading may have been cut off before."""
    rows = with_identifiers().order_by("pk").iterator(chunk_size=CHUNK)
    while batch := list(islice(rows, CHUNK)):
        listed = listed_on(batch, more=ours.rows if ours else ())
        for reference in batch:
            if notices := listed.get(reference.pk):
                _tell_one(reference, notices, loaded, tell, is_dry=ours is not None)


def _tell_one(
    reference: Reference, notices: Any, loaded: Loaded, tell: Tell, *, is_dry: bool
) -> None:
    before = reference.status
    now = timezone.now()

    def note(row: Reference) -> bool:
        return note_told(row, (), source=_SOURCE, was_checked=False, now=now, listed=notices)

    kept: Reference | None = reference
    if is_dry:
        note(reference)
    else:
        try:
            kept = change(reference.pk, identifiers_of(reference), note)
        except ValidationError:
            loaded.refused += 1
            return
    if kept is not None and kept.status != before:
        loaded.references += 1
        tell(kept, before)
