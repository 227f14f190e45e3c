"""Articles exported as plain text: pasted from a site, saved from a word processor.

Such exports state no structure. It is read from how the lines look and what they say:
headings are short lines, captions of lost pictures look like headings, lists restart
their numbers, calls to action come twice, disclaimers follow the references. What was
guessed, mended or removed is in the remarks; no word is dropped without one.
"""

from __future__ import annotations

import re

from health_content.manuscript import Image
from health_content.readers.assembly import assembled
from health_content.readers.decoding import decode
from health_content.readers.lines import source_lines
from health_content.readers.pieces import Kind, Piece, pieces_of
from health_content.readers.reading import Reading, UnreadableSource
from health_content.readers.roles import assign_roles

_PICTURE = re.compile(r"!\[(?P<alt>[^\[\]]{0,500})\]\((?P<address>[^\s()]{1,2000})\)")


def read_text(data: bytes, name: str) -> Reading:
    """Read a plain-text article; ``name`` is only for messages.

    Every node keeps its slice of the source as ``source_text``. Ids are the same each
    time. Raises :class:`UnreadableSource`.
    """
    text, decoding_remarks = decode(data, name)
    lines, line_remarks = source_lines(text)
    if not lines:
        raise UnreadableSource(
            f"{name} holds no words. Export the article again and check the file."
        )
    pieces = [_with_picture(piece) for piece in pieces_of(lines)]
    remarks = assign_roles(pieces)
    return assembled(pieces, (*decoding_remarks, *line_remarks, *remarks))


def _with_picture(piece: Piece) -> Piece:
    """A line that is a picture in the notation of Markdown, as that picture."""
    match = _PICTURE.fullmatch(piece.text) if piece.is_single else None
    if match is None:
        return piece
    image = Image(alt=match["alt"].strip(), address=match["address"])
    return Piece(Kind.NODE, piece.lines, node=image)
