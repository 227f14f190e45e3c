"""References as files of other programs: BibTeX, RIS and CSL-JSON, in and out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum

from health_content.bibliography.formats import bibtex, csl_json, ris
from health_content.bibliography.formats.rows import RowProblem
from health_content.bibliography.record import ReferenceRecord

__all__ = [
    "EXTENSIONS",
    "MEDIA_TYPES",
    "Format",
    "RowProblem",
    "bibtex",
    "csl_json",
    "format_of",
    "read",
    "ris",
    "write",
]


class Format(StrEnum):
    """The formats that are read and written."""

    BIBTEX = "bibtex"
    RIS = "ris"
    CSL_JSON = "csl-json"


EXTENSIONS: dict[Format, str] = {
    Format.BIBTEX: "bib",
    Format.RIS: "ris",
    Format.CSL_JSON: "json",
}
"""What the name of a file ends in."""

MEDIA_TYPES: dict[Format, str] = {
    Format.BIBTEX: "application/x-bibtex",
    Format.RIS: "application/x-research-info-systems",
    Format.CSL_JSON: "application/vnd.citationstyles.csl+json",
}
"""As reference managers know them; none but the last is registered."""

_Reader = Callable[[str], tuple[list[ReferenceRecord], list[RowProblem]]]
_READERS: dict[Format, _Reader] = {
    Format.BIBTEX: bibtex.read,
    Format.RIS: ris.read,
    Format.CSL_JSON: csl_json.read,
}
_WRITERS: dict[Format, Callable[[Iterable[ReferenceRecord]], str]] = {
    Format.BIBTEX: bibtex.write,
    Format.RIS: ris.write,
    Format.CSL_JSON: csl_json.write,
}


def format_of(text: str) -> Format | None:
    """Which format a text is, by how it begins; ``None`` where it is none of them."""
    head = text.lstrip("\ufeff \t\r\n")[:100_000]
    if head.startswith(("[", "{")):
        return Format.CSL_JSON
    if ris.FIRST_LINE.search(head):
        return Format.RIS
    return Format.BIBTEX if bibtex.FIRST_ENTRY.search(head) else None


def read(text: str, given: Format) -> tuple[list[ReferenceRecord], list[RowProblem]]:
    """The records of a file, and what of it cannot be read. Never raises."""
    return _READERS[given](text)


def write(records: Iterable[ReferenceRecord], wanted: Format) -> str:
    """Records as the text of a file."""
    return _WRITERS[wanted](records)
