"""What follows from news of a source, and from publishing a page that cites one."""

from __future__ import annotations

import logging
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_save, pre_save
from django.dispatch import receiver
from wagtail.signals import page_published

from health_content.library.references import Reference
from health_content.pages.mixin import HealthPageMixin
from health_content.reference_checks.page_tasks import look_at, tell_pages

logger = logging.getLogger("health_content.reference_checks")

_BEFORE = "_health_content_status_before"
_AGAIN = {Reference.Status.CORRECTED: "correction", Reference.Status.CONCERN: "concern"}
"""What may be told of a work more than once, each time with something else to look at."""


@receiver(pre_save, sender=Reference, dispatch_uid="health_content.reference_status_before")
def remember_the_status(instance: Reference, raw: bool = False, **kwargs: Any) -> None:
    """Keep what was told of the source until it is saved."""
    rows = Reference.objects.filter(pk=instance.pk).values_list("status", "notices")
    setattr(instance, _BEFORE, None if raw else rows.first())


# After the library's own receiver: what is suspended here comes on top of what it recorded.
@receiver(post_save, sender=Reference, dispatch_uid="health_content.reference_status")
def tell_pages_of_news(instance: Reference, raw: bool = False, **kwargs: Any) -> None:
    """Raise tasks on the pages that cite a source, whoever found out what became of it."""
    before = instance.__dict__.pop(_BEFORE, None)
    if not raw and before is not None and _is_news(instance, *before):
        _do(partial(tell_pages, is_news=True), instance)


def _is_news(instance: Reference, status: str, notices: Any) -> bool:
    kind = _AGAIN.get(Reference.Status(instance.status))
    is_more = kind is not None and _count(instance.notices, kind) > _count(notices, kind)
    return instance.status != status or is_more


def _count(notices: Any, kind: str) -> int:
    rows = notices if isinstance(notices, list) else ()
    return sum(isinstance(row, dict) and row.get("kind") == kind for row in rows)


@receiver(page_published, dispatch_uid="health_content.reference_tasks")
def look_at_what_went_live(instance: Any, **kwargs: Any) -> None:
    """A page that does not cite a source any more needs no task, and one that does needs one."""
    page: Any = instance.specific
    if issubclass(type(page), HealthPageMixin) and page.alias_of_id is None:
        _do(look_at, page)


def _do(work: Any, subject: Any) -> None:
    """That a paper was retracted is told, whatever becomes of the tasks: each night looks again."""
    try:
        with transaction.atomic():
            work(subject)
    except Exception:
        logger.exception(
            "Tasks of %s %s could not be brought up to date.", type(subject), subject.pk
        )
