"""Citations in the texts of a document, by this library's keys."""

from __future__ import annotations

import dataclasses
import html as html_entities
import re
from collections.abc import Mapping
from typing import Any

from django.utils.html import strip_tags
from django.utils.translation import gettext

from health_content.edition.citations import LINK_TYPE, may_cite
from health_content.manuscript import Manuscript, Node, RichText
from health_content.readers import Remark, RemarkKind

_ELEMENT = re.compile(
    rf'<a\b(?=[^>]*\slinktype="{LINK_TYPE}")([^>]*)>(.*?)</a>', re.IGNORECASE | re.DOTALL
)
_KEY = re.compile(r'(\sid=")([^"]*)(")')


def with_library_keys(
    manuscript: Manuscript, keys: Mapping[str, str], told: list[Remark]
) -> Manuscript:
    """The article with its citations pointing at this library's entries.

    ``keys`` are these by the ids and keys of the document's own entries. Of a citation that
    names none of them the words stay, and ``told`` gets a remark.
    """
    return dataclasses.replace(
        manuscript, body=tuple(_rekeyed(node, keys, told) for node in manuscript.body)
    )


def _rekeyed(value: Any, keys: Mapping[str, str], told: list[Remark]) -> Any:
    if isinstance(value, RichText):
        html = _in_text(value.html, keys, told) if may_cite(value.html) else value.html
        return value if html == value.html else RichText(html)
    if isinstance(value, tuple):
        return tuple(_rekeyed(part, keys, told) for part in value)
    if not isinstance(value, Node):
        return value
    changes = {}
    for item in dataclasses.fields(value):  # type: ignore[arg-type]
        before = getattr(value, item.name)
        if (after := _rekeyed(before, keys, told)) != before:
            changes[item.name] = after
    return dataclasses.replace(value, **changes) if changes else value  # type: ignore[type-var]


def _in_text(html: str, keys: Mapping[str, str], told: list[Remark]) -> str:
    def put(match: re.Match[str]) -> str:
        attributes, words = match[1], match[2]
        named = _KEY.search(attributes)
        key = keys.get(html_entities.unescape(named[2])) if named else None
        if key is None:
            message = gettext("This cites a source that the document does not list. Cite it anew.")
            told.append(Remark(RemarkKind.MISSING, message, text=strip_tags(words)))
            return words
        written = _KEY.sub(lambda it: f"{it[1]}{key}{it[3]}", attributes, count=1)
        return f"<a{written}>{words}</a>"

    return _ELEMENT.sub(put, html)
