"""For whom the subject matters."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from health_content.blocks.base import (
    ArticleBlock,
    ArticleRichTextBlock,
    CompleteStructBlock,
    items_of,
    list_item,
    rich_text,
)
from health_content.manuscript import Audience, AudienceGroup


class AudienceGroupBlock(CompleteStructBlock):
    """One group of people."""

    name = blocks.CharBlock(label=_("Group"), max_length=250)
    html = ArticleRichTextBlock(label=_("Text"), required=False)

    class Meta:
        icon = "user"
        label = _("Group")
        label_format = "{name}"


class AudienceBlock(ArticleBlock):
    """Groups of people and what holds for each."""

    node_type = Audience

    heading = blocks.CharBlock(label=_("Heading"), required=False, default="", max_length=255)
    groups = blocks.ListBlock(AudienceGroupBlock(), label=_("Groups"))

    class Meta:
        icon = "group"
        label = _("Audience")
        description = _("Groups of people and what holds for each of them.")
        template = "health_content/blocks/audience.html"
        preview_value = {
            "heading": "Who should ask first",
            "groups": [
                {
                    "name": "People with kidney disease",
                    "html": "<p>The kidneys clear magnesium. Ask your doctor before use.</p>",
                }
            ],
        }

    def to_node(self, value: Any, node_id: str) -> Audience:
        return Audience(
            value["heading"] or "",
            tuple(
                AudienceGroup(group["name"] or "", rich_text(group["html"]), id=group_id)
                for group_id, group in items_of(value["groups"])
            ),
            id=node_id,
        )

    def from_node(self, node: Audience) -> dict[str, Any]:
        return {
            "heading": node.heading,
            "groups": [
                list_item(group.id, {"name": group.name, "html": group.html.html})
                for group in node.groups
            ],
        }
