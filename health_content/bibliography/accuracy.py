"""How well citations are read into fields, measured on citations whose fields are known.

A row is ``{"raw": ..., "authors": [...], "title": ...}``, one JSON object to a line, with the
fields of ``FIELDS``; null, "" and [] say that the citation lacks the field, and so does leaving
it out. ``source_page``, where rows have it, says which rows come from the same list.

* ``match`` is the share of rows read rightly, of the ``n`` rows that have the field. It has to
  be the same text once case, white space, dashes, quotation marks and the way letters with
  accents are encoded are set aside; ``None`` where no row has the field.
* ``false_fill`` is the share of rows read as having the field, of the rows that lack it;
  0 where every row has it.
* ``authors`` are right where all family names are, in their order. An organization has to be
  the same in full. Initials do not count, nor does "et al.", of which a list is known to be
  the part that was printed.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from health_content.bibliography.full_names import person
from health_content.bibliography.parsing import parse_record
from health_content.bibliography.record import ReferenceRecord

FIELDS = (
    *("title", "year", "journal", "authors", "volume", "issue", "pages"),
    *("doi", "pmid", "pmcid", "url"),
)
_ATTRIBUTES = {"journal": "container_title", "pages": "page"}
_DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d\u00ad]")
_SINGLE = re.compile("[\u2018-\u201b\u2032`\u00b4]")
_DOUBLE = re.compile("[\u201c-\u201f\u2033\u00ab\u00bb]|''")
_INITIALS = re.compile(r"(?:[^\W\d_a-z]\.?[a-z]?\.?[\s-]?){1,6}")
_SUFFIX = re.compile(r",?\s(?:Jr|Sr|II|III|IV|2nd|3rd)\.?$", re.IGNORECASE)
_ET_AL = re.compile(r"\W*et\.?\s?al\W*", re.IGNORECASE)
Value = str | tuple[str, ...]


class BadRow(ValueError):
    """A line that is no row with fields; the message names it and says what it needs."""


@dataclass(frozen=True, slots=True)
class Row:
    """A citation and its fields as text, authors as names; empty where it lacks them."""

    raw: str
    fields: dict[str, Value]
    source_page: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Judged:
    """A row and what was read from it. ``right`` are the fields that were read rightly."""

    row: Row
    found: dict[str, Value]
    right: frozenset[str]


def rows_of(lines: Iterable[str]) -> Iterator[Row]:
    """The rows of a JSON Lines file; empty lines are passed over. Raises :class:`BadRow`."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _row(line.removeprefix("\ufeff"), number)


def judged(rows: Iterable[Row]) -> list[Judged]:
    """Every row with what was read from it."""
    return [judge(row, parse_record(row.raw)) for row in rows]


def judge(row: Row, record: ReferenceRecord) -> Judged:
    """A row against the record that was read from its citation."""
    found: dict[str, Value] = {"authors": tuple(str(name) for name in record.authors)}
    for name in FIELDS:
        if name != "authors":
            found[name] = str(getattr(record, _ATTRIBUTES.get(name, name)) or "")
    if not record.type.startswith("article") or record.type == "article-newspaper":
        found["journal"] = ""
    right = {name for name in FIELDS if plain(found[name]) == plain(row.fields[name])}
    right.discard("authors")
    if _same_authors(row.fields["authors"], record):
        right.add("authors")
    return Judged(row, found, frozenset(right))


def measured(results: Sequence[Judged]) -> dict[str, Any]:
    """``match``, ``n`` and ``false_fill`` of every field, and of all together under ``all``.

    ``all`` has ``rows``, the same three of each ``source_page``, and what was ``missed``.
    """
    figures: dict[str, Any] = {name: _figures(results, (name,)) for name in FIELDS}
    pages: dict[str, list[Judged]] = {}
    for it in results:
        pages.setdefault(it.row.source_page, []).append(it)
    figures["all"] = {
        **_figures(results, FIELDS),
        "rows": len(results),
        "source_pages": {page: _figures(rows, FIELDS) for page, rows in pages.items()},
        "missed": [_missed(it, name) for it in results for name in FIELDS if name not in it.right],
    }
    return figures


