"""A text that is being mended and still knows the lines of its source."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TracedText:
    """A text with the source's line for each of its lines, counted from 1."""

    text: str
    origins: tuple[int, ...]

    @classmethod
    def of(cls, text: str, first: int = 1) -> TracedText:
        """A text as it stands, whose first line is this one of the source."""
        return cls(text, tuple(range(first, first + text.count("\n") + 1)))

    def line(self, number: int) -> int:
        """The source's line for a line of this text, both counted from 1."""
        return self.origins[min(max(number, 1), len(self.origins)) - 1]

    def replaced(
        self, pattern: re.Pattern[str], new: Callable[[re.Match[str], int], str]
    ) -> TracedText:
        """Every match replaced by what ``new`` says, which is told the source's line."""
        pieces: list[str] = []
        origins = [self.origins[0]]
        position = line = 0
        for match in pattern.finditer(self.text):
            before = self.text[position : match.start()]
            for _ in range(before.count("\n")):
                line += 1
                origins.append(self.origins[line])
            words = new(match, self.origins[line])
            origins.extend([self.origins[line]] * words.count("\n"))
            line += match[0].count("\n")
            pieces += [before, words]
            position = match.end()
        rest = self.text[position:]
        origins.extend(self.origins[line + 1 : line + 1 + rest.count("\n")])
        return TracedText("".join([*pieces, rest]), tuple(origins))
