"""Fixed phrases found in a text as it is written, in time linear in the text.

They are turns of phrase ("clinically proven"), not names of things, so they are no part of the
vocabulary. ``_`` stands for any one word, ``a|b`` for either.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from health_content.compliance.folding import fold

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?|%")
ANY = "_"
_COMMON = frozenset(
    """before your only this that with without from have been what most it not next time
    more over get one""".split()
)


@dataclass(frozen=True, slots=True, eq=False)
class Written:
    """A text's words in plain lower case, and where each starts and ends in the text."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    present: frozenset[str]


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase found: characters ``start`` to ``end``, words ``first`` up to ``last``."""

    start: int
    end: int
    first: int
    last: int


@lru_cache(maxsize=4096)
def written(text: str) -> Written:
    """The words of a text. Texts that did not change are not read again."""
    folded = fold(text)
    words, starts, ends = [], [], []
    for match in _WORD.finditer(folded.text):
        words.append(match.group())
        starts.append(folded.origin(match.start()))
        ends.append(folded.end(match.end()))
    return Written(tuple(words), tuple(starts), tuple(ends), frozenset(words))


class Phrases:
    """Phrases to look for, the longest first where several begin at one word."""

    def __init__(self, *phrases: str) -> None:
        self._by_first: dict[str, list[tuple[frozenset[str], ...]]] = {}
        every = [tuple(frozenset(part.split("|")) for part in item.split()) for item in phrases]
        for parts in every:
            for first in parts[0]:
                self._by_first.setdefault(first, []).append(parts)
        for members in self._by_first.values():
            members.sort(key=len, reverse=True)
        self._cues = frozenset(word for parts in every for word in _rarest(parts))

    def found_in(self, text: str) -> Iterator[Found]:
        """Every phrase in a text, none inside another."""
        read = written(text)
        if self._cues.isdisjoint(read.present):
            return
        number = 0
        while number < len(read.words):
            size = self.size_at(read.words, number)
            if size:
                last = number + size
                yield Found(read.starts[number], read.ends[last - 1], number, last)
            number += size or 1

    def size_at(self, words: tuple[str, ...], number: int) -> int:
        """How many words the phrase has that begins at a word; 0 where none does."""
        for parts in self._by_first.get(words[number], ()):
            if _fits(parts, words[number : number + len(parts)]):
                return len(parts)
        return 0


def has_any(text: str, wanted: Iterable[str]) -> bool:
    """Whether a text has any of some words."""
    return not written(text).present.isdisjoint(wanted)


def _rarest(parts: tuple[frozenset[str], ...]) -> frozenset[str]:
    """The words of a phrase of which it must have one and which few texts have: long ones."""
    return max(
        (part for part in parts if ANY not in part),
        key=lambda part: (part.isdisjoint(_COMMON), min(map(len, part))),
    )


def _fits(parts: tuple[frozenset[str], ...], words: tuple[str, ...]) -> bool:
    return len(parts) == len(words) and all(
        word in part or ANY in part for part, word in zip(parts, words, strict=True)
    )
