"""What follows from what happens elsewhere."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from wagtail.signals import page_published

from health_content.pages.mixin import HealthPageMixin
from health_content.recording import record_publication


@receiver(page_published, dispatch_uid="health_content.record_publication")
def note_what_went_live(instance: Any, **kwargs: Any) -> None:
    """Keep on record which words readers could read.

    An alias shows another page's words and has no reviews of its own.
    """
    page: Any = instance.specific
    if issubclass(type(page), HealthPageMixin) and page.alias_of_id is None:
        record_publication(page)
