"""The public search: live pages of this site that anyone may read."""

from typing import Any

from django.core.paginator import Paginator
from django.db import connection
from django.db.models import Case, IntegerField, Q, Value, When
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from wagtail.models import Page, Site

from boneguide.search_terms import corrected, search_query, suggestions, words_of
from health_content.models import Topic
from health_content.pages.catalogue import about, open_articles, topics_of
from health_content.pages.listings import listed

RESULTS_PER_PAGE = 20
LONGEST_QUERY = 200
MOST_TOPICS = 24
MOST_TITLES = 500
MOST_RANKED = 1_000


def search(request: HttpRequest) -> HttpResponse:
    """Show the pages that match ``?query=`` and ``?topic=``, ``RESULTS_PER_PAGE`` at a time.

    The template gets ``search_query`` (what was asked, cut to ``LONGEST_QUERY`` characters),
    ``search_results`` (a page of Django's paginator), ``corrected_query`` (what was looked for
    instead, where nothing was found for the words as they were typed), ``topics`` (the
    ``MOST_TOPICS`` with the most articles anyone may read), ``selected_topic`` and, where nothing
    was found, ``suggestions`` (topics with names like the words asked for). A page number out of
    range shows the nearest page there is; a topic that is not known is left out of account.
    """
    query = request.GET.get("query", "").replace("\x00", "").strip()[:LONGEST_QUERY]
    site = Site.find_for_request(request)
    topics = list(topics_of(open_articles(site))) if site else []
    wanted = request.GET.get("topic", "")
    topic = next((topic for topic in topics if topic.slug == wanted), None)
    number, instead = request.GET.get("page"), ""
    results = Paginator(found(site, query, topics, topic), RESULTS_PER_PAGE).get_page(number)
    if query and site and not results:
        instead = corrected(query, _known_names(site, topics))
        if instead:
            again = found(site, instead, topics, topic)
            results = Paginator(again, RESULTS_PER_PAGE).get_page(number)
            instead = instead if results else ""
    results.object_list = listed(results.object_list)
    return TemplateResponse(
        request,
        "search/search.html",
        {
            "search_query": query,
            "corrected_query": instead,
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


def found(site: Site | None, query: str, topics: list[Any], topic: Topic | None = None):
    """The matching pages of a site, the most relevant first; nothing for no query."""
    # SQLite's full-text search takes a quotation mark for the start of a string.
    query = query.replace('"', " ").strip()
    if not query or site is None:
        return Page.objects.none()
    pages = Page.objects.live().public().descendant_of(site.root_page, inclusive=True)
    if topic is not None:
        pages = about(pages, topic)
    if connection.vendor == "sqlite":
        # SQLite's own ranking costs the square of the number of hits.
        newest = pages.order_by("-last_published_at").only("pk")
        hits = newest.search(search_query(query), order_by_relevance=False)[:MOST_RANKED]
        return _by_title_and_topic(Page.objects.filter(pk__in=[p.pk for p in hits]), query, topics)
    return pages.search(search_query(query))


def _by_title_and_topic(pages: Any, query: str, topics: list[Any]) -> Any:
    """Pages in the order of how much their titles and topics say of a query, then the newest."""
    words = words_of(query)
    score: Any = Value(0)
    for word in words:
        score = score + _one_if(Q(title__icontains=word), 2)
    for topic in topics:
        if set(words_of(topic.name)) & set(words):
            score = score + _one_if(Q(pk__in=about(Page.objects.all(), topic).values("pk")), 1)
    return pages.annotate(says=score).order_by("-says", "-last_published_at", "-pk")


def _one_if(condition: Q, worth: int) -> Any:
    return Case(When(condition, then=Value(worth)), default=Value(0), output_field=IntegerField())


def _known_names(site: Site, topics: list[Any]) -> list[str]:
    newest = open_articles(site).values_list("title", flat=True)[:MOST_TITLES]
    return [*(topic.name for topic in topics), *newest]
