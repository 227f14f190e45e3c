"""Which offers of a page readers do not get, for as long as they are suspended."""

from __future__ import annotations

from dataclasses import dataclass, replace

from health_content.affiliates.recognition import Recognized
from health_content.affiliates.urls import followed


@dataclass(frozen=True, slots=True)
class Suspended:
    """What is suspended, as far as it concerns one page.

    ``is_whole`` where everything that the page sells is, ``is_by_rule`` where that is for what
    a rule found in it. ``links`` and ``products`` are the library's ids, ``programs`` keys, and
    ``addresses`` those of the paid links to suspended products, normalized; ``merchant_ids``
    are a shop's ids of these products, as they stand in its addresses. ``unvetted`` are the ids
    of products that nobody has vetted, where that is asked for, and ``unvetted_links`` those of
    the links to them: their offers are hidden like suspended ones.
    """

    is_whole: bool = False
    is_by_rule: bool = False
    links: frozenset[str] = frozenset()
    products: frozenset[str] = frozenset()
    programs: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()
    merchant_ids: frozenset[str] = frozenset()
    unvetted: frozenset[str] = frozenset()
    unvetted_links: frozenset[str] = frozenset()

    def holds_offer(self, *, link: str = "", product: str = "", program: str = "") -> bool:
        """Whether a call to action is suspended that leads there."""
        return (
            self.is_whole
            or self.is_by_rule
            or link in self.links
            or product in self.products
            or program in self.programs
            or link in self.unvetted_links
            or product in self.unvetted
        )

    def without_unvetted(self) -> Suspended:
        """What is suspended by somebody's decision alone."""
        return replace(self, unvetted=frozenset(), unvetted_links=frozenset())

    def holds_address(self, address: str, found: Recognized | None) -> bool:
        """Whether a typed address is suspended, given what it is known as."""
        if found is None or self == NOTHING_SUSPENDED:
            return False
        if self.holds_offer(program=found.program.key if found.program else ""):
            return True
        if found.product and found.product in self.merchant_ids:
            return True
        return followed(address) in self.addresses


NOTHING_SUSPENDED = Suspended()
