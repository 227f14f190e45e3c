"""RIS, as PubMed, Zotero and EndNote write it.

Read here and not by rispy 0.10: that loses a record without ``ER``, runs it into the next one, and
tells no lines. Tags follow "RIS Format Specifications" (adeptscience.co.uk/kb/article/A626) and
RIS.js in github.com/zotero/translators, commit 28143701, both read 2026-11-23. Identifiers:
PubMed's number stands in ``AN`` of files from PubMed, which say ``DB  - PubMed``, in ``C2`` of
Scopus's, and as "PMID: 1234" in ``M1``, ``N1`` and ``C1`` of others; EndNote and PubMed have
PubMed Central's in ``C2``; both may be told by an address in ``UR``.

What PubMed saves for citation managers (``.nbib``) has other tags and is read, too: "MEDLINE/PubMed
Data Element (Field) Descriptions", nlm.nih.gov/bsd/mms/medlineelements.html, read 2026-11-23.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from health_content.bibliography.formats.rows import (
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

FIRST_LINE = re.compile(r"(?m)^(?:\s{0,20}TY {1,3}-|PMID- ?[0-9])")

_MEDLINE = re.compile(r"([A-Z]{2,4}) {0,2}- (.*)$", re.DOTALL)
_FROM_MEDLINE = {
    "TI": "TI",
    "BTI": "TI",
    "FAU": "AU",
    "CN": "AU",
    "JT": "JF",
    "TA": "J2",
    "DP": "DA",
    "VI": "VL",
    "IP": "IS",
    "PG": "SP",
    "PMC": "C2",
    "PB": "PB",
    "ISBN": "SN",
}

_LINE = re.compile(r"\s{0,3}([A-Z][A-Z0-9]) {1,3}-(?: (.*))?$", re.DOTALL)
_TYPES = {
    "JOUR": "article-journal",
    "JFULL": "article-journal",
    "EJOUR": "article-journal",
    "INPR": "article-journal",
    "ABST": "article-journal",
    "BOOK": "book",
    "EBOOK": "book",
    "EDBOOK": "book",
    "CHAP": "chapter",
    "ECHAP": "chapter",
    "CONF": "paper-conference",
    "CPAPER": "paper-conference",
    "RPRT": "report",
    "GOVDOC": "report",
    "STAND": "report",
    "THES": "thesis",
    "ELEC": "webpage",
    "BLOG": "webpage",
    "WEB": "webpage",
    "MGZN": "article-magazine",
    "NEWS": "article-newspaper",
    "DATA": "dataset",
    "UNPB": "manuscript",
    "GEN": "article",
}
_TAGS = {
    "article-journal": "JOUR",
    "book": "BOOK",
    "chapter": "CHAP",
    "paper-conference": "CPAPER",
    "report": "RPRT",
    "thesis": "THES",
    "webpage": "ELEC",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "dataset": "DATA",
    "manuscript": "UNPB",
    "article": "GEN",
}
_INCOMPLETE = frozenset({"et al", "et al.", "others", "and others"})
_CSL_TYPE = re.compile(r"CSL type: ([a-z_-]{1,40})")


@dataclass(slots=True)
class _Row:
    line: int
    raw: list[str] = field(default_factory=list)
    values: dict[str, list[list[str]]] = field(default_factory=dict)
    after_title: str = ""

    def all(self, *tags: str) -> list[str]:
        """The values of tags, in order. Raises :class:`UnreadableRow` for one too long."""
        if not any(tag in self.values for tag in tags):
            return []
        found = (value for tag in tags for value in self.values.get(tag, ()))
        plained = (plain(checked_length("A field", " ".join(parts))) for parts in found)
        return [value for value in plained if value]

    def first(self, *tags: str) -> str:
        """The first value that there is."""
        return next(iter(self.all(*tags)), "")


def read(text: str) -> tuple[list[ReferenceRecord], list[RowProblem]]:
    """The records of a file, and what cannot be read, by its line. Never raises.

    A record that is not ended is read as far as it goes. Linear in the length of the text.
    """
    records: list[ReferenceRecord] = []
    problems: list[RowProblem] = []
    text = text.lstrip("\ufeff")
    for row in _medline_rows(text) if re.match(r"\s{0,20}PMID-", text) else _rows(text):
        raw = " / ".join(row.raw[:8])
        if "TY" not in row.values:
            problems.append(problem(row.line, "A record begins with a line “TY  - ”.", raw))
            continue
        try:
            records.append(_record(row))
        except UnreadableRow as error:
            problems.append(problem(row.line, str(error), raw))
    return records, problems


def _rows(text: str) -> Iterator[_Row]:
    row: _Row | None = None
    values: list[str] | None = None
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), start=1):
        match = _LINE.match(line)
        tag = match[1] if match else ""
        if row and (tag == "TY" or (tag == "ER" and "TY" not in row.values)):
            yield row
            row = None
        if not row:
            if not line.strip() or tag == "ER":
                continue
            row, values = _Row(number), None
        row.raw.append(line)
        if tag == "ER":
            yield row
            row = None
        elif match:
            values = [match[2] or ""]
            row.values.setdefault(tag, []).append(values)
        elif values is not None and line.strip():
            values.append(line.strip())
    if row:
        yield row


def _medline_rows(text: str) -> Iterator[_Row]:
    """The records of PubMed's own format, as if they had RIS's tags."""
    row: _Row | None = None
    values: list[str] = []
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), start=1):
        match = _MEDLINE.match(line)
        if match and match[1] == "PMID":
            if row:
                yield row
            values = [match[2]]
            row = _Row(
                number,
                values={"TY": [["JOUR"]], "DB": [["PubMed"]], "AN": [values]},
                after_title=".",
            )
        elif match:
            values = [match[2]]
            tag = _FROM_MEDLINE.get(match[1], "")
            if match[1] in {"LID", "AID"} and match[2].endswith(" [doi]"):
                tag, values = "DO", [match[2].removesuffix(" [doi]")]
            if match[1] == "PG":
                values = [_whole_range(match[2])]
            if row and tag:
                row.values.setdefault(tag, []).append(values)
        else:
            values.append(line.strip())
        if row:
            row.raw.append(line)
    if row:
        yield row


def _whole_range(pages: str) -> str:
    """ "181-9" with both its ends in full."""
    match = re.fullmatch(r"([0-9]{1,9})-([0-9]{1,9})", pages.strip())
    if match is None or len(match[2]) >= len(match[1]):
        return pages
    return f"{match[1]}-{match[1][: -len(match[2])]}{match[2]}"


def _record(row: _Row) -> ReferenceRecord:
    kind = row.first("TY").upper()
    told = _CSL_TYPE.search(row.first("M3"))
    authors = row.all("AU", "A1")
    full, short = row.first("T2", "JF", "JO", "BT"), row.first("J2", "JA")
    is_journal = kind in {"JOUR", "EJOUR", "JFULL", "INPR"}
    if is_journal and row.first("JF"):
        full, short = row.first("JF"), short or row.first("JO")
    if kind == "BOOK" and not told:
        # There it is the series.
        full = short = ""
    pages = [page for page in (row.first("SP"), row.first("EP")) if page]
    if len(pages) == 2 and (pages[0] == pages[1] or "-" in pages[0]):
        pages = pages[:1]
    year, month, day = _issued(row)
    record = ReferenceRecord(
        id=row.first("ID"),
        type=told[1] if told else _TYPES.get(kind, "article"),
        title=without_markup(row.first("TI", "T1", "CT")).removesuffix(row.after_title),
        authors=_names(authors),
        authors_complete=not any(name.lower() in _INCOMPLETE for name in authors),
        editors=_names(row.all("ED", "A2") if kind != "BOOK" else row.all("ED", "A3")),
        container_title=full or short,
        container_title_short=short if full and short != full else "",
        year=year,
        month=month,
        day=day,
        volume=row.first("VL"),
        issue=row.first("IS", "CP"),
        page="-".join(pages) or row.first("C7"),
        publisher=row.first("PB"),
        publisher_place=row.first("CY", "PP"),
        edition=row.first("ET") if not is_journal or told else "",
        doi=row.first("DO", "M2") if row.first("DO") else "",
        isbn=_isbn(row.all("SN")),
        url=_address(row.all("UR")),
        accessed=day_in_iso(row.first("Y2") or row.first("M1")),
    )
    return with_identifiers(record, *_notes(row))


def _issued(row: _Row) -> tuple[int, int, int]:
    year = month = day = 0
    for value in row.all("DA", "PY", "Y1"):
        parts = re.split(r"[/-]|\s+", value)[:3]
        if not (found := re.search(r"(?<![0-9])[0-9]{4}(?![0-9])", value)):
            continue
        year = year or int(found[0])
        if not month and parts[0] == found[0] and len(parts) > 1:
            month = month_number(parts[1])
            given = parts[2] if len(parts) > 2 else ""
            day = int(given) if month and re.fullmatch(r"[0-9]{1,2}", given) else 0
    return year, month, day if day <= 31 else 0


def _names(values: list[str]) -> tuple[Name, ...]:
    if len(values) > MOST_NAMES:
        raise UnreadableRow(f"More than {MOST_NAMES} names are not read.")
    return tuple(_name(value) for value in values if value.lower() not in _INCOMPLETE)


def _name(value: str) -> Name:
    """A person as "Family, Given, Suffix". Without a comma, or ending in one, an organization."""
    family, comma, given = (part.strip() for part in value.partition(","))
    if not comma or (not given and " " in family and not family[:1].islower()):
        return Name(literal=family)
    return Name(family, given)


def _isbn(values: list[str]) -> str:
    """The first number that is long enough: eight digits are a journal's."""
    for value in re.split(r"\s*[;,]\s*|\s+\(", " ; ".join(values)):
        if len(re.sub(r"[^0-9Xx]", "", value)) in (10, 13):
            return value
    return ""


