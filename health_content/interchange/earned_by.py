"""Which paid link and which page a row of a commission report tells of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, Protocol
from urllib.parse import urlsplit

from wagtail.models import Page, Site

from health_content.library.products import PaidLink
from health_content.library.programs import AffiliateProgram

BATCH = 500
_LARGEST_KEY = 2**63 - 1


class Told(Protocol):
    """What a row says of where the money came from."""

    @property
    def tag(self) -> str: ...
    @property
    def product(self) -> str: ...
    @property
    def address(self) -> str: ...
    @property
    def page(self) -> str: ...


class Sources:
    """The links of a program and the pages that rows name, looked up for all of them at once.

    Nothing is guessed: where two links fit a row, or two pages, it has none.
    """

    def __init__(self, program: AffiliateProgram, rows: Iterable[Told]) -> None:
        tags = program.tags if isinstance(program.tags, dict) else {}
        self._markets = {str(tag).strip(): market for market, tag in tags.items() if tag}
        self._by_address: dict[str, list[int]] = defaultdict(list)
        self._by_product: dict[str, list[tuple[int, str]]] = defaultdict(list)
        links = PaidLink._base_manager.filter(program=program).values_list(
            "pk", "url", "market", "product__asin", "product__gtin"
        )
        for key, address, market, asin, gtin in links.order_by():
            self._by_address[_bare(address)].append(key)
            for number in {asin, gtin} - {"", None}:
                self._by_product[number.upper()].append((key, market))
        self._pages = dict(_pages({row.page for row in rows} - {""}))

    def link_of(self, row: Told) -> int | None:
        """The one link that a row's address or product leads by, in the market of its tag."""
        if row.address:
            return _only(self._by_address.get(_bare(row.address), []))
        found = self._by_product.get(row.product, [])
        if len(found) > 1 and (market := self._markets.get(row.tag)):
            found = [item for item in found if item[1] == market]
        return _only([key for key, _market in found])

    def page_of(self, row: Told) -> int | None:
        """The page that a row names by its number or its address."""
        return self._pages.get(row.page)


def _bare(address: str) -> str:
    """An address without what changes from click to click: its query, and a slash at its end."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    return f"{parts.netloc.lower().removeprefix('www.')}{parts.path.rstrip('/')}"


def _only(found: list[int]) -> int | None:
    return found[0] if len(found) == 1 else None


def _pages(names: set[str]) -> Iterator[tuple[str, int]]:
    numbers = {name: int(name) for name in names if name.isascii() and name.isdigit()}
    numbers = {name: key for name, key in numbers.items() if key <= _LARGEST_KEY}
    for some in _batches(list(numbers)):
        known = set(
            Page.objects.filter(pk__in=[numbers[name] for name in some]).values_list(
                "pk", flat=True
            )
        )
        yield from ((name, numbers[name]) for name in some if numbers[name] in known)
    yield from _pages_at(names - set(numbers))


def _pages_at(addresses: set[str]) -> Iterator[tuple[str, int]]:
    roots = {site.hostname: site for site in Site.objects.select_related("root_page")}
    default = next((site for site in roots.values() if site.is_default_site), None)
    paths: dict[str, list[str]] = defaultdict(list)
    for address in addresses:
        try:
            parts = urlsplit(address)
        except ValueError:
            continue
        site = roots.get(parts.hostname or "") if parts.netloc else default
        if site is not None:
            path = f"{site.root_page.url_path.rstrip('/')}/{parts.path.strip('/')}"
            paths[path.rstrip("/") + "/"].append(address)
    for some in _batches(list(paths)):
        found = Page.objects.filter(url_path__in=some).values_list("url_path", "pk")
        for path, key in found:
            yield from ((address, key) for address in paths[path])


def _batches(items: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]
