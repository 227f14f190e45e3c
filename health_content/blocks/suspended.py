"""What is suspended on a page, looked up once and told to everything that sells there."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from health_content.affiliates.urls import UnsafeURL, normalize
from health_content.blocks.links import values_of
from health_content.blocks.offers import OfferValue
from health_content.blocks.registered import SUSPENDED_OF
from health_content.edition.suspended import NOTHING_SUSPENDED, Suspended
from health_content.library.suspensions import Scope, Suspension
from health_content.library.vetting import unvetted

_COLUMNS = ("scope", "product_id", "program__key", "product__asin")
_LINKS = ("product__paid_links__pk", "product__paid_links__url")


def suspended_on(page: Any, holder: Any, offers: Iterable[OfferValue] = ()) -> Suspended:
    """What of a page's ``offers`` is suspended, in one query, or two where anything is.

    One more where products must be vetted: those that are not count too. Kept on ``holder``, as
    what is known of its addresses is, and told to the offers.
    """
    known: Suspended | None = getattr(holder, SUSPENDED_OF, None)
    offers = tuple(offers)
    if known is None:
        known = _with_unvetted(_fetched(page), offers)
        setattr(holder, SUSPENDED_OF, known)
    for offer in offers:
        offer.suspended = known
    return known


def known_suspended(holder: Any) -> Suspended:
    """What was found for a page or stream so far. Asks nothing."""
    found: Suspended | None = getattr(holder, SUSPENDED_OF, None)
    return found or NOTHING_SUSPENDED


def hide_suspended(value: Any, suspended: Suspended) -> None:
    """Let the offers inside a block value know what is suspended."""
    for offer in values_of(value, OfferValue):
        offer.suspended = suspended


def _with_unvetted(found: Suspended, offers: tuple[OfferValue, ...]) -> Suspended:
    sold = [(offer["paid_link"], offer.get("product")) for offer in offers]
    products = {link.product_id for link, _ in sold if link} | {it.pk for _, it in sold if it}
    missing = unvetted(products - {None})
    if not missing:
        return found
    links = {link.pk for link, _ in sold if link and link.product_id in missing}
    return dataclasses.replace(
        found,
        unvetted=frozenset(map(str, missing)),
        unvetted_links=frozenset(map(str, links)),
    )


def _fetched(page: Any) -> Suspended:
    # On most sites nothing is, and to ask for that takes a tenth of the time.
    if not Suspension.objects.in_force().exists():
        return NOTHING_SUSPENDED
    keys = [key for key in (page.pk, getattr(page, "alias_of_id", None)) if key]
    concerned = Q(scope__in=(Scope.PRODUCT, Scope.PROGRAM)) | Suspension.objects.on_pages(keys)
    rows = list(
        Suspension.objects.in_force().filter(concerned).order_by().values_list(*_COLUMNS, *_LINKS)
    )
    if not rows:
        return NOTHING_SUSPENDED
    scopes = {scope for scope, *_ in rows}
    return Suspended(
        is_whole=Scope.PAGE in scopes,
        is_by_rule=Scope.RULE in scopes,
        links=frozenset(str(link) for *_, link, _url in rows if link),
        products=frozenset(str(product) for _, product, *_ in rows if product),
        programs=frozenset(program for _, _, program, *_ in rows if program),
        merchant_ids=frozenset(asin.upper() for _, _, _, asin, *_ in rows if asin),
        addresses=frozenset(_normal(url) for *_, url in rows if url),
    )


def _normal(address: str) -> str:
    try:
        return normalize(address)
    except UnsafeURL:
        return address
