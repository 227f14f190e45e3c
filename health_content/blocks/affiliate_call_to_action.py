"""An invitation to buy, through the registry of paid links."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from health_content.blocks.base import ArticleBlock
from health_content.blocks.offers import (
    OfferValue,
    link_text_block,
    paid_link_block,
    program_block,
    stored_target,
    target_of,
)
from health_content.manuscript import CallToAction


class AffiliateCallToActionBlock(ArticleBlock):
    """Text and a paid link. Label, rel and disclosure come with the link."""

    node_type = CallToAction

    text = blocks.TextBlock(label=_("Text"), rows=2)
    label = link_text_block()
    paid_link = paid_link_block()
    program = program_block()

    class Meta:
        icon = "link-external"
        label = _("Affiliate call to action")
        description = _("Text and a paid link, labelled and disclosed.")
        template = "health_content/blocks/affiliate_call_to_action.html"
        value_class = OfferValue
        preview_value = {
            "text": "A magnesium glycinate product with a third-party test report.",
            "label": "Check it at the shop",
        }

    def to_node(self, value: Any, node_id: str) -> CallToAction:
        return CallToAction(value["text"] or "", value["label"] or "", target_of(value), id=node_id)

    def from_node(self, node: CallToAction) -> dict[str, Any]:
        return {"text": node.text, "label": node.label, **stored_target(node.link)}
