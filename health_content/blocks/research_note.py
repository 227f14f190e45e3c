"""What a study found."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from health_content.blocks.base import ArticleBlock, ArticleRichTextBlock, rich_text
from health_content.blocks.citations import CitingValue, notable_status
from health_content.blocks.library_chooser import LibraryChooserBlock
from health_content.manuscript import ResearchNote


class ResearchNoteBlock(ArticleBlock):
    """A finding set apart from the running text, with the study it comes from."""

    node_type = ResearchNote

    label = blocks.CharBlock(label=_("Label"), default="Research", required=False, max_length=80)
    html = ArticleRichTextBlock(label=_("Finding"))
    reference = LibraryChooserBlock(
        "health_content.Reference", label=_("Reference"), required=False
    )
    passage = blocks.TextBlock(
        label=_("Quoted passage"),
        required=False,
        default="",
        rows=2,
        max_length=1000,
        help_text=_("What the source itself says, word for word. Readers see it as a quotation."),
    )

    class Meta:
        icon = "openquote"
        label = _("Research note")
        description = _("What one study or review found, with its reference.")
        template = "health_content/blocks/research_note.html"
        value_class = CitingValue
        preview_value = {
            "label": "Research",
            "html": "<p>A 2022 review pooled studies of magnesium and bone in older adults.</p>",
        }

    def to_node(self, value: Any, node_id: str) -> ResearchNote:
        reference = value["reference"]
        return ResearchNote(
            value["label"] or "",
            rich_text(value["html"]),
            str(reference.pk) if reference else "",
            "\n".join((reference.title, reference.entry)) if reference else "",
            notable_status(reference) if reference else "",
            value["passage"] or "",
            reference.study_kind if reference else "",
            id=node_id,
        )

    def from_node(self, node: ResearchNote) -> dict[str, Any]:
        return {
            "label": node.label,
            "html": node.html.html,
            "reference": int(node.reference) if node.reference.isdecimal() else None,
            "passage": node.passage,
        }
