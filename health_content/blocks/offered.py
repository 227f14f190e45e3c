"""Entries of the registry as offers, for components that stand outside an article."""

from __future__ import annotations

from typing import Any

from health_content.blocks.offers import OfferValue
from health_content.library.alternates import links_to_show
from health_content.library.products import PaidLink, Product


def offer_of(entry: Any, label: str = "") -> OfferValue | None:
    """A product, by its first link that readers get, or a paid link as an offer.

    ``None`` for a product without links, and for what is neither.
    """
    match entry:
        case Product():
            found = links_to_show(list(entry.paid_links.values_list("pk", flat=True)))
            links = sorted(found.values(), key=lambda link: (link.position, link.pk))
        case PaidLink():
            links = list(links_to_show([entry.pk]).values())
        case _:
            return None
    if not links:
        return None
    values = [
        OfferValue(None, {"label": label, "paid_link": link, "program": None}) for link in links
    ]
    return next((value for value in values if value.shown_link == value["paid_link"]), values[0])
