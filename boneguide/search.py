"""The public search: live pages of this site that anyone may read."""

from difflib import get_close_matches

from django.core.paginator import Paginator
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from wagtail.models import Page, Site

from health_content.models import Topic
from health_content.pages.catalogue import about

RESULTS_PER_PAGE = 20
LONGEST_QUERY = 200
MOST_SUGGESTIONS = 4


def search(request: HttpRequest) -> HttpResponse:
    """Show the pages that match ``?query=`` and ``?topic=``, ``RESULTS_PER_PAGE`` at a time.

    The template gets ``search_query`` (what was asked, cut to ``LONGEST_QUERY`` characters),
    ``search_results`` (a page of Django's paginator), ``topics`` (all there are),
    ``selected_topic`` and, where nothing was found, ``suggestions`` (topics with names like the
    words asked for). A page number out of range shows the nearest page there is; a topic that is
    not known is left out of account.
    """
    query = request.GET.get("query", "").replace("\x00", "").strip()[:LONGEST_QUERY]
    topics = list(Topic.objects.all())
    wanted = request.GET.get("topic", "")
    topic = next((topic for topic in topics if topic.slug == wanted), None)
    results = Paginator(found(request, query, topic), RESULTS_PER_PAGE).get_page(
        request.GET.get("page")
    )
    return TemplateResponse(
        request,
        "search/search.html",
        {
            "search_query": query,
            "search_results": results,
            "topics": topics,
            "selected_topic": topic,
            "suggestions": [] if results else suggestions(query, topics),
        },
    )


def found(request: HttpRequest, query: str, topic: Topic | None = None):
    """The matching pages of the request's site, best or newest first; nothing for no query."""
    site = Site.find_for_request(request)
    # SQLite's full-text search takes a quotation mark for the start of a string.
    query = query.replace('"', " ").strip()
    if not query or site is None:
        return Page.objects.none()
    pages = Page.objects.live().public().descendant_of(site.root_page, inclusive=True)
    if topic is not None:
        pages = about(pages, topic)
    if connection.vendor == "sqlite":
        # SQLite's ranking costs the square of the number of hits; newest first costs nothing.
        newest = pages.order_by("-last_published_at")
        return newest.specific().search(query, order_by_relevance=False)
    return pages.specific().search(query)


def suggestions(query: str, topics: list[Topic]) -> list[Topic]:
    """Topics whose names resemble a word of the query, the most alike first."""
    by_word = {word: topic for topic in topics for word in topic.name.casefold().split()}
    alike: dict[int, Topic] = {}
    for word in query.casefold().split()[:8]:
        for name in get_close_matches(word, by_word, n=MOST_SUGGESTIONS, cutoff=0.72):
            alike.setdefault(by_word[name].pk, by_word[name])
    return list(alike.values())[:MOST_SUGGESTIONS]
