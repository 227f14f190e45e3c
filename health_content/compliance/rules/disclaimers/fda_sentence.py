"""Finding typed copies of the FDA disclaimer, exact ones and others.

The words are looked at once, from anchor to anchor ("evaluated", "intended"); at most
``_REACH`` words around an anchor are read, so the time is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from health_content.compliance.folding import Folded, fold
from health_content.compliance.wording import plain
from health_content.statutory import FDA_PLURAL, FDA_SINGULAR

EXACT = tuple(fold(text.text).text.rstrip(".") for text in (FDA_PLURAL, FDA_SINGULAR))
_FIRST = tuple(text.partition(". ")[0] for text in EXACT)
_SECOND = EXACT[0].partition(". ")[2]

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_REACH = 14
_COMPARED_WORDS = 60
_SHOWN_CHANGES = 5
_POINTING = frozenset("these this those any all our such".split())
_STATEMENTS = frozenset(
    "statement statements claim claims information content article page site website".split()
)
_PRODUCTS = frozenset("product products supplement supplements formula formulas".split())
_DENYING = frozenset("not never nor hasn't haven't isn't aren't wasn't weren't".split())
_JUDGING = frozenset(
    "evaluated reviewed assessed approved endorsed verified cleared examined".split()
)
_MEANT = frozenset({"intended", "meant", "designed", "supposed"})
_STEMS = ("diagnos", "treat", "cure", "curing", "prevent", "mitigat")
_AILMENTS = frozenset("disease diseases illness illnesses condition conditions ailment".split())
_REPORTED = frozenset(
    "say says said saying state states stated read reads print prints printed seen".split()
)


@dataclass(frozen=True, slots=True)
class Copied:
    """A typed copy of the disclaimer or of one of its sentences.

    Places count characters of the text as written; ``first_end`` and ``second_start`` are
    where its first sentence ends and its second begins. ``words`` is what stands there, in
    plain letters with single spaces.
    """

    start: int
    end: int
    first_end: int
    second_start: int
    words: str
    has_first: bool
    has_second: bool

    @property
    def is_exact(self) -> bool:
        return self.words in EXACT

    @property
    def told(self) -> tuple[int, int]:
        """The characters to point at: the first of its sentences that is altered."""
        if not (self.has_first and self.has_second):
            return self.start, self.end
        if self.words.startswith(_FIRST):
            return self.second_start, self.end
        return self.start, self.first_end

    @property
    def is_half(self) -> bool:
        """Whether it is one of the two sentences, exactly, without the other."""
        return self.words in _FIRST or self.words == _SECOND


@lru_cache(maxsize=4096)
def copies_in(text: str) -> tuple[Copied, ...]:
    """Every typed copy in a text, in order."""
    folded = plain(text)
    return tuple(_copies(folded)) if _may_hold(folded.text) else ()


def _copies(folded: Folded) -> Iterator[Copied]:
    matches = list(_WORD.finditer(folded.text))
    words = [match.group() for match in matches]
    seconds = dict(_seconds(words, matches, folded.text))
    spans: list[tuple[int, int | None, int | None, int]] = []
    for begin, agency in _firsts(words, matches, folded.text):
        second = next((it for it in range(agency + 1, agency + 5) if it in seconds), None)
        last = agency if second is None else seconds.pop(second)
        spans.append((begin, agency, second, last))
    spans += [(begin, None, begin, last) for begin, last in seconds.items()]
    for span in sorted(spans, key=lambda span: span[0]):
        first, ends, starts, final = span
        start, end = matches[first].start(), matches[final].end()
        yield Copied(
            start=folded.origin(start),
            end=folded.end(end),
            first_end=0 if ends is None else folded.end(matches[ends].end()),
            second_start=0 if starts is None else folded.origin(matches[starts].start()),
            words=" ".join(folded.text[start:end].split()),
            has_first=ends is not None,
            has_second=starts is not None,
        )


@lru_cache(maxsize=1024)
def changes(typed: Copied) -> str:
    """What was changed, left out and put in, word by word: "“reviewed” for “evaluated”"."""
    words = typed.words.split()[:_COMPARED_WORDS]
    exact = EXACT[1] if words[:2] == ["this", "statement"] else EXACT[0]
    first, _, second = exact.partition(". ")
    if not typed.has_second:
        exact = first
    elif not typed.has_first:
        exact = second
    wanted = exact.split()
    told = []
    for kind, a, b, c, d in SequenceMatcher(None, wanted, words, autojunk=False).get_opcodes():
        missing, added = " ".join(wanted[a:b]), " ".join(words[c:d])
        if kind == "replace":
            told.append(f"“{added}” for “{missing}”")
        elif kind == "delete":
            told.append(f"without “{missing}”")
        elif kind == "insert":
            told.append(f"with “{added}” added")
    more = "; and more" if len(told) > _SHOWN_CHANGES else ""
    return "; ".join(told[:_SHOWN_CHANGES]) + more


def is_reported(text: str, typed: Copied) -> bool:
    """Whether a copy is quoted or told of: 'labels say "This product ..."'.

    Of both sentences only a quotation after a word of saying is told of: a disclaimer of
    one's own may stand in quotation marks too.
    """
    before = plain(text[max(0, typed.start - 80) : typed.start]).text
    words = _WORD.findall(before.rpartition(". ")[2])
    is_quoted = bool(words) and before.rstrip().endswith('"')
    if typed.has_first and typed.has_second:
        return is_quoted and not _REPORTED.isdisjoint(words[-6:])
    return is_quoted or not _REPORTED.isdisjoint(words[-3:])


def _may_hold(text: str) -> bool:
    """The cheap question: enough of the disclaimer's own words, wherever they stand."""
    if "fda" in text or "administration" in text:
        return any(word in text for word in _JUDGING) or any(word in text for word in _MEANT)
    return sum(stem in text for stem in _STEMS) > 2 and any(word in text for word in _MEANT)


