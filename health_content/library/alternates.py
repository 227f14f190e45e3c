"""Which paid link readers get: the chosen one, or the next to the same product that is good."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from datetime import date
from functools import lru_cache
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from health_content.affiliates.urls import UnsafeURL, is_same_market, normalize, tagged
from health_content.edition import Channel
from health_content.library.products import PaidLink
from health_content.library.programs import AffiliateProgram
from health_content.library.waivers import site_day

SUSPENDED = "suspended"
UNVETTED = "unvetted"
PAUSED = "paused"
WITHDRAWN = "withdrawn"
NOT_YET = "not-yet"
EXPIRED = "expired"
CONTRACT_OVER = "contract-over"
DEAD_LINK = "dead"
UNSAFE = "unsafe"
NOT_ON_PAGES = "not-on-pages"

REASONS = {
    SUSPENDED: _("Suspended"),
    UNVETTED: _("The product is not vetted, or due again"),
    PAUSED: _("Paused"),
    WITHDRAWN: _("Withdrawn"),
    NOT_YET: _("Not valid yet"),
    EXPIRED: _("No longer valid"),
    CONTRACT_OVER: _("Outside our contract with the program"),
    DEAD_LINK: _("Dead"),
    UNSAFE: _("Its address must not be linked"),
    NOT_ON_PAGES: _("Its program allows no links on web pages"),
}
"""Why readers do not get a link, in words for editors, by code."""

_ABOUT_COPY = ("prices_allowed", "ratings_allowed", "merchant_images_allowed", "incentives_allowed")


def links_to_show(keys: Collection[Any], *, is_abroad: bool = False) -> dict[Any, PaidLink]:
    """Paid links with their health, in one query.

    Where one of them is not good, or readers may be abroad, one more fetches the other links to
    those products, whatever their number.
    """
    links = PaidLink.objects.select_related("health").in_bulk(keys)
    day = site_day()
    products = [
        link.product
        for link in links.values()
        if link.product and (is_abroad or trouble_of(link, day))
    ]
    if products:
        others = PaidLink.objects.select_related("health")
        prefetch_related_objects(products, Prefetch("paid_links", others))
    return links


def trouble_of(link: Any, day: date) -> str:
    """The code of why readers do not get this link on a day; empty where they do.

    That a link is dead is known of the address that was checked, and of no other.
    """
    if link.status != PaidLink.Status.ACTIVE:
        return str(link.status)
    if link.valid_from and day < link.valid_from:
        return NOT_YET
    if link.valid_until and link.valid_until < day:
        return EXPIRED
    starts_on, ends_on = link.program.starts_on, link.program.ends_on
    if (starts_on and day < starts_on) or (ends_on and ends_on < day):
        return CONTRACT_OVER
    if not is_safe(link.url):
        return UNSAFE
    # A program without any channel is one that nobody finished: its form says so.
    if link.program.channels and Channel.WEB.value not in link.program.channels:
        return NOT_ON_PAGES
    return DEAD_LINK if _is_dead(link) else ""


def shown_instead_of(
    chosen: Any, *, country: str = "", suspended: Collection[str] = (), merchant: str = ""
) -> PaidLink | None:
    """The link that readers get where ``chosen`` was chosen; ``None`` where none is good.

    The chosen one while it is good. Else the next to the same product: of the same market first,
    then those of no market, each by position. ``country`` is the reader's, where it is known: a
    good link of that market comes before the chosen one, where its program covers the country,
    and one of the same program before others.
    Links of ``suspended`` programs, given by key, stand in for nothing, nor do those of a program
    that forbids what the chosen one's allows: the words beside were judged by the chosen one's
    rules. Where a ``merchant`` is named, none of another's do.
    """
    day = site_day()
    is_good = not trouble_of(chosen, day)
    if is_good and (not country or is_same_market(chosen.market, country)):
        return chosen  # type: ignore[no-any-return]
    others = [
        link
        for link in _others(chosen)
        if link.program.key not in suspended
        and (not merchant or link.program.merchant == merchant)
        and _is_as_free(link.program, chosen.program)
        and not trouble_of(link, day)
    ]
    if country:
        for link in sorted(others, key=lambda link: link.program_id != chosen.program_id):
            if is_same_market(link.market, country) and _covers(link.program, country):
                return link
    if is_good:
        return chosen  # type: ignore[no-any-return]
    for market in dict.fromkeys((chosen.market, "")):
        for link in others:
            if is_same_market(link.market, market):
                return link
    return None


def address_of(link: Any) -> str:
    """Where a link leads, with our own tag; empty where that must not be linked."""
    if not is_safe(link.url):
        return ""
    program = link.program
    told = [program.hosts, program.tags, program.shorteners, program.product_patterns]
    shops = json.dumps(told, default=str)
    return _tagged(link.url, link.market, program.tag_parameter, shops)


@lru_cache(maxsize=4096)
def _tagged(address: str, market: str, parameter: str, shops: str) -> str:
    """The address with our tag. A page asks several times for each of its offers."""
    hosts, tags, shorteners, patterns = json.loads(shops)
    program = AffiliateProgram(
        hosts=hosts,
        tags=tags,
        shorteners=shorteners,
        product_patterns=patterns,
        tag_parameter=parameter,
    )
    return tagged(address, program.terms(), market)


def is_safe(address: str) -> bool:
    """Whether an address may be linked at all."""
    try:
        normalize(address)
    except UnsafeURL:
        return False
    return True


def _is_as_free(program: AffiliateProgram, than: AffiliateProgram) -> bool:
    """Whether all that one program is known to allow is known to be allowed by another."""
    if program.key == than.key:
        return True
    return all(getattr(program, term) or not getattr(than, term) for term in _ABOUT_COPY)


def _others(chosen: Any) -> Iterable[Any]:
    if not chosen.product or not chosen.product.pk:
        return []
    links = [link for link in chosen.product.paid_links.all() if link.pk != chosen.pk]
    return sorted(links, key=lambda link: (link.position, link.pk))


def _covers(program: Any, country: str) -> bool:
    """Whether a program is for a country; one that names none is for the markets of its links."""
    named = program.countries if isinstance(program.countries, list) else []
    codes = [code for code in named if isinstance(code, str)]
    return not codes or any(is_same_market(code, country) for code in codes)


def _is_dead(link: Any) -> bool:
    try:
        health = link.health
    except ObjectDoesNotExist:
        return False
    return health.is_dead and health.address == link.url
