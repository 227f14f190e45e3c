"""Text in a terminal's columns: how wide each character is, and how to cut a long line.

Widths follow Unicode Standard Annex 11, "East Asian Width"
(https://www.unicode.org/reports/tr11/, read 2026-11-23): wide and full-width characters take
two columns, combining ones none. What could move the cursor or turn the direction of
writing is not sent to a terminal.
"""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

_JOINED_VOWELS = range(0x1160, 0x1200)
_SELECTORS = range(0xFE00, 0xFE10)


class Cell(NamedTuple):
    """What is written for a character, and how many columns that takes."""

    shown: str
    width: int


def cell(character: str, encoding: str = "utf-8") -> Cell:
    """A character as a terminal of this encoding can show it."""
    if " " <= character <= "~":
        return Cell(character, 1)
    kind = unicodedata.category(character)
    if character.isspace():
        return Cell(" ", 1)
    if kind == "Cf" or ord(character) in _SELECTORS:
        return Cell("", 0)
    if kind in {"Cc", "Cs", "Co", "Cn"}:
        character = "\N{REPLACEMENT CHARACTER}"
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        escaped = character.encode(encoding, "backslashreplace").decode(encoding)
        return Cell(escaped, len(escaped))
    if kind in {"Mn", "Me"} or ord(character) in _JOINED_VOWELS:
        return Cell(character, 0)
    return Cell(character, 2 if unicodedata.east_asian_width(character) in "WF" else 1)


def shown(text: str, encoding: str = "utf-8") -> str:
    """A text as one line that a terminal can show."""
    return "".join(cell(character, encoding).shown for character in text)


def underlined(
    text: str, start: int, end: int, width: int, encoding: str = "utf-8"
) -> tuple[str, str]:
    """A text as one line of at most ``width`` columns, and the line below it.

    The line below has a caret under every column of the characters ``start`` to ``end``,
    one where that is nothing. A text that is too long is cut at words around them.
    """
    cells = [cell(character, encoding) for character in text]
    start = min(max(start, 0), len(cells))
    end = min(max(end, start), len(cells))
    dots = "…" if cell("…", encoding).width == 1 else "..."
    first, last = 0, len(cells)
    if _width(cells) > width:
        first, last = _window(cells, start, end, width - 2 * len(dots))
    before = dots if first > 0 else ""
    after = dots if last < len(cells) else ""
    line = before + "".join(it.shown for it in cells[first:last]) + after
    lead = len(before) + _width(cells[first:start])
    carets = max(1, _width(cells[start : min(end, last)]))
    return line.rstrip(), " " * lead + "^" * carets


def _width(cells: list[Cell]) -> int:
    return sum(it.width for it in cells)


def _window(cells: list[Cell], start: int, end: int, room: int) -> tuple[int, int]:
    """The characters to show: those of the span, as far as they fit, and what is around them."""
    last = start
    used = 0
    while last < end and used + cells[last].width <= room:
        used += cells[last].width
        last += 1
    if last < end:
        return start, _before_word(cells, last, start + 1)
    right = min(room - used - (room - used) // 2, _width(cells[end:]))
    first, left = start, room - used - right
    while first > 0 and cells[first - 1].width <= left:
        first -= 1
        left -= cells[first].width
    right += left
    while last < len(cells) and cells[last].width <= right:
        right -= cells[last].width
        last += 1
    return _at_word(cells, first, start), _before_word(cells, last, end)


def _at_word(cells: list[Cell], first: int, start: int) -> int:
    """The beginning of the first whole word, at the latest where the span begins."""
    if first == 0 or cells[first - 1].shown == " ":
        return first
    for place in range(first, start):
        if cells[place].shown == " ":
            return place + 1
    while first < start and not cells[first].width:
        first += 1
    return first


def _before_word(cells: list[Cell], last: int, end: int) -> int:
    """The end of the last whole word, at the earliest where the span ends."""
    if last == len(cells) or cells[last].shown == " ":
        return last
    return next((at for at in range(last - 1, end - 1, -1) if cells[at].shown == " "), last)
