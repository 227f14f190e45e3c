"""Where a finding stands in the file it was read from: the line, or nothing.

Readers change what they read: they join lines, drop markup, mend quotes. So a sentence is
looked for by its letters and digits alone. Its line is told only where they stand in the
file exactly once; a wrong line would be worse than none.
"""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from health_content.compliance.finding import Finding
from health_content.manuscript import Location

_TOKEN = re.compile(
    r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});|[A-Za-z0-9]+|[^\x00-\x7f]"
)
_MARKUP = re.compile(r"<[^<>]*>|\]\([^()\s]*(?:\s\"[^\"]*\")?\)")
_LINE_END = re.compile(r"\r\n|\r|\n")
_MOST_TRIES = 1000


@dataclass(frozen=True, slots=True)
class Place:
    """Lines and columns of the words found; both count from 1, columns in characters.

    ``end_column`` is the column after the last character.
    """

    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class _Letters:
    """The letters and digits of a text, in runs, and where each run stands.

    ``firsts`` are the numbers of the runs' first letters. Where a run is as long as what it
    was written with, its letters stand side by side; else it is one thing, as an entity is.
    """

    text: str
    firsts: list[int]
    starts: list[int]
    ends: list[int]

    def start_of(self, letter: int) -> int:
        """Where a letter begins in the text as written."""
        run, offset = self._run(letter)
        return self.starts[run] + offset

    def end_of(self, letter: int) -> int:
        """Where a letter ends in the text as written."""
        run, offset = self._run(letter)
        return self.starts[run] + offset + 1 if self._is_plain(run) else self.ends[run]

    def _run(self, letter: int) -> tuple[int, int]:
        run = bisect_right(self.firsts, letter) - 1
        return run, letter - self.firsts[run] if self._is_plain(run) else 0

    def _is_plain(self, run: int) -> bool:
        last = run + 1 == len(self.firsts)
        following = len(self.text) if last else self.firsts[run + 1]
        return following - self.firsts[run] == self.ends[run] - self.starts[run]

    def places_of(self, wanted: str) -> list[int]:
        """Where ``wanted`` stands as whole words; at most two places are looked for.

        What stands inside other words a thousand times is given as two places: uncertain.
        """
        found: list[int] = []
        at = self.text.find(wanted)
        for _ in range(_MOST_TRIES):
            if at < 0 or len(found) == 2:
                return found
            if self._is_edge(at) and self._is_edge(at + len(wanted)):
                found.append(at)
            at = self.text.find(wanted, at + 1)
        return [0, at]

    def _is_edge(self, at: int) -> bool:
        if at in (0, len(self.text)):
            return True
        return self.end_of(at - 1) != self.start_of(at)


class SourceText:
    """A decoded source, in which the sentences of its manuscript can be found again."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _lines(self) -> list[int]:
        return [0, *(match.end() for match in _LINE_END.finditer(self.text))]

    @cached_property
    def _readings(self) -> list[_Letters]:
        """The letters with markup, and without it where there is any.

        With it a sentence in a tag's attribute counts too, without it one that a tag
        interrupts. Both are asked, so that neither is taken for the other.
        """
        plain = _MARKUP.sub(_blank, self.text)
        texts = [self.text] if plain == self.text else [self.text, plain]
        return [_letters(text) for text in texts]

    def place_of(self, finding: Finding) -> Place | None:
        """Where the words of a finding stand; ``None`` where that is not certain."""
        excerpt = finding.excerpt
        before = finding.span.start - finding.excerpt_start
        if before < 0 or finding.span.location == Location(("slug",)):
            return None
        quote = excerpt[before : before + len(finding.quote)]
        lead, said = _letters(excerpt[:before]).text, _letters(quote).text
        wanted = _letters(excerpt).text
        if not said:
            return None
        hits: dict[int, tuple[_Letters, int]] = {}
        for letters in self._readings:
            for at in letters.places_of(wanted):
                hits.setdefault(letters.start_of(at), (letters, at))
        if len(hits) != 1:
            return None
        ((letters, at),) = hits.values()
        first = letters.start_of(at + len(lead))
        last = letters.end_of(at + len(lead) + len(said) - 1)
        return self._place(*self._with_marks(quote, first, last))

    def _with_marks(self, quote: str, first: int, last: int) -> tuple[int, int]:
        """The place with the marks that the quote begins and ends with, where they stand there."""
        marks = "".join({it for it in quote if not it.isalnum()})
        opening = quote[: len(quote) - len(quote.lstrip(marks))]
        closing = quote[len(quote.rstrip(marks)) :]
        if opening and self.text[:first].endswith(opening):
            first -= len(opening)
        if closing and self.text.startswith(closing, last):
            last += len(closing)
        return first, last

    def _place(self, first: int, last: int) -> Place:
        line = bisect_right(self._lines, first)
        end_line = bisect_right(self._lines, last - 1)
        return Place(
            line,
            first - self._lines[line - 1] + 1,
            end_line,
            last - self._lines[end_line - 1] + 1,
        )


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _letters(text: str) -> _Letters:
    found: list[str] = []
    firsts: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    count = 0
    for match in _TOKEN.finditer(text):
        letters = match[0]
        if letters[0] == "&" or not letters.isascii():
            plain = unicodedata.normalize("NFD", html.unescape(letters)).lower()
            letters = "".join(filter(str.isalnum, plain))
        if letters:
            found.append(letters)
            firsts.append(count)
            starts.append(match.start())
            ends.append(match.end())
            count += len(letters)
    return _Letters("".join(found).lower(), firsts, starts, ends)
