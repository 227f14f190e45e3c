"""The whole article, and every kind of node it may hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from health_content.manuscript import commerce, media, nodes, safety, tables
from health_content.manuscript.media import Image
from health_content.manuscript.node import Node

APART = {"apart": True}
"""Marks what is known about an article but is no part of what it says: the content hash
leaves it out.
"""


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A whole article, in reading order.

    ``dek`` is the sentence or two below the title. ``attribution`` says who published it
    first, in the source's own words. ``author`` and ``first_published`` (an ISO date) are
    what a source says about itself; who wrote a page is a matter of its byline.
    """

    title: str = ""
    body: tuple[Node, ...] = ()
    attribution: str = ""
    language: str = field(default="en-US", metadata=APART)
    search_title: str = ""
    search_description: str = ""
    dek: str = ""
    hero: Image = Image()
    attribution_url: str = ""
    author: str = field(default="", metadata=APART)
    first_published: str = field(default="", metadata=APART)
    topics: tuple[str, ...] = field(default=(), metadata=APART)

    @property
    def nodes(self) -> tuple[Node, ...]:
        """The picture on top, where there is one, and the body."""
        return self.body if self.hero == Image() else (self.hero, *self.body)


def descendants(nodes: tuple[Node, ...]) -> Iterator[Node]:
    """Each node and what is inside it, in reading order."""
    for node in nodes:
        yield node
        yield from descendants(tuple(part for _, part in node.parts()))


NODE_TYPES: dict[str, type[Node]] = {
    member.kind: member
    for module in (nodes, tables, safety, media, commerce)
    for member in vars(module).values()
    if isinstance(member, type) and issubclass(member, Node) and member.kind
}
