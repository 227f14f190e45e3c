"""Paid links that somebody typed into running text: labelled and marked all the same."""

from __future__ import annotations

import html as html_entities
import re
from collections.abc import Iterator

from health_content.affiliates.recognition import Recognized, paid_link

PAID_LABEL = "(paid link)"
PAID_REL = ("sponsored", "nofollow", "noopener")

_LINK = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.IGNORECASE | re.DOTALL)
_HREF = re.compile(r"""\bhref=(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_REL = re.compile(r"""\s*\brel=(?:"[^"]*"|'[^']*')""", re.IGNORECASE)


def paid_links_in(html: str) -> Iterator[Recognized]:
    """The paid links of a rich text, known by their addresses."""
    for attributes, _ in _LINK.findall(html):
        if found := _recognized(attributes):
            yield found


def mark_paid_links(html: str) -> str:
    """Rich text with rel and label on every link that is known to be paid."""
    return _LINK.sub(_marked, html) if "href=" in html else html


def _marked(match: re.Match[str]) -> str:
    attributes, words = match[1], match[2]
    if _recognized(attributes) is None:
        return match[0]
    attributes = _REL.sub("", attributes)
    label = "" if PAID_LABEL[1:-1] in words.casefold() else f" {PAID_LABEL}"
    return f'<a{attributes} rel="{" ".join(PAID_REL)}">{words}{label}</a>'


def _recognized(attributes: str) -> Recognized | None:
    href = _HREF.search(attributes)
    return paid_link(html_entities.unescape(href[1] or href[2] or "")) if href else None
