"""Paid links of the registry in the rich text editor."""

from __future__ import annotations

from typing import Any

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from draftjs_exporter.dom import DOM
from wagtail.admin.rich_text.converters.html_to_contentstate import LinkElementHandler
from wagtail.admin.rich_text.editors.draftail.features import EntityFeature

from health_content.blocks.inline_links import FEATURE, PaidLinkHandler, key_of
from health_content.edition.inline import LINK_TYPE
from health_content.library.products import PaidLink
from health_content.library.waivers import site_day

ENTITY = "HEALTH-CONTENT-PAID-LINK"
CHOOSER = "wagtailsnippetchoosers_health_content_paidlink:choose"


class PaidLinkElementHandler(LinkElementHandler):
    """From the stored form to the editor's, with what the editor tells of the link."""

    def get_attribute_data(self, attrs: dict[str, Any]) -> dict[str, Any]:
        key = key_of(attrs.get("id") or "")
        link = PaidLink.objects.filter(pk=key).first() if key is not None else None
        # An id that nobody knows is kept: what was stored is not lost by opening it.
        return {"id": attrs.get("id") or ""} if link is None else told_of(link)


def told_of(link: PaidLink) -> dict[str, Any]:
    """What the editor knows of a paid link."""
    state = "" if link.is_shown_on(site_day()) else str(link.get_status_display())
    return {"id": link.pk, "string": str(link), "url": link.url, "state": state}


def stored_element(props: dict[str, Any]) -> Any:
    """From the editor's form to the stored one."""
    return DOM.create_element("a", {"linktype": LINK_TYPE, "id": props["id"]}, props["children"])


def add_feature(features: Any) -> None:
    """Make the feature known to Wagtail. Sites name it in the features of their own texts."""
    features.register_link_type(PaidLinkHandler)
    features.register_editor_plugin(
        "draftail",
        FEATURE,
        EntityFeature(
            {
                "type": ENTITY,
                "icon": "link-external",
                "description": _("Paid link"),
                "chooserUrls": {"paidLinkChooser": reverse_lazy(CHOOSER)},
            },
            js=["wagtailadmin/js/chooser-modal.js", "health_content/admin/paid-link.js"],
        ),
    )
    features.register_converter_rule(
        "contentstate",
        FEATURE,
        {
            "from_database_format": {f'a[linktype="{LINK_TYPE}"]': PaidLinkElementHandler(ENTITY)},
            "to_database_format": {"entity_decorators": {ENTITY: stored_element}},
        },
    )
