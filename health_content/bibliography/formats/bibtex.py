"""BibTeX, and the fields of BibLaTeX that reference managers write.

bibtexparser (MIT, maintained: 2.1 of 2026) cuts the file into entries, in linear time, and goes on
behind one that it cannot read. Values are read here, for its own passes expand no ``#``, need
pylatexenc for accents (see :mod:`health_content.bibliography.formats.latex`) and cut names at
commas that stand in braces. Identifiers stand in fields of their own, ``pmid`` and ``pmcid``, as
Zotero writes and reads them; ``eprint`` with ``eprinttype = {pubmed}`` and a ``note`` with
"PMID: 1234" are read, too (BibTeX.js in github.com/zotero/translators, commit 28143701, read
2026-11-23). Names follow "BibTeXing" (Patashnik 1988): "First von Last", "von Last, First" and
"von Last, Jr, First"; organizations stand in double braces.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterable, Iterator

import bibtexparser
from bibtexparser.library import Library
from bibtexparser.model import (
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    Entry,
    ImplicitComment,
    ParsingFailedBlock,
    String,
)

from health_content.bibliography.formats.latex import from_text, to_text, to_verbatim, verbatim
from health_content.bibliography.formats.rows import (
    LONGEST,
    MONTHS,
    MOST_NAMES,
    RowProblem,
    UnreadableRow,
    checked_length,
    day_in_iso,
    month_number,
    plain,
    problem,
    with_identifiers,
    without_markup,
)
from health_content.bibliography.record import Name, ReferenceRecord

FIRST_ENTRY = re.compile(r"(?m)^[ \t]{0,20}@[A-Za-z]{3,30}[ \t]{0,20}[{(]")

# What it warns of is told row by row.
logging.getLogger("bibtexparser.splitter").addFilter(lambda record: False)

_TYPES = {
    "article": "article-journal",
    "book": "book",
    "booklet": "book",
    "collection": "book",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "conference": "paper-conference",
    "manual": "report",
    "mastersthesis": "thesis",
    "phdthesis": "thesis",
    "thesis": "thesis",
    "techreport": "report",
    "report": "report",
    "online": "webpage",
    "electronic": "webpage",
    "www": "webpage",
    "unpublished": "manuscript",
    "dataset": "dataset",
    "proceedings": "book",
}
_KINDS = {
    "article-journal": "article",
    "book": "book",
    "chapter": "incollection",
    "paper-conference": "inproceedings",
    "thesis": "phdthesis",
    "report": "techreport",
    "webpage": "online",
    "manuscript": "unpublished",
}
_VERBATIM_FIELDS = frozenset({"url", "doi", "eprint", "pmid", "pmcid", "isbn"})
_NAME_MARK = re.compile(r"\\.|[{}]|,|(?i:(?<=\s)and(?=\s|$))|\s+", re.DOTALL)
_VALUE_MARK = re.compile(r'\\.|[{}"#]', re.DOTALL)
_NOTE = re.compile(r"(?i)^pmc?id\b")


def read(text: str) -> tuple[list[ReferenceRecord], list[RowProblem]]:
    """The entries of a file, and what cannot be read, by its line. Never raises.

    A name that ``@string`` gives is put in where it is known when the entry is reached, so that
    nothing can go in circles; a field longer than ``LONGEST`` makes its entry unreadable.
    """
    library = _split(text.lstrip("\ufeff"))
    records: list[ReferenceRecord] = []
    problems: list[RowProblem] = []
    strings: dict[str, str] = {}
    for block in library.blocks:
        line, raw = (block.start_line or 0) + 1, block.raw or ""
        try:
            if isinstance(block, String):
                strings[block.key.lower()] = _value(block.value, strings)
            elif isinstance(block, Entry):
                records.append(_record(block, strings))
            elif isinstance(block, DuplicateBlockKeyBlock | DuplicateFieldKeyBlock):
                twin = block.ignore_error_block
                if isinstance(twin, Entry):
                    records.append(_record(twin, strings))
            elif isinstance(block, ParsingFailedBlock):
                told = "A brace, a quotation mark or a comma is missing in this entry."
                problems.append(problem(line, told, raw))
            elif isinstance(block, ImplicitComment) and FIRST_ENTRY.search(raw):
                problems.append(problem(line, "This entry cannot be told from the text.", raw))
        except UnreadableRow as error:
            problems.append(problem(line, str(error), raw))
    return records, problems


def _split(text: str) -> Library:
    return bibtexparser.parse_string(text, parse_stack=[])


def _value(raw: str, strings: dict[str, str]) -> str:
    """A value as LaTeX: its parts, between ``#``, without their braces or quotation marks."""
    parts = [_part(part.strip(), strings) for part in _parts(checked_length("A field", raw))]
    return checked_length("A field", "".join(parts))


