"""Foreign HTML, cleaned at the border: a manuscript holds only what an editor may write."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from bleach.sanitizer import Cleaner

from health_content.affiliates.urls import UnsafeURL, normalize
from health_content.manuscript import Manuscript, Node, RichText, Section

TAGS = frozenset(
    {"p", "br", "b", "strong", "i", "em", "sup", "sub", "a", "ul", "ol", "li", "blockquote"}
)
ATTRIBUTES = {"a": ["href", "linktype", "id", "data-passage"]}
PROTOCOLS = frozenset({"http", "https", "mailto", "tel"})
_NUMBER = re.compile(r"[0-9]{1,18}")
_KEY = re.compile(r"[\w.:-]{1,120}")
LINK_TYPES = {"page": _NUMBER, "document": _NUMBER, "reference": _KEY}
"""Links into the CMS, with what names their ends: a citation names an entry of its document."""
ADDRESS_FIELDS = frozenset({"url", "source_url"})
_NOT_IN_AN_ANCHOR = re.compile(r"[^a-z0-9-]+")
_DROPPED_WITH_CONTENT = re.compile(
    r"<(script|style|template|iframe|object|svg|math)\b[^>]*>.*?</\1\s*>",
    re.IGNORECASE | re.DOTALL,
)

N = TypeVar("N", bound=Node)


def clean_html(html: str) -> str:
    """Keep the tags an editor may use, drop scripts and styles, unwrap the rest.

    Words are kept, with the one exception of what a browser would never show. A link
    into the CMS is to a page or a document and names it by its number, or it cites an entry of
    the document's own reference list.
    """
    if "<" not in html and "&" not in html:
        return html
    cleaner = Cleaner(
        tags=TAGS,
        attributes=ATTRIBUTES,
        protocols=PROTOCOLS,
        strip=True,
        strip_comments=True,
        filters=[_known_links],
    )
    cleaned: str = cleaner.clean(_DROPPED_WITH_CONTENT.sub("", html))
    return cleaned


def clean_address(address: str) -> str:
    """The address in its one spelling; empty where it is not http or https to a named site."""
    try:
        return normalize(address) if address else ""
    except UnsafeURL:
        return ""


def clean_anchor(anchor: str) -> str:
    """The anchor in small letters, digits and hyphens, which may leave nothing."""
    cleaned = _NOT_IN_AN_ANCHOR.sub("-", anchor.lower())
    return cleaned if cleaned == anchor else cleaned.strip("-")


def clean_manuscript(manuscript: Manuscript) -> Manuscript:
    """The manuscript with every fragment of HTML, address and anchor in it cleaned.

    What cannot be cleaned is left out: an address that must not be linked becomes empty.
    """
    return dataclasses.replace(
        manuscript,
        body=tuple(_clean(node) for node in manuscript.body),
        hero=_clean(manuscript.hero),
        attribution_url=clean_address(manuscript.attribution_url),
    )


def _clean(node: N) -> N:
    changes: dict[str, object] = {}
    for item in dataclasses.fields(node):
        value = getattr(node, item.name)
        if isinstance(value, RichText):
            cleaned = clean_html(value.html)
            if cleaned != value.html:
                changes[item.name] = RichText(cleaned)
        elif item.name in ADDRESS_FIELDS and isinstance(value, str):
            changes[item.name] = clean_address(value)
        elif item.name == "anchor" and isinstance(node, Section):
            changes[item.name] = clean_anchor(node.anchor)
        elif isinstance(value, Node):
            changes[item.name] = _clean(value)
        elif isinstance(value, tuple) and any(isinstance(member, Node) for member in value):
            changes[item.name] = tuple(
                _clean(member) if isinstance(member, Node) else member for member in value
            )
    return dataclasses.replace(node, **changes) if changes else node  # type: ignore[arg-type]


def _known_links(source: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The stream of parsed HTML without what links into the CMS in a way that it does not know.

    An id alone goes too: it would compete with the page's own.
    """
    link_type, link_id, passage = (None, "linktype"), (None, "id"), (None, "data-passage")
    for token in source:
        attributes = token.get("data")
        if token.get("name") == "a" and isinstance(attributes, dict):
            named = LINK_TYPES.get(attributes.get(link_type, ""))
            if named is None or not named.fullmatch(attributes.get(link_id, "")):
                attributes.pop(link_type, None)
                attributes.pop(link_id, None)
            if attributes.get(link_type) != "reference":
                attributes.pop(passage, None)
        yield token
