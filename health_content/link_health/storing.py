"""Keeping what was found, and telling the ledger and the caches where readers get another link."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction

from health_content.library.caches import forget_on_commit
from health_content.library.ledger import Event
from health_content.library.ledger import Outcome as Recorded
from health_content.library.link_health import LinkHealth
from health_content.library.products import PaidLink
from health_content.library.usage import live_pages_showing
from health_content.link_health.judging import as_data
from health_content.recording.ledger import Entry, append

PAGES_AT_MOST = 300
"""How many pages a record names; it always says how many they are."""


def change(
    link_pk: int, address: str | None, how: Callable[[LinkHealth], None], user: Any = None
) -> LinkHealth | None:
    """Change what is known of a link's health by ``how``, and record it where readers see that.

    ``None``, and nothing is done, where the link is gone or, with an ``address`` given, has
    another by now.
    """
    with transaction.atomic():
        # The row alone: program and product are of no use here.
        links = PaidLink.objects.select_related(None).order_by().select_for_update()
        link = links.filter(pk=link_pk).first()
        if link is None or (address is not None and link.url != address):
            return None
        health = LinkHealth.objects.filter(link=link).first() or LinkHealth(link=link)
        before, was_hidden = as_data(health), _is_hidden(health, link)
        how(health)
        health.save()
        if was_hidden != _is_hidden(health, link):
            _record(link, before, health, user)
    return health


def _is_hidden(health: LinkHealth, link: PaidLink) -> bool:
    return health.is_dead and health.address == link.url


def _record(link: PaidLink, before: dict[str, Any], health: LinkHealth, user: Any) -> None:
    keys = live_pages_showing(link)
    append(
        Entry(
            # Not a change of the library, whose last record is what the entry rests on.
            event=Event.LINK_CHECK,
            outcome=Recorded.DONE,
            subject=link,
            user=user,
            payload={
                "before": before,
                "after": as_data(health),
                "is_hidden": _is_hidden(health, link),
                "pages": keys[:PAGES_AT_MOST],
                "page_count": len(keys),
            },
        )
    )
    forget_on_commit(keys)
