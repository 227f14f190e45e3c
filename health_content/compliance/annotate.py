"""Sentences, and in them every mention of the vocabulary: made once, read by all rules.

One pass over the words of a text. Its time is linear in the text: at each word at most the
few phrases that begin with it are compared, and no phrase has more words than the longest
entry of the lexicons.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from health_content.compliance.folding import Folded, fold
from health_content.compliance.lexicons import Entry, vocabulary
from health_content.compliance.shapes import Kind

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_ABBREVIATIONS = frozenset(
    """dr mr mrs ms prof vs etc eg ie e.g i.e fig figs no nos approx al st jr sr inc ltd co corp
    vol pp ca cf resp sp spp subsp var min max mo yr oz lb tbsp tsp dept est""".split()
)
_MEMORY = 4096


@dataclass(frozen=True, slots=True, eq=False)
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


class Break:
    """What stands between two words, from nothing that parts them to a sentence's end."""

    NONE = 0
    JOINED = 1
    COMMA = 2
    CLAUSE = 3
    SENTENCE = 4


@dataclass(frozen=True, slots=True, eq=False)
class Sentence:
    """A sentence, a heading or an entry of a list: characters ``start`` to ``end``.

    ``keys`` are its words in base form, ``breaks`` what stands before each of them
    (:class:`Break`), ``first`` the number of its first word in the text.
    """

    text: str
    start: int
    end: int
    first: int
    keys: tuple[str, ...]
    breaks: tuple[int, ...]
    places: tuple[tuple[int, int], ...]
    mentions: tuple[Mention, ...]
    kinds: frozenset[Kind]

    def of(self, kind: Kind) -> list[Mention]:
        """Its mentions of one kind, in order."""
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
    folded = fold(text)
    return Annotation(text, tuple(_sentences(text, folded)))


def _sentences(text: str, folded: Folded) -> Iterator[Sentence]:
    plain = folded.text
    base = vocabulary().bases
    lookup = vocabulary().base
    places: list[tuple[int, int]] = []
    keys: list[str] = []
    breaks: list[int] = []
    cuts: list[int] = []
    end = 0
    for match in _WORD.finditer(plain):
        start, stop = match.span()
        word = plain[start:stop]
        gap = plain[end:start]
        if gap == " ":
            code = Break.NONE
        else:
            code = _break(
                gap, word if not keys else plain[places[-1][0] : end], text, start, folded
            )
            if code == Break.SENTENCE and keys:
                cuts.append(len(keys))
        places.append((start, stop))
        keys.append(base.get(word) or lookup(word))
        breaks.append(code)
        end = stop
    if not keys:
        return
    mentions = _mentions(text, folded, keys, breaks, places)
    bounds = [0, *cuts, len(keys)]
    number = 0
    for first, last in zip(bounds, bounds[1:], strict=False):
        members = []
        while number < len(mentions) and mentions[number].first < last:
            members.append(mentions[number])
            number += 1
        start = folded.origin(places[first][0])
        following = folded.origin(places[last][0]) if last < len(keys) else len(text)
        start, stop = _trimmed(text, start, following, first == 0)
        kinds = frozenset[Kind]().union(*(item.entry.kinds for item in members))
        yield Sentence(
            text=text[start:stop],
            start=start,
            end=stop,
            first=first,
            keys=tuple(keys[first:last]),
            breaks=tuple(breaks[first:last]),
            places=tuple(places[first:last]),
            mentions=tuple(members),
            kinds=kinds,
        )


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


def _break(gap: str, word: str, text: str, start: int, folded: Folded) -> int:
    """What a gap between two words is; ``word`` is the one before it."""
    if "\n" in gap:
        return Break.SENTENCE
    if any(mark in gap for mark in ".!?\u2026\u2022\u00b7"):
        if gap == ".":
            return Break.JOINED
        if gap[-1:].isspace() or gap[-1:] in "\"'([":
            if gap.startswith(".") and (word in _ABBREVIATIONS or len(word) == 1):
                return Break.COMMA
            following = text[folded.origin(start)]
            if following.islower() and "\u2022" not in gap:
                return Break.CLAUSE
            return Break.SENTENCE
        return Break.CLAUSE
    if ":" in gap or ";" in gap or "(" in gap or ")" in gap or '"' in gap:
        return Break.CLAUSE
    if "\u2013" in gap or "\u2014" in gap or " - " in gap or "|" in gap:
        return Break.CLAUSE
    if "," in gap:
        return Break.COMMA
    return Break.JOINED


def _mentions(
    text: str,
    folded: Folded,
    keys: list[str],
    breaks: list[int],
    places: list[tuple[int, int]],
) -> list[Mention]:
    words = vocabulary()
    phrases, acronyms, shape = words.phrases, words.acronyms, words.shape
    found: list[Mention] = []
    number, count = 0, len(keys)
    while number < count:
        key = keys[number]
        length = 0
        entry: Entry | None = None
        candidates = phrases.get(key)
        if candidates is not None:
            for rest, candidate in candidates:
                size = len(rest)
                if not size or (
                    keys[number + 1 : number + 1 + size] == rest
                    and max(breaks[number + 1 : number + 1 + size]) <= Break.JOINED
                ):
                    entry, length = candidate, size + 1
                    break
        if length <= 1 and key in acronyms:
            start, stop = places[number]
            if text[folded.origin(start) : folded.end(stop)].rstrip("s'’").isupper():
                entry, length = acronyms[key], 1
        if entry is None and (entry := shape(key)) is not None:
            length = 1
        if entry is None:
            number += 1
            continue
        last = number + length - 1
        found.append(
            Mention(
                entry,
                folded.origin(places[number][0]),
                folded.end(places[last][1]),
                number,
                last,
            )
        )
        number += length
    return found