def _parts(raw: str) -> Iterator[str]:
    depth, is_quoted, start = 0, False, 0
    for mark in _VALUE_MARK.finditer(raw):
        sign = mark[0]
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if sign == '"' and depth == 0:
            is_quoted = not is_quoted
        elif sign == "#" and depth == 0 and not is_quoted:
            yield raw[start : mark.start()]
            start = mark.end()
    yield raw[start:]


def _part(part: str, strings: dict[str, str]) -> str:
    if len(part) >= 2 and (part[0], part[-1]) in {("{", "}"), ('"', '"')}:
        return part[1:-1]
    return strings.get(part.lower(), part)


def _record(entry: Entry, strings: dict[str, str]) -> ReferenceRecord:
    raw: dict[str, str] = {}
    for field in entry.fields:
        raw.setdefault(field.key.strip().lower(), _value(str(field.value), strings))
    fields = {
        name: plain(verbatim(value) if name in _VERBATIM_FIELDS else to_text(value))
        for name, value in raw.items()
        if name not in {"author", "editor", "abstract", "file"}
    }
    authors, is_complete = _names(raw.get("author", ""))
    editors, _ = _names(raw.get("editor", ""))
    year, month, day = _issued(fields)
    record = ReferenceRecord(
        id=plain(entry.key),
        type=_type(entry.entry_type.lower(), fields),
        title=without_markup(_titled(fields)),
        authors=authors,
        authors_complete=is_complete,
        editors=editors,
        container_title=_first(
            fields, "journal", "journaltitle", "booktitle", "maintitle", "website", "eventtitle"
        ),
        container_title_short=_first(fields, "shortjournal", "journalabbreviation"),
        year=year,
        month=month,
        day=day,
        volume=_first(fields, "volume"),
        issue=_first(fields, "number", "issue"),
        page=_pages(_first(fields, "pages", "eid", "article-number", "articleno")),
        publisher=_first(fields, "publisher", "institution", "school", "organization"),
        publisher_place=_first(fields, "address", "location"),
        edition=_first(fields, "edition"),
        doi=_first(fields, "doi"),
        pmid=_first(fields, "pmid"),
        pmcid=_first(fields, "pmcid", "pmc"),
        isbn=_first(fields, "isbn"),
        url=_first(fields, "url"),
        accessed=day_in_iso(_first(fields, "urldate", "lastchecked")),
    )
    kind, eprint = fields.get("eprinttype", "").lower(), fields.get("eprint", "")
    known = {"pubmed": f"PMID: {eprint}", "pmc": eprint}.get(kind, "")
    notes = [fields.get(name, "") for name in ("note", "annote", "extra")]
    return with_identifiers(record, known, *notes)


def _first(fields: dict[str, str], *names: str) -> str:
    return next((fields[name] for name in names if fields.get(name)), "")


def _titled(fields: dict[str, str]) -> str:
    title, subtitle = fields.get("title", ""), fields.get("subtitle", "")
    return f"{title}: {subtitle}" if title and subtitle else title


def _pages(pages: str) -> str:
    return re.sub(r"(?<=\w)\s?[\u2013-]\s?(?=\w)", "-", pages, count=1)


def _type(kind: str, fields: dict[str, str]) -> str:
    if told := fields.get("csltype"):
        return told[:40]
    if kind in _TYPES:
        return _TYPES[kind]
    return "webpage" if fields.get("url") or "howpublished" in fields else "article"


def _issued(fields: dict[str, str]) -> tuple[int, int, int]:
    whole = day_in_iso(fields.get("date", ""))
    year, month, day = ([int(part) for part in whole.split("-") if part] + [0, 0, 0])[:3]
    if not year and (named := re.search(r"\b[0-9]{4}\b", fields.get("year", ""))):
        year = int(named[0])
    if not month:
        words = re.findall(r"[A-Za-z]{3,9}|[0-9]{1,2}", fields.get("month", "")[:40])
        month = next((found for word in words if (found := month_number(word))), 0)
        if words and words[0].isalpha() and not day and len(words) == 2 and words[1].isdecimal():
            day = int(words[1])
    if not day and re.fullmatch(r"[0-9]{1,2}", fields.get("day", "")):
        day = int(fields["day"])
    return year, month, day if month and day <= 31 else 0


def _names(raw: str) -> tuple[tuple[Name, ...], bool]:
    people = list(_people(raw))
    if len(people) > MOST_NAMES:
        raise UnreadableRow(f"More than {MOST_NAMES} names are not read.")
    is_complete = all(" ".join(map(" ".join, parts)) != "others" for parts in people)
    names = (_name(parts) for parts in people if parts != [["others"]])
    return tuple(name for name in names if str(name)), is_complete


