"""The reference list."""

from __future__ import annotations

from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from health_content.bibliography.formats import EXTENSIONS, Format
from health_content.blocks.base import ArticleBlock, items_of, list_item
from health_content.blocks.citations import ReferencesValue, notable_status, own_list
from health_content.blocks.library_chooser import LibraryChooserBlock
from health_content.manuscript import RecordDifference, Reference, References


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

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        context["downloads"] = _downloads_of(context.get("page")) if value.is_last else []
        return context

    def to_node(self, value: Any, node_id: str) -> References:
        return References(
            value["heading"] or "",
            tuple(
                reference_node(reference, item_id)
                for item_id, reference in items_of(value["items"])
            ),
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


def reference_node(reference: Any, item_id: str = "") -> Reference:
    """An entry as a node; empty where the library has it no more, so that numbers stay."""
    if reference is None:
        return Reference(id=item_id)
    comparison = reference.comparison
    return Reference(
        citation=reference.entry,
        title=reference.title,
        doi=reference.doi,
        pmid=reference.pmid,
        pmcid=reference.pmcid,
        url=reference.url,
        key=str(reference.pk),
        status=notable_status(reference),
        study=reference.study_kind,
        lookup=comparison.agreement.value or _nothing_found(reference),
        differences=tuple(
            RecordDifference(it.field, it.cited, it.found) for it in comparison.differences
        ),
        id=item_id,
    )


def _nothing_found(reference: Any) -> str:
    not_found: str = reference.Lookup.NOT_FOUND.value
    return not_found if reference.lookup == not_found else ""


_NAMES = {Format.RIS: "RIS", Format.BIBTEX: "BibTeX", Format.CSL_JSON: "CSL-JSON"}


def _downloads_of(page: Any) -> list[tuple[str, str]]:
    """The formats that readers get what a live page cites in, and their paths."""
    if page is None or not getattr(page, "pk", None) or not getattr(page, "live", False):
        return []
    try:
        return [
            (name, reverse("health_content:cited_references", args=[page.pk, EXTENSIONS[form]]))
            for form, name in _NAMES.items()
        ]
    except NoReverseMatch:
        return []


def own_list_html(stream: Any, context: Any = None) -> str:
    """The list of an article that cites and has no list, to stand after its body."""
    value = own_list(stream)
    return "" if value is None else str(_OWN.render(value, context))


_OWN = ReferencesBlock()
