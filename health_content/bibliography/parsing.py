"""Reading a citation as printed: its title and identifiers, and its fields as far as they go.

Citations come in many styles and with many slips. What cannot be told apart is left
empty; a guess is never filled in for a field that a reader would rely on.
"""

from __future__ import annotations

import re
from dataclasses import replace

from health_content.bibliography.abstracts import citing_part
from health_content.bibliography.fields import Fields, fields_of
from health_content.bibliography.identifiers import find_identifiers
from health_content.bibliography.prose import prose_of
from health_content.bibliography.record import ReferenceRecord
from health_content.manuscript import Reference

_LONGEST = 4000
_LIST_NUMBER = re.compile(
    r"^\s{0,40}(?:[\u2022\u00b7*\u25cf-]\s{1,8})?"
    r"(?:\(\s?[0-9]{1,3}\s?\)|\[\s?[0-9]{1,3}\s?\]|[0-9]{1,3}[.)](?![0-9])|[a-z]\)\s)\s{0,8}"
)
_BULLET = re.compile(r"^\s{0,40}[\u2022\u00b7*\u25cf]\s{0,8}")
_OF_JOURNALS = re.compile(
    r"//(?:dx\.)?doi\.org/|ncbi\.nlm\.nih\.gov/(?:pubmed|pmc)|pubmed|//pmc\.|europepmc|sciencedirect|"
    r"link\.springer|wiley\.com|tandfonline|academic\.oup|jamanetwork|nejm\.org|bmj\.com|nature\.com|"
    r"mdpi\.com|frontiersin|plos|cambridge\.org|thelancet|researchgate|journals?\.|/journals?/|/articles?/",
    re.IGNORECASE,
)


def clean_citation(text: str) -> str:
    """The citation on one line, without the number or bullet of its list.

    Of a text that holds an abstract, only what cites.
    """
    text = text.replace("\u200b", "").replace("\ufeff", "")
    text = _LIST_NUMBER.sub("", text, count=1)
    return citing_part(_BULLET.sub("", text, count=1))


def parse_citation(text: str) -> Reference:
    """The citation as an entry of a reference list, with what identifies it.

    ``citation`` keeps the words as given. Fields that were not found are empty.
    """
    record = parse_record(text)
    return Reference(
        citation=clean_citation(text),
        title=record.title,
        doi=record.doi,
        pmid=record.pmid,
        pmcid=record.pmcid,
        url=record.url,
        source_text=text,
    )


def parse_record(text: str) -> ReferenceRecord:
    """The citation's fields, best effort. Never raises."""
    citation = clean_citation(text)[:_LONGEST]
    known = find_identifiers(citation)
    fields = fields_of(prose_of(citation), _is_page(known.url))
    locus, names = fields.locus, fields.authors
    record = ReferenceRecord(
        title=fields.title,
        authors=names.names,
        authors_complete=names.complete,
        container_title=fields.journal,
        year=int(fields.year or locus.year or 0),
        volume=locus.volume,
        issue=locus.issue,
        page=locus.page,
        publisher=fields.publisher,
        publisher_place=fields.city,
        doi=known.doi,
        pmid=known.pmid,
        pmcid=known.pmcid,
        isbn=known.isbn,
        url=known.url,
    )
    if record.container_title in {name.literal for name in names.names}:
        record = replace(record, container_title="")
    record = replace(record, type=_type(record, fields))
    return replace(record, id=record.key())


def _is_page(url: str) -> bool:
    """Whether an address is that of a page of its own rather than of a journal's article."""
    return bool(url) and not _OF_JOURNALS.search(url)


def _type(record: ReferenceRecord, fields: Fields) -> str:
    if fields.type and not (fields.type == "article" and (record.doi or record.pmid)):
        return fields.type
    locus = fields.locus
    if locus.volume or locus.issue or locus.page or record.doi or record.pmid or record.pmcid:
        return "article-journal"
    if record.publisher or record.isbn:
        return "book"
    return "webpage" if record.url or not record.container_title else "article"
