"""What every public view begins with: the site, and the entry that an address names."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from wagtail.models import Site


def site_of(request: HttpRequest) -> Any:
    """The site a request is for. Raises ``Http404`` where there is none."""
    site = Site.find_for_request(request)
    if site is None:
        raise Http404(_("No site answers to this host."))
    return site


def entry_of(entries: Any, slug: str) -> Any:
    """The entry with this slug, in capitals or small letters. Raises ``Http404``."""
    found = entries.filter(slug=slug).first() or entries.filter(slug__iexact=slug).first()
    if found is None:
        raise Http404(_("There is no such page."))
    return found


def canonical_of(site: Any, path: str, number: int = 1) -> str:
    """The one full address of a list's page, whatever else a reader's address said."""
    return f"{site.root_url}{path}" + (f"?page={number}" if number > 1 else "")
