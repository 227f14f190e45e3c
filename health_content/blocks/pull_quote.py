"""A sentence set large."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from health_content.blocks.base import ArticleBlock
from health_content.blocks.paid_links import LeadsOutside
from health_content.manuscript import PullQuote


class PullQuoteValue(LeadsOutside, blocks.StructValue):
    """A quotation with its source."""

    address_field = "source_url"


class PullQuoteBlock(ArticleBlock):
    """What somebody said, with who and where, or a sentence of the article's own."""

    node_type = PullQuote

    text = blocks.TextBlock(label=_("Words"), rows=2, help_text=_("Without quotation marks."))
    attribution = blocks.CharBlock(
        label=_("Who said it"),
        required=False,
        default="",
        max_length=255,
        help_text=_("Leave empty for a sentence of this article."),
    )
    source_url = blocks.URLBlock(
        label=_("Where it can be read"), required=False, default="", max_length=2000
    )

    class Meta:
        icon = "openquote"
        label = _("Pull quote")
        description = _("A sentence set large, with who said it.")
        template = "health_content/blocks/pull_quote.html"
        value_class = PullQuoteValue
        preview_value = {
            "text": "Food first. A supplement fills a gap; it does not replace a plate.",
            "attribution": "Sam Sample, dietitian",
        }

    def to_node(self, value: Any, node_id: str) -> PullQuote:
        return PullQuote(
            value["text"] or "", value["attribution"] or "", value["source_url"] or "", id=node_id
        )

    def from_node(self, node: PullQuote) -> dict[str, Any]:
        return {
            "text": node.text,
            "attribution": node.attribution,
            "source_url": node.source_url,
        }
