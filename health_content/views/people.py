"""A person's page: who they are, and what they wrote, reviewed and fact-checked."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from health_content.library.people import Person
from health_content.pages.catalogue import (
    checked_by,
    open_articles,
    page_of,
    reviewed_by,
    written_by,
)
from health_content.views.finding import canonical_of, entry_of, site_of


def person(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a person with the articles of this site they worked on.

    The template gets ``person``, ``written`` (a page of Django's paginator, ``?page=``),
    ``reviewed`` (the same, ``?reviewed=``; each article has ``reviewed_at``) and
    ``checked`` (``?checked=``). ``noindex`` is set where there is none of them: the page
    then tells who somebody is, and need not be found by searching. Raises ``Http404`` for
    a slug nobody has; a slug in capitals leads to the one in small letters.
    """
    site = site_of(request)
    found = entry_of(Person.objects.select_related("image"), slug)
    if found.slug != slug:
        return redirect(found, permanent=True)
    articles = open_articles(site)
    written = page_of(written_by(articles, found), request.GET.get("page"))
    reviewed = page_of(
        reviewed_by(articles, found).order_by("-reviewed_at", "-pk"), request.GET.get("reviewed")
    )
    checked = page_of(checked_by(articles, found), request.GET.get("checked"))
    context = {
        "person": found,
        "written": written,
        "reviewed": reviewed,
        "checked": checked,
        "noindex": not (written or reviewed or checked),
        "canonical_url": canonical_of(site, found.get_absolute_url(), written.number),
    }
    return TemplateResponse(request, "health_content/person.html", context)
