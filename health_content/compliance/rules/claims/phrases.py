"""Fixed phrases found in a text as it is written, in time linear in the text.

They are turns of phrase ("clinically proven"), not names of things, so they are no part of the
vocabulary. ``_`` stands for any one word, ``a|b`` for either.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from health_content.compliance.wording import plain

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?|%")
ANY = "_"
_COMMON = frozenset(
    """before your only this that with without from have been what most it not next time
    more over get one""".split()
)


class Written:
    """A text's words in plain lower case, and where each starts and ends in the text.

    ``found`` remembers which phrases were looked for in it, and where they stand. Most texts
    hold none, so places are worked out for the first one that is asked for.
    """

    def __init__(self, text: str) -> None:
        self._plain = plain(text)
        self.words = tuple(_WORD.findall(self._plain.text))
        self.present = frozenset(self.words)
        self.found: dict[Phrases, tuple[Found, ...]] = {}

    @cached_property
    def starts(self) -> tuple[int, ...]:
        return tuple(self._plain.origin(match.start()) for match in self._matches)

    @cached_property
    def ends(self) -> tuple[int, ...]:
        return tuple(self._plain.end(match.end()) for match in self._matches)

    @cached_property
    def _matches(self) -> list[re.Match[str]]:
        return list(_WORD.finditer(self._plain.text))


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
    return Written(text)


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

    def found_in(self, text: str) -> tuple[Found, ...]:
        """Every phrase in a text, none inside another."""
        read = written(text)
        found = read.found.get(self)
        if found is None:
            found = () if self._cues.isdisjoint(read.present) else tuple(self._search(read))
            read.found[self] = found
        return found

    def is_in(self, text: str) -> bool:
        """Whether any of the phrases stands in a text."""
        return bool(self.found_in(text))

    def _search(self, read: Written) -> Iterator[Found]:
        words, by_first = read.words, self._by_first
        free = 0
        for number, word in enumerate(words):
            if number < free or word not in by_first:
                continue
            for parts in by_first[word]:
                last = number + len(parts)
                if _fits(parts, words[number:last]):
                    yield Found(read.starts[number], read.ends[last - 1], number, last)
                    free = last
                    break


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
