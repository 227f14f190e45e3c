"""Lines put together: paragraphs, lists, tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from health_content.manuscript import Node
from health_content.readers import looks, marks
from health_content.readers.lines import Line, bare

_WIDEST_WRAPPED = 110
_SUBNUMBER = re.compile(r"(?P<above>[0-9]{1,2})\.[0-9]{1,2}\.?\s+(?=[^\W\d_])")


class Kind(StrEnum):
    """What the lines of a piece form."""

    PARAGRAPH = "paragraph"
    LIST = "list"
    TABLE = "table"
    HTML = "html"
    NODE = "node"


class Role(StrEnum):
    """What a piece is in the article, where that is more than its text."""

    BODY = "body"
    TITLE = "title"
    REPEATED = "repeated"
    ATTRIBUTION = "attribution"
    HEADING = "heading"
    CAPTION = "caption"
    RESEARCH = "research"
    CALL_TO_ACTION = "call to action"
    DISCLAIMER = "disclaimer"
    DISCLOSURE = "disclosure"
    RELATED = "related"
    RELATED_TITLE = "related title"
    CONTENTS = "contents"
    BYLINE = "byline"


@dataclass(slots=True)
class Entry:
    """An item of a list, with the items that belong under it."""

    number: int
    parts: list[str]
    lines: list[Line]
    children: list[Entry] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(part for part in self.parts if part)

    @property
    def all_lines(self) -> list[Line]:
        return self.lines + [line for child in self.children for line in child.all_lines]


@dataclass(slots=True)
class Piece:
    """Lines that belong together.

    ``number`` is set on a numbered line that stands by itself: it may be a heading.
    ``role`` and ``level`` are decided later; ``heading`` is the text without number.
    ``node`` is what a source states in so many words (a picture, a table of any kind),
    ``html`` running text that is neither a paragraph nor a list, ``heads`` the number of
    heading rows of a stated table.
    """

    kind: Kind
    lines: list[Line]
    text: str = ""
    entries: list[Entry] = field(default_factory=list)
    number: int = 0
    role: Role = Role.BODY
    level: int = 0
    node: Node | None = None
    html: str = ""
    heads: int | None = None

    @property
    def is_text(self) -> bool:
        """Whether it is running text: no table, no picture."""
        return self.kind in {Kind.PARAGRAPH, Kind.LIST, Kind.HTML}

    @property
    def heading(self) -> str:
        return bare(self.text)

    @property
    def shown(self) -> str:
        """The text with the marks of bold that its only line wears."""
        is_bold = self.is_single and self.first.is_bold and self.first.stated_cells is not None
        return marks.around(marks.BOLD, self.text) if is_bold else self.text

    @property
    def first(self) -> Line:
        return self.lines[0]

    @property
    def is_single(self) -> bool:
        return self.kind is Kind.PARAGRAPH and len(self.lines) == 1

    @property
    def is_label(self) -> bool:
        """A short line that ends in a colon."""
        return (
            self.is_single
            and len(self.text) <= 240
            and self.heading[-121:].endswith(":")
            and len(self.heading) <= 120
        )


def source_of(lines: Sequence[Line]) -> str:
    """The source's own lines; a blank line where others or blank ones stood between."""
    parts: list[str] = []
    number = lines[0].number if lines else 0
    for line in lines:
        if parts:
            parts.append("\n" if line.number == number + 1 else "\n\n")
        parts.append(line.raw)
        number = line.number
    return "".join(parts)


def pieces_of(lines: list[Line]) -> list[Piece]:
    """The lines of a source, grouped. Every line is in exactly one piece."""
    return _Grouping(lines).run()


