"""Resolving the links of a whole page's rich text at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wagtail import blocks
from wagtail.rich_text import expand_db_html

from health_content.blocks.base import ArticleRichText

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
        text.resolved = html


def rich_texts(value: Any) -> Iterator[ArticleRichText]:
    """Every rich text value inside a block value."""
    if isinstance(value, ArticleRichText):
        yield value
    elif isinstance(value, blocks.StructValue):
        for member in value.values():
            yield from rich_texts(member)
    elif isinstance(value, blocks.StreamValue | blocks.list_block.ListValue):
        for child in value:
            yield from rich_texts(child.value if isinstance(value, blocks.StreamValue) else child)
