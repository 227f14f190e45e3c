"""Counting clicks on paid links: best effort, bounded, and nothing about who clicked.

A count is worth little to a forger and must cost the site little. So nothing is asked of the
database faster than an allowance permits, one thread of a process writes while the others leave
their clicks to it, a link is counted on a page only where it stands there, and each number has an
upper bound. What is over any of these bounds is dropped.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import Counter
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from django.db.models import F, Model, QuerySet
from django.db.models.functions import Least
from wagtail.models import Page, ReferenceIndex

from health_content.conf import clicks
from health_content.library.clicks import LAST_POSITION, ClickCount
from health_content.library.products import PaidLink, Product
from health_content.library.waivers import site_day

logger = logging.getLogger("health_content.clicks")

MOST_A_DAY = 10_000
"""A count does not grow beyond this: on a link, on a page, at a position, on a day."""

POSITIONS_A_DAY = 12
"""Rows for one link on one page and day. Clicks at further positions count at position 0."""

LARGEST_KEY = 2**63 - 1

_WAITING_AT_MOST = 200
_REST_SECONDS = 30.0


class Click(NamedTuple):
    """What is counted. ``day`` is the site's own."""

    link: int
    page: int
    position: int
    day: date


class Allowance:
    """How many clicks are looked at: in bursts, and then so many a second.

    Pairs of link and page share a fixed number of slots, each with an allowance of its own, so
    that a flood on one pair hardly keeps another from being counted. Takes the same little
    memory whatever is sent.
    """

    def __init__(self, slots: int, burst: float, per_second: float) -> None:
        self._burst, self._per_second = burst, per_second
        self._left = [burst] * slots
        self._seen = [0.0] * slots
        self._lock = threading.Lock()

    def takes(self, key: object, now: float) -> bool:
        """Whether one more is looked at now."""
        with self._lock:
            slot = hash(key) % len(self._left)
            passed = max(0.0, now - self._seen[slot])
            left = min(self._burst, self._left[slot] + passed * self._per_second)
            self._seen[slot] = now
            self._left[slot] = left - 1 if left >= 1 else left
            return left >= 1


class _Desk:
    """Takes clicks from many threads and lets one of them write.

    After a failure nothing is taken for some seconds: a database that is down or locked is not
    asked again for every click.
    """

    def __init__(self) -> None:
        self._waiting: Counter[Click] = Counter()
        self._is_writing = False
        self._rests_until = 0.0
        self._lock = threading.Lock()

    def take(self, click: Click, now: float) -> None:
        """Write a click, and whatever comes meanwhile; leave it to the thread that writes."""
        with self._lock:
            if now < self._rests_until or len(self._waiting) >= _WAITING_AT_MOST:
                return
            self._waiting[click] += 1
            if self._is_writing:
                return
            self._is_writing = True
        try:
            while waiting := self._next():
                for item, times in waiting.items():
                    _write(item, times)
        except Exception as error:  # noqa: BLE001 -- a reader's click must not fail, whatever fails here
            logger.warning("Clicks are not counted for a while: %s", error)
            self._rest()

    def _next(self) -> Counter[Click]:
        with self._lock:
            waiting, self._waiting = self._waiting, Counter()
            self._is_writing = bool(waiting)
            return waiting

    def _rest(self) -> None:
        # From now on, not from the click: a database that is locked took its time to say so.
        now = time.monotonic()
        with self._lock:
            self._waiting.clear()
            self._is_writing = False
            self._rests_until = now + _REST_SECONDS


_desk = _Desk()
_of_pair = Allowance(slots=512, burst=20, per_second=2)
_of_all = Allowance(slots=1, burst=100, per_second=30)


def count_click(link: int, page: int, position: int) -> None:
    """Count a click on a link that stands on a live page anybody may read. Raises nothing."""
    if not clicks()["COUNT"] or not (0 <= position <= LAST_POSITION):
        return
    if not (0 < link <= LARGEST_KEY and 0 < page <= LARGEST_KEY):
        return
    now = time.monotonic()
    if _of_pair.takes((link, page), now) and _of_all.takes(0, now):
        _desk.take(Click(link, page, position, site_day()), now)


def _write(click: Click, times: int) -> None:
    if _stands(click.link, click.page):
        _add(_placed(click), times)


def _stands(link: int, page: int) -> bool:
    """Whether a page that everybody may read shows a link, or could show it for another.

    A page that names a product or one link to it may show any other link to it: for a link
    that is dead, or for another country.
    """
    products = PaidLink._base_manager.filter(pk=link).values_list("product_id", flat=True)
    found = list(products)
    if not found or not Page.objects.live().public().filter(pk=page).exists():
        return False
    keys, product = {link}, found[0]
    if product is not None:
        others = PaidLink._base_manager.filter(product_id=product)
        keys.update(others.values_list("pk", flat=True))
    named = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page), object_id=str(page)
    )
    return _naming(named, PaidLink, keys).exists() or (
        product is not None and _naming(named, Product, {product}).exists()
    )


def _naming(named: QuerySet[Any], model: type[Model], keys: set[int]) -> QuerySet[Any]:
    kind = ReferenceIndex._get_base_content_type(model)
    return named.filter(to_content_type=kind, to_object_id__in=[str(key) for key in keys])


def _placed(click: Click) -> Click:
    """The click where it is counted: no pair gets more rows a day than a page has offers."""
    same = ClickCount.objects.filter(link=click.link, page=click.page, day=click.day)
    known = set(same.values_list("position", flat=True))
    if click.position in known or len(known) < POSITIONS_A_DAY:
        return click
    return click._replace(position=0)


def _add(click: Click, times: int) -> None:
    where = {
        "link_id": click.link,
        "page_id": click.page,
        "position": click.position,
        "day": click.day,
    }
    rows = ClickCount.objects.filter(**where)
    more = Least(F("count") + times, MOST_A_DAY)
    if rows.update(count=more):
        return
    try:
        with transaction.atomic():
            ClickCount.objects.create(**where, count=min(times, MOST_A_DAY))
    except IntegrityError:
        # Another process was first, or the page or the link is gone: then there is no row.
        rows.update(count=more)


def prune_clicks() -> int:
    """Delete counts older than ``CLICKS["RETENTION_DAYS"]``; how many rows went.

    Earnings are kept: they are a business's own records, with periods of their own.
    """
    days = clicks()["RETENTION_DAYS"]
    if days is None:
        return 0
    old = ClickCount.objects.filter(day__lt=site_day() - timedelta(days=days))
    return old.delete()[0]
