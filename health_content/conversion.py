"""Pages and form values, to manuscripts and back."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from health_content.blocks.anchors import free_anchor
from health_content.blocks.library_chooser import fetch_library
from health_content.conf import single_language
from health_content.manuscript import Manuscript, Section, content_hash

FIELDS: dict[str, str] = {
    "title": "title",
    "attribution": "attribution",
    "dek": "dek",
    "attribution_url": "attribution_url",
    "search_title": "seo_title",
    "search_description": "search_description",
}
"""Manuscript field -> page field, for a page type that declares nothing else."""


def manuscript_of(page: Any) -> Manuscript:
    """The manuscript of a page as it stands in memory, saved or not.

    A page type says with ``manuscript_fields`` which of its fields carry the title and
    the rest, and with ``manuscript_body`` which field is the article's stream.
    """
    fields: Mapping[str, str] = getattr(page, "manuscript_fields", FIELDS)
    body_field: str = getattr(page, "manuscript_body", "")
    values: dict[str, Any] = {
        name: str(getattr(page, field, "") or "")
        for name, field in fields.items()
        if hasattr(page, field)
    }
    body: tuple[Any, ...] = ()
    if body_field:
        stream_block = page._meta.get_field(body_field).stream_block
        stream = getattr(page, body_field)
        fetch_library(stream)
        body = stream_block.to_nodes(stream)
    return Manuscript(body=body, language=_language_of(page), **values)


def _language_of(page: Any) -> str:
    only = single_language()
    if only or not getattr(page, "locale_id", None):
        return only or "en-US"
    return str(page.locale.language_code)


def field_values(manuscript: Manuscript, page_type: Any) -> dict[str, Any]:
    """What to set on a page of ``page_type`` so that it says what the manuscript says.

    The stream comes as the field's own value type. Snippets must stand in the nodes as
    primary keys already.
    """
    fields: Mapping[str, str] = getattr(page_type, "manuscript_fields", FIELDS)
    known = {field.name for field in page_type._meta.get_fields()}
    values: dict[str, Any] = {
        field: getattr(manuscript, name) for name, field in fields.items() if field in known
    }
    body_field = page_type.manuscript_body
    stream_block = page_type._meta.get_field(body_field).stream_block
    values[body_field] = stream_block.to_python(
        stream_block.from_nodes(with_anchors(manuscript).body)
    )
    return values


def with_anchors(manuscript: Manuscript) -> Manuscript:
    """The manuscript with an anchor on every section, made from its heading."""
    taken: set[str] = set()

    def anchored(node: Any) -> Any:
        if not isinstance(node, Section):
            return node
        anchor = free_anchor(node.anchor, node.heading, taken)
        content = tuple(anchored(child) for child in node.content)
        return dataclasses.replace(node, anchor=anchor, content=content)

    return dataclasses.replace(manuscript, body=tuple(anchored(node) for node in manuscript.body))


def content_hash_of(page: Any) -> str:
    """The content hash of what a page says now."""
    return content_hash(manuscript_of(page))
