"""Sources cited in the rich text editor."""

from __future__ import annotations

from typing import Any

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from draftjs_exporter.dom import DOM
from wagtail.admin.rich_text.converters.html_to_contentstate import LinkElementHandler
from wagtail.admin.rich_text.editors.draftail.features import EntityFeature

from health_content.blocks.citations import notable_status
from health_content.blocks.inline_citations import CITE, ReferenceHandler, key_of
from health_content.edition.citations import LINK_TYPE
from health_content.library.references import Reference

ENTITY = "HEALTH-CONTENT-CITE"
CHOOSER = "wagtailsnippetchoosers_health_content_reference:choose"
ICON = "openquote"


class CitationElementHandler(LinkElementHandler):
    """From the stored form to the editor's, with what the editor tells of the source.

    Its words are nobody's to change: readers get a number in their place.
    """

    mutability = "IMMUTABLE"

    def get_attribute_data(self, attrs: dict[str, Any]) -> dict[str, Any]:
        key = key_of(attrs.get("id") or "")
        entry = Reference.objects.filter(pk=key).first() if key is not None else None
        # An id that nobody knows is kept: what was stored is not lost by opening it.
        told = {"id": attrs.get("id") or ""} if entry is None else told_of(entry)
        return told | {"passage": attrs.get("data-passage") or ""}


def told_of(entry: Reference) -> dict[str, Any]:
    """What the editor knows of a source."""
    status = str(entry.get_status_display()) if notable_status(entry) else ""
    return {"id": entry.pk, "string": str(entry), "state": status}


def stored_element(props: dict[str, Any]) -> Any:
    """From the editor's form to the stored one."""
    attributes = {"linktype": LINK_TYPE, "id": props["id"]}
    if passage := " ".join(str(props.get("passage") or "").split()):
        attributes["data-passage"] = passage
    return DOM.create_element("a", attributes, props["children"])


def add_cite(features: Any) -> None:
    """Make the feature known to Wagtail. Sites name it in the features of their own texts."""
    features.register_link_type(ReferenceHandler)
    features.register_editor_plugin(
        "draftail",
        CITE,
        EntityFeature(
            {
                "type": ENTITY,
                "icon": ICON,
                "description": _("Cite a source"),
                "chooserUrls": {"referenceChooser": reverse_lazy(CHOOSER)},
                "words": {
                    "unknown": _("The library has this source no more."),
                    "passage": _("Passage that is quoted"),
                    "help": _(
                        "What the source itself says, word for word. Readers see it with the "
                        "source; leave it empty if nothing is quoted."
                    ),
                    "title": _("Quote the source"),
                    "save": _("Save"),
                    "cancel": _("Cancel"),
                },
            },
            js=["wagtailadmin/js/chooser-modal.js", "health_content/admin/cite.js"],
            css={"all": ["health_content/admin/cite.css"]},
        ),
    )
    features.register_converter_rule(
        "contentstate",
        CITE,
        {
            "from_database_format": {f'a[linktype="{LINK_TYPE}"]': CitationElementHandler(ENTITY)},
            "to_database_format": {"entity_decorators": {ENTITY: stored_element}},
        },
    )
