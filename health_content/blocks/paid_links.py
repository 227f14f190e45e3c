"""Paid links that somebody typed into running text: labelled and marked all the same."""

from __future__ import annotations

import html as html_entities
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from health_content.affiliates.recognition import Recognized, paid_link
from health_content.affiliates.urls import UnsafeURL, normalize

PAID_LABEL = "(paid link)"
PAID_REL = ("sponsored", "nofollow", "noopener")

_LINK = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.IGNORECASE | re.DOTALL)
_HREF = re.compile(r"""\bhref=(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_REL = re.compile(r"""\s*\brel=(?:"[^"]*"|'[^']*')""", re.IGNORECASE)


class LeadsOutside:
    """A block value with one field that holds an address somewhere else.

    An affiliate address typed there is a paid link like any other: labelled, marked and
    disclosed.
    """

    address_field = "url"

    @property
    def outside_href(self: Any) -> str:
        """The address; empty where it is none that may be linked."""
        try:
            return normalize(self[self.address_field] or "")
        except UnsafeURL:
            return ""

    @property
    def outside_name(self) -> str:
        """The name of the host, without the "www." that tells nobody anything."""
        return (urlsplit(self.outside_href).hostname or "").removeprefix("www.")

    @property
    def paid(self) -> Recognized | None:
        """What the address is known as, if it is known to be paid."""
        return paid_link(self.outside_href) if self.outside_href else None

    @property
    def outside_rel(self) -> str:
        """What the link says to search engines and browsers."""
        return " ".join(PAID_REL) if self.paid else "noopener"

    @property
    def outside_label(self) -> str:
        """The words that mark the link as paid, empty where it is not."""
        return PAID_LABEL if self.paid else ""


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
