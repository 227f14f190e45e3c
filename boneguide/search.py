"""The public search: live pages of this site that anyone may read."""

from django.core.paginator import Paginator
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from wagtail.models import Page, Site

RESULTS_PER_PAGE = 20
LONGEST_QUERY = 200


def search(request: HttpRequest) -> HttpResponse:
    """Show the pages that match ``?query=``, ``RESULTS_PER_PAGE`` at a time (``?page=``).

    The template gets ``search_query`` (what was asked, cut to ``LONGEST_QUERY`` characters) and
    ``search_results`` (a page of Django's paginator). A page number out of range shows the nearest
    page there is.
    """
    query = request.GET.get("query", "").replace("\x00", "").strip()[:LONGEST_QUERY]
    results = Paginator(found(request, query), RESULTS_PER_PAGE)
    return TemplateResponse(
        request,
        "search/search.html",
        {
            "search_query": query,
            "search_results": results.get_page(request.GET.get("page")),
        },
    )


def found(request: HttpRequest, query: str):
    """The matching pages of the request's site, best or newest first; nothing for no query."""
    site = Site.find_for_request(request)
    # SQLite's full-text search takes a quotation mark for the start of a string.
    query = query.replace('"', " ").strip()
    if not query or site is None:
        return Page.objects.none()
    pages = Page.objects.live().public().descendant_of(site.root_page, inclusive=True)
    if connection.vendor == "sqlite":
        # SQLite's ranking costs the square of the number of hits; newest first costs nothing.
        newest = pages.order_by("-last_published_at")
        return newest.specific().search(query, order_by_relevance=False)
    return pages.specific().search(query)
