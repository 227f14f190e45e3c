"""What an import did or would do, told row by row as far as anybody reads."""

from __future__ import annotations

from dataclasses import dataclass, field

TOLD_AT_MOST = 200


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row cannot be imported, and what to do. ``column`` is empty for a whole row."""

    line: int
    message: str
    column: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of an entry, before and after, as the text of a cell."""

    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Changed:
    """An entry of the registry that a row changes."""

    line: int
    name: str
    differences: tuple[Difference, ...]


@dataclass(slots=True)
class Report:
    """Counts of all rows, with the first :data:`TOLD_AT_MOST` of each kind spelt out."""

    what: str = ""
    created: int = 0
    unchanged: int = 0
    changed_count: int = 0
    refused: int = 0
    names: list[tuple[int, str]] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def total(self) -> int:
        """All rows that were read."""
        return self.created + self.unchanged + self.changed_count + self.refused

    def add_created(self, line: int, name: str) -> None:
        """Count an entry that is new."""
        self.created += 1
        if len(self.names) < TOLD_AT_MOST:
            self.names.append((line, name))

    def add_changed(self, line: int, name: str, differences: tuple[Difference, ...]) -> None:
        """Count an entry of which fields differ."""
        self.changed_count += 1
        if len(self.changed) < TOLD_AT_MOST:
            self.changed.append(Changed(line, name, differences))

    def add_refused(self, *problems: Problem) -> None:
        """Count a row that cannot be imported."""
        self.refused += 1
        if len(self.problems) < TOLD_AT_MOST:
            self.problems.extend(problems)
