"""References printed in the styles of AMA, Vancouver (NLM) and APA.

citeproc-py 0.11 (BSD) reads the styles that ship in ``styles/``. What it gets wrong is mended here,
as seen on 2026-11-23: it numbers each entry, takes "LJ" for one initial, loses the spaces in NLM's
dates, prints a title twice that stands for an author, writes "eds." small for APA, and escapes
names but not titles. Titles keep the case that they were given, except where a style asks for
headline capitals.
"""

from __future__ import annotations

import html
import re
from dataclasses import replace
from functools import cache, lru_cache
from importlib.resources import files
from threading import Lock
from typing import Any

from citeproc import (
    VARIABLES,
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
)
from citeproc.formatter import html as html_formatter
from citeproc.formatter import plain as plain_formatter
from citeproc.source.json import CiteProcJSON

from health_content.bibliography.record import Name, ReferenceRecord

STYLES: dict[str, str] = {
    "ama": "american-medical-association",
    "vancouver": "nlm-citation-sequence",
    "apa": "apa",
}
"""The styles by the names that the settings give them, and the files they are read from."""

_ID = "reference"
_RENDERING = Lock()
_PRIVATE = str.maketrans({"<": "\ue000", ">": "\ue001", "&": "\ue002"})
_PUBLIC = {0xE000: "<", 0xE001: ">", 0xE002: "&"}
_ESCAPED = {code: html.escape(mark) for code, mark in _PUBLIC.items()}
_VARIABLES = frozenset(name.replace("_", "-") for name in VARIABLES)
_BEFORE_ET_AL = {"ama": 3, "vancouver": 6}
"""How many authors these styles name where there are more than six: see :func:`_people`."""

# Five letters with a vowel among them may be a name in capitals.
_INITIALS = re.compile(r"[^\W\d_a-z]{2,4}|[B-DF-HJ-NP-TV-Z]{5,6}")
_SUFFIX = re.compile(r"(?:Jr|Sr|[IVX]{1,4}|[2-9](?:nd|rd|th))\.?")
_NUMBER = re.compile(r"^1\.\s*")
_AFTER_MARK = re.compile(r"(?<=[?!])((?:</i>)?)\.(?=\s|$)")
_RUN_TOGETHER = re.compile(
    r"\b((?:1[5-9]|20)[0-9]{2})(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)([0-9]{1,2})?\b"
)
_DASHED = re.compile(r"((?:;|:|p\. )\w{1,12})\u2013(?=\w{1,12}\.)")
_IDENTIFIER = re.compile(r"(?<![.;]) (?=PubMed (?:Central )?PMC?ID: )")
_STYLED = r"(?:</?i>)?"


def printed(record: ReferenceRecord, style: str) -> str:
    """The entry in a style of :data:`STYLES`, as plain text; empty where it has no title.

    Takes some milliseconds, most of them for APA. May be called from any thread. Raises
    ``KeyError`` for a style that there is not.
    """
    return _rendered(record, style, plain_formatter).translate(_PUBLIC)


def printed_html(record: ReferenceRecord, style: str) -> str:
    """The same as HTML, with the style's italics; all else is escaped."""
    return _rendered(record, style, html_formatter).translate(_ESCAPED)


def printed_in_all(record: ReferenceRecord) -> dict[str, str]:
    """The entry in each style, by the style's name."""
    return {style: printed(record, style) for style in STYLES}


@cache
def _style(name: str) -> Any:
    path = files("health_content.bibliography") / "styles" / f"{STYLES[name]}.csl"
    with path.open("rb") as file:
        return CitationStylesStyle(file, validate=False)


@lru_cache(maxsize=512)
def _rendered(record: ReferenceRecord, style: str, formatter: Any) -> str:
    if style not in STYLES:
        raise KeyError(style)
    if not record.title.strip():
        return ""
    source = CiteProcJSON([_fed(record, style)])
    # The tree of a style remembers what it prints, and for whom.
    with _RENDERING:
        bibliography = CitationStylesBibliography(_style(style), source, formatter)
        bibliography.register(Citation([CitationItem(_ID)]))
        entry = " ".join(map(str, bibliography.bibliography()))
    if not entry:
        # APA lists no personal communication and the like; here it is to be read.
        document = replace(record, type="document")
        return "" if record == document else _rendered(document, style, formatter)
    return _mended(" ".join(entry.split()), record, style)


