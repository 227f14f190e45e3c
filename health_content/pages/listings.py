"""Lists of pages that anyone may read, fetched in as many queries however long they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    CharField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce
from wagtail.models import Page, PageViewRestriction, Site

from health_content.library.standings import together


def open_pages(url_path: str, model: Any = Page) -> QuerySet[Any]:
    """The live pages of a type at or below ``url_path`` that need no permission to read."""
    path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    closed = PageViewRestriction.objects.annotate(asked=path).filter(
        asked__startswith=F("page__path")
    )
    return (
        model._default_manager.live().filter(url_path__startswith=url_path).exclude(Exists(closed))
    )


def site_path_of(page: Any) -> str:
    """Where the site that a page belongs to begins, as the start of its ``url_path``.

    For a page outside every site, the page's own path, which leads to nothing else.
    """
    paths = (root.root_path for root in Site.get_site_root_paths())
    inside = [path for path in paths if page.url_path.startswith(path)]
    return max(inside, key=len, default=page.url_path or "/")


class Filing(NamedTuple):
    """The rows that file pages of one type under topics, through their field ``field``.

    ``page`` and ``topic`` are the names of the two columns.
    """

    field: str
    rows: QuerySet[Any]
    page: str
    topic: str


def filings(model: Any) -> Iterator[Filing]:
    """Where pages of a type are filed: under topics, and under nutrients."""
    for name in ("topics", "nutrients"):
        field = model._meta.get_field(name)
        yield Filing(
            name,
            field.remote_field.through._default_manager.order_by(),
            f"{field.m2m_field_name()}_id",
            f"{field.m2m_reverse_field_name()}_id",
        )


def number_of(rows: QuerySet[Any], column: str) -> Any:
    """How many of the rows there are to each value of a column, as an expression; else 0."""
    counted = rows.values(column).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def listed(pages: Iterable[Any]) -> list[Any]:
    """Pages as their own types, in the same order, with what a list shows of them.

    One query for each type, and those its ``listing_prefetch_related`` asks for.
    """
    pages = list(pages)
    keys: dict[int, list[int]] = defaultdict(list)
    for page in pages:
        keys[page.content_type_id].append(page.pk)
    found: dict[int, Any] = {}
    for content_type_id, wanted in keys.items():
        model = ContentType.objects.get_for_id(content_type_id).model_class() or Page
        queryset = model._default_manager.filter(pk__in=wanted)
        if names := getattr(model, "listing_select_related", ()):
            queryset = queryset.select_related(*names)
        if names := getattr(model, "listing_prefetch_related", ()):
            queryset = queryset.prefetch_related(*names)
        found |= {page.pk: page for page in queryset}
    return together([found[page.pk] for page in pages if page.pk in found])
