"""Keeping what a look-up found out about a source, apart from what is cited."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Protocol

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from health_content.bibliography.notices import Notice, NoticeKind
from health_content.bibliography.record import ReferenceRecord
from health_content.bibliography.status import TAINTED
from health_content.bibliography.study import StudyKind
from health_content.library.references import Reference
from health_content.library.source_status import (
    PERSON,
    SERVICES,
    STATUS_FIELDS,
    known_notices,
    note_told,
)

_KEPT = (
    "lookup",
    "looked_up_at",
    "record",
    "record_source",
    "conflict",
    *STATUS_FIELDS,
)


NOTICE_LABELS: dict[NoticeKind, Any] = {
    NoticeKind.CORRECTION: _("correction"),
    NoticeKind.CONCERN: _("expression of concern"),
    NoticeKind.REINSTATEMENT: _("reinstatement"),
    NoticeKind.WITHDRAWAL: _("withdrawal"),
    NoticeKind.RETRACTION: _("retraction"),
}


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
    def conflict(self) -> str:
        """In words, that the identifiers lead to different works; else empty."""

    @property
    def notice_of(self) -> str | None:
        """Where it is itself a notice on other works, the kind of :class:`NoticeKind`."""

    @property
    def notice_about(self) -> tuple[str, ...]:
        """Those works, by their identifiers."""

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
    elif looked_up.outcome == Reference.Lookup.NOT_FOUND:
        reference.record, reference.record_source = {}, ""
    reference.__dict__.pop("comparison", None)
    if looked_up.outcome != Reference.Lookup.UNREACHED:
        reference.conflict = conflict_of(looked_up)
        note_told(
            reference,
            looked_up.notices,
            source=looked_up.source,
            # That nothing was published on a notice says nothing of the work that it is about.
            was_checked=looked_up.was_checked and not looked_up.notice_of,
            now=now,
        )
    reference.save(update_fields=_KEPT)
    _keep_apart(reference, "study_kind", looked_up.study.value)
    _keep_apart(reference, "open_access_url", looked_up.open_access_url)


def conflict_of(looked_up: LookedUp) -> str:
    """In words, why what was found may not be what is meant; empty where it may."""
    if not looked_up.notice_of:
        return looked_up.conflict
    told = gettext("This is itself a notice (%(kind)s) about %(works)s.") % {
        "kind": NOTICE_LABELS[NoticeKind(looked_up.notice_of)],
        "works": ", ".join(looked_up.notice_about) or gettext("another work"),
    }
    return f"{looked_up.conflict} {told}".strip()


def _keep_apart(reference: Reference, name: str, value: str) -> None:
    """By itself: pages may be refused for it, which must not keep a retraction from being told.

    An address is judged like any other: it may be a paid one.
    """
    if not value or getattr(reference, name):
        return
    column: Any = Reference._meta.get_field(name)
    try:
        setattr(reference, name, column.clean(value, reference))
        reference.save(update_fields=[name])
    except ValidationError:
        setattr(reference, name, "")


def use_record(reference: Reference) -> None:
    """Have the true record as what is cited. Does not save.

    Raises ``LookupError`` where there is none.
    """
    record = reference.true_record()
    if record is None:
        raise LookupError("There is no record of this source.")
    reference.take_fields(record, Reference.FieldsFrom.RECORD)
    reference.citation = reference.entry


def forget_record(reference: Reference, *, is_same_work: bool = False) -> None:
    """Its identifiers are others now, so nothing is known of what they lead to. Does not save.

    Called once the reference has them. What a person said of it stays, and what loaded lists
    say of the new identifiers is noted; ``is_same_work`` where an identifier only came to those
    that stay, so that notices still hold. A grave status that no service is known to have told
    stays, too: somebody may have set it by hand.
    """
    reference.record, reference.record_source, reference.conflict = {}, "", ""
    reference.lookup, reference.looked_up_at = Reference.Lookup.NEVER, None
    reference.__dict__.pop("comparison", None)
    known = known_notices(reference)
    told_by_people = [notice for notice in known if notice.source == PERSON]
    reference.notices = [each.as_data() for each in (known if is_same_work else told_by_people)]
    reference.status_due_at = None
    is_grave = reference.status in TAINTED
    is_told = reference.status_source in SERVICES
    holds = reference.status_source == PERSON or (is_grave and (is_same_work or not is_told))
    if not holds:
        reference.status, reference.status_source = Reference.Status.UNKNOWN, ""
        reference.status_checked_at = None
    note_told(reference, (), source="", was_checked=False, now=timezone.now())
