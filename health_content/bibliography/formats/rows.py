"""What the formats have in common: rows that cannot be read, and values made plain."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from health_content.bibliography.record import ReferenceRecord

LONGEST = 10_000
"""Characters of one field. A row with a longer one is reported and not read."""

RAW_SHOWN = 300
"""How much of a row that cannot be read is told."""

MOST_NAMES = 3000
"""Authors or editors of one work; the largest collaborations list about so many."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\s]+")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_MARKUP = re.compile(r"</?(?:i|b|em|strong|sup|sub|sc|span|jats:\w{1,12})(?:\s[^<>]{0,80})?>", re.I)
_PMID = re.compile(r"\b(?:PMID|PubMed ID)\s{0,3}:?\s{0,3}([0-9]{1,8})\b", re.I)
_PMCID = re.compile(r"\b(PMC[0-9]{1,9})\b", re.I)
_PUBMED = re.compile(
    r"^https?://(?:pubmed\.ncbi|www\.ncbi)\.nlm\.nih\.gov/(?:pubmed/)?([0-9]{1,8})/?$"
)
_DOI_PREFIX = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s{0,3})", re.I)


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A row that cannot be read: the line it begins on, why, and how it begins."""

    line: int
    message: str
    raw: str = ""


class UnreadableRow(ValueError):
    """A row that cannot be read; the message says why."""


def problem(line: int, message: str, raw: str) -> RowProblem:
    """A problem that tells no more of the row than anybody reads."""
    return RowProblem(line, message, plain(raw[:RAW_SHOWN]))


def plain(value: str) -> str:
    """A value on one line, without control characters and halves of characters."""
    return _CONTROL.sub(" ", _SURROGATE.sub("\ufffd", value)).strip()


def without_markup(value: str) -> str:
    """A title without the marks for italics and the like that CSL knows."""
    return _MARKUP.sub("", value) if "<" in value else value


def checked_length(name: str, value: str) -> str:
    """The value itself. Raises :class:`UnreadableRow` where it is beyond :data:`LONGEST`."""
    if len(value) > LONGEST:
        told = f"{name} has {len(value)} characters; {LONGEST} is the most that is read."
        raise UnreadableRow(told)
    return value


def with_identifiers(record: ReferenceRecord, *notes: str) -> ReferenceRecord:
    """The record with identifiers in their bare form, and those that only notes tell."""
    doi = _DOI_PREFIX.sub("", record.doi)
    pmid = re.sub(r"^PMID:?\s{0,3}", "", record.pmid, flags=re.I)
    pmcid = re.sub(r"^PMCID:?\s{0,3}", "", record.pmcid, flags=re.I).upper()
    if pmcid.isdecimal():
        pmcid = f"PMC{pmcid}"
    for note in notes:
        if not pmid and (found := _PMID.search(note) or _PUBMED.search(note)):
            pmid = found[1]
        if not pmcid and (found := _PMCID.search(note)):
            pmcid = found[1].upper()
    return replace(record, doi=doi, pmid=pmid, pmcid=pmcid)


def month_number(text: str) -> int:
    """A month by its number or English name, in full or shortened; 0 where it is none."""
    text = text.strip().rstrip(".").lower()
    if text.isdecimal() and len(text) <= 2:
        return int(text) if 1 <= int(text) <= 12 else 0
    return MONTHS.index(text[:3]) + 1 if text[:3] in MONTHS else 0


MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def day_in_iso(text: str) -> str:
    """A day as "2024-05-02", a month or a year likewise; empty where it is none."""
    found = re.match(r"\s{0,9}([0-9]{4})(?:[-/]([0-9]{1,2})(?:[-/]([0-9]{1,2}))?)?(?![0-9])", text)
    if not found:
        return ""
    return "-".join([found[1], *(f"{int(part):02}" for part in found.groups()[1:] if part)])
