"""Deleting entries of the library that something else cannot do without."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.admin.utils import NestedObjects
from django.db import router
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext, ngettext
from wagtail.admin import messages

from health_content.library.products import PaidLink
from health_content.library.usage import live_pages_bringing, pages_naming

NAMED_AT_MOST = 5


def refused_deletion(request: Any, instances: Iterable[Any]) -> HttpResponse | None:
    """A way back with the reason when an entry is needed, else ``None``.

    A person who reviewed pages, a program or a product with paid links: other rows point
    at them and are not to be lost. The same holds for whatever a page or its draft names, and for
    a paid link that readers get in the place of another.
    """
    for instance in instances:
        if instance._meta.app_label != "health_content":
            continue
        reason = _pointed_at(instance) or _named_by_pages(instance) or _stands_in(instance)
        if reason:
            viewset = instance.snippet_viewset
            usage = reverse(viewset.get_url_name("usage"), args=[instance.pk])
            where = messages.button(usage, gettext("Where used"))
            messages.error(request, reason, buttons=[where])
            return redirect(viewset.get_url_name("list"))
    return None


def _pointed_at(entry: Any) -> str:
    """That other rows point at an entry, in words; empty where none do."""
    collector = NestedObjects(using=router.db_for_write(type(entry)))
    collector.collect([entry])
    if not collector.protected:
        return ""
    kinds = {str(row._meta.verbose_name_plural) for row in collector.protected}
    return gettext("“%(entry)s” cannot be deleted: %(kinds)s point at it.") % {
        "entry": entry,
        "kinds": capfirst(get_text_list(sorted(kinds), gettext("and"))),
    }


def _stands_in(entry: Any) -> str:
    """That live pages which name another link to its product may show a link, in words."""
    if not isinstance(entry, PaidLink) or not entry.may_be_shown:
        return ""
    count = len(live_pages_bringing(entry))
    if not count:
        return ""
    return ngettext(
        "“%(entry)s” cannot be deleted: %(count)d live page may show it in the place of another "
        "link to the same product. Withdraw it first.",
        "“%(entry)s” cannot be deleted: %(count)d live pages may show it in the place of another "
        "link to the same product. Withdraw it first.",
        count,
    ) % {"entry": entry, "count": count}


def _named_by_pages(entry: Any) -> str:
    """Which pages name an entry, in words; empty where none do."""
    pages = list(pages_naming(entry))
    if not pages:
        return ""
    named = [f"“{page.get_admin_display_title()}”" for page in pages[:NAMED_AT_MOST]]
    if more := len(pages) - len(named):
        named.append(ngettext("%(count)d more", "%(count)d more", more) % {"count": more})
    return ngettext(
        "“%(entry)s” cannot be deleted: the page %(pages)s names it, as published or in its "
        "draft. Take it out there first.",
        "“%(entry)s” cannot be deleted: the pages %(pages)s name it, as published or in their "
        "drafts. Take it out there first.",
        len(pages),
    ) % {"entry": entry, "pages": get_text_list(named, gettext("and"))}
