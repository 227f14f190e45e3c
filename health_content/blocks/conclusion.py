"""What the article comes to."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from health_content.blocks.base import ArticleBlock, ArticleRichTextBlock, rich_text
from health_content.manuscript import Conclusion


class ConclusionBlock(ArticleBlock):
    """The last word, under a heading of its own."""

    node_type = Conclusion

    heading = blocks.CharBlock(label=_("Heading"), default="Conclusion", max_length=255)
    html = ArticleRichTextBlock(label=_("Text"))

    class Meta:
        icon = "check"
        label = _("Conclusion")
        description = _("What the article comes to.")
        template = "health_content/blocks/conclusion.html"
        preview_value = {
            "heading": "The bottom line",
            "html": "<p>Start with food. Ask before you add a supplement.</p>",
        }

    def to_node(self, value: Any, node_id: str) -> Conclusion:
        return Conclusion(value["heading"] or "", rich_text(value["html"]), id=node_id)

    def from_node(self, node: Conclusion) -> dict[str, Any]:
        return {"heading": node.heading, "html": node.html.html}
