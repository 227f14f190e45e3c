"""Links in HTML as browsers read them: where a tag ends, and which attribute is which."""

from __future__ import annotations

import html as html_entities
import re

_QUOTED = r"""(?:[^>"']|"[^"]*"|'[^']*')*"""

LINK = re.compile(rf"<a(?=[\s/])({_QUOTED}|[^>]*)>(.*?)</a\s*>", re.IGNORECASE | re.DOTALL)
"""A link: its attributes as they are written, and its words."""

_ATTRIBUTE = re.compile(
    r"""([^\s"'<>/=][^\s"'>/=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?"""
)


def attribute(attributes: str, name: str) -> str:
    """The value of one attribute, what is escaped in it put right; empty where there is none.

    Where it stands twice, the first counts. Names are compared whole: ``data-href`` is no ``href``.
    """
    for found in _ATTRIBUTE.finditer(attributes):
        if found[1].casefold() == name:
            return html_entities.unescape(found[2] or found[3] or found[4] or "")
    return ""


def without_attributes(attributes: str, *names: str) -> str:
    """Attributes as they are written, those with these names left out."""
    kept = (it[0] for it in _ATTRIBUTE.finditer(attributes) if it[1].casefold() not in names)
    return "".join(f" {written}" for written in kept)
