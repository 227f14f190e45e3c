"""Pages whose address belongs to something else."""

from __future__ import annotations

from typing import Any

from django.urls import Resolver404, resolve
from django.utils.translation import gettext
from wagtail.admin import messages
from wagtail.models import Page

SERVES_PAGES = "wagtail_serve"


def path_taken(page: Any) -> str:
    """The path of a page where the site's own addresses answer to it first, else empty.

    Topics, people, the feed and whatever a site includes before Wagtail's addresses: a page
    there is in the tree, and no reader ever gets it.
    """
    parts = page.get_url_parts()
    if parts is None or parts[2] is None:
        return ""
    path = str(parts[2])
    try:
        found = resolve(path)
    except Resolver404:
        return ""
    return "" if found.url_name == SERVES_PAGES else path


def warn_of_address(request: Any, page: Any) -> None:
    """Tell an editor that readers cannot reach a page, and what to do."""
    # Moving leaves the old path on the page at hand.
    if path := path_taken(Page.objects.get(pk=page.pk)):
        messages.warning(
            request,
            gettext(
                "Readers cannot reach “%(title)s”: this site shows something of its own at "
                "%(path)s. Change the page's slug under “Promote”, or move it."
            )
            % {"title": page.get_admin_display_title(), "path": path},
        )
