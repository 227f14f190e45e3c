"""Keeping what a look-up found out about a source, apart from what is cited."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from django.core.exceptions import ValidationError
from django.utils import timezone

from health_content.bibliography.notices import Notice
from health_content.bibliography.record import ReferenceRecord
from health_content.bibliography.study import StudyKind
from health_content.library.references import Reference
from health_content.library.source_status import STATUS_FIELDS, note_told

_KEPT = (
    "lookup",
    "looked_up_at",
    "record",
    "record_source",
    "open_access_url",
    *STATUS_FIELDS,
)


class LookedUp(Protocol):
    """What came of asking for the record that identifiers lead to."""

    @property
    def outcome(self) -> str:
        """One of :class:`Reference.Lookup`, never the empty one."""

    @property
    def record(self) -> ReferenceRecord | None:
        """The record, where it was found."""

    @property
    def source(self) -> str:
        """Who gave it."""

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What was published on the work since."""

    @property
    def study(self) -> StudyKind:
        """The kind of study that the source tells."""

    @property
    def open_access_url(self) -> str:
        """Where everybody may read it."""

    @property
    def was_checked(self) -> bool:
        """Whether somebody was asked for notices who would know."""


def keep(reference: Reference, looked_up: LookedUp, now: datetime | None = None) -> None:
    """Store what a look-up found out. What is cited stays as it is.

    Nobody being reached changes nothing but that. Raises ``ValidationError`` where the gate
    refuses a status that is less grave than the one before.
    """
    now = now or timezone.now()
    reference.lookup = looked_up.outcome
    reference.looked_up_at = now
    if looked_up.outcome == Reference.Lookup.FOUND and looked_up.record is not None:
        reference.record = looked_up.record.to_csl()
        reference.record_source = looked_up.source
        reference.open_access_url = reference.open_access_url or looked_up.open_access_url
    elif looked_up.outcome == Reference.Lookup.NOT_FOUND:
        reference.record, reference.record_source = {}, ""
    if looked_up.outcome != Reference.Lookup.UNREACHED:
        note_told(
            reference,
            looked_up.notices,
            source=looked_up.source,
            was_checked=looked_up.was_checked,
            now=now,
        )
    reference.save(update_fields=_KEPT)
    if looked_up.study and not reference.study_kind:
        _keep_study(reference, looked_up.study)


def _keep_study(reference: Reference, study: StudyKind) -> None:
    """By itself: pages may be refused for a kind of study, which must not keep a retraction."""
    reference.study_kind = study.value
    try:
        reference.save(update_fields=["study_kind"])
    except ValidationError:
        reference.study_kind = ""


def use_record(reference: Reference) -> None:
    """Have the true record as what is cited. Does not save.

    Raises ``LookupError`` where there is none.
    """
    record = reference.true_record()
    if record is None:
        raise LookupError("There is no record of this source.")
    reference.take_fields(record, Reference.FieldsFrom.RECORD)
    reference.citation = reference.entry


def forget_record(reference: Reference) -> None:
    """Its identifiers are others now, so nothing is known of what they lead to. Does not save."""
    reference.record, reference.record_source = {}, ""
    reference.lookup, reference.looked_up_at = Reference.Lookup.NEVER, None
    reference.notices, reference.status_due_at = [], None
