"""A common belief, and what is known."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from health_content.blocks.base import ArticleBlock, ArticleRichTextBlock, rich_text
from health_content.manuscript import MythFact


class MythFactBlock(ArticleBlock):
    """A belief, quoted as a belief, and the answer to it."""

    node_type = MythFact

    myth = blocks.CharBlock(label=_("Myth"), max_length=500)
    fact = ArticleRichTextBlock(label=_("Fact"))

    class Meta:
        icon = "help"
        label = _("Myth and fact")
        description = _("A common belief and what is known about it.")
        template = "health_content/blocks/myth_fact.html"
        preview_value = {
            "myth": "Calcium is all that bones need.",
            "fact": "<p>Bone also holds magnesium and phosphorus.</p>",
        }

    def to_node(self, value: Any, node_id: str) -> MythFact:
        return MythFact(value["myth"] or "", rich_text(value["fact"]), id=node_id)

    def from_node(self, node: MythFact) -> dict[str, Any]:
        return {"myth": node.myth, "fact": node.fact.html}
