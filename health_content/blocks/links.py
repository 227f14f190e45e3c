"""Resolving the links of a whole page's rich text at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

from wagtail import blocks
from wagtail.rich_text import expand_db_html

from health_content.affiliates.recognition import Recognized
from health_content.blocks.base import ArticleRichText
from health_content.blocks.paid_links import LeadsOutside, mark_paid_links, paid_links_in

V = TypeVar("V")

# A record separator cannot occur in rich text: XML and Draft.js content exclude it.
SEPARATOR = "\x1e"


def resolve_links(value: Any) -> None:
    """Expand all rich text inside a block value with one pass over links and embeds.

    Wagtail looks links up once per rich text value, two queries each; together they
    take two queries for the page, however many blocks it has.
    """
    found = [text for text in rich_texts(value) if text.resolved is None]
    if not found:
        return
    expanded = expand_db_html(
        SEPARATOR.join(text.source.replace(SEPARATOR, "") for text in found)
    ).split(SEPARATOR)
    for text, html in zip(found, expanded, strict=True):
        text.resolved = mark_paid_links(html)


def typed_paid_links(value: Any) -> Iterator[Recognized]:
    """The paid links that somebody typed into the texts and addresses of a block value."""
    for text in rich_texts(value):
        yield from paid_links_in(text.source)
    for linked in values_of(value, LeadsOutside):
        if linked.paid:
            yield linked.paid


def rich_texts(value: Any) -> Iterator[ArticleRichText]:
    """Every rich text value inside a block value."""
    return values_of(value, ArticleRichText)


def values_of(value: Any, kind: type[V]) -> Iterator[V]:
    """Every value of one class inside a block value, in reading order."""
    if isinstance(value, kind):
        yield value
    if isinstance(value, blocks.StructValue):
        for member in value.values():
            yield from values_of(member, kind)
    elif isinstance(value, blocks.StreamValue):
        for child in value:
            yield from values_of(child.value, kind)
    elif isinstance(value, blocks.list_block.ListValue):
        for member in value:
            yield from values_of(member, kind)
