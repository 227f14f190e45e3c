"""Reading a list of retractions as CSV, row by row, in as much memory as one row takes.

The columns are those of the Retraction Watch list that Crossref gives away (header read on
2026-11-23): Record ID, Title, Subject, Institution, Journal, Publisher, Country, Author, URLS,
ArticleType, RetractionDate, RetractionDOI, RetractionPubMedID, OriginalPaperDate,
OriginalPaperDOI, OriginalPaperPubMedID, RetractionNature, Reason, Paywalled, Notes. The header
ends with a comma, days are written "2/28/1998 0:00", and "unavailable" or 0 stand for nothing.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

NEEDED = ("Record ID", "RetractionNature", "OriginalPaperDOI", "OriginalPaperPubMedID")
"""Columns without which nothing can be told, in whatever case."""

_CHUNK = 1 << 16
_LINES = 200
_LETTERS = 1 << 18
"""A row takes no more lines and letters than these, else a quotation mark is not closed."""


class UnreadableList(ValueError):
    """A file that is no such list; the message says why."""


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row: the line it begins on, and its cells by column in lower case.

    Where it cannot be read, ``problem`` says why and there are no cells.
    """

    line: int
    cells: Mapping[str, str] = field(default_factory=dict)
    problem: str = ""


def rows_of(file: BinaryIO) -> Iterator[ListRow]:
    """The rows of a list. A broken one keeps no other from being read.

    Raises :class:`UnreadableList` for what is no text, or lacks a column that is ``NEEDED``.
    """
    encoding = _encoding_of(file)
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=encoding, newline="")
    try:
        yield from _rows(_Lines(text))
    finally:
        text.detach()


def _rows(lines: _Lines) -> Iterator[ListRow]:
    columns: list[str] = []
    while record := lines.next_record():
        line, cells, problem = record
        if problem or not any(cell.strip() for cell in cells):
            if problem and columns:
                yield ListRow(line, problem=problem)
            continue
        if not columns:
            columns = [" ".join(cell.split()).lower() for cell in cells]
            lines.width = len(columns)
            if missing := [name for name in NEEDED if name.lower() not in columns]:
                raise UnreadableList(f"The list has no column {', '.join(missing)}.")
            continue
        cells += [""] * (len(columns) - len(cells))
        yield ListRow(line, dict(zip(columns, cells, strict=False)))
    if not columns:
        raise UnreadableList("The list is empty. Its first line names the columns.")


class _Lines:
    """Lines of a text, put together to rows: a cell in quotation marks may go on for several.

    Where a mark is not closed, the line alone is given up, and the next is the next row.
    ``width`` is how many cells a row has; 0 while nobody knows.
    """

    def __init__(self, text: io.TextIOWrapper) -> None:
        self.width = 0
        self._text = text
        self._waiting: deque[str] = deque()
        self._number = 0

    def next_record(self) -> tuple[int, list[str], str] | None:
        """The line on which a row begins, its cells, and what is wrong with it; none at the end."""
        taken = [self._next()]
        if not taken[0]:
            return None
        start = self._number
        letters, marks = len(taken[0]), taken[0].count('"')
        while marks % 2 and len(taken) < _LINES and letters < _LETTERS:
            line = self._next()
            if not line:
                break
            taken.append(line)
            letters, marks = letters + len(line), marks + line.count('"')
        cells, problem = self._read("".join(taken)) if not marks % 2 else ([], _OPEN)
        if problem and len(taken) > 1:
            self._waiting.extendleft(reversed(taken[1:]))
            self._number = start
        return start, cells, problem

    def _next(self) -> str:
        line = self._waiting.popleft() if self._waiting else self._text.readline(_LETTERS)
        self._number += bool(line)
        return line

    def _read(self, record: str) -> tuple[list[str], str]:
        try:
            cells = next(csv.reader(io.StringIO(record, newline=""), strict=True), [])
        except csv.Error as error:
            return [], f"The row cannot be read ({error})."
        if self.width and len(cells) == self.width + 1 and not cells[-1].strip():
            cells.pop()
        if self.width and len(cells) > self.width:
            return [], f"The row has {len(cells)} cells and there are {self.width} columns."
        return cells, ""


_OPEN = "A quotation mark is not closed."


def _encoding_of(file: BinaryIO) -> str:
    head = file.read(4)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        wanted = ["utf-16"]
    elif head.startswith(codecs.BOM_UTF8):
        wanted = ["utf-8-sig"]
    else:
        wanted = ["utf-8", "cp1252", "latin-1"]
    for encoding in wanted:
        if _is_written_in(file, encoding):
            return encoding
    raise UnreadableList("The file is no text that can be read. Save it as CSV in UTF-8.")


def _is_written_in(file: BinaryIO, encoding: str) -> bool:
    file.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while piece := file.read(_CHUNK):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
