"""Fields of a word processor's document that are links."""

from __future__ import annotations

import re

_LINK = re.compile(r'\s*HYPERLINK\s+(?:"([^"]*)"|([^\\\s]\S*))', re.IGNORECASE)


def field_link(instruction: str) -> str:
    """The address that a HYPERLINK field leads to; empty for other fields and for bookmarks."""
    match = _LINK.match(instruction)
    return (match[1] or match[2] or "").strip() if match else ""
