"""Where to buy the things that a table compares."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from health_content.blocks.base import CompleteStructBlock, items_of, list_item
from health_content.blocks.offers import (
    OfferValue,
    link_text_block,
    paid_link_block,
    program_block,
    stored_target,
    target_of,
)
from health_content.manuscript import ComparisonOffer, ComparisonTable


class ComparisonOfferBlock(CompleteStructBlock):
    """Where to buy one of the things compared. Left empty it is no offer."""

    label = link_text_block()
    paid_link = paid_link_block()
    program = program_block()

    class Meta:
        icon = "link-external"
        label = _("Offer")
        value_class = OfferValue

    def _to_struct_value(self, block_items):
        value = super()._to_struct_value(block_items)
        is_offer = value.get("paid_link") or value.get("program") or value.get("label")
        return value if is_offer else blocks.StructValue(self, block_items)


def offers_problem(offers: Any, options: int) -> ValidationError | None:
    """What to say where there are not as many offers as things; the offer may be empty."""
    if len(offers) in {0, options}:
        return None
    return ValidationError(
        translate(
            "Things compared: %(options)d, offers: %(offers)d. Leave an offer empty, but do not "
            "omit it."
        )
        % {"offers": len(offers), "options": options}
    )


def offers_of(offers: Any) -> Iterator[ComparisonOffer]:
    """The offers of a table as nodes, each with the number of its thing."""
    for option, (offer_id, offer) in enumerate(items_of(offers), start=1):
        if isinstance(offer, OfferValue):
            label, link = offer["label"] or "", target_of(offer)
            yield ComparisonOffer(label=label, link=link, option=str(option), id=offer_id)


def stored_offers(node: ComparisonTable) -> Iterator[Any]:
    """The offers of a node in stored form, one for each thing; none where there is no offer."""
    known = {offer.option: offer for offer in node.offers}
    for option in range(1, len(node.options) + 1) if known else ():
        offer = known.get(str(option), ComparisonOffer())
        stored = {"label": offer.label, **stored_target(offer.link)}
        yield list_item(offer.id, stored)