class _Grouping:
    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines
        self.width = _wrapped_width(lines)
        self.position = 0
        self.lone_number = 0

    def run(self) -> list[Piece]:
        pieces: list[Piece] = []
        while self.position < len(self.lines):
            line = self.lines[self.position]
            if self._is_table_start():
                pieces.append(self._table())
            elif self._is_item(line):
                pieces.append(self._lone() if self._is_lone(self.position) else self._list())
            else:
                pieces.append(self._paragraph())
        return pieces

    def _line(self, index: int) -> Line | None:
        return self.lines[index] if 0 <= index < len(self.lines) else None

    @staticmethod
    def _is_item(line: Line | None) -> bool:
        return line is not None and line.marker is not None and not line.hashes

    def _is_table_start(self) -> bool:
        first, second = self._line(self.position), self._line(self.position + 1)
        if first is None or second is None or (second.after_gap and "|" not in first.raw):
            return False
        return len(first.cells) > 1 and len(second.cells) > 1

    def _table(self) -> Piece:
        start = self.position
        while (line := self._line(self.position)) is not None and len(line.cells) > 1:
            if self.position > start and line.after_gap and "|" not in line.raw:
                break
            self.position += 1
        lines = self.lines[start : self.position]
        return Piece(Kind.TABLE, lines, "\n".join(line.text for line in lines))

    def _is_lone(self, index: int) -> bool:
        """Whether a numbered line is followed by text of its own, as a heading is."""
        line, after = self.lines[index], self._line(index + 1)
        marker = line.marker
        if marker is None or not marker.number or after is None or line.hashes:
            return False
        if line.indent > 1 or marker.number not in {1, self.lone_number + 1}:
            return False
        if after.marker is not None and after.marker.number and not after.hashes:
            # A list that starts again below the next number: that number heads it.
            goes_on = 1 < marker.number == self.lone_number + 1 and after.marker.number == 1
            if not (goes_on and line.after_gap and after.after_gap):
                return False
        if not after.after_gap:
            if self.width or after.marker is not None or after.indent > line.indent:
                return False
            if len(after.text) <= len(line.text):
                return False
        text = bare(line.body)
        return looks.like_a_heading(text) or looks.like_a_quoted_belief(text)

    def _lone(self) -> Piece:
        line = self.lines[self.position]
        self.position += 1
        self.lone_number = line.marker.number if line.marker else 0
        return Piece(Kind.PARAGRAPH, [line], line.body, number=self.lone_number)

    def _list(self) -> Piece:
        entries: list[Entry] = []
        start = self.position
        first = self.lines[start]
        is_numbered = bool(first.marker and first.marker.number)
        while (line := self._line(self.position)) is not None:
            if self._is_item(line):
                if self.position > start and (
                    self._is_lone(self.position) or self._begins_anew(line, entries, is_numbered)
                ):
                    break
                self._add(line, entries, first, is_numbered)
            elif not entries or not self._continues_item(line, entries[-1]):
                break
            else:
                last = entries[-1].children[-1] if entries[-1].children else entries[-1]
                last.lines.append(line)
                last.parts.append(line.text)
            self.position += 1
        lines = self.lines[start : self.position]
        return Piece(Kind.LIST, lines, entries=entries)

    @staticmethod
    def _add(line: Line, entries: list[Entry], first: Line, is_numbered: bool) -> None:
        number = line.marker.number if line.marker else 0
        entry = Entry(number, [line.body], [line])
        is_child = line.indent > first.indent + 1 or bool(number) != is_numbered
        if entries and is_child:
            entries[-1].children.append(entry)
        else:
            entries.append(entry)

    @staticmethod
    def _begins_anew(line: Line, entries: list[Entry], is_numbered: bool) -> bool:
        if not line.after_gap or not entries:
            return False
        number = line.marker.number if line.marker else 0
        last = entries[-1]
        if bool(number) != is_numbered:
            is_lead_in = last.text.endswith(":") or len(last.text.split()) <= 8
            return not last.children and not is_lead_in
        return number == 1 and last.number > 1 and not last.children

    def _continues_item(self, line: Line, entry: Entry) -> bool:
        if line.hashes or line.is_bold or len(line.cells) > 1:
            return False
        last = entry.children[-1] if entry.children else entry
        start = last.lines[0]
        if not any(last.parts[-2:]):
            return not line.after_gap
        if line.indent > start.indent + 1:
            return True
        if line.after_gap or line.text.endswith(":"):
            return False
        return self._joins(last.lines[-1], line)

    def _paragraph(self) -> Piece:
        start = self.position
        line = self.lines[start]
        self.position += 1
        if not (line.hashes or line.is_bold):
            while (after := self._line(self.position)) is not None and self._joins_paragraph(
                self.lines[self.position - 1], after
            ):
                self.position += 1
        lines = self.lines[start : self.position]
        text = line.body if len(lines) == 1 else " ".join(part.text for part in lines)
        number = line.marker.number if line.marker and line.hashes else 0
        if len(lines) == 1 and (match := _SUBNUMBER.match(text)) and line.after_gap:
            is_below = int(match["above"]) == self.lone_number
            if is_below and looks.like_a_heading(bare(text[match.end() :])):
                text = text[match.end() :]
        return Piece(Kind.PARAGRAPH, lines, text, number=number)

    def _joins_paragraph(self, before: Line, line: Line) -> bool:
        if line.after_gap or line.marker is not None or line.hashes or line.is_bold:
            return False
        return len(line.cells) < 2 and self._joins(before, line)

    def _joins(self, before: Line, line: Line) -> bool:
        """Whether ``line`` goes on with the sentence that was broken before it."""
        if line.text == before.text or (before.text.endswith(":") and len(before.text) < 60):
            return False
        starts_small = line.text[0].islower() and not line.text.startswith(("http:", "https:"))
        if not self.width:
            return starts_small and len(before.text) > 40 and before.text[-1] not in ".!?:;"
        word = line.text[:40].split(" ", 1)[0]
        return starts_small or len(before.text) + 1 + len(word) > 0.85 * self.width


def _wrapped_width(lines: list[Line]) -> int:
    """The width at which all paragraphs were broken into lines; 0 where they were not."""
    width = max((len(line.text) for line in lines), default=0)
    if not 40 <= width <= _WIDEST_WRAPPED:
        return 0
    pairs = full = 0
    for before, line in pairwise(lines):
        if line.after_gap or line.marker or line.hashes or before.hashes:
            continue
        pairs += 1
        word = line.text[:40].split(" ", 1)[0]
        full += len(before.text) + 1 + len(word) > 0.85 * width
    return width if pairs >= 2 and full >= 0.6 * pairs else 0
