"""More for those who want it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from health_content.blocks.base import ArticleBlock, ArticleRichTextBlock, rich_text
from health_content.blocks.sources import PublishingChecks
from health_content.manuscript import Details


class DetailsBlock(PublishingChecks, ArticleBlock):
    """A text folded away under a line that says what it is."""

    node_type = Details

    summary = blocks.CharBlock(
        label=_("Line that opens it"),
        max_length=255,
        help_text=_("Say what is inside. Nothing a reader must know may be folded away."),
    )
    html = ArticleRichTextBlock(label=_("Text"))

    class Meta:
        icon = "collapse-down"
        label = _("Details")
        label_format = "{summary}"
        description = _("More for those who want it, folded away under one line.")
        template = "health_content/blocks/details.html"
        preview_value = {
            "summary": "Why the label gives two different weights",
            "html": (
                "<p>Magnesium is always bound to something else: glycine, citric acid, oxygen. "
                "The weight of the <b>whole compound</b> counts both partners; the weight of the "
                "<b>element</b> counts the magnesium alone.</p><p>Daily amounts and limits are "
                "given for the element. In the United States the Supplement Facts panel states "
                "the element as well.</p>"
            ),
        }

    def problems(self, value: Any) -> dict[str, ValidationError]:
        if rich_text(value["html"]):
            return {}
        return {"html": ValidationError(translate("There is nothing to unfold. Write a text."))}

    def to_node(self, value: Any, node_id: str) -> Details:
        return Details(value["summary"] or "", rich_text(value["html"]), id=node_id)

    def from_node(self, node: Details) -> dict[str, Any]:
        return {"summary": node.summary, "html": node.html.html}
