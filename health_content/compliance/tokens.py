"""What stands between two spaces: its words, what they may begin, and the marks around them.

Worked out once and remembered, since a language uses few words and these again and again.
"""

from __future__ import annotations

import re
from enum import IntEnum
from functools import cache

from health_content.compliance.folding import fold
from health_content.compliance.lexicons import Entry, vocabulary

# A quotation may change the first letter of a word: "[c]alms".
_WORD = re.compile(r"[^\W_]+(?:['\]][^\W_]+)?")
_ABBREVIATIONS = frozenset(
    """vs etc eg ie fig figs no nos approx al jr sr inc ltd co corp vol pp
    ca cf resp sp spp subsp var min max mo yr oz lb tbsp tsp dept est""".split()
)
_TITLES = frozenset("dr mr mrs ms prof st".split())
_REMEMBERED = 50_000
_LONGEST_REMEMBERED = 120

Head = tuple[dict[str, list[tuple[list[str], Entry]]], Entry | None]
"""What may begin at a word: longer phrases by their second word, longest first, with what
follows that; and what the word is by itself."""
Word = tuple[str, Head | None, int, int, str, "Stop"]
"""A word's base form, its head, its start and end in the token, the marks before it, and what a
full stop after it is."""
Token = tuple[int, tuple[Word, ...], str]
"""Its length with the space after it, its words, and the marks after the last of them."""

LINE = "\n"
"""The gap before the first word of a line."""


class Break:
    """What stands between two words, from nothing that parts them to a sentence's end."""

    NONE = 0
    JOINED = 1
    COMMA = 2
    COLON = 3
    CLAUSE = 4
    SENTENCE = 5


class Stop(IntEnum):
    """What a full stop after a word is: an end, perhaps a part of it, or certainly one."""

    ENDS = 0
    MAY_BELONG = 1
    BELONGS = 2


FIXED_BREAKS = {
    LINE: Break.SENTENCE,
    " ": Break.NONE,
    ", ": Break.COMMA,
    "; ": Break.CLAUSE,
    ": ": Break.COLON,
    ") ": Break.CLAUSE,
    " (": Break.CLAUSE,
    "-": Break.JOINED,
    ",": Break.JOINED,
}
"""The commonest marks, which mean the same before and after any word."""


def break_of(gap: str, *, stop: Stop, before_lower: bool) -> int:
    """What the marks between two words of one line are.

    ``stop``: what a full stop after the first word is; ``before_lower``: whether the second
    begins with a small letter, as in "E. coli".
    """
    if gap[0] == LINE:
        return Break.SENTENCE
    if any(mark in gap for mark in ".!?\u2026\u2022\u00b7"):
        if gap == ".":
            return Break.JOINED
        if gap[-1].isspace() or gap[-1] in "\"'([":
            if gap[0] == "." and stop:
                is_one = gap == ". " and (before_lower or stop is Stop.BELONGS)
                return Break.JOINED if is_one else Break.COMMA
            if before_lower and "\u2022" not in gap:
                return Break.COMMA if _is_omission(gap) else Break.CLAUSE
            return Break.SENTENCE
        return Break.CLAUSE
    if gap.strip() == ":":
        return Break.COLON
    if any(mark in gap for mark in (":", ";", "(", ")", "\u2013", "\u2014", " - ", "|")):
        return Break.CLAUSE
    return Break.COMMA if "," in gap else Break.JOINED


def _is_omission(gap: str) -> bool:
    """Whether the marks say that words were left out: "helps . . . reduce"."""
    return "\u2026" in gap or "..." in gap.replace(" ", "")


def _stop_after(word: str) -> Stop:
    if word in _TITLES:
        return Stop.BELONGS
    return Stop.MAY_BELONG if len(word) == 1 or word in _ABBREVIATIONS else Stop.ENDS


class Tokens(dict[str, Token]):
    """Every token that was read, by what was written."""

    def __init__(self) -> None:
        super().__init__()
        self.heads: dict[str, Head] = {}

    def __missing__(self, raw: str) -> Token:
        token = self._read(raw)
        if len(raw) <= _LONGEST_REMEMBERED:
            if len(self) >= _REMEMBERED:
                self.clear()
                self.heads.clear()
            self[raw] = token
        return token

    def _read(self, raw: str) -> Token:
        folded = fold(raw)
        words: list[Word] = []
        end = 0
        for match in _WORD.finditer(folded.text):
            word = match[0].replace("]", "")
            first, last = folded.origin(match.start()), folded.end(match.end())
            key = vocabulary().base(word)
            head = self._head(key, is_upper=raw[first:last].rstrip("s'’").isupper())
            gap = folded.text[end : match.start()]
            words.append((key, head, first, last, gap, _stop_after(word)))
            end = match.end()
        return len(raw) + 1, tuple(words), folded.text[end:] + " "

    def _head(self, key: str, *, is_upper: bool) -> Head | None:
        known = self.heads.get(key)
        if known is None:
            longer: dict[str, list[tuple[list[str], Entry]]] = {}
            alone: Entry | None = None
            for rest, entry in vocabulary().phrases.get(key, ()):
                if rest:
                    longer.setdefault(rest[0], []).append((rest[1:], entry))
                else:
                    alone = entry
            known = self.heads[key] = (longer, alone or vocabulary().shape(key))
        acronym = vocabulary().acronyms.get(key) if is_upper else None
        if acronym is not None:
            known = (known[0], acronym)
        return known if known[0] or known[1] else None


@cache
def tokens() -> Tokens:
    """The tokens known to this process."""
    return Tokens()
