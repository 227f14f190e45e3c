"""Which account a person is of decides what they may review and confirm, so it is on record."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save, pre_save
from django.dispatch import receiver

from health_content.library.ledger import Event, Outcome
from health_content.library.people import Person
from health_content.publishing.doors import current_attempt
from health_content.recording.ledger import Entry, append

_BEFORE = "_health_content_account_before"


@receiver(pre_save, sender=Person, dispatch_uid="health_content.account_before")
def remember_the_account(instance: Person, raw: bool = False, **kwargs: Any) -> None:
    """Keep whose account a person was of until the person is saved."""
    if not raw:
        stored = Person.objects.select_related("user").filter(pk=instance.pk).first()
        setattr(instance, _BEFORE, stored.user if stored else None)


@receiver(post_save, sender=Person, dispatch_uid="health_content.account_changed")
def note_the_account(
    instance: Person, raw: bool = False, update_fields: Any = None, **kwargs: Any
) -> None:
    """Write down, in the same transaction, that a person is of another account, or of none."""
    is_saved = update_fields is None or not {"user", "user_id"}.isdisjoint(update_fields)
    before = instance.__dict__.pop(_BEFORE, None)
    if not raw and is_saved:
        _note(instance, before, instance.user)


@receiver(post_delete, sender=Person, dispatch_uid="health_content.account_gone")
def note_that_nobody_has_it(instance: Person, **kwargs: Any) -> None:
    """Write down that an account is of no person any more."""
    _note(instance, instance.user, None)


def _note(person: Person, before: Any, after: Any) -> None:
    if (before.pk if before else None) == (after.pk if after else None):
        return
    # Not which: when the account is erased, no record may lead from its key to the person.
    what = "changed" if before and after else "given" if after else "taken away"
    append(
        Entry(
            Event.ACCOUNT,
            Outcome.DONE,
            subject=person,
            user=current_attempt().user,
            payload={"action": what},
        )
    )
