"""Whether a citation and the record that its identifier leads to are the same work."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from health_content.bibliography.identifiers import find_identifiers
from health_content.bibliography.journal_likeness import same_journal
from health_content.bibliography.likeness import (
    is_translated,
    same_name,
    same_number,
    same_pages,
    same_title,
)
from health_content.bibliography.record import ReferenceRecord
from health_content.bibliography.serials import identifier_journal

ONLINE_FIRST = 1
"""How many years may lie between the day a paper came online and its volume."""


class Agreement(StrEnum):
    """How a citation stands to a record.

    ``UNKNOWN``: there is no record to hold it against, or no field that both of them have.
    """

    UNKNOWN = ""
    AGREES = "agrees"
    INCOMPLETE = "incomplete"
    DIFFERS = "differs"


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that differs. ``cited`` is empty where the citation lacks it.

    ``field`` is "title", "author", "year", "journal", "volume", "issue", "page", or an
    identifier: "doi", "pmid", "pmcid".
    """

    field: str
    cited: str
    found: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came of holding a citation against a record.

    ``noted`` are fields that are told in two ways and do not contradict each other: the year
    online and the year in print.
    """

    agreement: Agreement
    differences: tuple[Difference, ...] = ()
    noted: tuple[Difference, ...] = ()

    @property
    def is_another_work(self) -> bool:
        """Whether the identifier leads to something else than what is cited."""
        return names_another_work(item.field for item in self.differences if item.cited)


def names_another_work(fields: Iterable[str]) -> bool:
    """Whether the fields in which a citation contradicts a record tell of two works.

    One field may be a misprint. A title that is not the record's with a second field that
    is not, or an author and a journal that are not, is no misprint.
    """
    wrong = set(fields)
    if "title" in wrong:
        return len(wrong) > 1
    return {"author", "journal"} <= wrong


def compare(cited: ReferenceRecord, found: ReferenceRecord | None) -> Comparison:
    """Hold a citation against the record its identifier leads to, field by field.

    Where there is no record, a journal that the identifier itself names is held against the
    one cited; what cannot be compared is UNKNOWN and not fine. What the record lacks counts
    for nothing; what the citation lacks makes it INCOMPLETE, and a contradiction DIFFERS. An
    identifier may contradict, for an entry may name two works by two of them. That it agrees
    says nothing, for by it the record was found.
    """
    if found is None:
        by_identifier = tuple(_by_identifier(cited))
        agreement = Agreement.DIFFERS if by_identifier else Agreement.UNKNOWN
        return Comparison(agreement, by_identifier)
    wrong, noted = list(_contradictions(cited, found)), list(_noted(cited, found))
    if is_translated(found.title) and {item.field for item in wrong} - IDENTIFIERS == {"title"}:
        # The record has a translation, the citation the title as it was printed.
        wrong = [item for item in wrong if item.field != "title"]
    missing = list(_missing(cited, found))
    differences = tuple(sorted((*wrong, *missing), key=lambda item: _ORDER.index(item.field)))
    if wrong:
        return Comparison(Agreement.DIFFERS, differences, tuple(noted))
    if not _are_comparable(cited, found):
        return Comparison(Agreement.UNKNOWN, differences)
    agreement = Agreement.INCOMPLETE if missing else Agreement.AGREES
    return Comparison(agreement, differences, tuple(noted))


IDENTIFIERS = frozenset({"doi", "pmid", "pmcid"})
"""Fields of a comparison that say where to find the work, not what it is."""

_FIELDS = ("title", "author", "year", "journal", "volume", "issue", "page")
_ORDER = (*_FIELDS, "doi", "pmid", "pmcid")


def _texts(record: ReferenceRecord) -> dict[str, str]:
    return {
        "title": record.title.strip(),
        "author": str(record.authors[0]).strip() if record.authors else "",
        "year": str(record.year or ""),
        "journal": record.container_title.strip(),
        "volume": record.volume.strip(),
        "issue": record.issue.strip(),
        "page": record.page.strip(),
        "doi": record.doi.strip(),
        "pmid": record.pmid.strip(),
        "pmcid": record.pmcid.strip(),
    }


def _are_comparable(cited: ReferenceRecord, found: ReferenceRecord) -> bool:
    ours, theirs = _texts(cited), _texts(found)
    return any(ours[field] and theirs[field] for field in _FIELDS)


def _missing(cited: ReferenceRecord, found: ReferenceRecord) -> Iterator[Difference]:
    ours = _texts(cited)
    for field, theirs in _texts(found).items():
        if theirs and not ours[field] and field not in IDENTIFIERS:
            yield Difference(field, "", theirs)


def _contradictions(cited: ReferenceRecord, found: ReferenceRecord) -> Iterator[Difference]:
    ours, theirs = _texts(cited), _texts(found)
    for field in _ORDER:
        if ours[field] and theirs[field] and not _agree(field, cited, found):
            yield Difference(field, ours[field], theirs[field])


def _agree(field: str, cited: ReferenceRecord, found: ReferenceRecord) -> bool:
    if field == "title":
        return same_title(cited.title, found.title)
    if field == "author":
        return same_name(cited.authors[0], found.authors[0])
    if field == "year":
        return abs(cited.year - found.year) <= ONLINE_FIRST
    if field == "journal":
        names = (found.container_title, found.container_title_short)
        return any(same_journal(cited.container_title, name) for name in names if name)
    if field == "page":
        return same_pages(cited.page, found.page)
    if field in IDENTIFIERS:
        return _bare(field, getattr(cited, field)) == _bare(field, getattr(found, field))
    return same_number(getattr(cited, field), getattr(found, field))


def _bare(field: str, identifier: str) -> str:
    """An identifier without its label or resolver, in lower case: none of them tells cases."""
    plain = identifier.strip().casefold()
    if field == "doi":
        return find_identifiers(plain).doi or plain
    # "PMC3000001.2" is the second version of one paper.
    return re.sub(r"^\D+|\.[0-9]+$", "", plain).lstrip("0") or plain


def _noted(cited: ReferenceRecord, found: ReferenceRecord) -> Iterator[Difference]:
    if cited.year and found.year and abs(cited.year - found.year) == ONLINE_FIRST:
        yield Difference("year", str(cited.year), str(found.year))


def _by_identifier(cited: ReferenceRecord) -> Iterator[Difference]:
    for identifier in (cited.url, cited.doi):
        serial = identifier_journal(identifier)
        if serial and serial.title and cited.container_title.strip():
            if not same_journal(cited.container_title, serial.title):
                yield Difference("journal", cited.container_title.strip(), serial.title)
            return
