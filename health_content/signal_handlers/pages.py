"""What follows from saving and publishing pages."""

from __future__ import annotations

from typing import Any

from django.core.signals import request_finished
from django.db.models.signals import post_save, pre_save
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published

from health_content.pages.mixin import HealthPageMixin
from health_content.publishing.gate import admit, is_gated, note_admission
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
        "search_description",
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
    if raw or not isinstance(instance, Page) or not instance.live:
        return
    if update_fields is not None and set(update_fields) <= _HOUSEKEEPING:
        return
    if is_gated(instance):
        admit(instance)
    elif type(instance) is Page and instance.pk and _goes_live_by_its_base(instance):
        admit(instance.specific, saved_as=instance)


def _goes_live_by_its_base(page: Page) -> bool:
    """Whether a draft of ours is made live through a plain page, which knows nothing of it."""
    if not is_gated(page.specific_class):
        return False
    return not Page.objects.filter(pk=page.pk, live=True).exists()


@receiver(post_save, dispatch_uid="health_content.admission")
def note_what_was_admitted(instance: Any, **kwargs: Any) -> None:
    """Write down what the last door let through, in the same transaction."""
    if isinstance(instance, Page):
        note_admission(instance)


@receiver(request_finished, dispatch_uid="health_content.refusals")
def write_refusals(**kwargs: Any) -> None:
    """Record what was refused in a transaction of the request."""
    write_waiting()
