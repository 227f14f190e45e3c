"""Keeping what was told of a source. Whatever pages show it are judged as it is saved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from health_content.library.references import Reference
from health_content.library.source_status import STATUS_FIELDS, work_identifiers
from health_content.recording.ledger import hold

_DATES = ("status_checked_at", "status_due_at")


def change(key: int, asked: tuple[str, str], how: Callable[[Reference], bool]) -> Reference | None:
    """Change a source by ``how``, through the doors of the library where readers see a difference.

    ``asked`` are the DOI and the PubMed ID that it had: ``None``, and nothing is done, where it is
    gone or has others by now. Raises ``ValidationError`` where the gate refuses a status that is
    less grave.
    """
    known = _stored(key, asked)
    if known is None:
        return None
    if not _is_other(known, how):
        # Nobody sees the day of a check that found what was known, so nobody judges pages for it.
        Reference.objects.filter(pk=key, status=known.status).update(
            **{name: getattr(known, name) for name in _DATES}
        )
        return known
    with transaction.atomic():
        # Before the row: whoever saves it in a form holds the end of the ledger first, too.
        hold()
        known = _stored(key, asked)
        if known is not None:
            how(known)
            known.save(update_fields=STATUS_FIELDS)
    return known


def _is_other(reference: Reference, how: Callable[[Reference], bool]) -> bool:
    before = (reference.status, reference.status_source, reference.notices)
    how(reference)
    return before != (reference.status, reference.status_source, reference.notices)


def _stored(key: int, asked: tuple[str, str]) -> Reference | None:
    found = Reference.objects.filter(pk=key).first()
    return found if found is not None and identifiers_of(found) == asked else None


def identifiers_of(reference: Reference) -> tuple[str, str]:
    """What it is asked for by."""
    return work_identifiers(reference)


def put_off(keys: list[int], until: datetime) -> None:
    """Ask for these again on a later day, though nothing was learned."""
    Reference.objects.filter(pk__in=keys).update(status_due_at=until)
