"""Telling the cache before the site that readers get other pages now."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import transaction
from wagtail.contrib.frontend_cache.utils import get_backends, purge_pages_from_cache
from wagtail.models import Page


def forget_on_commit(keys: Collection[Any]) -> None:
    """Purge live pages and their aliases once what changes them is stored.

    Does nothing where no cache is set up.
    """
    if keys and get_backends():
        transaction.on_commit(lambda: _forget(keys), robust=True)


def _forget(keys: Collection[Any]) -> None:
    live = Page.objects.live()
    purge_pages_from_cache(live.filter(pk__in=keys) | live.filter(alias_of__in=keys))
