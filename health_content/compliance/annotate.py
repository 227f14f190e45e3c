"""Sentences, and in them every mention of the vocabulary: made once, read by all rules.

One pass over the words of a text. Its time is linear in the text: at each word at most the
few phrases that begin with it are compared, and no phrase has more words than the longest
entry of the lexicons. What a written word stands for is remembered
(:mod:`health_content.compliance.tokens`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from health_content.compliance.lexicons import Entry, weak_as
from health_content.compliance.shapes import Kind
from health_content.compliance.tokens import FIXED_BREAKS, LINE, Break, Head, Stop, break_of, tokens

__all__ = ["Annotation", "Break", "Mention", "Sentence", "annotate"]

_MEMORY = 4096
# What judges a sentence looks from each of its words at others; so none may grow without end.
_LONGEST_SENTENCE = 90
_NO_KINDS = frozenset[Kind]()


# Mentions and sentences are made by the hundred; to make frozen ones takes five times as long.
@dataclass(slots=True, eq=False)
class Mention:
    """An entry of the vocabulary found in a text.

    ``start`` and ``end`` count characters of the text as written; ``first`` and ``last``
    are the numbers of its first and last word in the text.
    """

    entry: Entry
    start: int
    end: int
    first: int
    last: int

    def is_a(self, kind: Kind) -> bool:
        return kind in self.entry.kinds

    def has(self, tag: str) -> bool:
        return tag in self.entry.tags

    def is_weak(self, kinds: frozenset[Kind]) -> bool:
        """Whether the word is an everyday one that only sometimes names one of these kinds."""
        return all(weak_as(kind) in self.entry.tags for kind in self.entry.kinds & kinds)


@dataclass(slots=True, eq=False)
class Sentence:
    """A sentence, a heading or an entry of a list: characters ``start`` to ``end``.

    ``keys`` are its words in base form, ``breaks`` what stands before each of them
    (:class:`Break`), ``first`` the number of its first word in the text. ``bounds`` tell of
    all words of the text where they start and where they end.
    """

    text: str
    start: int
    end: int
    first: int
    keys: tuple[str, ...]
    breaks: tuple[int, ...]
    bounds: tuple[list[int], list[int]]
    mentions: tuple[Mention, ...]
    kinds: frozenset[Kind]

    @property
    def places(self) -> tuple[tuple[int, int], ...]:
        """Where each of its words starts and ends in the text."""
        words = slice(self.first, self.first + len(self.keys))
        return tuple(zip(self.bounds[0][words], self.bounds[1][words], strict=True))

    def of(self, kind: Kind) -> list[Mention]:
        """Its mentions of one kind, in order."""
        if kind not in self.kinds:
            return []
        return [item for item in self.mentions if kind in item.entry.kinds]

    def has(self, *kinds: Kind) -> bool:
        """Whether it mentions any of these kinds."""
        return not self.kinds.isdisjoint(kinds)

    @property
    def is_question(self) -> bool:
        return self.text.rstrip(" \"'”’)").endswith("?")

    def words_between(self, one: Mention, other: Mention) -> int:
        """How many words stand between two of its mentions."""
        first, second = sorted((one, other), key=lambda item: item.first)
        return max(0, second.first - first.last - 1)

    def has_words(self, *phrase: str) -> bool:
        """Whether these words, in base form, follow each other in it."""
        size = len(phrase)
        return any(self.keys[i : i + size] == phrase for i in range(len(self.keys) - size + 1))


@dataclass(frozen=True, slots=True, eq=False)
class Annotation:
    """A text with its sentences."""

    text: str
    sentences: tuple[Sentence, ...]


@lru_cache(maxsize=_MEMORY)
def annotate(text: str) -> Annotation:
    """The sentences of a text and the mentions in them.

    What a text says does not depend on what stands around it, so texts that did not change
    are not read again.
    """
    words = _Words(text)
    return Annotation(text, tuple(_sentences(text, words)))


class _Words:
    """The words of a text in order: base forms, breaks before them, starts and ends.

    ``heads`` are the numbers of those where a mention may begin, ``cuts`` of those that
    begin a sentence.
    """

    __slots__ = ("breaks", "cuts", "ends", "heads", "keys", "starts")

    def __init__(self, text: str) -> None:
        self.keys: list[str] = []
        self.breaks: list[int] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.heads: list[tuple[int, Head]] = []
        self.cuts: list[int] = []
        position = 0
        for line in text.split("\n"):
            if line:
                self._read(line, position)
            position += len(line) + 1

    def _read(self, line: str, position: int) -> None:
        keys, breaks, starts, ends = self.keys, self.breaks, self.starts, self.ends
        known, fixed = tokens(), FIXED_BREAKS
        number = len(keys)
        gap, stop = LINE, Stop.ENDS
        for raw in line.split(" "):
            length, words, after = known[raw]
            for key, head, start, end, before, following in words:
                gap += before
                code = fixed.get(gap)
                if code is None:
                    is_lower = raw[start].islower()
                    code = break_of(gap, stop=stop, before_lower=is_lower)
                if code == Break.SENTENCE:
                    self.cuts.append(number)
                keys.append(key)
                breaks.append(code)
                starts.append(position + start)
                ends.append(position + end)
                if head is not None:
                    self.heads.append((number, head))
                number += 1
                gap, stop = "", following
            gap += after
            position += length


def _sentences(text: str, words: _Words) -> Iterator[Sentence]:
    keys, breaks = tuple(words.keys), tuple(words.breaks)
    bounds = (words.starts, words.ends)
    mentions = _mentions(words)
    number = 0
    for first, last in pairwise(_bounded((*words.cuts, len(keys)))):
        begun = number
        while number < len(mentions) and mentions[number].first < last:
            number += 1
        members = mentions[begun:number]
        following = words.starts[last] if last < len(keys) else len(text)
        start, stop = _trimmed(text, words.starts[first], following, first == 0)
        yield Sentence(
            text=text[start:stop],
            start=start,
            end=stop,
            first=first,
            keys=keys[first:last],
            breaks=breaks[first:last],
            bounds=bounds,
            mentions=tuple(members),
            kinds=_NO_KINDS.union(*[item.entry.kinds for item in members]),
        )


def _bounded(cuts: tuple[int, ...]) -> list[int]:
    """The cuts, and more of them where there is none for too long."""
    found = list(cuts[:1])
    for first, last in pairwise(cuts):
        found.extend(range(first + _LONGEST_SENTENCE, last, _LONGEST_SENTENCE))
        found.append(last)
    return found


def _mentions(words: _Words) -> list[Mention]:
    keys, breaks, starts, ends = words.keys, words.breaks, words.starts, words.ends
    found: list[Mention] = []
    free, count = 0, len(keys)
    for number, (longer, alone) in words.heads:
        if number < free:
            continue
        entry, last = alone, number
        if longer and number + 1 < count and (candidates := longer.get(keys[number + 1])):
            for rest, candidate in candidates:
                end = number + 2 + len(rest)
                if keys[number + 2 : end] == rest and (
                    max(breaks[number + 1 : end]) <= Break.JOINED
                ):
                    entry, last = candidate, end - 1
                    break
        if entry is not None:
            found.append(Mention(entry, starts[number], ends[last], number, last))
            free = last + 1
    return found


def _trimmed(text: str, start: int, end: int, is_first: bool) -> tuple[int, int]:
    """A sentence without the spaces around it, with the marks that open and close it."""
    if is_first:
        start = 0
    while start > 0 and text[start - 1] in "\"'“‘([#*$":
        start -= 1
    piece = text[start:end]
    stripped = piece.rstrip(" \t\r\n\u00a0\"'“‘([#*$•·-–—")
    if len(stripped) < len(piece) and (close := piece[len(stripped) :][:1]) in "\"'" and close:
        stripped += close
    left = len(stripped) - len(stripped.lstrip())
    return start + left, start + len(stripped)
