"""Which entries of the registry the rows of a table mean, by keys that people know."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from health_content.library.product_facts import one_spelling_of_numbers
from health_content.library.products import PaidLink, Product
from health_content.library.programs import AffiliateProgram


class Ambiguous(LookupError):
    """A row means no one entry: several have its key, or its numbers are those of two products.

    The message says what to do.
    """


class _Index:
    """Primary keys by some values, which are kept as hashes: a registry may be large."""

    def __init__(self) -> None:
        self._keys: dict[int, tuple[Any, ...]] = defaultdict(tuple)

    def add(self, key: Any, *values: Any) -> None:
        self._keys[hash(values)] += (key,)

    def of(self, *values: Any) -> tuple[Any, ...]:
        return self._keys.get(hash(values), ())


class KnownPrograms:
    """Programs by their keys."""

    def __init__(self) -> None:
        self._by_key = dict(AffiliateProgram.objects.values_list("key", "pk"))

    def find(self, key: str) -> Any:
        """The primary key of a program, ``None`` where there is none."""
        return self._by_key.get(key)

    def add(self, program: AffiliateProgram) -> None:
        self._by_key[program.key] = program.pk


class KnownProducts:
    """Products by GTIN, else ASIN, else brand, name and form."""

    def __init__(self) -> None:
        self._by_gtin, self._by_asin, self._by_words = _Index(), _Index(), _Index()
        self._with_gtin: set[Any] = set()
        self._with_asin: set[Any] = set()
        rows = Product.objects.order_by().values_list("pk", "gtin", "asin", "brand", "name", "form")
        for row in rows.iterator():
            self._add(*row)

    def find(self, gtin: str, asin: str, brand: str, name: str, form: str) -> Any:
        """The primary key of a product, ``None`` where there is none.

        One without numbers is found by its words, so that it can be given its numbers. Raises
        :class:`Ambiguous`, also where one of the numbers is another product's, or the product
        that has one of them has another of the other kind.
        """
        gtin, asin = one_spelling_of_numbers(gtin, asin)
        by_words = self._by_words.of(brand, name, form)
        found = (self._by_gtin.of(gtin) if gtin else ()) or (self._by_asin.of(asin) if asin else ())
        if not found:
            found = by_words
            if gtin or asin:
                found = self._by_words.of(brand, name, form, "no numbers")
        if len(found) > 1:
            found = tuple(key for key in found if key in by_words)
        if len(found) > 1:
            raise Ambiguous(
                gettext("Several products have this key. Make them one, or give them a GTIN.")
            )
        if found:
            self._require_same(found[0], gtin, asin)
        return found[0] if found else None

    def _require_same(self, key: Any, gtin: str, asin: str) -> None:
        """A number may be added to a product that lacks it, and none may take another's place."""
        for number, index, numbered in (
            (gtin, self._by_gtin, self._with_gtin),
            (asin, self._by_asin, self._with_asin),
        ):
            owners = index.of(number) if number else ()
            if number and key not in owners and (owners or key in numbered):
                raise Ambiguous(
                    gettext(
                        "GTIN and ASIN are not of the same product. Give the numbers of one, or "
                        "correct the number of the product in the admin first."
                    )
                )

    def add(self, product: Product) -> None:
        self._add(product.pk, product.gtin, product.asin, product.brand, product.name, product.form)

    def _add(self, key: Any, gtin: str, asin: str, brand: str, name: str, form: str) -> None:
        if gtin:
            self._by_gtin.add(key, gtin)
            self._with_gtin.add(key)
        if asin:
            self._by_asin.add(key, asin)
            self._with_asin.add(key)
        self._by_words.add(key, brand, name, form)
        if not gtin and not asin:
            self._by_words.add(key, brand, name, form, "no numbers")

    def by_asin(self, asin: str) -> Any:
        """The one product with this ASIN; ``None`` where there is none, or several."""
        found = self._by_asin.of(asin) if asin else ()
        return found[0] if len(found) == 1 else None


class KnownLinks:
    """Paid links by address, program and market; by their product too, where those are not one."""

    def __init__(self) -> None:
        self._by_address, self._by_product = _Index(), _Index()
        rows = (
            PaidLink.objects.order_by()
            .select_related(None)
            .values_list("pk", "url", "program_id", "market", "product_id")
        )
        for row in rows.iterator():
            self._add(*row)

    def find(self, url: str, program: Any, market: str, product: Any = None) -> Any:
        """The primary key of a link, ``None`` where there is none. Raises :class:`Ambiguous`."""
        found = self._by_address.of(url, program, market)
        if len(found) > 1:
            found = self._by_product.of(url, program, market, product)
        if len(found) > 1:
            raise Ambiguous(
                gettext("Several links have this address, program and market. Make them one.")
            )
        return found[0] if found else None

    def add(self, link: Any) -> None:
        self._add(link.pk, link.url, link.program_id, link.market, link.product_id)

    def _add(self, key: Any, url: str, program: Any, market: str, product: Any) -> None:
        self._by_address.add(key, url, program, market)
        self._by_product.add(key, url, program, market, product)


class Registry:
    """All three, asked when they are needed first, with what an import adds."""

    def __init__(self) -> None:
        self._made: dict[str, Any] = {}

    def _of(self, kind: Any) -> Any:
        if kind not in self._made:
            self._made[kind] = kind()
        return self._made[kind]

    @property
    def programs(self) -> KnownPrograms:
        found: KnownPrograms = self._of(KnownPrograms)
        return found

    @property
    def products(self) -> KnownProducts:
        found: KnownProducts = self._of(KnownProducts)
        return found

    @property
    def links(self) -> KnownLinks:
        found: KnownLinks = self._of(KnownLinks)
        return found

    def add(self, entry: Any) -> None:
        """Know an entry that was just made."""
        kinds: Mapping[type, type] = {
            AffiliateProgram: KnownPrograms,
            Product: KnownProducts,
            PaidLink: KnownLinks,
        }
        self._of(kinds[type(entry)]).add(entry)
