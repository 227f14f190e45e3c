"""Set phrases: words that mean one thing whatever the sentence, found without annotation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from health_content.compliance.folding import Folded, fold

if TYPE_CHECKING:
    from health_content.compliance.material import Copy

Spans = tuple[tuple[int, int], ...]

_MEMORY = 4096
_LOOK_BACK = 60
_DENIAL = re.compile(
    r"\b(?:not|never|no|without|avoid|beware|neither|nor|cannot|against|nobody|nothing)\b|n't\b"
)
_ENDS = re.compile(r"[.!?;\n](?=\s|$)|\n")


@dataclass(slots=True, eq=False)
class _Read:
    """A text in plain letters, and what was found in it."""

    plain: Folded
    spans: dict[Wording, Spans]
    asserted: dict[Wording, Spans]


@lru_cache(maxsize=_MEMORY)
def _read(text: str) -> _Read:
    return _Read(fold(text), {}, {})


def plain(text: str) -> Folded:
    """A text in plain letters; several rules ask for the same one."""
    return _read(text).plain


class Wording:
    """Phrases to look for in plain letters.

    ``phrases`` are regular expressions over lower-case text in which a space also stands
    for a hyphen; they must not repeat without a bound. One of ``cues`` has to stand in the
    text before any of them is tried: most texts hold none. What a text holds is looked for
    once, however often it is judged.
    """

    def __init__(self, *phrases: str, cues: Iterable[str]) -> None:
        whole = "|".join(phrase.replace(" ", r"[ \t-]{1,3}") for phrase in phrases)
        self._pattern = re.compile(rf"(?<!\w)(?:{whole})(?!\w)")
        self._cues = tuple(cues)

    def spans(self, text: str) -> Spans:
        """Where a phrase stands, in characters of the text as written."""
        return self._spans(_read(text))

    def _spans(self, read: _Read) -> Spans:
        found = read.spans.get(self)
        if found is None:
            found = read.spans[self] = tuple(self._search(read.plain))
        return found

    def _search(self, folded: Folded) -> Iterator[tuple[int, int]]:
        text = folded.text
        for cue in self._cues:
            if cue in text:
                for match in self._pattern.finditer(text):
                    yield folded.origin(match.start()), folded.end(match.end())
                return

    def asserted(self, text: str) -> Spans:
        """Where a phrase stands that no "not", "never" or "without" comes before."""
        read = _read(text)
        found = read.asserted.get(self)
        if found is None:
            spans = self._spans(read)
            found = tuple(span for span in spans if not is_denied(text, span[0])) if spans else ()
            read.asserted[self] = found
        return found

    def is_in(self, text: str) -> bool:
        """Whether any of the phrases stands in a text."""
        return bool(self.spans(text))

    def among(self, copies: Iterable[Copy]) -> Iterator[tuple[Copy, int, int]]:
        """Where a phrase is asserted in several stretches of text."""
        for copy in copies:
            for start, end in self.asserted(copy.text):
                yield copy, start, end


def is_denied(text: str, start: int) -> bool:
    """Whether a negation stands shortly before ``start`` in the same sentence."""
    before = plain(text[max(0, start - _LOOK_BACK) : start]).text
    ends = [match.end() for match in _ENDS.finditer(before)]
    return _DENIAL.search(before, ends[-1] if ends else 0) is not None
