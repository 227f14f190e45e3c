"""CSL-JSON: a list of items as Zotero's "CSL JSON" and Crossref's content negotiation give them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from health_content.bibliography.formats.rows import (
    MOST_NAMES,
    RowProblem,
    UnreadableRow,
    checked_length,
    plain,
    problem,
    with_identifiers,
    without_markup,
)
from health_content.bibliography.record import Name, RecordError, ReferenceRecord

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"?+|[{}\[\],]|\n|[^"{}\[\],\n]++', re.DOTALL)
_CLOSING = {"{": "}", "[": "]"}


def read(text: str) -> tuple[list[ReferenceRecord], list[RowProblem]]:
    """The items of a list, of ``{"items": []}`` or one alone, and what cannot be read by its line.

    An item that is broken or of a wrong shape loses no other. Never raises; linear in the length
    of the text, however deep it is nested.
    """
    records: list[ReferenceRecord] = []
    problems: list[RowProblem] = []
    for line, raw in _items(text.lstrip("\ufeff").strip("\0")):
        try:
            items = _loaded(raw)
        except UnreadableRow as error:
            problems.append(problem(line, str(error), raw))
            continue
        for item in items:
            try:
                records.append(_record(item))
            except (RecordError, UnreadableRow) as error:
                problems.append(problem(line, str(error), raw))
    return records, problems


def _items(text: str) -> Iterator[tuple[int, str]]:
    """What stands in the outermost list, each with its line; all of it where there is no list."""
    lead = len(text) - len(text.lstrip())
    if text[lead : lead + 1] != "[":
        if text.strip():
            yield 1 + text[:lead].count("\n"), text
        return
    opened: list[str] = []
    line, start, started = 1, lead + 1, 1
    for token in _TOKEN.finditer(text, lead):
        sign = token[0]
        ends = len(opened) == 1 and sign in ("]", ",")
        if sign in _CLOSING:
            opened.append(_CLOSING[sign])
        elif sign in opened[-1:]:
            opened.pop()
        elif sign in opened[-3:]:
            # What was opened last is not closed: the item is broken, but it ends here.
            while opened.pop() != sign:
                pass
        if ends or not opened:
            if (raw := text[start : token.start()]).strip():
                yield started + _breaks_before(raw), raw
            start, started = token.end(), line
            if not opened:
                break
        line += sign.count("\n")
    if (rest := text[start:]).strip():
        yield started + _breaks_before(rest), rest


def _breaks_before(raw: str) -> int:
    return raw[: len(raw) - len(raw.lstrip())].count("\n")


def _loaded(raw: str) -> list[Any]:
    try:
        item = json.loads(raw)
    except RecursionError as error:
        raise UnreadableRow("This is nested too deep.") from error
    except ValueError as error:
        raise UnreadableRow(f"This is no JSON: {error}.") from error
    if isinstance(item, dict) and isinstance(item.get("items"), list):
        return list(item["items"])
    return [item]


def _record(item: Any) -> ReferenceRecord:
    if not isinstance(item, Mapping):
        raise UnreadableRow("An item is an object, with its fields in braces.")
    known = {str(name): value for name, value in item.items() if value is not None}
    for name, value in known.items():
        if isinstance(value, str) and name not in {"abstract", "note"}:
            checked_length(name, value)
        if name in {"author", "editor"} and isinstance(value, list) and len(value) > MOST_NAMES:
            raise UnreadableRow(f"More than {MOST_NAMES} names are not read.")
    for name in ("title", "container-title", "ISBN"):
        if isinstance(known.get(name), list):  # Crossref's own records
            known[name] = next((part for part in known[name] if isinstance(part, str)), "")
    if "container-title-short" not in known and isinstance(known.get("journalAbbreviation"), str):
        known["container-title-short"] = known["journalAbbreviation"]
    record = _plained(ReferenceRecord.from_csl(known))
    return with_identifiers(record, str(known.get("note", ""))[:2000])


def _plained(record: ReferenceRecord) -> ReferenceRecord:
    names = record.__dataclass_fields__
    texts = {name: getattr(record, name) for name in names}
    told: dict[str, Any] = {
        name: plain(value) for name, value in texts.items() if isinstance(value, str)
    }
    told["title"] = without_markup(told["title"])
    year, month, day = record.year, record.month, record.day
    is_dated = 0 < year <= 9999
    month = month if is_dated and 1 <= month <= 12 else 0
    return replace(
        record,
        **told,
        year=year if is_dated else 0,
        month=month,
        day=day if month and 1 <= day <= 31 else 0,
        authors=tuple(map(_plain_name, record.authors)),
        editors=tuple(map(_plain_name, record.editors)),
    )


def _plain_name(name: Name) -> Name:
    return Name(plain(name.family), plain(name.given), plain(name.literal))


def write(records: Iterable[ReferenceRecord]) -> str:
    """A list of items in UTF-8."""
    items = [record.to_csl() for record in records]
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"
