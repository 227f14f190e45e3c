"""Links and frames as they are stored, with what they keep from the shop."""

from __future__ import annotations

import html as html_entities
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from health_content.manuscript import RichText
from health_content.manuscript.node import fields_of

if TYPE_CHECKING:
    from health_content.compliance.material import Material
    from health_content.manuscript import Location

_LINK = re.compile(r"<a\b[^>]{0,4096}>", re.IGNORECASE)
_FRAME = re.compile(r"<iframe\b[^>]{0,4096}>", re.IGNORECASE)
_ADDRESS = re.compile(r"""\b(?:href|src)\s*=\s*\\?["']([^"'\\]{1,2048})""", re.IGNORECASE)
_HIDES = re.compile(
    r"""\brel\s*=\s*["'](?:[^"']{0,200}\s)?noreferrer(?=[\s"'])|"""
    r"""\breferrerpolicy\s*=\s*["'](?:no-referrer|same-origin)["']""",
    re.IGNORECASE,
)


def framed_in(html: str) -> tuple[str, ...]:
    """The addresses of frames, also in HTML that is stored as JSON."""
    return tuple(map(_address, _FRAME.findall(html)))


def hiding_at(location: Location, material: Material) -> tuple[str, ...]:
    """The addresses of links at a location that hide from which page a reader comes."""
    html = material.once("HTML by location", lambda: dict(_texts(material))).get(location, "")
    return tuple(_address(tag) for tag in _LINK.findall(html) if _HIDES.search(tag))


def _texts(material: Material) -> Iterator[tuple[Location, str]]:
    for location, node in material.nodes:
        for item in fields_of(type(node)):
            value = getattr(node, item.name)
            if isinstance(value, RichText) and "referrer" in value.html.lower():
                yield location / item.name, value.html
                if item.name == "html":
                    yield location, value.html


def _address(tag: str) -> str:
    found = _ADDRESS.search(tag)
    return html_entities.unescape(found[1]) if found else ""
