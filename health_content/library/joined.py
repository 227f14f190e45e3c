"""What is known of a source after several entries of the library became one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone

from health_content.bibliography.notices import Notice
from health_content.bibliography.status import GRAVITY, WorkStatus, decide, merged
from health_content.library.looked_up import forget_record
from health_content.library.references import Reference
from health_content.library.source_status import (
    PERSON,
    is_taken_back,
    known_notices,
    note_told,
    teller_of,
)

IDENTIFIERS = ("doi", "pmid", "pmcid")

_RECORD_FIELDS = ("record", "record_source", "lookup", "looked_up_at", "conflict")


@dataclass(frozen=True, slots=True)
class Side:
    """What one entry knew before it was joined with others."""

    identifiers: Mapping[str, str]
    looked_up: Mapping[str, Any]
    notices: tuple[Notice, ...]
    status: WorkStatus
    source: str
    checked_at: datetime | None = field(default=None)

    @classmethod
    def of(cls, reference: Reference) -> Side:
        """What an entry knows now."""
        return cls(
            {name: str(getattr(reference, name)).casefold() for name in IDENTIFIERS},
            {name: getattr(reference, name) for name in _RECORD_FIELDS},
            tuple(known_notices(reference)),
            WorkStatus(reference.status),
            reference.status_source,
            reference.status_checked_at,
        )

    def is_of(self, reference: Reference) -> bool:
        """Whether its identifiers are those that an entry has now."""
        ours = {name: value for name, value in self.identifiers.items() if value}
        return bool(ours) and all(
            getattr(reference, name).casefold() == value for name, value in ours.items()
        )

    @property
    def floor(self) -> WorkStatus:
        """The grave status that it had without a notice on file that says so."""
        is_explained = decide(self.notices, was_checked=False) is self.status
        return WorkStatus.UNKNOWN if is_explained else self.status


def join(kept: Reference, own: Side, others: Sequence[Side]) -> None:
    """Have an entry know what it and others knew, by the identifiers it has now. Does not save.

    Records, and that nothing was published on a work, hold for its identifiers alone. What is
    grave is taken over from all: somebody says that they are one work, and a retraction must not
    be lost by that. What a person said of the kept entry is changed by graver news alone.
    """
    if any(own.identifiers.values()) and not own.is_of(kept):
        forget_record(kept)
    sides = [own, *others]
    fitting = [side for side in sides if side.is_of(kept)]
    if not kept.record:
        found = next((side for side in fitting if side.looked_up["record"]), None)
        for name, value in (found.looked_up if found else {}).items():
            setattr(kept, name, value)
    notices: tuple[Notice, ...] = ()
    for side in sides:
        notices = merged(notices, side.notices)
    kept.notices = [notice.as_data() for notice in notices]
    kept.status_due_at = None
    kept.__dict__.pop("comparison", None)
    _decide(kept, own, sides, fitting, notices)
    # Of the identifiers that it has now, lists may tell what none of them knew.
    note_told(kept, (), source="", was_checked=False, now=timezone.now())


def _decide(
    kept: Reference,
    own: Side,
    sides: Sequence[Side],
    fitting: Sequence[Side],
    notices: Sequence[Notice],
) -> None:
    was_checked = any(side.status is WorkStatus.CURRENT for side in fitting)
    status = decide(notices, was_checked=was_checked)
    for side in sides:
        lasts = side.source == PERSON or not is_taken_back(side.status, notices)
        if lasts and GRAVITY[side.floor] > GRAVITY[status]:
            status = side.floor
    if own.source == PERSON and own.status is not WorkStatus.UNKNOWN:
        is_news = len(merged(own.notices, notices)) > len(own.notices)
        has_floor = any(side.floor is status for side in sides if side is not own)
        if not (is_news or has_floor) or GRAVITY[status] <= GRAVITY[own.status]:
            kept.status, kept.status_source = own.status.value, own.source
            return
    teller = next((side for side in sides if side.status is status), None)
    kept.status = status.value
    kept.status_source = teller.source if teller else teller_of(notices, status)
    kept.status_checked_at = teller.checked_at if teller else None
    if status is WorkStatus.UNKNOWN:
        kept.status_source, kept.status_checked_at = "", None
