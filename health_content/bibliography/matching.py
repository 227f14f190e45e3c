"""Whether a citation and the record that its identifier leads to are the same work."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from health_content.bibliography.record import ReferenceRecord


class Agreement(StrEnum):
    """How a citation stands to a record. ``UNKNOWN``: there is no record to hold it against."""

    UNKNOWN = ""
    AGREES = "agrees"
    INCOMPLETE = "incomplete"
    DIFFERS = "differs"


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that differs. ``cited`` is empty where the citation lacks it."""

    field: str
    cited: str
    found: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came of holding a citation against a record."""

    agreement: Agreement
    differences: tuple[Difference, ...] = ()


def compare(cited: ReferenceRecord, found: ReferenceRecord | None) -> Comparison:
    """Hold a citation against the record its identifier leads to, field by field."""
    if found is None:
        return Comparison(Agreement.UNKNOWN)
    differences = tuple(
        Difference(field, ours, theirs)
        for field, ours, theirs in (
            ("title", cited.title, found.title),
            ("year", str(cited.year or ""), str(found.year or "")),
        )
        if theirs and ours != theirs
    )
    if any(difference.cited for difference in differences):
        return Comparison(Agreement.DIFFERS, differences)
    return Comparison(Agreement.INCOMPLETE if differences else Agreement.AGREES, differences)