def _address(values: list[str]) -> str:
    return next((value for value in values if re.match(r"(?i)https?://", value)), "")


def _notes(row: _Row) -> Iterator[str]:
    """What tells identifiers, as notes that name them."""
    database = row.first("DB").lower()
    accession, second = row.first("AN"), row.first("C2")
    if re.fullmatch(r"[0-9]{1,8}", accession) and database in {"", "pubmed", "medline", "nlm"}:
        yield f"PMID: {accession}"
    if re.fullmatch(r"[0-9]{1,8}", second) and database in {"scopus", "pubmed"}:
        yield f"PMID: {second}"
    yield from (accession, second)
    for value in row.all("UR"):
        yield re.sub(r"^PM:\s{0,3}", "PMID: ", value)
    yield from row.all("M1", "M2", "N1", "C1", "PM")


def write(records: Iterable[ReferenceRecord]) -> str:
    """An RIS file in UTF-8, with the line ends that its specification asks for."""
    return "".join(f"{line}\r\n" for record in records for line in (*_lines(record), ""))


def _lines(record: ReferenceRecord) -> Iterator[str]:
    kind = _TAGS.get(record.type, "GEN")
    first, dash, last = record.page.partition("-")
    is_range = bool(first and dash and last and "-" not in last)
    date = "/".join(f"{part:02}" for part in (record.month, record.day) if part)
    journal = "JF" if kind == "JOUR" else "T2"
    pairs: list[tuple[str, str]] = [
        ("TY", kind),
        *((("M3", f"CSL type: {record.type}"),) if _needs_type(record, kind) else ()),
        ("ID", record.id),
        *(("AU", _written(name)) for name in record.authors),
        *(() if record.authors_complete else (("AU", "et al."),)),
        *(("ED", _written(name)) for name in record.editors),
        ("TI", record.title),
        (journal, record.container_title),
        ("J2", record.container_title_short),
        ("PY", str(record.year or "")),
        ("DA", f"{record.year}/{date}" if record.year and date else ""),
        ("VL", record.volume),
        ("IS", record.issue),
        ("SP", first if is_range else record.page),
        ("EP", last if is_range else ""),
        ("PB", record.publisher),
        ("CY", record.publisher_place),
        ("ET", record.edition),
        ("DO", record.doi),
        ("AN", record.pmid),
        ("DB", "PubMed" if record.pmid else ""),
        ("C2", record.pmcid),
        ("SN", record.isbn),
        ("UR", record.url),
        ("Y2", record.accessed.replace("-", "/")),
    ]
    for tag, value in pairs:
        if value:
            yield f"{tag}  - {plain(value)}"
    yield "ER  - "


def _needs_type(record: ReferenceRecord, kind: str) -> bool:
    """Whether the tag of the type alone would not give all back."""
    is_odd = (kind == "BOOK" and record.container_title) or (kind == "JOUR" and record.edition)
    return bool(is_odd) or _TYPES[kind] != record.type


def _written(name: Name) -> str:
    return name.literal or f"{name.family}, {name.given}"
