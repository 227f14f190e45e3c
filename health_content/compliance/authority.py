"""What a rule stands on: the law, the guidance or the program's terms, and when it was read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Authority:
    """A citation with its title and link; ``read_on`` is the day its text was last read.

    ``is_secondary`` where only a copy or a report of it was open to us.
    """

    citation: str
    title: str
    url: str
    read_on: date
    is_secondary: bool = False
