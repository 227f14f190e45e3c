"""Where something stands in an article: a content path that survives reordering."""

from __future__ import annotations

from dataclasses import dataclass
from functools import total_ordering


@total_ordering
@dataclass(frozen=True, slots=True)
class Location:
    """An address made of field names and block ids, never of positions.

    ``body.<block id>.items.<item id>.html`` is the same form as Wagtail's content
    paths, so the editor can jump to it, and moving a block does not move the blame.
    """

    path: tuple[str, ...] = ()

    @classmethod
    def parse(cls, text: str) -> Location:
        """Read the dotted form back. An empty string is the article itself."""
        return cls(tuple(text.split("."))) if text else cls()

    def __truediv__(self, step: str) -> Location:
        return Location((*self.path, step))

    def __str__(self) -> str:
        return ".".join(self.path)

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Location):
            return NotImplemented
        return self.path < other.path

    def is_within(self, other: Location) -> bool:
        """Whether this is ``other`` or lies inside it."""
        return self.path[: len(other.path)] == other.path


@dataclass(frozen=True, slots=True)
class Span:
    """Characters ``start`` up to, not including, ``end`` of the text at a location."""

    location: Location
    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"A span needs 0 <= start <= end, not {self.start}..{self.end}.")
