"""The reference list."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from health_content.blocks.base import ArticleBlock, items_of, list_item
from health_content.blocks.citations import ReferencesValue, notable_status
from health_content.blocks.library_chooser import LibraryChooserBlock
from health_content.manuscript import Reference, References


class ReferencesBlock(ArticleBlock):
    """Entries of the reference library, numbered in the order given."""

    node_type = References

    heading = blocks.CharBlock(
        label=_("Heading"), required=False, default="References", max_length=255
    )
    items = blocks.ListBlock(
        LibraryChooserBlock("health_content.Reference", label=_("Reference")),
        label=_("Entries"),
    )

    class Meta:
        icon = "list-ol"
        label = _("References")
        description = _("The sources, numbered in the order given.")
        template = "health_content/blocks/references.html"
        value_class = ReferencesValue
        preview_value = {"heading": "References", "items": []}

    def to_node(self, value: Any, node_id: str) -> References:
        return References(
            value["heading"] or "",
            tuple(_entry(reference, item_id) for item_id, reference in items_of(value["items"])),
            id=node_id,
        )

    def from_node(self, node: References) -> dict[str, Any]:
        return {
            "heading": node.heading,
            "items": [
                list_item(item.id, int(item.key) if item.key.isdecimal() else None)
                for item in node.items
            ],
        }


def _entry(reference: Any, item_id: str) -> Reference:
    """An entry as a node; empty where the library has it no more, so that numbers stay."""
    if reference is None:
        return Reference(id=item_id)
    return Reference(
        citation=reference.citation,
        title=reference.title,
        doi=reference.doi,
        pmid=reference.pmid,
        pmcid=reference.pmcid,
        url=reference.url,
        key=str(reference.pk),
        status=notable_status(reference),
        id=item_id,
    )
