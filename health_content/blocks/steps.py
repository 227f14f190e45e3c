"""Instructions in numbered steps."""

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
from health_content.manuscript import Step, Steps


class StepBlock(CompleteStructBlock):
    """One step."""

    title = blocks.CharBlock(label=_("Title"), required=False, default="", max_length=255)
    html = ArticleRichTextBlock(label=_("Text"), required=False)

    class Meta:
        icon = "arrow-right"
        label = _("Step")
        label_format = "{title}"


class StepsBlock(ArticleBlock):
    """What to do, one step after the other."""

    node_type = Steps

    heading = blocks.CharBlock(label=_("Heading"), required=False, default="", max_length=255)
    items = blocks.ListBlock(StepBlock(), label=_("Steps"))

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        description = _("What to do, one step after the other.")
        template = "health_content/blocks/steps.html"
        preview_value = {
            "heading": "How to take it",
            "items": [
                {"title": "Ask first", "html": "<p>Check with your pharmacist.</p>"},
                {"title": "Take it with food", "html": "<p>It is gentler on the stomach.</p>"},
            ],
        }

    def to_node(self, value: Any, node_id: str) -> Steps:
        return Steps(
            value["heading"] or "",
            tuple(
                Step(step["title"] or "", rich_text(step["html"]), id=step_id)
                for step_id, step in items_of(value["items"])
            ),
            id=node_id,
        )

    def from_node(self, node: Steps) -> dict[str, Any]:
        return {
            "heading": node.heading,
            "items": [
                list_item(step.id, {"title": step.title, "html": step.html.html})
                for step in node.items
            ],
        }
