"""Lists whose bullets were lost: short lines below each other, none with a text of its own."""

from __future__ import annotations

from collections.abc import Iterator

from health_content.readers import looks, told, wording
from health_content.readers.dose_lines import is_dose_line
from health_content.readers.pieces import Entry, Kind, Piece, Role, source_of
from health_content.readers.reading import Remark, RemarkKind

_LEAST = 3
_LONGEST = 60
_MOST_WORDS = 8
_BYLINES = 4


def make_lists(pieces: list[Piece]) -> Iterator[Remark]:
    """Put runs of short lines together, in place, where blank lines part the rest."""
    start = _BYLINES
    while start < len(pieces):
        end = start
        while end < len(pieces) and _is_item(pieces[end], is_first=end == start):
            end += 1
        is_parted = end == len(pieces) or pieces[end].first.after_gap
        if end - start >= _LEAST and is_parted:
            run = pieces[start:end]
            lines = [line for piece in run for line in piece.lines]
            entries = [Entry(0, [piece.text], list(piece.lines)) for piece in run]
            pieces[start:end] = [Piece(Kind.LIST, lines, entries=entries)]
            first = lines[0].number
            yield Remark(RemarkKind.GUESSED, told.UNMARKED_LIST, first, source_of(lines))
            end = start + 1
        start = max(end, start + 1)


def _is_item(piece: Piece, *, is_first: bool) -> bool:
    line = piece.first
    if piece.role is not Role.BODY or not piece.is_single or piece.number or line.hashes:
        return False
    if line.is_bold or line.marker is not None or line.after_gap is not is_first:
        return False
    text = piece.heading
    if len(text) > _LONGEST or len(text.split()) > _MOST_WORDS or text.endswith("?"):
        return False
    if not looks.like_a_heading(text) or looks.in_capitals(text) or is_dose_line(piece):
        return False
    return wording.topic(text) is None and not wording.PICTURE.match(text)
