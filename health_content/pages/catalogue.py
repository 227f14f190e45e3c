"""Articles by what they are about and by who worked on them, whatever their type."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page as PaginatorPage
from django.core.paginator import Paginator
from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value
from wagtail.models import get_page_models

from health_content.library.people import Person
from health_content.library.records import ReviewRecord
from health_content.library.topics import Topic
from health_content.pages.articles import AbstractHealthArticlePage
from health_content.pages.listings import filings, listed, number_of, open_pages
from health_content.pages.reviews import was_live

PAGE_SIZE = 20


def article_types() -> list[Any]:
    """Every type of article the site has: ours, and those that extend it."""
    return [model for model in get_page_models() if issubclass(model, AbstractHealthArticlePage)]


def open_articles(site: Any) -> QuerySet[Any]:
    """The live articles of a site that anyone may read, each once, the newest first."""
    return open_articles_below(site.root_page)


def open_articles_below(page: Any) -> QuerySet[Any]:
    """The live articles below a page that anyone may read, each once, the newest first."""
    is_article = Q(pk__in=[])
    for model in article_types():
        is_article |= Q(pk__in=model._default_manager.order_by().values("pk"))
    articles = open_pages(page.url_path).filter(is_article, alias_of=None)
    return newest_first(articles)


def newest_first(pages: QuerySet[Any]) -> QuerySet[Any]:
    """Pages in the order of their first publication here."""
    return pages.order_by(F("first_published_at").desc(nulls_last=True), "-pk")


def about(pages: QuerySet[Any], topic: Topic) -> QuerySet[Any]:
    """Those of the pages that are filed under a topic or nutrient."""
    filed = Q(pk__in=[])
    for model in article_types():
        for _, rows, page, column in filings(model):
            filed |= Q(pk__in=rows.filter(**{column: topic.pk}).values(page))
    return pages.filter(filed)


def topics_of(pages: QuerySet[Any]) -> QuerySet[Topic]:
    """The topics and nutrients that any of the pages is filed under, by name.

    Each knows with ``article_count`` how many of them are. One query.
    """
    keys, number = pages.order_by().values("pk"), Value(0)
    for model in article_types():
        for _, rows, page, column in filings(model):
            filed = rows.filter(**{column: OuterRef("pk"), f"{page}__in": keys})
            number = number + number_of(filed, column)
    return Topic.objects.annotate(article_count=number).filter(article_count__gt=0)


def written_by(pages: QuerySet[Any], person: Person) -> QuerySet[Any]:
    """Those of the pages that name a person as their author."""
    return _naming(pages, author=person)


def checked_by(pages: QuerySet[Any], person: Person) -> QuerySet[Any]:
    """Those of the pages that name a person as their fact-checker."""
    return _naming(pages, fact_checker=person)


def _naming(pages: QuerySet[Any], **named: Person) -> QuerySet[Any]:
    naming = Q(pk__in=[])
    for model in article_types():
        naming |= Q(pk__in=model._default_manager.filter(**named).order_by().values("pk"))
    return pages.filter(naming)


def reviewed_by(pages: QuerySet[Any], person: Person) -> QuerySet[Any]:
    """Those of the pages that a person approved when last reviewing what readers could read.

    Each knows with ``reviewed_at`` when that was. It is what happened; whether the words
    are still the same is said on the article itself.
    """
    last = ReviewRecord.objects.filter(was_live(), page_id=OuterRef("pk"), reviewer=person)
    last = last.order_by("-recorded_at", "-pk")
    return pages.annotate(
        last_outcome=Subquery(last.values("outcome")[:1]),
        reviewed_at=Subquery(last.values("recorded_at")[:1]),
    ).filter(last_outcome=ReviewRecord.Outcome.APPROVED)


def page_of(pages: QuerySet[Any], number: Any) -> PaginatorPage:
    """One page of a list, its members as their own types with what a list shows of them.

    ``number`` may be anything a reader typed; the nearest page there is comes back.
    """
    shown = Paginator(pages, PAGE_SIZE).get_page(number)
    plain = list(shown.object_list)
    reviewed = {page.pk: page.reviewed_at for page in plain if hasattr(page, "reviewed_at")}
    shown.object_list = listed(plain)
    for page in shown.object_list:
        if page.pk in reviewed:
            page.reviewed_at = reviewed[page.pk]
    return shown