def _firsts(words: list[str], matches: list[re.Match[str]], text: str) -> Iterator[tuple[int, int]]:
    """First and last word of what stands for the first sentence."""
    last = -1
    for number, word in enumerate(words):
        if word not in _JUDGING:
            continue
        agency = _agency(words, number)
        denied = _before(words, number, _DENYING, 4)
        if agency is None or denied is None:
            continue
        begin = _subject(words, denied, _STATEMENTS, matches, text)
        if begin is None and word == "evaluated":
            begin = _subject(words, denied, _PRODUCTS, matches, text)
        if begin is not None and agency > last:
            last = agency
            yield begin, agency


def _seconds(
    words: list[str], matches: list[re.Match[str]], text: str
) -> Iterator[tuple[int, int]]:
    """First and last word of what stands for the second sentence."""
    for number, word in enumerate(words):
        if word not in _MEANT:
            continue
        denied = _before(words, number, _DENYING, 3)
        if denied is None:
            continue
        verbs: dict[str, int] = {}
        for place in range(number + 1, min(number + 1 + _REACH, len(words))):
            stem = next((stem for stem in _STEMS if words[place].startswith(stem)), None)
            if stem:
                verbs[stem] = place
        if len(verbs) < 3:
            continue
        begin = _subject(words, denied, _PRODUCTS, matches, text)
        if begin is None:
            continue
        last = max(verbs.values())
        ailments = [i for i in range(last + 1, min(last + 6, len(words))) if words[i] in _AILMENTS]
        yield begin, ailments[0] if ailments else last


def _agency(words: list[str], number: int) -> int | None:
    """The last word of the agency's name within eight words after ``number``."""
    for place in range(number + 1, min(number + 9, len(words))):
        if words[place] == "fda":
            return place
        if words[place] == "food" and "administration" in words[place : place + 4]:
            return words.index("administration", place)
    return None


def _before(words: list[str], number: int, wanted: frozenset[str], reach: int) -> int | None:
    for place in range(number - 1, max(-1, number - 1 - reach), -1):
        if words[place] in wanted:
            return place
    return None


def _subject(
    words: list[str],
    number: int,
    wanted: frozenset[str],
    matches: list[re.Match[str]],
    text: str,
) -> int | None:
    """The word that points at the subject ("these", "any") before ``number``, if there is one."""
    named: int | None = None
    points = False
    for place in range(number - 1, max(-1, number - 1 - _REACH), -1):
        gap = text[matches[place].end() : matches[place + 1].start()]
        if ". " in gap or any(mark in gap for mark in "!?;:\n"):
            break
        if words[place] in wanted:
            named = place
        if words[place] in _POINTING and words[place + 1] not in {"a", "an"}:
            if named is not None:
                return place
            points = True
    # "The statements made on this page": what points stands after the name.
    return named if points else None
