"""What is suspended on a page, looked up once and told to everything that sells there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from health_content.affiliates.recognition import paid_link
from health_content.blocks.in_force import in_force_on, suspended_unasked, with_unvetted
from health_content.blocks.links import addresses_in, resolve_links, rich_texts, values_of
from health_content.blocks.offers import OfferValue
from health_content.blocks.paid_links import LeadsOutside
from health_content.blocks.registered import SUSPENDED_OF, registered_among
from health_content.edition.suspended import NOTHING_SUSPENDED, Suspended

TOLD = "health_content_told"
"""In a template's context: that everything in the stream around it knows what is suspended."""

_BY_OTHER_WAYS = "_health_content_by_other_ways"


def note_other_way(request: Any) -> None:
    """Keep in mind that an article is shown by other ways than our tag, which discloses."""
    if request is not None:
        setattr(request, _BY_OTHER_WAYS, True)


def is_by_other_ways(request: Any) -> bool:
    """Whether an article was shown by other ways than our tag."""
    return getattr(request, _BY_OTHER_WAYS, False)


def suspended_on(page: Any, holder: Any, offers: Iterable[OfferValue] = ()) -> Suspended:
    """What of a page's ``offers`` is suspended, in one query, or two where anything is.

    One more where products must be vetted: those that are not count too. Kept on ``holder``, as
    what is known of its addresses is, and told to the offers.
    """
    known: Suspended | None = getattr(holder, SUSPENDED_OF, None)
    offers = tuple(offers)
    if known is None:
        known = with_unvetted(in_force_on(page), offers)
        setattr(holder, SUSPENDED_OF, known)
    for offer in offers:
        offer.suspended = known
    return known


def known_suspended(holder: Any) -> Suspended:
    """What was found for a page or stream so far. Asks nothing."""
    found: Suspended | None = getattr(holder, SUSPENDED_OF, None)
    return found or NOTHING_SUSPENDED


def hide_suspended(value: Any, suspended: Suspended) -> None:
    """Let the offers inside a block value know what is suspended."""
    for offer in values_of(value, OfferValue):
        offer.suspended = suspended


def tell_untold(value: Any) -> None:
    """Look up at once what is suspended for a value whose page told its offers and links nothing.

    Does nothing where all of them know.
    """
    offers = [it for it in values_of(value, OfferValue) if not it.is_told]
    texts = any(it.resolved is None for it in rich_texts(value))
    outside = any(not it.is_told for it in values_of(value, LeadsOutside))
    if not offers and not texts and not outside:
        return
    addresses = tuple(addresses_in(value))
    registered = registered_among(addresses, value)
    sells = offers or any(paid_link(address, registered) for address in addresses)
    suspended = suspended_unasked(offers) if sells else NOTHING_SUSPENDED
    for offer in offers:
        offer.suspended = suspended
    if texts or outside:
        resolve_links(value, suspended)
