"""Whole pieces as words and as HTML."""

from __future__ import annotations

from collections.abc import Iterable

from health_content.readers import lists, markup, tables
from health_content.readers.lines import Line
from health_content.readers.pieces import Entry, Kind, Piece


def words_of(piece: Piece) -> str:
    """The words of a paragraph, or of a list with the asterisk of a footnote."""
    if piece.kind is Kind.LIST:
        marker = piece.first.marker
        star = "*" if marker is not None and marker.text == "*" else ""
        return star + " ".join(_words_of_entries(piece))
    return piece.text or " ".join(line.text for line in piece.lines)


def html_of(piece: Piece) -> str:
    """The piece as an editor would have it in rich text."""
    if piece.kind is Kind.LIST:
        return lists.list_html(piece.entries)
    if piece.kind is Kind.HTML:
        return piece.html
    if piece.kind is Kind.TABLE:
        return tables.rows_html(piece)
    return markup.paragraph(piece.shown)


def lines_of(pieces: Iterable[Piece]) -> list[Line]:
    """The lines of several pieces, in order."""
    return [line for piece in pieces for line in piece.lines]


def words_of_entry(entry: Entry) -> Iterable[str]:
    """The words of an item and of what stands under it."""
    yield entry.text
    for child in entry.children:
        yield from words_of_entry(child)


def _words_of_entries(piece: Piece) -> Iterable[str]:
    for entry in piece.entries:
        yield from words_of_entry(entry)
