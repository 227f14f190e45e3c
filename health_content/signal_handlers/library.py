"""What follows from saving and deleting entries of the library."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from django.dispatch import receiver

from health_content.library.shown import ShownEntry
from health_content.publishing.library import (
    admit_entry,
    note_entry,
    note_removal,
    prepare_removal,
)


@receiver(pre_save, dispatch_uid="health_content.library_gate")
def judge_what_pages_will_show(
    instance: Any, raw: bool = False, update_fields: Any = None, **kwargs: Any
) -> None:
    """An entry is judged with the live pages that show it, before it is saved."""
    if isinstance(instance, ShownEntry) and not raw:
        admit_entry(instance, update_fields)


@receiver(post_save, dispatch_uid="health_content.library_change")
def note_what_pages_show(instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """Write down, in the same transaction, what live pages show from now on."""
    if isinstance(instance, ShownEntry) and not raw:
        note_entry(instance)


@receiver(pre_delete, dispatch_uid="health_content.library_removal")
def find_what_shows_it(instance: Any, **kwargs: Any) -> None:
    """Ask which pages show an entry, as long as it is there."""
    if isinstance(instance, ShownEntry):
        prepare_removal(instance)


@receiver(post_delete, dispatch_uid="health_content.library_removed")
def note_what_is_gone(instance: Any, **kwargs: Any) -> None:
    """Write down that live pages do not show an entry any more."""
    if isinstance(instance, ShownEntry):
        note_removal(instance)
