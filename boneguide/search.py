"""The public search: live pages of this site that anyone may read."""

from collections import defaultdict
from difflib import get_close_matches
from typing import Any

from django.core.paginator import Paginator
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from wagtail.models import Page, Site

from health_content.models import Topic
from health_content.pages.catalogue import about, open_articles, topics_of
from health_content.pages.listings import listed

RESULTS_PER_PAGE = 20
LONGEST_QUERY = 200
MOST_SUGGESTIONS = 4
MOST_TOPICS = 24


def search(request: HttpRequest) -> HttpResponse:
    """Show the pages that match ``?query=`` and ``?topic=``, ``RESULTS_PER_PAGE`` at a time.

    The template gets ``search_query`` (what was asked, cut to ``LONGEST_QUERY`` characters),
    ``search_results`` (a page of Django's paginator), ``topics`` (the ``MOST_TOPICS`` with the most
    articles anyone may read), ``selected_topic`` and, where nothing was found, ``suggestions``
    (topics with names like the words asked for). A page number out of range shows the nearest page
    there is; a topic that is not known is left out of account.
    """
    query = request.GET.get("query", "").replace("\x00", "").strip()[:LONGEST_QUERY]
    site = Site.find_for_request(request)
    topics = list(topics_of(open_articles(site))) if site else []
    wanted = request.GET.get("topic", "")
    topic = next((topic for topic in topics if topic.slug == wanted), None)
    results = Paginator(found(site, query, topic), RESULTS_PER_PAGE).get_page(
        request.GET.get("page")
    )
    results.object_list = listed(results.object_list)
    return TemplateResponse(
        request,
        "search/search.html",
        {
            "search_query": query,
            "search_results": results,
            "topics": most_used(topics),
            "selected_topic": topic,
            "suggestions": [] if results else suggestions(query, topics),
        },
    )


def most_used(topics: list[Any]) -> list[Any]:
    """The topics with the most articles, by name."""
    most = sorted(topics, key=lambda topic: -topic.article_count)[:MOST_TOPICS]
    return sorted(most, key=lambda topic: topic.name)


def found(site: Site | None, query: str, topic: Topic | None = None):
    """The matching pages of a site, best or newest first; nothing for no query."""
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
        return newest.search(query, order_by_relevance=False)
    return pages.search(query)


def suggestions(query: str, topics: list[Topic]) -> list[Topic]:
    """Topics whose names resemble a word of the query, the most alike first."""
    by_word: dict[str, list[Topic]] = defaultdict(list)
    for topic in topics:
        for word in topic.name.casefold().split():
            by_word[word].append(topic)
    alike: dict[int, Topic] = {}
    for asked in query.casefold().split()[:8]:
        for word in get_close_matches(asked, by_word, n=MOST_SUGGESTIONS, cutoff=0.72):
            alike.update((topic.pk, topic) for topic in by_word[word])
    return list(alike.values())[:MOST_SUGGESTIONS]
