"""What offers are told of the page they stand on: its key, and which place there is theirs."""

from __future__ import annotations

from typing import Any

from health_content.blocks.links import values_of
from health_content.blocks.offers import OfferValue


def place_offers(value: Any, page_key: int | None, *, after: int = 0) -> None:
    """Number the offers inside a value in reading order; ``after`` stand before it on the page."""
    for position, offer in enumerate(values_of(value, OfferValue), start=after + 1):
        offer.position, offer.page_key = position, page_key


def count_offers(value: Any) -> int:
    """How many offers stand inside a value."""
    return sum(1 for _ in values_of(value, OfferValue))
