"""What follows from saving and publishing pages."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Any

from django.core.signals import request_finished
from django.db.models.signals import post_save, pre_save
from django.dispatch import receiver
from wagtail.models import Page, Revision
from wagtail.signals import page_published

from health_content.library.ledger import Door
from health_content.pages.mixin import HealthPageMixin
from health_content.publishing.doors import at_door, is_at_door
from health_content.publishing.gate import (
    admit_later,
    forget,
    is_gated,
    note_admission,
    note_schedule,
)
from health_content.publishing.saving import judge_before_saving
from health_content.recording import record_publication
from health_content.recording.refusals import write_waiting


@receiver(page_published, dispatch_uid="health_content.record_publication")
def note_what_went_live(instance: Any, **kwargs: Any) -> None:
    """Keep on record which words readers could read.

    An alias shows another page's words and has no reviews of its own.
    """
    page: Any = instance.specific
    if issubclass(type(page), HealthPageMixin) and page.alias_of_id is None:
        record_publication(page)


@receiver(pre_save, dispatch_uid="health_content.gate")
def judge_what_goes_live(
    instance: Any, raw: bool = False, update_fields: Any = None, **kwargs: Any
) -> None:
    """The last door: whatever is saved as live, by whoever, was judged."""
    if not raw and isinstance(instance, Page):
        judge_before_saving(instance, update_fields)


@receiver(post_save, dispatch_uid="health_content.admission")
def note_what_was_admitted(instance: Any, **kwargs: Any) -> None:
    """Write down what the last door let through, in the same transaction."""
    if isinstance(instance, Page):
        note_admission(instance)


@receiver(pre_save, sender=Revision, dispatch_uid="health_content.schedule_gate")
def judge_what_is_scheduled(
    instance: Any, raw: bool = False, update_fields: Any = None, **kwargs: Any
) -> None:
    """Whatever is put on the schedule, by whoever, was judged; so nobody waits in vain."""
    forget(instance)
    if raw or instance.approved_go_live_at is None:
        return
    if update_fields is not None and "approved_go_live_at" not in update_fields:
        return
    if not is_gated(instance.content_type.model_class()) or _is_on_schedule(instance):
        return
    with ExitStack() as stack:
        if not is_at_door():
            stack.enter_context(at_door(Door.PUBLISH, revision_id=instance.pk))
        admit_later(instance.as_object(), instance)


@receiver(post_save, sender=Revision, dispatch_uid="health_content.schedule")
def note_what_was_scheduled(instance: Any, **kwargs: Any) -> None:
    """Write down what was admitted to go live later."""
    note_schedule(instance)


def _is_on_schedule(revision: Revision) -> bool:
    return Revision.objects.filter(
        pk=revision.pk, approved_go_live_at=revision.approved_go_live_at
    ).exists()


@receiver(request_finished, dispatch_uid="health_content.refusals")
def write_refusals(**kwargs: Any) -> None:
    """Record what was refused in a transaction of the request."""
    write_waiting()
