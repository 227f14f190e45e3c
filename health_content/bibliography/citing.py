"""Citations in running text: bracketed numbers of the reference list, ``[3]``, ``[1, 4–6]``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

CITATION = re.compile(r"\[([0-9]{1,3}(?:\s*[,;–-]\s*[0-9]{1,3})*)\]")
_PART = re.compile(r"([0-9]{1,3})(?:(\s*[–-]\s*)([0-9]{1,3}))?(\s*[,;]\s*)?")
# Two numbers: what a confidence interval looks like, too.
_PAIR = re.compile(r"[0-9]+\s*[,;–-]\s*[0-9]+")
_UNITS = (
    r"(?:%|(?:k|m|µ|μ|mc|n)?g|kg|[mdµμ]?[lL]|(?:m|µ|μ|n|p)?mol|IU|mm ?Hg|[mck]?m|mSv|"
    r"(?:k?cal|kJ|years?|months?|weeks?|days?|hours?|minutes?|points?|percent)\b)"
)
_BEFORE_INTERVAL = re.compile(
    r"(?:\b(?:CIs?|CrIs?|IQRs?|(?i:confidence|credible|prediction|range|ranges|intervals?|limits|"
    r"ranging|ranged)))(?:\s+(?:of|was|were|is|from|between))?\s*[:=,(]?\s*$"
    rf"|[0-9]\s?{_UNITS}(?:/[\w ]{{1,8}})?\s*[,(]?\s*$"
)

CONTEXT = 40
"""How many characters before a bracket tell whether it is a citation."""


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


def parts_of(inner: str, entries: int, before: str = "") -> tuple[Cited, ...]:
    """What stands between a citation's brackets; nothing if it cites no list of ``entries``.

    A number beyond the list, or a range that runs backwards, makes the whole no citation:
    ``[2019]`` and ``[9–4]`` are left as they are. ``before`` are the words before the
    bracket: two numbers after "95% CI", "range" or "5 mg" are an interval.
    """
    if _PAIR.fullmatch(inner) and _BEFORE_INTERVAL.search(before[-CONTEXT:]):
        return ()
    parts = tuple(
        Cited(int(first), int(last or first), dash or "", separator or "")
        for first, dash, last, separator in _PART.findall(inner)
    )
    is_sound = all(1 <= part.first <= part.last <= entries for part in parts)
    return parts if is_sound else ()


def cited_numbers(text: str, entries: int) -> Iterator[int]:
    """The numbers that a text cites of a list of ``entries``, in reading order."""
    for match in CITATION.finditer(text):
        before = text[max(0, match.start() - CONTEXT) : match.start()]
        for part in parts_of(match[1], entries, before):
            yield from part.numbers
