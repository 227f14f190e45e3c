"""What is suspended now, looked up for a page, or for values that nobody told their page."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Iterable
from typing import Any

from django.db import Error as DatabaseFailure
from django.db.models import Q

from health_content.affiliates.urls import UnsafeURL, normalize
from health_content.edition.suspended import NOTHING_SUSPENDED, Suspended
from health_content.library.suspensions import Scope, Suspension
from health_content.library.vetting import unvetted

logger = logging.getLogger("health_content.obligations")

_COLUMNS = ("scope", "product_id", "program__key", "product__asin")
_LINKS = ("product__paid_links__pk", "product__paid_links__url")


def suspended_unasked(offers: Iterable[Any] = ()) -> Suspended:
    """What is suspended for ``offers`` and typed links on a page that nobody named.

    While any page or rule is suspended that page may be this one, so nothing is shown then, and
    neither where the database does not answer.
    """
    try:
        return with_unvetted(in_force_on(None), tuple(offers))
    except DatabaseFailure:
        logger.exception("The database did not answer; everything counts as suspended.")
        return Suspended(is_whole=True)


def in_force_on(page: Any) -> Suspended:
    """What is suspended that concerns a page, in one query, or two where anything is.

    For ``None``, what may concern some page.
    """
    # On most sites nothing is, and to ask for that takes a tenth of the time.
    if not Suspension.objects.in_force().exists():
        return NOTHING_SUSPENDED
    found = Suspension.objects.in_force()
    if page is not None:
        keys = [key for key in (page.pk, getattr(page, "alias_of_id", None)) if key]
        everywhere = Q(scope__in=(Scope.PRODUCT, Scope.PROGRAM))
        found = found.filter(everywhere | Suspension.objects.on_pages(keys))
    rows = list(found.order_by().values_list(*_COLUMNS, *_LINKS))
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


def with_unvetted(found: Suspended, offers: tuple[Any, ...]) -> Suspended:
    """The same, and those products of ``offers`` that are not vetted where that is asked for."""
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


def _normal(address: str) -> str:
    try:
        return normalize(address)
    except UnsafeURL:
        return address
