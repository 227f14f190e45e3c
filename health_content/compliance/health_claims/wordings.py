"""Claims admitted as worded, and texts that are one of them altered or cut.

A wording may hold optional words in ``[brackets]`` and ``<what the source leaves open>``, up
to eight words of it. Case, punctuation, quotes and spaces do not matter. A wording may run
over sentences, and only all of them together are the claim: cut before "However, the FDA has
concluded ..." a qualified claim is an ordinary disease claim.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from health_content.compliance.folding import fold
from health_content.compliance.health_claims.claim import HealthClaim

MOST_CHARACTERS = 1500
"""Longer than any wording: texts beyond it are not looked at."""

_WORD = re.compile(r"[^\W_]+")
_PIECE = re.compile(r"\[([^\]]*)\]|<([^>]*)>|([^\[<]+)")
_OPEN_WORDS = 8
_ALIKE = 0.6
_KEPT = 0.45
_OPEN = "\0"

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Alteration:
    """How a text differs from the wording of ``claim`` that it is most like.

    ``changes`` are pairs of what the wording says and what the text says instead, either
    of which may be empty.
    """

    claim: HealthClaim
    changes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Wording:
    claim: HealthClaim
    words: Words
    counts: Counter[str]


class Wordings:
    """The wordings of some claims, ready to be looked up."""

    def __init__(self, claims: Iterable[HealthClaim]) -> None:
        self._first: dict[str, list[_Wording]] = {}
        self._diseases: dict[frozenset[str], list[_Wording]] = {}
        for claim in claims:
            diseases = [_stems(words_of(disease)) for disease in claim.diseases]
            for words in _expanded(claim.text):
                wording = _Wording(claim, words, Counter(words))
                self._first.setdefault(words[0], []).append(wording)
                for disease in diseases:
                    self._diseases.setdefault(disease, []).append(wording)

    def exact(self, text: str) -> HealthClaim | None:
        """The claim that a whole text is, word for word, or ``None``."""
        words = words_of(text) if len(text) <= MOST_CHARACTERS else ()
        if not words:
            return None
        candidates = (*self._first.get(words[0], ()), *self._first.get(_OPEN, ()))
        return next((item.claim for item in candidates if _is(item.words, words)), None)

    def altered(self, text: str) -> Alteration | None:
        """The claim that a text is an altered or cut form of, with what differs, or ``None``.

        A text is one where it names the claim's disease and keeps most of the wording's
        words in their order.
        """
        words = words_of(text) if len(text) <= MOST_CHARACTERS else ()
        if len(words) < 5:
            return None
        counts = Counter(words)
        stems = _stems(words)
        best: tuple[float, _Wording] | None = None
        for disease, members in self._diseases.items():
            if not disease <= stems:
                continue
            for wording in members:
                shared = (counts & wording.counts).total()
                # Two wordings can be no more alike than their words are in any order.
                if 2 * shared < _ALIKE * (len(words) + len(wording.words)):
                    continue
                alike = SequenceMatcher(None, wording.words, words, autojunk=False)
                ratio = alike.ratio()
                kept = ratio * (len(words) + len(wording.words)) / 2
                if ratio < _ALIKE or kept < _KEPT * len(wording.words):
                    continue
                if best is None or ratio > best[0]:
                    best = (ratio, wording)
        if best is None or self.exact(text):
            return None
        return Alteration(best[1].claim, _changes(best[1].words, words))


def words_of(text: str) -> Words:
    """The words of a text in plain lower case, without punctuation."""
    return tuple(_WORD.findall(fold(text).text))


def _stems(words: Words) -> frozenset[str]:
    """The words without the s of a plural."""
    return frozenset(word.rstrip("s") for word in words)


def _changes(wording: Words, words: Words) -> tuple[tuple[str, str], ...]:
    found = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, wording, words, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        before = " ".join(word for word in wording[i1:i2] if word != _OPEN)
        if _OPEN in wording[i1:i2] and not before and j2 - j1 <= _OPEN_WORDS:
            continue
        found.append((before, " ".join(words[j1:j2])))
    return tuple(found)


def _is(wording: Words, words: Words) -> bool:
    """Whether words are a wording, its open parts filled with one to eight words each."""
    if _OPEN not in wording:
        return wording == words
    reached = {0}
    for part in wording:
        if part == _OPEN:
            reached = {
                place + step
                for place in reached
                for step in range(1, _OPEN_WORDS + 1)
                if place + step <= len(words)
            }
        else:
            reached = {
                place + 1 for place in reached if place < len(words) and words[place] == part
            }
    return len(words) in reached


def _expanded(text: str) -> list[Words]:
    """The wording with each of its optional parts and without."""
    found: list[Words] = [()]
    for optional, opened, plain in _PIECE.findall(text):
        if opened:
            found = [(*words, _OPEN) for words in found]
        elif optional:
            found = [*found, *((*words, *words_of(optional)) for words in found)]
        else:
            found = [(*words, *words_of(plain)) for words in found]
    return found