def _fed(record: ReferenceRecord, style: str) -> dict[str, Any]:
    """The item as the style gets it: what it knows, with marks that HTML knows hidden."""
    given = record.to_csl()
    item: dict[str, Any] = {
        name: value.translate(_PRIVATE)
        for name, value in given.items()
        if name in _VARIABLES and isinstance(value, str)
    }
    item["title"] = " ".join(item["title"].split()).removesuffix(".")
    item |= {"id": _ID, "type": record.type}
    for name, people in (("author", _authors(record, style)), ("editor", record.editors)):
        if fed := [_person(person) for person in people if str(person).strip()]:
            item[name] = fed
    for name in ("issued", "accessed"):
        if parts := given.get(name, {}).get("date-parts"):
            item[name] = {"date-parts": [_sound(parts[0])]}
    if record.edition:
        item["edition"] = re.sub(r"(?i)\s*\bed(?:ition|n)?\.?$", "", item["edition"]) or "1"
    if style != "apa" and record.container_title_short:
        item["container-title"] = item["container-title-short"]
    if style == "vancouver" and record.type == "webpage" and "publisher" not in item:
        # A site as the page's container is printed where its title should stand.
        item["publisher"] = item.pop("container-title", "")
    return {name: value for name, value in item.items() if value}


def _sound(parts: list[int]) -> list[int]:
    """A date as far as there is such a month and day."""
    year, month, day = (*parts, 0, 0)[:3]
    if not 1 <= month <= 12:
        return [year]
    return [year, month, day] if 1 <= day <= 31 else [year, month]


def _authors(record: ReferenceRecord, style: str) -> tuple[Name, ...]:
    """The authors, with "et al" as the last where there are more than the record names."""
    if record.authors_complete or not record.authors:
        return record.authors
    return (*record.authors[: _BEFORE_ET_AL.get(style)], Name(literal="et al"))


def _person(name: Name) -> dict[str, str]:
    if not name.family or name.literal:
        return {"literal": str(name).translate(_PRIVATE)}
    given, comma, suffix = name.given.rpartition(", ")
    if not comma or not _SUFFIX.fullmatch(suffix):
        given, suffix = name.given, ""
    # Initials that are not divided would be taken for one name.
    words = [". ".join(word) + "." if _INITIALS.fullmatch(word) else word for word in given.split()]
    parts = {"family": name.family, "given": " ".join(words), "suffix": suffix.rstrip(".")}
    return {part: value.translate(_PRIVATE) for part, value in parts.items() if value}


def _mended(entry: str, record: ReferenceRecord, style: str) -> str:
    entry = _AFTER_MARK.sub(r"\1", _NUMBER.sub("", entry))
    if not record.authors:
        entry = _titled_once(entry, record, style)
    if style == "vancouver":
        entry = _RUN_TOGETHER.sub(
            lambda match: " ".join(part for part in match.groups() if part), entry
        )
        entry = _IDENTIFIER.sub(". ", _DASHED.sub(r"\1-", entry))
    if style == "apa":
        entry = entry.replace("(eds.)", "(Eds.)").replace("(ed.)", "(Ed.)")
        entry = re.sub(r",? (?:&|&amp;) et al\.?", ", et al.", entry, count=1)
    return entry.strip()


def _titled_once(entry: str, record: ReferenceRecord, style: str) -> str:
    """The entry without the title that stands there for an author, or, in APA, after that."""
    title = " ".join(record.title.split()).removesuffix(".").translate(_PRIVATE)
    shown = rf"{_STYLED}{re.escape(title)}{_STYLED}"
    if style == "apa":
        again = re.compile(rf"({shown}\.? \([^()]*\)\.) {shown}\.?", re.IGNORECASE)
        return again.sub(r"\1", entry, count=1)
    return re.sub(rf"^{shown}\.? (?={shown})", "", entry, flags=re.IGNORECASE)
