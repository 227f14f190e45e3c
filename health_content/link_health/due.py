"""Which links are to be looked at, a few at a time."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlsplit

from django.db.models import F, Q, QuerySet

from health_content.affiliates.recognition import paid_link
from health_content.affiliates.urls import is_at
from health_content.library.link_health import LinkHealth, LinkState
from health_content.library.products import PaidLink
from health_content.library.waivers import site_day

BATCH = 200
OF_ONE_HOST = 25
"""So many of one host in a batch, so that a large shop does not keep the others waiting."""

_ANSWERED = (LinkState.OK, LinkState.MOVED, LinkState.OUT_OF_STOCK, LinkState.ROBOT_CHECK)


class Job(NamedTuple):
    """One link to be looked at. ``merchants`` are the hosts at which it may end."""

    link: int
    address: str
    merchants: frozenset[str]

    @property
    def host(self) -> str:
        """Where it begins."""
        return _host(self.address)


def links_to_check(started: datetime, *, is_all: bool = False, only: int = 0) -> QuerySet[PaidLink]:
    """Links that readers get or will get and that nobody looked at since a run started.

    Those that are due, that are new or that have another address than the one looked at; all of
    them with ``is_all``; one alone, due or not and shown or not, with ``only``.
    """
    unseen = Q(health__checked_at=None) | Q(health__checked_at__lt=started)
    links: QuerySet[PaidLink] = PaidLink.objects.filter(unseen)
    if only:
        return links.filter(pk=only)
    links = links.filter(status=PaidLink.Status.ACTIVE).filter(
        Q(valid_until=None) | Q(valid_until__gte=site_day())
    )
    if is_all:
        return links
    return links.filter(
        Q(health__due_at=None) | Q(health__due_at__lte=started) | ~Q(health__address=F("url"))
    )


def next_batch(links: QuerySet[PaidLink], after: int = 0, most: int = BATCH) -> list[Job]:
    """The next links, spread over hosts. Reads row by row and keeps no more than the batch."""
    taken: Counter[str] = Counter()
    keys: list[int] = []
    rows = links.filter(pk__gt=after).select_related(None).order_by("pk").values_list("pk", "url")
    for key, address in rows.iterator(chunk_size=500):
        host = _host(address)
        if taken[host] < OF_ONE_HOST:
            taken[host] += 1
            keys.append(key)
            if len(keys) >= most:
                break
    return _jobs(keys)


def answering_elsewhere(hosts: set[str], most: int) -> list[Job]:
    """Links whose server answered when last asked, one of each of some hosts but these."""
    answered = LinkHealth.objects.filter(state__in=_ANSWERED, address=F("link__url"))
    keys: dict[str, int] = {}
    rows = answered.order_by("-checked_at", "pk").values_list("link_id", "address")
    for key, address in rows.iterator(chunk_size=500):
        if (host := _host(address)) not in hosts:
            keys.setdefault(host, key)
        if len(keys) >= most:
            break
    return _jobs(list(keys.values()))


def _jobs(keys: list[int]) -> list[Job]:
    chosen = PaidLink.objects.filter(pk__in=keys).select_related("program").order_by("pk")
    return [Job(link.pk, link.url, merchants_of(link)) for link in chosen]


def merchants_of(link: PaidLink) -> frozenset[str]:
    """The shop's hosts in all markets, without its short addresses, which lead there.

    Where the program names none, the host that the link itself names; nothing where that is a
    network's or a shortener's, so that nobody can say whose the end must be.
    """
    program = link.program
    listed = program.hosts.values() if isinstance(program.hosts, dict) else ()
    hosts = {
        host.strip().lower()
        for some in listed
        if isinstance(some, list)
        for host in some
        if isinstance(host, str) and host.strip()
    }
    return frozenset(hosts or _own(link))


def _own(link: PaidLink) -> set[str]:
    host = _host(link.url)
    listed = link.program.shorteners if isinstance(link.program.shorteners, list) else []
    between = {name for name in listed if isinstance(name, str)}
    if any(is_at(host, name) for name in between) or paid_link(link.url):
        return set()
    return {host} - {""}


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""