def as_text(figures: dict[str, Any]) -> str:
    """The figures for people."""
    every = figures["all"]
    lines = [f"{every['rows']} citations", "", f"{'':<10}{'match':>8}{'n':>7}{'false fill':>13}"]
    lines += [_line(name, figures[name]) for name in (*FIELDS, "all")]
    if len(every["source_pages"]) > 1:
        lines += ["", "All fields, by the page the citations come from"]
        lines += [_line("", it) + f"  {page}" for page, it in every["source_pages"].items()]
    lines += ["", f"Not read rightly: {len(every['missed'])}"]
    for it in every["missed"]:
        lines.append(
            f"  line {it['line']}, {it['field']}: {it['expected']!r}, read {it['found']!r}"
        )
    return "\n".join(lines) + "\n"


def plain(value: Value) -> str:
    """Text as it is compared."""
    text = unicodedata.normalize("NFC", value if isinstance(value, str) else "; ".join(value))
    text = _DOUBLE.sub('"', _SINGLE.sub("'", _DASHES.sub("-", text)))
    return " ".join(text.split()).casefold()


def family_of(name: str) -> str:
    """The family name in "van Loon LJC"; an organization as it is."""
    bare = _SUFFIX.sub("", name.strip())
    family, _, given = bare.partition(", ")
    if given and (_INITIALS.fullmatch(given) or person(f"{given} {family}")):
        return family
    words = bare.split()
    while len(words) > 1 and _INITIALS.fullmatch(words[-1]):
        words.pop()
    return " ".join(words)


def _same_authors(expected: Value, record: ReferenceRecord) -> bool:
    names = [name for name in expected if not _ET_AL.fullmatch(name)]
    if len(names) != len(record.authors):
        return False
    return all(
        plain(name.literal) == plain(known)
        if name.literal
        else plain(name.family) == plain(family_of(known))
        for known, name in zip(names, record.authors, strict=True)
    )


def _figures(results: Sequence[Judged], names: Sequence[str]) -> dict[str, Any]:
    has = [(it, name) for it in results for name in names if it.row.fields[name]]
    lacks = [(it, name) for it in results for name in names if not it.row.fields[name]]
    right = sum(name in it.right for it, name in has)
    filled = sum(bool(it.found[name]) for it, name in lacks)
    return {
        "match": right / len(has) if has else None,
        "n": len(has),
        "false_fill": filled / len(lacks) if lacks else 0.0,
    }


def _missed(it: Judged, name: str) -> dict[str, Any]:
    expected, found = it.row.fields[name], it.found[name]
    return {
        "line": it.row.line,
        "field": name,
        "expected": list(expected) if isinstance(expected, tuple) else expected,
        "found": list(found) if isinstance(found, tuple) else found,
        "raw": it.row.raw,
    }


def _line(name: str, it: dict[str, Any]) -> str:
    share = "none" if it["match"] is None else f"{it['match']:.1%}"
    return f"{name:<10}{share:>8}{it['n']:>7}{it['false_fill']:>13.1%}"


def _row(line: str, number: int) -> Row:
    try:
        data = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadRow(f"Line {number} is no JSON: {error}.") from error
    if not isinstance(data, dict):
        raise BadRow(f"Line {number} is no JSON object.")
    raw = data.get("raw")
    if not isinstance(raw, str) or not raw.strip():
        raise BadRow(f'Line {number} needs a "raw" with the words of a citation.')
    fields: dict[str, Value] = {
        name: _words(data.get(name), name, number) for name in FIELDS if name != "authors"
    }
    fields["authors"] = _names(data.get("authors"), number)
    return Row(raw, fields, _words(data.get("source_page"), "source_page", number), number)


def _words(value: Any, name: str, line: int) -> str:
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise BadRow(f'Line {line} has a "{name}" that is neither text nor a number.')
    return str(value).strip()


def _names(value: Any, line: int) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise BadRow(f'Line {line} has "authors" that are no list of names.')
    return tuple(name.strip() for name in value if name.strip())
