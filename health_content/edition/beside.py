"""What a page shows besides its article."""

from __future__ import annotations

import html as html_entities
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from health_content.manuscript import Location, Manuscript, Node, RichText, Unknown, content_hash
from health_content.manuscript.node import fields_of
from health_content.manuscript.nodes import Prose

ADDRESS = "address"
"""The role of what is no words but leads somewhere."""

_ADDRESS = re.compile(r"""(?:https?:)?//[^\s"'<>\\]+""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Beside:
    """One thing that a page shows besides its article: plain words, HTML, a node, or an address.

    ``location`` is where it stands; ``name`` is the same without ids, for what has one meaning
    wherever it was moved. ``role`` is that of plain words and HTML.
    """

    location: Location
    name: str
    said: str | RichText | Node
    role: str = "body"

    @property
    def text(self) -> str:
        """Its own words, as far as it is no node."""
        return self.said.text if isinstance(self.said, RichText) else str(self.said)

    @property
    def addresses(self) -> Iterator[str]:
        """Where it leads, as far as it is no node: every address that stands in it."""
        if isinstance(self.said, RichText):
            yield from dict.fromkeys(
                (*(link.target for link in self.said.links), *addresses_in(self.said.html))
            )
        elif isinstance(self.said, str):
            yield from (self.said,) if self.role == ADDRESS else addresses_in(self.said)


def addresses_in(text: str) -> Iterator[str]:
    """Every web address that stands in a text, in an attribute, or in stored JSON."""
    if "//" in text:
        for found in _ADDRESS.findall(text):
            yield html_entities.unescape(found).rstrip(".,;:!?)")


def addresses_of(beside: Iterable[Beside]) -> list[str]:
    """Where all of it leads."""
    return [
        address
        for thing in beside
        for address in (
            stored_addresses(thing.said) if isinstance(thing.said, Node) else thing.addresses
        )
    ]


def stored_addresses(node: Node) -> Iterator[str]:
    """Every web address that a node and its parts hold, in their texts or as their own."""
    for item in fields_of(type(node)):
        value = getattr(node, item.name)
        if isinstance(value, RichText):
            yield from addresses_in(value.html)
        elif isinstance(value, str):
            yield from addresses_in(value)
    for _, part in node.parts():
        yield from stored_addresses(part)


def each_at_its_place(things: Iterable[Beside]) -> Iterator[Beside]:
    """The same things, no two at one location: what has no id of its own gets a number."""
    taken: dict[Location, int] = {}
    for thing in things:
        number = taken[thing.location] = taken.get(thing.location, 0) + 1
        if number > 1:
            thing = replace(thing, location=thing.location / f"again-{number}")
        yield thing


def hash_of(beside: Iterable[Beside]) -> str:
    """A hash of all that is said beside an article, whatever its ids."""
    nodes: list[Node] = []
    for thing in beside:
        is_plain = isinstance(thing.said, str)
        nodes.append(Unknown(thing.name, thing.text if is_plain else "", thing.role))
        if isinstance(thing.said, RichText):
            nodes.append(Prose(thing.said))
        elif isinstance(thing.said, Node):
            nodes.append(thing.said)
    return content_hash(Manuscript(body=tuple(nodes)))
