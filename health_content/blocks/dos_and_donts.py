"""What to do and what not to do."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from health_content.blocks.base import (
    FEATURES,
    ArticleBlock,
    ArticleRichTextBlock,
    list_item,
    rich_text,
    rich_text_items,
)
from health_content.blocks.sources import PublishingChecks
from health_content.manuscript import DosAndDonts


class DosAndDontsBlock(PublishingChecks, ArticleBlock):
    """Two short lists, side by side where there is room."""

    node_type = DosAndDonts

    heading = blocks.CharBlock(label=_("Heading"), required=False, default="", max_length=255)
    dos = blocks.ListBlock(
        ArticleRichTextBlock(features=FEATURES, label=_("Do")), label=_("Do"), default=[]
    )
    donts = blocks.ListBlock(
        ArticleRichTextBlock(features=FEATURES, label=_("Don’t")), label=_("Don’t"), default=[]
    )

    class Meta:
        icon = "tick-inverse"
        label = _("Dos and don’ts")
        description = _("What to do and what not to do, side by side.")
        template = "health_content/blocks/dos_and_donts.html"
        preview_value = {
            "heading": "Taking a magnesium supplement",
            "dos": [
                "<p>Show your pharmacist everything you take, herbs and antacids included.</p>",
                "<p>Read on the label how much is magnesium itself, not the whole compound.</p>",
                "<p>Leave the hours your pharmacist names before and after other medicines.</p>",
            ],
            "donts": [
                "<p>Don’t stop a prescribed medicine because a supplement seems to do.</p>",
                "<p>Don’t take two products with magnesium without adding up their amounts.</p>",
            ],
        }

    def problems(self, value: Any) -> dict[str, ValidationError]:
        if any(rich_text(item) for name in ("dos", "donts") for item in value[name]):
            return {}
        return {
            "heading": ValidationError(
                translate("Both lists are empty. Add something to do or not to do.")
            )
        }

    def to_node(self, value: Any, node_id: str) -> DosAndDonts:
        return DosAndDonts(
            value["heading"] or "",
            rich_text_items(value["dos"]),
            rich_text_items(value["donts"]),
            id=node_id,
        )

    def from_node(self, node: DosAndDonts) -> dict[str, Any]:
        return {
            "heading": node.heading,
            "dos": [list_item(item.id, item.html.html) for item in node.dos],
            "donts": [list_item(item.id, item.html.html) for item in node.donts],
        }
