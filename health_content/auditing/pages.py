"""Walking over all pages of the types that have opted in, in batches."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from wagtail.models import get_page_models

from health_content.publishing.gate import is_gated

logger = logging.getLogger("health_content.auditing")

BATCH = 100


def gated_types() -> list[Any]:
    """Every page type whose pages are judged, by name."""
    types = [model for model in get_page_models() if is_gated(model)]
    return sorted(types, key=lambda model: model._meta.label_lower)


def of_type(model: Any) -> QuerySet[Any]:
    """The pages of exactly this type, none of a type that extends it."""
    return model._base_manager.filter(content_type=ContentType.objects.get_for_model(model))


def live_batches(size: int = BATCH) -> Iterator[tuple[Any, list[int]]]:
    """The keys of all live pages, by type, never more than ``size`` at a time."""
    for model in gated_types():
        live = of_type(model).filter(live=True).order_by("pk")
        for keys in key_batches(live, size):
            yield model, keys


def key_batches(pages: QuerySet[Any], size: int = BATCH) -> Iterator[list[int]]:
    """The keys of a queryset that is ordered by them, ``size`` at a time.

    Asks for each batch where the one before ended, so that no cursor stays open while pages
    are written.
    """
    last = 0
    while keys := list(pages.filter(pk__gt=last).values_list("pk", flat=True)[:size]):
        yield keys
        last = keys[-1]


def fetched(model: Any, keys: list[int]) -> Iterator[tuple[int, Any]]:
    """Pages of one type by their keys, all from one query; ``None`` where one cannot be read."""
    pages = model._base_manager.order_by("pk")
    if related := getattr(model, "route_select_related", ()):
        pages = pages.select_related(*related)
    try:
        found = list(pages.filter(pk__in=keys))
    except Exception:
        logger.exception("Some of the pages %s cannot be read; each is tried alone.", keys)
        yield from ((key, _alone(pages, key)) for key in keys)
        return
    yield from ((page.pk, page) for page in found)


def _alone(pages: QuerySet[Any], key: int) -> Any:
    try:
        return pages.get(pk=key)
    except Exception:
        logger.exception("Page %s cannot be read.", key)
        return None
