"""Names of journals in full and abbreviated, and sentences that name a study by them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from health_content.bibliography.sentences import starts_like_journal

_KIND = r"(?:stud(?:y|ies)|trial|research|review|meta-?\s?analysis|analysis|paper|article)"
_YEAR = r"(?P<year>(?:19[5-9]|20[0-9])[0-9])"
# Every repetition is bounded, so the time to try one position is bounded too.
_YEAR_FIRST = re.compile(rf"\b{_YEAR}\s(?:[\w-]{{1,24}}\s){{0,4}}{_KIND}\b", re.IGNORECASE)
_YEAR_LAST = re.compile(
    rf"\b{_KIND}\s(?:of|(?:[\w-]{{1,24}}\s){{0,6}}?(?:in|from|published))\s{_YEAR}\b", re.IGNORECASE
)
_IN_JOURNAL = re.compile(
    r"\b(?:in|by|from)\s(?:the\sjournal\s)?(?P<name>(?:[Tt]he\s)?[A-Z][\w&'\u2019-]{0,30}"
    r"(?:\s(?:of|the|and|in|for|on|&|[A-Z][\w&'\u2019-]{0,30})){0,9})"
)
_TELLING = frozenset(
    """journal international research medicine frontiers reviews annals archives nutrition
    metabolism sciences letters reports proceedings acta clinical quarterly bulletin""".split()
)
_SMALL = frozenset("of the and in for on & a an".split())


@dataclass(frozen=True, slots=True)
class NamedStudy:
    """A study named by its ``year`` and, where a journal is named, by that.

    ``start`` and ``end`` are characters of the text.
    """

    year: int
    journal: str
    start: int
    end: int


@lru_cache(maxsize=8192)
def named_study(text: str) -> NamedStudy | None:
    """The first study that a text names by its year ("a 2013 study in ...")."""
    match = _YEAR_FIRST.search(text) or _YEAR_LAST.search(text)
    if match is None:
        return None
    journal, end = "", match.end()
    for place in _IN_JOURNAL.finditer(text, match.start(), match.end() + 160):
        name = place["name"]
        if is_journal(name):
            words = name.split()
            while words and words[-1].casefold() in _SMALL:
                words.pop()
            journal, end = " ".join(words), place.end()
            break
    return NamedStudy(int(match["year"]), journal, match.start(), end)


def is_journal(name: str) -> bool:
    """Whether a name is that of a journal, by its words."""
    words = {word.casefold().strip("'\u2019") for word in name.split()}
    return not _TELLING.isdisjoint(words) or starts_like_journal(name + ".")