def _people(raw: str) -> Iterator[list[list[str]]]:
    """Each name as its parts between commas, and each part as its words; braces are kept."""
    depth, start = 0, 0
    parts: list[list[str]] = [[]]
    for mark in _NAME_MARK.finditer(raw):
        sign = mark[0]
        depth = max(0, depth + {"{": 1, "}": -1}.get(sign, 0))
        is_divider = sign == "," or sign.isspace() or sign.lower() == "and"
        if depth or not is_divider:
            continue
        if word := raw[start : mark.start()]:
            parts[-1].append(word)
        start = mark.end()
        if sign == ",":
            parts.append([])
        elif sign.lower() == "and" and any(parts):
            yield parts
            parts = [[]]
    if word := raw[start:]:
        parts[-1].append(word)
    if any(parts):
        yield parts


def _name(parts: list[list[str]]) -> Name:
    if len(parts) == 1:
        (words,) = parts
        if len(words) == 1 and words[0].startswith("{") and words[0].endswith("}"):
            return Name(literal=_plain(words))
        last = next(
            (index for index, word in enumerate(words[:-1]) if index and word[0].islower()),
            len(words) - 1,
        )
        return Name(_plain(words[last:]), _plain(words[:last]))
    family, *others = parts
    suffix = others[0] if len(others) > 1 else []
    given = [_plain(part) for part in (others[1:] if suffix else others)]
    return Name(_plain(family), ", ".join(part for part in (*given, _plain(suffix)) if part))


def _plain(words: list[str]) -> str:
    return plain(to_text(" ".join(words)))


def write(records: Iterable[ReferenceRecord]) -> str:
    """A BibTeX file in UTF-8, with titles in double braces so that capitals stay."""
    used: Counter[str] = Counter()
    return "\n".join(_entry(record, used) for record in records)


def _entry(record: ReferenceRecord, used: Counter[str]) -> str:
    kind = _KINDS.get(record.type, "misc")
    journal = "journal" if kind in {"article", "misc"} else "booktitle"
    journal = "website" if kind == "online" else journal
    publisher = {"techreport": "institution", "phdthesis": "school"}.get(kind, "publisher")
    authors = [_written(name) for name in record.authors]
    fields = {
        "title": f"{{{from_text(record.title)}}}" if record.title else "",
        "author": " and ".join([*authors, *([] if record.authors_complete else ["others"])]),
        "editor": " and ".join(map(_written, record.editors)),
        journal: from_text(record.container_title),
        "shortjournal": from_text(record.container_title_short),
        "year": str(record.year or ""),
        "day": str(record.day or ""),
        "volume": from_text(record.volume),
        "number": from_text(record.issue),
        "pages": from_text(re.sub(r"(?<=\w)-(?=\w)", "\u2013", record.page, count=1)),
        publisher: from_text(record.publisher),
        "address": from_text(record.publisher_place),
        "edition": from_text(record.edition),
        "doi": to_verbatim(record.doi),
        "pmid": to_verbatim(record.pmid),
        "pmcid": to_verbatim(record.pmcid),
        "isbn": to_verbatim(record.isbn),
        "url": to_verbatim(record.url),
        "urldate": from_text(record.accessed),
        "csltype": "" if record.type in _KINDS else from_text(record.type),
    }
    lines = [f"  {name} = {{{value[:LONGEST]}}}," for name, value in fields.items() if value]
    if 1 <= record.month <= 12:
        lines.append(f"  month = {MONTHS[record.month - 1]},")
    return "\n".join([f"@{kind}{{{_key(record, used)},", *lines, "}", ""])


def _key(record: ReferenceRecord, used: Counter[str]) -> str:
    """A key that no other entry has."""
    wanted = (
        re.sub(r"[^\w:./+-]+|_(?=[0-9]+$)", "-", record.id or record.key()).strip("-")
        or "reference"
    )
    used[wanted] += 1
    return wanted if used[wanted] == 1 else f"{wanted}_{used[wanted]}"


def _written(name: Name) -> str:
    if not name.family and not name.given:
        return f"{{{from_text(name.literal)}}}"
    family = _protected(name.family) or "{}"
    given, comma, suffix = name.given.partition(", ")
    if comma and given and suffix and "," not in given + suffix:
        return f"{family}, {_protected(suffix)}, {_protected(given)}"
    return f"{family}, {_protected(name.given)}"


def _protected(part: str) -> str:
    """Part of a name, in braces where it would be taken for several."""
    told = from_text(part)
    return f"{{{told}}}" if re.search(r",|(?i:\band\b)", part) else told
