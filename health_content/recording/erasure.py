"""Erasing a person: the account goes, and with it the lead from the ledger to a name."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from health_content.library.ledger import Event, Outcome
from health_content.library.pseudonyms import Pseudonym
from health_content.recording.ledger import Entry, append, hold


@transaction.atomic
def erase_person(user: Any, *, by: Any = None) -> str:
    """Delete an account and record it; the key under which it stays in the ledger.

    Empty where the person is in no record. No record is changed, and this one has no name in it.
    Raises ``ProtectedError`` where something of the site's own holds on to the account. Texts
    that people typed, and what Wagtail and other apps keep, are not searched for names.
    """
    hold()
    known = Pseudonym.objects.filter(user_id=user.pk).first()
    key = known.key if known is not None else ""
    user.delete()
    append(Entry(Event.ERASURE, Outcome.DONE, user=by, payload={"erased": key}))
    return key
