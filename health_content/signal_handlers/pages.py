"""What follows from saving and publishing pages."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.core.signals import request_finished
from django.db.models.signals import post_save, pre_save
from django.dispatch import receiver
from wagtail.models import Page, Revision
from wagtail.signals import page_published

from health_content.library.ledger import Door
from health_content.pages.mixin import HealthPageMixin
from health_content.publishing.doors import at_door, is_at_door
from health_content.publishing.gate import (
    admit,
    admit_later,
    is_gated,
    note_admission,
    note_schedule,
)
from health_content.recording import record_publication
from health_content.recording.refusals import write_waiting

_HOUSEKEEPING = frozenset(
    {
        "alias_of",
        "depth",
        "draft_title",
        "expire_at",
        "expired",
        "first_published_at",
        "go_live_at",
        "has_unpublished_changes",
        "last_published_at",
        "latest_revision",
        "latest_revision_created_at",
        "live_revision",
        "locked",
        "locked_at",
        "locked_by",
        "numchild",
        "owner",
        "path",
        "show_in_menus",
        "translation_key",
        "url_path",
    }
)
"""Fields of a page that say nothing to readers, or that this gate does not judge."""


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
    if raw or not isinstance(instance, Page):
        return
    if update_fields is not None and set(update_fields) <= _HOUSEKEEPING:
        return
    page = _as_it_will_stand(instance, update_fields)
    if page is None or not page.live:
        return
    with ExitStack() as stack:
        if not is_at_door() and _sets_a_revision_live(page):
            stack.enter_context(at_door(Door.PUBLISH, revision_id=page.live_revision_id))
        admit(page, saved_as=instance)


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


def _as_it_will_stand(instance: Page, update_fields: Any) -> Any:
    """The page, in its own type, as readers get it once this is saved.

    Where only some fields are saved, the others are those of the database and not those in
    memory. ``None`` where nothing of ours is saved, or nothing that readers see.
    """
    if is_gated(instance):
        if update_fields is None or instance.pk is None:
            return instance
        stored = type(instance)._base_manager.filter(pk=instance.pk).first()
        return instance if stored is None else _changed(stored, instance, update_fields)
    if type(instance) is not Page or instance.pk is None or not is_gated(instance.specific_class):
        return None
    # A plain page, such as moving saves, knows nothing of the article.
    names = {field.name for field in Page._meta.concrete_fields} - {"id"}
    names &= set(update_fields or names)
    before = Page._base_manager.filter(pk=instance.pk).first()
    if before is None:
        return None
    said = [Page._meta.get_field(name).attname for name in names - _HOUSEKEEPING]
    if all(getattr(before, name) == getattr(instance, name) for name in said):
        return None
    return _changed(before.specific, instance, names)


def _changed(stored: Page, instance: Page, names: Iterable[str]) -> Page:
    for name in names:
        try:
            attribute = getattr(stored._meta.get_field(name), "attname", name)
        except FieldDoesNotExist:
            attribute = name
        setattr(stored, attribute, getattr(instance, attribute))
    return stored


def _sets_a_revision_live(page: Page) -> bool:
    """Whether Wagtail's own action is at work, which says nothing of itself."""
    if page.pk is None or page.live_revision_id is None:
        return False
    return not Page._base_manager.filter(
        pk=page.pk, live_revision_id=page.live_revision_id
    ).exists()


def _is_on_schedule(revision: Revision) -> bool:
    return Revision.objects.filter(
        pk=revision.pk, approved_go_live_at=revision.approved_go_live_at
    ).exists()


@receiver(request_finished, dispatch_uid="health_content.refusals")
def write_refusals(**kwargs: Any) -> None:
    """Record what was refused in a transaction of the request."""
    write_waiting()
