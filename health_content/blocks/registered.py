"""What the library knows of the addresses on a page: those of its paid links, and its shops."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

from django.db.models import FilteredRelation, Q

from health_content.affiliates.programs import PROGRAMS, ProgramMarket, ProgramTerms
from health_content.affiliates.recognition import NOTHING_REGISTERED, Registered, paid_link
from health_content.affiliates.urls import followed
from health_content.library.alternates import trouble_of
from health_content.library.link_health import DEAD
from health_content.library.programs import AffiliateProgram
from health_content.library.waivers import site_day
from health_content.manuscript import PaidLinkTarget

_ASKED = "_health_content_registered"
SUSPENDED_OF = "_health_content_suspended"
INLINE_OF = "_health_content_inline_links"
_COLUMNS = (
    "key",
    "name",
    "merchant",
    "hosts",
    "shorteners",
    "product_patterns",
    "tag_parameter",
    "tags",
    "starts_on",
    "ends_on",
    "channels",
)
_ENTRY = (
    "known__url",
    "known__status",
    "known__valid_from",
    "known__valid_until",
    "known__health__state",
    "known__health__address",
)


def registered_among(addresses: Iterable[str], holder: Any) -> Registered:
    """What the library knows of ``addresses``, in one query; none where there is nothing to ask.

    That is asked of addresses too that are known without the library: it has our tags. The
    answer is kept on ``holder``, the page or stream the addresses stand on, and asked again only
    for others.
    """
    unknown = {spelling for address in addresses for spelling in _spellings(address)}
    asked, found = getattr(holder, _ASKED, (frozenset(), NOTHING_REGISTERED))
    if not unknown <= asked:
        found = _fetched(unknown | asked)
        setattr(holder, _ASKED, (frozenset(unknown | asked), found))
    return found


def registered_on(holder: Any) -> Registered:
    """What was found for a page or stream so far. Asks nothing."""
    found: Registered = getattr(holder, _ASKED, (frozenset(), NOTHING_REGISTERED))[1]
    return found


def with_entries(registered: Registered, entries: Iterable[PaidLinkTarget]) -> Registered:
    """The same, and the addresses to which entries of the registry lead now.

    A link may lead elsewhere than its entry says: with our tag, or to an alternative.
    """
    programs = {program.key: program for program in (*PROGRAMS, *registered.programs)}
    added: dict[str, ProgramTerms] = {}
    for entry in entries:
        if entry.url and paid_link(entry.url, registered) is None and entry.program in programs:
            added |= dict.fromkeys(_spellings(entry.url), programs[entry.program])
    if not added:
        return registered
    return replace(registered, addresses={**registered.addresses, **added})


def forget_registered(holder: Any) -> None:
    """Let the next questions about a page or stream be answered by the database."""
    vars(holder).pop(_ASKED, None)
    vars(holder).pop(SUSPENDED_OF, None)
    vars(holder).pop(INLINE_OF, None)


@lru_cache(maxsize=4096)
def _spellings(address: str) -> frozenset[str]:
    """The ways to write an address for which the library is asked; none where it is not."""
    one = followed(address)
    if not one:
        return frozenset()
    whole = f"https:{address}" if address.startswith("//") else address.strip()
    return frozenset({whole, one, one.rstrip("/"), f"{one}/"})


def _fetched(addresses: set[str]) -> Registered:
    linked = FilteredRelation("paid_links", condition=Q(paid_links__url__in=addresses))
    rows = (
        AffiliateProgram.objects.order_by("pk")
        .annotate(known=linked)
        .values_list(*_COLUMNS, *_ENTRY)
    )
    programs: dict[str, ProgramTerms] = {}
    known: dict[str, ProgramTerms] = {}
    good: set[str] = set()
    day = site_day()
    for row in rows:
        key, name, merchant, hosts, shorteners, patterns, tag_parameter, tags = row[:8]
        url, *entry = row[len(_COLUMNS) :]
        program = programs.setdefault(
            key,
            ProgramTerms(
                key=key,
                name=name,
                merchant=merchant,
                markets=_markets(hosts, tags),
                shorteners=_texts(shorteners),
                product_patterns=tuple(filter(_is_pattern, _texts(patterns))),
                tag_parameter=tag_parameter,
            ),
        )
        if url:
            known |= dict.fromkeys(_spellings(url), program)
            if not trouble_of(_entry(url, entry, row[8:11]), day):
                good |= _spellings(url)
    return Registered(known, tuple(programs.values()), withheld=frozenset(known.keys() - good))


def _entry(url: str, entry: Sequence[Any], contract: Sequence[Any]) -> Any:
    """An entry of the registry as far as it says whether readers get it."""
    status, valid_from, valid_until, state, checked = entry
    starts_on, ends_on, channels = contract
    return SimpleNamespace(
        url=url,
        status=status,
        valid_from=valid_from,
        valid_until=valid_until,
        health=SimpleNamespace(is_dead=state in DEAD, address=checked),
        program=SimpleNamespace(starts_on=starts_on, ends_on=ends_on, channels=channels),
    )


def _markets(stored: object, tags: object) -> tuple[ProgramMarket, ...]:
    """The hosts and our tags by market, as far as what is stored is of that shape."""
    by_market = stored if isinstance(stored, dict) else {}
    tag_of = tags if isinstance(tags, dict) else {}
    return tuple(
        ProgramMarket(
            str(market),
            tuple(host.lower().removeprefix("www.") for host in names),
            tag.strip() if isinstance(tag := tag_of.get(market), str) else "",
        )
        for market, hosts in by_market.items()
        if (names := _texts(hosts))
    )


def _texts(stored: object) -> tuple[str, ...]:
    texts = stored if isinstance(stored, list) else []
    return tuple(text.strip() for text in texts if isinstance(text, str) and text.strip())


def _is_pattern(text: str) -> bool:
    try:
        return re.compile(text).groups > 0
    except re.error:
        return False
