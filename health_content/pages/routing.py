"""Finding a page by its address in as many queries, however deep it lies."""

from __future__ import annotations

from typing import Any

from wagtail.models import Page


def chain_below(page: Any, slugs: list[str]) -> list[Any]:
    """The pages that ``slugs`` name one below the other, or nothing if one is missing.

    They come as plain ``Page`` objects, each knowing its parent, from one query.
    """
    url_path, url_paths = page.url_path, []
    for slug in slugs:
        url_path = f"{url_path}{slug}/"
        url_paths.append(url_path)
    found = {
        candidate.url_path: candidate
        for candidate in Page.objects.filter(url_path__in=url_paths, path__startswith=page.path)
    }
    chain, parent = [], page
    for url_path in url_paths:
        candidate = found.get(url_path)
        if candidate is None or candidate.depth != parent.depth + 1:
            return []
        candidate._cached_parent_obj = parent
        chain.append(candidate)
        parent = candidate
    return chain


def specific_of(page: Any) -> Any:
    """A page as its own type, with the relations its type wants fetched along."""
    model = page.specific_class
    if model is None:
        return page.specific
    queryset = model._default_manager.all()
    if related := getattr(model, "route_select_related", ()):
        queryset = queryset.select_related(*related)
    if more := getattr(model, "route_prefetch_related", ()):
        queryset = queryset.prefetch_related(*more)
    specific = queryset.get(pk=page.pk)
    specific._cached_parent_obj = page._cached_parent_obj
    return specific
