"""How often readers followed paid links: counts, and nothing about who."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from functools import lru_cache
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.urls import NoReverseMatch, get_resolver, get_script_prefix, get_urlconf, reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from health_content.conf import PAGE_MODEL, clicks
from health_content.library.products import PaidLink

LAST_POSITION = 200
"""Offers further down a page are counted together, as this one."""

_SALT = "health_content.clicks"
_BYTES = 12


class ClickCount(models.Model):
    """Clicks on one link, on one page, at one position, on one day.

    ``position`` is where on the page the link stands: the number of the offer in reading
    order, from 1. No cookie, no address, no time of day and nothing else about a reader is kept.
    """

    link = models.ForeignKey(
        PaidLink, verbose_name=_("paid link"), on_delete=models.CASCADE, related_name="clicks"
    )
    page = models.ForeignKey(
        PAGE_MODEL,
        verbose_name=_("page"),
        on_delete=models.CASCADE,
        related_name="health_content_clicks",
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    day = models.DateField(_("day"), db_index=True)
    count = models.PositiveIntegerField(_("clicks"), default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["link", "page", "position", "day"], name="health_content_clicks_once"
            )
        ]
        verbose_name = _("clicks")
        verbose_name_plural = _("clicks")

    def __str__(self) -> str:
        return f"{self.link_id}, {self.day:%Y-%m-%d}: {self.count}"


def ping_address(link_pk: int | None, page_pk: int | None, position: int) -> str:
    """Where a click on a paid link is counted: our own address, for ``ping`` and the beacon.

    Empty where nothing is counted: ``CLICKS["COUNT"]`` is off, the site did not include
    ``health_content.urls``, or link or page are not stored yet. Asks no database. The address is
    signed, and the same whenever and for whomever a page is rendered: pages may be cached.
    """
    if not (link_pk and page_pk and (root := _root_here())):
        return ""
    place = min(max(position, 0), LAST_POSITION)
    return f"{root}{link_pk}/{page_pk}/{place}/{signature_of(link_pk, page_pk, place)}/"


def signature_of(link_pk: int, page_pk: int, position: int) -> str:
    """What shows that we offered an address where clicks are counted."""
    return _signature(settings.SECRET_KEY, link_pk, page_pk, position)


def is_signed(signature: str, link_pk: int, page_pk: int, position: int) -> bool:
    """Whether :func:`signature_of` made a signature, now or with a key of before."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return any(
        constant_time_compare(signature, _signature(key, link_pk, page_pk, position))
        for key in keys
    )


def _signature(key: str | bytes, link_pk: int, page_pk: int, position: int) -> str:
    named = f"{link_pk}/{page_pk}/{position}"
    made = salted_hmac(_SALT, named, secret=key, algorithm="sha256").digest()
    return urlsafe_b64encode(made[:_BYTES]).decode()


def rounded(count: int) -> int:
    """A count as it may be shown: down to a multiple of ``CLICKS["SMALLEST_SHOWN"]``.

    Every number is rounded, sums too, so that none that is hidden is what is left when others
    are taken from a sum. A count that is not 0 and rounds to 0 is shown as :func:`told` says.
    """
    smallest: int = clicks()["SMALLEST_SHOWN"]
    return count - count % smallest


def told(count: int) -> str:
    """A count in words: "under 5" for a small one, and "5+" for those rounded down to 5."""
    shown, smallest = rounded(count), clicks()["SMALLEST_SHOWN"]
    if count and not shown:
        return gettext("under %(smallest)d") % {"smallest": smallest}
    return str(shown) if smallest == 1 or not shown else f"{shown}+"


def is_counting() -> bool:
    """Whether pages shown now offer an address where clicks are counted."""
    return bool(_root_here())


def _root_here() -> str:
    if not clicks()["COUNT"]:
        return ""
    return _root(get_resolver(get_urlconf()), get_script_prefix(), get_language())


@lru_cache(maxsize=256)
def _root(resolver: Any, prefix: str, language: str | None) -> str:
    """What all addresses begin with. The arguments are what :func:`reverse` depends on."""
    del resolver, prefix, language
    try:
        return reverse("health_content:clicks", args=[0, 0, 0, "-"]).removesuffix("0/0/0/-/")
    except NoReverseMatch:
        return ""
