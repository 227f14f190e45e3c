"""The few things to remember."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from health_content.blocks.base import (
    FEATURES,
    ArticleBlock,
    ArticleRichTextBlock,
    list_item,
    rich_text_items,
)
from health_content.manuscript import KeyPoints


class KeyPointsBlock(ArticleBlock):
    """Short statements in a box, under a heading of their own."""

    node_type = KeyPoints

    heading = blocks.CharBlock(label=_("Heading"), required=False, default="", max_length=255)
    items = blocks.ListBlock(
        ArticleRichTextBlock(features=FEATURES, label=_("Point")), label=_("Points")
    )

    class Meta:
        icon = "list-ul"
        label = _("Key points")
        description = _("The few things a reader should remember.")
        template = "health_content/blocks/key_points.html"
        preview_value = {
            "heading": "Key points",
            "items": [
                "<p>Adults need 310 to 420 mg of magnesium a day from all sources.</p>",
                "<p>Most of it can come from food.</p>",
            ],
        }

    def to_node(self, value: Any, node_id: str) -> KeyPoints:
        return KeyPoints(value["heading"] or "", rich_text_items(value["items"]), id=node_id)

    def from_node(self, node: KeyPoints) -> dict[str, Any]:
        return {
            "heading": node.heading,
            "items": [list_item(item.id, item.html.html) for item in node.items],
        }
