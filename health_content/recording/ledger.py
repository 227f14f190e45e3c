"""Appending to the ledger, and proving that nothing in it was changed.

Whoever appends holds the end of the chain (one row) until the transaction ends, so records of
concurrent writers form one chain, and a record exists exactly when what it records does.
Whoever goes live takes it first, with :func:`hold`; so what is judged and what is saved are
the same, also where somebody changes an entry of the library at that moment.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, transaction
from django.utils import timezone

from health_content.compliance.rule import RULE_SET_VERSION
from health_content.library.ledger import ComplianceRecord, Door, Event, LedgerHead, Outcome
from health_content.library.pseudonyms import Pseudonym

_HASHED = (
    "number",
    "recorded_at",
    "event",
    "outcome",
    "door",
    "channel",
    "who",
    "subject_type",
    "subject_id",
    "subject_title",
    "revision_id",
    "content_hash",
    "rule_set",
    "payload",
    "previous_hash",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """What is to be recorded. ``user`` becomes a pseudonym; ``payload`` must be JSON."""

    event: Event
    outcome: Outcome
    subject: Any = None
    door: Door = Door.NONE
    user: Any = None
    channel: str = ""
    revision_id: int | None = None
    content_hash: str = ""
    payload: dict[str, Any] = field(default_factory=dict)


def hold() -> LedgerHead:
    """Take the end of the chain until the transaction ends. Needs a transaction."""
    head = LedgerHead.objects.select_for_update().filter(pk=1).first()
    if head is not None:
        return head
    try:
        with transaction.atomic():
            LedgerHead.objects.create(pk=1)
    except IntegrityError:
        pass
    return LedgerHead.objects.select_for_update().get(pk=1)


@transaction.atomic
def append(entry: Entry) -> ComplianceRecord:
    """Write one record at the end of the chain."""
    head = hold()
    subject = entry.subject
    record = ComplianceRecord(
        number=head.number + 1,
        # As precise as every database keeps it, so that the hash can be made again.
        recorded_at=timezone.now(),
        event=entry.event,
        outcome=entry.outcome,
        door=entry.door,
        channel=entry.channel,
        who=Pseudonym.of(entry.user),
        subject_type=subject._meta.label_lower if subject is not None else "",
        subject_id=str(subject.pk or "") if subject is not None else "",
        subject_title=str(subject)[:255] if subject is not None else "",
        revision_id=entry.revision_id,
        content_hash=entry.content_hash,
        rule_set=RULE_SET_VERSION,
        payload=json.loads(_json(entry.payload)),
        previous_hash=head.hash,
    )
    record.hash = hash_of(record)
    record.save()
    head.number, head.hash = record.number, record.hash
    head.save(update_fields=["number", "hash"])
    return record


def hash_of(record: ComplianceRecord) -> str:
    """The SHA-256 over all of a record but its hash, in one fixed way of writing it."""
    values = {name: getattr(record, name) for name in _HASHED}
    values["recorded_at"] = record.recorded_at.isoformat()
    return hashlib.sha256(_json(values).encode()).hexdigest()


def problems() -> Iterator[str]:
    """What is wrong with the chain, a sentence each; nothing where it is whole.

    Reads record by record and keeps none of them.
    """
    before: ComplianceRecord | None = None
    for record in ComplianceRecord.objects.order_by("number").iterator():
        if hash_of(record) != record.hash:
            yield f"Record {record.number} was changed: its hash is not that of its contents."
        if before is None:
            yield from _first_problems(record)
        elif record.number != before.number + 1:
            yield f"Records {before.number + 1} to {record.number - 1} are missing."
        elif record.previous_hash != before.hash:
            yield f"Record {record.number} does not follow record {before.number}."
        before = record
    head = LedgerHead.objects.filter(pk=1).first()
    end = (before.number, before.hash) if before else (0, "")
    if head is not None and (head.number, head.hash) != end:
        yield f"The chain ends at record {end[0]}, but record {head.number} was written last."
    elif head is None and before is not None:
        yield "The end of the chain is missing."


def _first_problems(record: ComplianceRecord) -> Iterator[str]:
    if record.number == 1:
        if record.previous_hash:
            yield "Record 1 names a record before it."
        return
    removed = ComplianceRecord.objects.filter(
        event=Event.RETENTION, payload__last_removed=record.number - 1
    ).first()
    if removed is None or removed.payload.get("hash") != record.previous_hash:
        yield f"Records 1 to {record.number - 1} are missing, and nothing says why."


def _json(value: Any) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=True)
