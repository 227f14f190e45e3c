"""The Atom feeds: of all articles, and of those about one topic."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from health_content.library.topics import Topic
from health_content.pages.catalogue import about, open_articles, page_of
from health_content.representations.feeds import atom
from health_content.views.finding import entry_of, site_of

MEDIA_TYPE = "application/atom+xml; charset=utf-8"


def feed(request: HttpRequest) -> HttpResponse:
    """The newest articles of this site, whole, each with the texts it owes."""
    site = site_of(request)
    name = site.site_name or site.hostname
    return _answer(site, open_articles(site), name, "/", reverse("health_content:feed"))


def topic_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """The newest articles about one topic. Raises ``Http404`` for a slug no topic has."""
    site = site_of(request)
    found = entry_of(Topic.objects.all(), slug)
    address = reverse("health_content:topic_feed", args=[found.slug])
    if found.slug != slug:
        return redirect(address, permanent=True)
    title = _("%(site)s: %(topic)s") % {
        "site": site.site_name or site.hostname,
        "topic": found.name,
    }
    pages = about(open_articles(site), found)
    return _answer(site, pages, title, found.get_absolute_url(), address)


def _answer(site: Any, pages: Any, title: str, link: str, address: str) -> HttpResponse:
    newest = page_of(pages, 1)
    body = atom(
        newest.object_list,
        site,
        title=title,
        link=f"{site.root_url}{link}",
        feed_url=f"{site.root_url}{address}",
        language=get_language() or "",
    )
    return HttpResponse(body, content_type=MEDIA_TYPE)
