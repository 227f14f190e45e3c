"""The entries under a heading such as "References", and where they end."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from health_content.bibliography.parsing import parse_citation
from health_content.manuscript import Reference
from health_content.readers import markup, wording
from health_content.readers.lines import Line, bare
from health_content.readers.pieces import Entry, Kind, Piece, Role, source_of
from health_content.readers.rendering import words_of_entry

_LONGEST_CITATION = 2_000
_LONGEST_BARE_TITLE = 240
_CONTINUES = re.compile(
    r"(?:https?://|www\.|(?:retrieved|available|accessed)\b|doi\b|pmid\b|pmcid\b|\[?(?:pubmed|crossref))",
    re.IGNORECASE,
)
_CITED = re.compile(
    r"https?://|\bdoi\b|\b10\.[0-9]{4,9}/|\bpmid\b|\bet\sal\b|\bn\.d\.|(?<![0-9])(?:1[89]|20)[0-9]{2}(?![0-9])",
    re.IGNORECASE,
)
_ONLY_ADDRESS = re.compile(
    r"\W*(?:https?://|www\.|(?:doi|pmid|pmcid)\b\W*|10\.[0-9]{4,9}/)\S*\W*", re.IGNORECASE
)


@dataclass(slots=True)
class _Entry:
    parts: list[str]
    lines: list[Line]


def take_references(pieces: list[Piece], start: int) -> tuple[tuple[Reference, ...], int]:
    """The references in the pieces from ``start`` on, and the index of what follows them.

    A disclaimer, a heading or a paragraph that is no citation ends the list.
    """
    entries: list[_Entry] = []
    is_list = False
    index = start
    while index < len(pieces):
        piece = pieces[index]
        if piece.role is Role.REPEATED:
            index += 1
            continue
        if piece.kind is Kind.LIST and piece.role is Role.BODY:
            is_list = True
            entries += [_listed(entry) for entry in piece.entries]
        elif entries and _continues(piece) and not _are_both_addresses(entries[-1], piece):
            entries[-1].parts.append(piece.text)
            entries[-1].lines.extend(piece.lines)
        elif _is_entry(pieces, index, is_list):
            entries.append(_Entry([piece.text], list(piece.lines)))
        else:
            break
        index += 1
    return tuple(_reference(entry) for entry in entries), index


def is_cited(text: str) -> bool:
    """Whether a note gives a source rather than an explanation."""
    return bool(_CITED.search(text[:_LONGEST_CITATION]))


def _listed(entry: Entry) -> _Entry:
    parts = list(words_of_entry(entry))
    return _Entry(parts, entry.all_lines)


def _continues(piece: Piece) -> bool:
    return (
        piece.role in {Role.BODY, Role.CAPTION, Role.HEADING}
        and piece.kind is Kind.PARAGRAPH
        and bool(_CONTINUES.match(piece.heading))
    )


def _are_both_addresses(entry: _Entry, piece: Piece) -> bool:
    """Whether a list names its sources by nothing but their addresses."""
    return all(_ONLY_ADDRESS.fullmatch(bare(text)) for text in (" ".join(entry.parts), piece.text))


def _is_entry(pieces: list[Piece], index: int, is_list: bool) -> bool:
    piece = pieces[index]
    if piece.kind is not Kind.PARAGRAPH:
        return False
    if piece.number and not piece.first.hashes:
        return True
    if piece.first.hashes or len(piece.heading) > _LONGEST_CITATION:
        return False
    if piece.role in {Role.HEADING, Role.CAPTION}:
        return not is_list and not piece.first.is_bold and _is_bare_title(pieces, index)
    if piece.role is not Role.BODY:
        return False
    if _CITED.search(piece.text):
        return True
    return not is_list and len(piece.heading) <= _LONGEST_BARE_TITLE and not piece.is_label


def _is_bare_title(pieces: list[Piece], index: int) -> bool:
    """Whether what looks like a heading is a citation that only gives a title."""
    if wording.topic(pieces[index].heading) is not None:
        return False
    if index + 1 >= len(pieces):
        return True
    after = pieces[index + 1]
    return after.role is not Role.BODY or bool(_CITED.search(after.text[:_LONGEST_CITATION]))


def _reference(entry: _Entry) -> Reference:
    text = " ".join(part for part in entry.parts if part)
    citation = bare(text)
    # An identifier may stand in a link only ("PubMed", "Crossref").
    linked = [address for address in markup.addresses(text) if address not in citation]
    found = parse_citation(" ".join([citation, *linked]))
    # What the parser leaves out of a very long or oddly numbered entry must not be lost.
    return replace(found, citation=citation, source_text=source_of(entry.lines))
