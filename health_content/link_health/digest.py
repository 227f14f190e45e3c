"""Telling people by e-mail what is newly wrong with links, once a day at most."""

from __future__ import annotations

from django.db.models import F, QuerySet

from health_content.conf import link_checks
from health_content.digests import Digest
from health_content.library.link_health import DEAD, LinkHealth, LinkRun, LinkState

WRONG = (*sorted(DEAD), LinkState.OUT_OF_STOCK)


class LinkDigest(Digest):
    """To those whose work links are."""

    run = LinkRun
    subject = LinkHealth
    template = "health_content/admin/link_health/digest"
    screen = "health_content_link_health"

    def news(self, run: LinkRun) -> QuerySet[LinkHealth]:
        """What readers lost, or find sold out, since people were last told."""
        found = LinkHealth.objects.filter(state__in=WRONG, address=F("link__url"))
        if run.told_at is not None:
            found = found.filter(since__gt=run.told_at)
        return found.select_related("link__program", "link__product").order_by("state", "pk")

    def action(self) -> str:
        return str(link_checks()["DIGEST"])


def send_digest() -> int:
    """Write to those whose work links are, where something is newly wrong; how many were told."""
    return LinkDigest().send()
