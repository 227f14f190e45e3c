"""What does not go together with it, one medicine after the other."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as translate
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
from health_content.blocks.sources import (
    PublishingChecks,
    SourcedValue,
    source_block,
    source_problems,
    source_url_block,
)
from health_content.manuscript import Interaction, Interactions


class InteractionBlock(PublishingChecks, CompleteStructBlock):
    """One medicine or supplement."""

    substance = blocks.CharBlock(label=_("Medicine or supplement"), max_length=255)
    effect = ArticleRichTextBlock(label=_("What can happen"), required=False)
    advice = ArticleRichTextBlock(label=_("What to do"), required=False)

    class Meta:
        icon = "warning"
        label = _("Interaction")
        label_format = "{substance}"

    def problems(self, value: Any) -> dict[str, ValidationError]:
        if rich_text(value["effect"]) or rich_text(value["advice"]):
            return {}
        return {"effect": ValidationError(translate("Write what can happen, or what to do."))}


class InteractionsBlock(PublishingChecks, ArticleBlock):
    """A table of interactions; on a phone, one card after the other."""

    node_type = Interactions

    heading = blocks.CharBlock(label=_("Heading"), required=False, default="", max_length=255)
    introduction = ArticleRichTextBlock(label=_("Introduction"), required=False)
    items = blocks.ListBlock(InteractionBlock(), label=_("Interactions"), min_num=1)
    source = source_block()
    source_url = source_url_block()

    class Meta:
        icon = "warning"
        label = _("Interactions")
        description = _("Medicines and supplements it interacts with, and what to do.")
        template = "health_content/blocks/interactions.html"
        value_class = SourcedValue
        preview_value = {
            "heading": "Magnesium and your medicines",
            "introduction": (
                "<p>Magnesium can bind some medicines in the gut, so that less of them is "
                "absorbed. Others change how much magnesium the body keeps.</p>"
            ),
            "items": [
                {
                    "substance": "Alendronate and other oral bisphosphonates",
                    "effect": "<p>Less of the bone medicine is absorbed.</p>",
                    "advice": (
                        "<p>The medicine comes first, on waking, with plain water. Take magnesium "
                        "3 to 4 hours later, never before it.</p>"
                    ),
                },
                {
                    "substance": "Iron, nitrofurantoin, penicillamine",
                    "effect": "<p>Less of them is absorbed.</p>",
                    "advice": "<p>Keep 3 to 4 hours between the two.</p>",
                },
                {
                    "substance": "Diuretics (water pills)",
                    "effect": (
                        "<p>Loop and thiazide diuretics make you lose magnesium; "
                        "potassium-sparing ones make you keep it.</p>"
                    ),
                    "advice": "<p>Ask whether your blood level should be checked.</p>",
                },
                {
                    "substance": "Proton pump inhibitors, taken for a long time",
                    "effect": "<p>The magnesium level in the blood can fall.</p>",
                    "advice": "<p>Ask your doctor about a blood test.</p>",
                },
            ],
            "source": "Electronic medicines compendium, product 12118, section on interactions",
            "source_url": "https://www.medicines.org.uk/emc/product/12118/smpc",
        }

    def problems(self, value: Any) -> dict[str, ValidationError]:
        return source_problems(value)

    def to_node(self, value: Any, node_id: str) -> Interactions:
        return Interactions(
            heading=value["heading"] or "",
            introduction=rich_text(value["introduction"]),
            items=tuple(
                Interaction(
                    item["substance"] or "",
                    rich_text(item["effect"]),
                    rich_text(item["advice"]),
                    id=item_id,
                )
                for item_id, item in items_of(value["items"])
            ),
            source=value["source"] or "",
            source_url=value["source_url"] or "",
            id=node_id,
        )

    def from_node(self, node: Interactions) -> dict[str, Any]:
        return {
            "heading": node.heading,
            "introduction": node.introduction.html,
            "items": [
                list_item(
                    item.id,
                    {
                        "substance": item.substance,
                        "effect": item.effect.html,
                        "advice": item.advice.html,
                    },
                )
                for item in node.items
            ],
            "source": node.source,
            "source_url": node.source_url,
        }
