"""Questions people ask, and their answers."""

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
from health_content.blocks.sources import PublishingChecks
from health_content.manuscript import Question, Questions

DEEPEST_HEADING = 6


class QuestionBlock(PublishingChecks, CompleteStructBlock):
    """One question and its answer."""

    question = blocks.CharBlock(label=_("Question"), max_length=500)
    answer = ArticleRichTextBlock(label=_("Answer"))

    class Meta:
        icon = "help"
        label = _("Question")
        label_format = "{question}"

    def problems(self, value: Any) -> dict[str, ValidationError]:
        if rich_text(value["answer"]):
            return {}
        return {"answer": ValidationError(translate("Answer the question, or take it out."))}


class QuestionsBlock(ArticleBlock):
    """Questions under headings of their own, each with its answer in full view."""

    node_type = Questions

    heading = blocks.CharBlock(label=_("Heading"), required=False, default="", max_length=255)
    items = blocks.ListBlock(QuestionBlock(), label=_("Questions"), min_num=1)

    class Meta:
        icon = "help"
        label = _("Questions and answers (FAQ)")
        description = _("Questions people ask, each with its answer in full view.")
        template = "health_content/blocks/questions.html"
        preview_value = {
            "heading": "Common questions",
            "items": [
                {
                    "question": "Does it matter when I take magnesium?",
                    "answer": (
                        "<p>For magnesium itself the time of day matters little; taking it with a "
                        "meal is gentler on the stomach. What matters is the distance to some "
                        "medicines: oral antibiotics and bisphosphonates need hours between.</p>"
                    ),
                },
                {
                    "question": "Can I get enough from food?",
                    "answer": (
                        "<p>Many people can. Good sources are:</p><ul><li>pumpkin seeds, almonds "
                        "and cashews,</li><li>spinach and other dark greens,</li><li>beans, peas "
                        "and whole grains.</li></ul>"
                    ),
                },
            ],
        }

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        level = int(context["heading_level"])
        # Within a section its own heading serves; on its own, the list of contents names it so.
        heading = value["heading"] or (translate("Common questions") if level == 2 else "")
        context["shown_heading"] = heading
        context["question_level"] = min(level + bool(heading), DEEPEST_HEADING)
        return context

    def to_node(self, value: Any, node_id: str) -> Questions:
        return Questions(
            value["heading"] or "",
            tuple(
                Question(item["question"] or "", rich_text(item["answer"]), id=item_id)
                for item_id, item in items_of(value["items"])
            ),
            id=node_id,
        )

    def from_node(self, node: Questions) -> dict[str, Any]:
        return {
            "heading": node.heading,
            "items": [
                list_item(item.id, {"question": item.question, "answer": item.answer.html})
                for item in node.items
            ],
        }
