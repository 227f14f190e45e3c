"""Foreign HTML, cleaned at the border: a manuscript holds only what an editor may write."""

from __future__ import annotations

import dataclasses
import re
from typing import TypeVar

import bleach

from health_content.manuscript import Manuscript, Node, RichText

TAGS = frozenset(
    {"p", "br", "b", "strong", "i", "em", "sup", "sub", "a", "ul", "ol", "li", "blockquote"}
)
ATTRIBUTES = {"a": ["href", "linktype", "id"]}
PROTOCOLS = frozenset({"http", "https", "mailto", "tel"})
_DROPPED_WITH_CONTENT = re.compile(
    r"<(script|style|template|iframe|object|svg|math)\b[^>]*>.*?</\1\s*>",
    re.IGNORECASE | re.DOTALL,
)

N = TypeVar("N", bound=Node)


def clean_html(html: str) -> str:
    """Keep the tags an editor may use, drop scripts and styles, unwrap the rest.

    Words are kept, with the one exception of what a browser would never show.
    """
    if "<" not in html and "&" not in html:
        return html
    cleaned: str = bleach.clean(
        _DROPPED_WITH_CONTENT.sub("", html),
        tags=TAGS,
        attributes=ATTRIBUTES,
        protocols=PROTOCOLS,
        strip=True,
        strip_comments=True,
    )
    return cleaned


def clean_manuscript(manuscript: Manuscript) -> Manuscript:
    """The manuscript with every fragment of HTML in it cleaned."""
    return dataclasses.replace(manuscript, body=tuple(_clean(node) for node in manuscript.body))


def _clean(node: N) -> N:
    changes: dict[str, object] = {}
    for item in dataclasses.fields(node):
        value = getattr(node, item.name)
        if isinstance(value, RichText):
            cleaned = clean_html(value.html)
            if cleaned != value.html:
                changes[item.name] = RichText(cleaned)
        elif isinstance(value, Node):
            changes[item.name] = _clean(value)
        elif isinstance(value, tuple) and any(isinstance(member, Node) for member in value):
            changes[item.name] = tuple(
                _clean(member) if isinstance(member, Node) else member for member in value
            )
    return dataclasses.replace(node, **changes) if changes else node  # type: ignore[arg-type]
