"""On how many live pages readers may get each of many links."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail.models import Page, ReferenceIndex

from health_content.library.products import PaidLink, Product

_KEYS_AT_ONCE = 500


def live_pages_of_each(links: Collection[PaidLink]) -> dict[int, int]:
    """How many live pages name each link, its product or another link to that product.

    The last two count because a link takes the place of one that is dead, or is for another
    country. Wagtail's index of references is asked, which knows published texts, some hundred
    links at once.
    """
    products = {link.product_id for link in links if link.product_id}
    same: dict[Any, set[int]] = defaultdict(set)
    for some in _parts(products):
        rows = PaidLink._base_manager.filter(product__in=some)
        for key, product in rows.values_list("pk", "product_id"):
            same[product].add(key)
    keys = {link.pk for link in links}.union(*same.values())
    by_link, by_product = _naming(PaidLink, keys), _naming(Product, products)
    named = {
        link.pk: by_product[link.product_id or 0].union(
            *(by_link[key] for key in {link.pk} | same.get(link.product_id, set()))
        )
        for link in links
    }
    return _live(named)


def live_pages_naming(model: type[Model], keys: Collection[int]) -> dict[int, int]:
    """How many live pages name each entry of a model, by the index of references."""
    named = _naming(model, keys)
    return _live({key: named[key] for key in keys})


def _live(named: dict[int, set[int]]) -> dict[int, int]:
    live: set[int] = set()
    for some in _parts({page for pages in named.values() for page in pages}):
        live.update(Page.objects.live().filter(pk__in=some).values_list("pk", flat=True))
    return {key: len(pages & live) for key, pages in named.items()}


def _naming(model: type[Model], keys: Collection[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for some in _parts(keys):
        rows = ReferenceIndex.objects.filter(
            to_object_id__in=[str(key) for key in some],
            to_content_type=ReferenceIndex._get_base_content_type(model),
            base_content_type=ContentType.objects.get_for_model(Page),
        )
        for to, page in rows.values_list("to_object_id", "object_id").distinct():
            found[int(to)].add(int(page))
    return found


def _parts(keys: Collection[int]) -> Iterator[Sequence[int]]:
    ordered = sorted(keys)
    for start in range(0, len(ordered), _KEYS_AT_ONCE):
        yield ordered[start : start + _KEYS_AT_ONCE]
