"""The one traversal of an article, in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

from health_content.manuscript.article import Manuscript
from health_content.manuscript.location import Location
from health_content.manuscript.media import Image
from health_content.manuscript.node import Node

TITLE = Location(("title",))
DEK = Location(("dek",))
HERO = Location(("hero",))
BODY = Location(("body",))
ATTRIBUTION = Location(("attribution",))
SEARCH_TITLE = Location(("search_title",))
SEARCH_DESCRIPTION = Location(("search_description",))


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of words at one location.

    ``role`` is what the words are there for ("body", "commercial", "reference" ...);
    ``headings`` are the headings it stands under, outermost first.
    """

    location: Location
    text: str
    role: str
    headings: tuple[str, ...] = ()


def walk(manuscript: Manuscript) -> Iterator[tuple[Location, Node]]:
    """Every node with its location, parents before their parts."""
    for location, node, _ in _all(manuscript):
        yield location, node


def walk_from(location: Location, node: Node) -> Iterator[tuple[Location, Node]]:
    """A node at a location and all that is inside it, parents before their parts."""
    for place, part, _ in _visit(location, node, ()):
        yield place, part


def passages(manuscript: Manuscript) -> Iterator[Passage]:
    """Every stretch of words a reader or a search engine meets, in reading order."""
    if manuscript.title:
        yield Passage(TITLE, manuscript.title, "title")
    if manuscript.dek:
        yield Passage(DEK, manuscript.dek, "dek")
    for location, node, headings in _all(manuscript):
        for name, text in node.passages():
            yield Passage(location / name if name else location, text, node.role, headings)
    for location, text, role in (
        (ATTRIBUTION, manuscript.attribution, "attribution"),
        (SEARCH_TITLE, manuscript.search_title, "metadata"),
        (SEARCH_DESCRIPTION, manuscript.search_description, "metadata"),
    ):
        if text:
            yield Passage(location, text, role)


def node_at(manuscript: Manuscript, location: Location) -> Node:
    """The node a location points at, or lies in.

    Raises ``LookupError`` when the article has no such node any more.
    """
    found: Node | None = None
    for candidate, node in walk(manuscript):
        if not location.is_within(candidate) or (candidate == BODY and not node.id):
            continue
        rest = location.path[len(candidate.path) :]
        if not rest:
            return node
        if len(rest) == 1 and rest[0] in {item.name for item in fields(node)}:
            found = node
    if found is None:
        raise LookupError(f"Nothing stands at {location}.")
    return found


def _all(manuscript: Manuscript) -> Iterator[tuple[Location, Node, tuple[str, ...]]]:
    if manuscript.hero != Image():
        yield HERO, manuscript.hero, ()
    yield from _descend(BODY, manuscript.body, ())


def _descend(
    here: Location, nodes: tuple[Node, ...], headings: tuple[str, ...]
) -> Iterator[tuple[Location, Node, tuple[str, ...]]]:
    for node in nodes:
        yield from _visit(here / node.id if node.id else here, node, headings)


def _visit(
    location: Location, node: Node, headings: tuple[str, ...]
) -> Iterator[tuple[Location, Node, tuple[str, ...]]]:
    yield location, node, headings
    heading = getattr(node, "heading", "")
    inner = (*headings, heading) if heading else headings
    for name, part in node.parts():
        place = location / name / part.id if part.id else location / name
        yield from _visit(place, part, inner)
