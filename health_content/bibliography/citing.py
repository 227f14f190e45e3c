"""Citations in running text: bracketed numbers of the reference list, ``[3]``, ``[1, 4–6]``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

CITATION = re.compile(r"\[([0-9]{1,3}(?:\s*[,;–-]\s*[0-9]{1,3})*)\]")
_PART = re.compile(r"([0-9]{1,3})(?:(\s*[–-]\s*)([0-9]{1,3}))?(\s*[,;]\s*)?")


@dataclass(frozen=True, slots=True)
class Cited:
    """One number or one range within a citation's brackets.

    ``last`` equals ``first`` for a single number; ``dash`` and ``separator`` are what
    was written between the numbers and after them.
    """

    first: int
    last: int
    dash: str = ""
    separator: str = ""

    @property
    def numbers(self) -> range:
        """Every entry it cites."""
        return range(self.first, self.last + 1)


def parts_of(inner: str, entries: int) -> tuple[Cited, ...]:
    """What stands between a citation's brackets; nothing if it cites no list of ``entries``.

    A number beyond the list, or a range that runs backwards, makes the whole no citation:
    ``[2019]`` and ``[9–4]`` are left as they are.
    """
    parts = tuple(
        Cited(int(first), int(last or first), dash or "", separator or "")
        for first, dash, last, separator in _PART.findall(inner)
    )
    is_sound = all(1 <= part.first <= part.last <= entries for part in parts)
    return parts if is_sound else ()


def cited_numbers(text: str, entries: int) -> Iterator[int]:
    """The numbers that a text cites of a list of ``entries``, in reading order."""
    for match in CITATION.finditer(text):
        for part in parts_of(match[1], entries):
            yield from part.numbers
