"""Pages and form values, to manuscripts and back."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date
from typing import Any

from health_content.blocks.anchors import free_anchor
from health_content.blocks.base import fingerprint_of
from health_content.blocks.citations import cited_entries
from health_content.blocks.library_chooser import fetch_library
from health_content.blocks.references import reference_node
from health_content.conf import single_language
from health_content.edition.citations import numbered
from health_content.manuscript import Image, Manuscript, RichText, Section, content_hash

FIELDS: dict[str, str] = {
    "title": "title",
    "attribution": "attribution",
    "dek": "dek",
    "attribution_url": "attribution_url",
    "search_title": "seo_title",
    "search_description": "search_description",
    "hero": "hero",
    "author": "author",
    "first_published": "published_on",
    "topics": "nutrients topics",
}
"""Manuscript field -> page field, for a page type that declares nothing else.

``hero`` names the beginning of four fields (``hero_image``, ``hero_alt``, ``hero_caption``
and ``hero_credit``); ``topics`` names one or several fields, with spaces between.
"""

_TOLD = ("author", "first_published", "topics")
"""What a page tells about itself. It is read from pages and never written to them: a source's
word for who wrote it is no byline.
"""


def manuscript_of(page: Any) -> Manuscript:
    """The manuscript of a page as it stands in memory, saved or not.

    A page type says with ``manuscript_fields`` which of its fields carry the title and
    the rest, and with ``manuscript_body`` which field is the article's stream.
    """
    fields = _fields_of(page)
    values: dict[str, Any] = {"language": _language_of(page)}
    author = getattr(page, fields.get("author", ""), None)
    values["author"] = str(getattr(author, "byline", author) or "")
    published = getattr(page, fields.get("first_published", ""), None)
    values["first_published"] = published.isoformat() if isinstance(published, date) else ""
    names = fields.get("topics", "").split()
    relations: list[Any] = [getattr(page, name, None) for name in names]
    filed = [relation for relation in relations if hasattr(relation, "all")]
    values["topics"] = tuple(str(topic) for relation in filed for topic in relation.all())
    return dataclasses.replace(_said_by(page), **values)


def numbered_manuscript_of(page: Any) -> Manuscript:
    """The same with numbers for its citations, and with all that it cites in its list."""
    return _numbered(manuscript_of(page), page)


def content_hash_of(page: Any) -> str:
    """The content hash of what readers of a page get now: its citations count as numbered.

    Asks the database for nothing told apart.
    """
    return content_hash(_numbered(_said_by(page), page))


def _numbered(manuscript: Manuscript, page: Any) -> Manuscript:
    body_field: str = getattr(page, "manuscript_body", "")
    if not body_field:
        return manuscript
    entries = cited_entries(getattr(page, body_field))
    return numbered(manuscript, {key: reference_node(it) for key, it in entries.items()})


def _said_by(page: Any) -> Manuscript:
    """The manuscript without what is told apart from what the article says."""
    fields = _fields_of(page)
    values: dict[str, Any] = {
        name: str(getattr(page, field, "") or "")
        for name, field in fields.items()
        if name not in {"hero", *_TOLD} and hasattr(page, field)
    }
    body_field: str = getattr(page, "manuscript_body", "")
    if body_field:
        stream_block = page._meta.get_field(body_field).stream_block
        stream = getattr(page, body_field)
        fetch_library(stream)
        values["body"] = stream_block.to_nodes(stream)
    return Manuscript(hero=_hero_of(page, fields.get("hero", "")), **values)


def _hero_of(page: Any, stem: str) -> Image:
    key = getattr(page, f"{stem}_image_id", None) if stem else None
    if key is None:
        return Image()
    return Image(
        image=str(key),
        alt=getattr(page, f"{stem}_alt", ""),
        caption=RichText(getattr(page, f"{stem}_caption", "")),
        credit=getattr(page, f"{stem}_credit", ""),
        fingerprint=fingerprint_of(getattr(page, f"{stem}_image")),
    )


def _fields_of(page: Any) -> Mapping[str, str]:
    return getattr(page, "manuscript_fields", FIELDS)


def _language_of(page: Any) -> str:
    only = single_language()
    if only or not getattr(page, "locale_id", None):
        return only or "en-US"
    return str(page.locale.language_code)


def field_values(manuscript: Manuscript, page_type: Any) -> dict[str, Any]:
    """What to set on a page of ``page_type`` so that it says what the manuscript says.

    The stream comes as the field's own value type. Snippets and images must stand in
    the nodes as primary keys already. A picture on top that the fields cannot take (it
    is not in the image library, its caption has a link, or the page type has no such
    fields) stands first in the stream. Author, date and topics are not written: they are
    the page's own.
    """
    fields = _fields_of(page_type)
    known = {field.name for field in page_type._meta.get_fields()}
    values: dict[str, Any] = {
        field: getattr(manuscript, name)
        for name, field in fields.items()
        if name not in {"hero", *_TOLD} and field in known
    }
    hero, body = manuscript.hero, manuscript.body
    stem = fields.get("hero", "")
    if stem and f"{stem}_image" in known:
        taken = hero if _fits(hero, page_type, stem) else Image()
        values |= _hero_values(stem, taken)
        hero = Image() if taken == hero else hero
    if hero != Image():
        body = (hero, *body)
    body_field = page_type.manuscript_body
    stream_block = page_type._meta.get_field(body_field).stream_block
    anchored = with_anchors(dataclasses.replace(manuscript, body=body))
    values[body_field] = stream_block.to_python(stream_block.from_nodes(anchored.body))
    return values


def _fits(hero: Image, page_type: Any, stem: str) -> bool:
    """Whether the fields can hold all that a picture comes with."""
    texts = {f"{stem}_alt": hero.alt, f"{stem}_credit": hero.credit}
    limits = {name: page_type._meta.get_field(name).max_length for name in texts}
    return (
        hero.image.isdecimal()
        and "<a" not in hero.caption.html
        and all(len(text) <= (limits[name] or len(text)) for name, text in texts.items())
    )


def _hero_values(stem: str, hero: Image) -> dict[str, Any]:
    return {
        f"{stem}_image_id": int(hero.image) if hero.image else None,
        f"{stem}_alt": hero.alt,
        f"{stem}_caption": hero.caption.html,
        f"{stem}_credit": hero.credit,
    }


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
