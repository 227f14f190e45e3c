"""Telling people by e-mail on which pages there is something to do, once a day at most."""

from __future__ import annotations

from django.db.models import QuerySet

from health_content.conf import references
from health_content.digests import Digest
from health_content.library.link_health import ReferenceRun
from health_content.library.page_tasks import PageTask
from health_content.library.references import Reference


class ReferenceDigest(Digest):
    """To those whose work references are."""

    run = ReferenceRun
    subject = Reference
    template = "health_content/admin/references/digest"
    screen = "health_content_page_tasks"

    def news(self, run: ReferenceRun) -> QuerySet[PageTask]:
        """What is open and was raised since people were last told."""
        found = PageTask.objects.filter(settled_at=None)
        if run.told_at is not None:
            found = found.filter(raised_at__gt=run.told_at)
        return found.select_related("page", "reference").order_by("reference", "page__title", "pk")

    def action(self) -> str:
        return str(references()["DIGEST"])


def send_digest() -> int:
    """Write to those whose work references are, where tasks are new; how many were told."""
    return ReferenceDigest().send()
