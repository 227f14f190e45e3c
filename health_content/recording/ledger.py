"""Appending to the ledger, and proving that nothing in it was changed.

Whoever appends holds the end of the chain (one row) until the transaction ends, so records of
concurrent writers form one chain, and a record exists exactly when what it records does.
Whoever goes live takes it first, with :func:`hold`; so what is judged and what is saved are
the same, also where somebody changes an entry of the library at that moment.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, connections, transaction
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


@transaction.atomic(savepoint=False)
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
    """The SHA-256 over all of a record but its hash, in one fixed way of writing it.

    In UTC, whatever time zone the database answers in.
    """
    values = {name: getattr(record, name) for name in _HASHED}
    values["recorded_at"] = record.recorded_at.astimezone(UTC).isoformat()
    return hashlib.sha256(_json(values).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where the chain begins: after the last record that was pruned.

    ``record`` is the number of the record that says so, ``removed`` how many that pruning took
    away, ``kept`` how many of the older ones were left because something rests on them, and
    ``kept_hash`` names those. Without any pruning it is the beginning of all.
    """

    number: int = 0
    hash: str = ""
    record: int = 0
    removed: int = 0
    kept: int = 0
    kept_hash: str = ""
    why: str = ""


def anchor() -> Anchor:
    """Where the chain begins, by the last record of a pruning."""
    record = ComplianceRecord.objects.filter(event=Event.RETENTION).order_by("number").last()
    if record is None:
        return Anchor()
    told = record.payload if isinstance(record.payload, dict) else {}
    return Anchor(
        number=_count(told, "last_removed"),
        hash=str(told.get("hash", "")),
        record=record.number,
        removed=_count(told, "removed"),
        kept=_count(told, "kept"),
        kept_hash=str(told.get("kept_hash", "")),
        why=str(told.get("why", "")),
    )


def digest_of(records: Iterable[tuple[int, str]]) -> str:
    """One hash of records that were kept, given as number and hash in ascending order."""
    digest = hashlib.sha256()
    for number, known in records:
        digest.update(f"{number}:{known}\n".encode())
    return digest.hexdigest()


def problems() -> Iterator[str]:
    """What is wrong with the chain, a sentence each; nothing where it is whole.

    Begins where the last pruning ended. Reads record by record and keeps none of them.
    """
    with _one_moment():
        start = anchor()
        if start.record:
            yield from _kept_problems(start)
        yield from _chain_problems(start)


def _chain_problems(start: Anchor) -> Iterator[str]:
    before = (start.number, start.hash)
    for record in (
        ComplianceRecord.objects.filter(number__gt=start.number).order_by("number").iterator()
    ):
        if hash_of(record) != record.hash:
            yield _changed(record)
        if record.number != before[0] + 1:
            yield (
                f"Records {before[0] + 1} to {record.number - 1} are missing, "
                "and no record of a pruning says why."
            )
        elif record.previous_hash != before[1]:
            yield f"Record {record.number} does not follow record {before[0]}."
        before = (record.number, record.hash)
    head = LedgerHead.objects.filter(pk=1).first()
    if head is not None and (head.number, head.hash) != before:
        yield f"The chain ends at record {before[0]}, but record {head.number} was written last."
    elif head is None and before[0]:
        yield "The end of the chain is missing."


def _kept_problems(start: Anchor) -> Iterator[str]:
    """Whether those older records that were left at the last pruning are what they were."""
    kept = []
    older = ComplianceRecord.objects.filter(number__lte=start.number).order_by("number")
    for record in older.iterator():
        if hash_of(record) != record.hash:
            yield _changed(record)
        kept.append((record.number, record.hash))
    if (len(kept), digest_of(kept)) != (start.kept, start.kept_hash):
        yield (
            f"Record {start.record} says that {start.kept} records up to {start.number} were "
            f"kept; there are {len(kept)}, or others."
        )


def _changed(record: ComplianceRecord) -> str:
    return f"Record {record.number} was changed: its hash is not that of its contents."


@contextmanager
def _one_moment() -> Iterator[None]:
    """See the chain as it is at one moment, whatever is appended or pruned meanwhile."""
    alias = ComplianceRecord.objects.db
    connection = connections[alias]
    is_outermost = not connection.in_atomic_block
    with transaction.atomic(using=alias):
        if is_outermost and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


def _count(told: dict[str, Any], name: str) -> int:
    value = told.get(name)
    return value if isinstance(value, int) else 0


def _json(value: Any) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=True)
