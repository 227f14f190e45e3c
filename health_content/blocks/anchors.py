"""Addresses of sections within a page: given once, unique, and kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.utils.text import slugify

from health_content.blocks.section import SubsectionBlock

RESERVED = frozenset({"main", "content", "top", "contents", "disclosure", "references"})


class Heading(NamedTuple):
    """A line of a page's table of contents."""

    anchor: str
    heading: str
    level: int


def sections(stream: Any) -> Iterator[Any]:
    """The section blocks of a stream and those inside them, in reading order."""
    for child in stream:
        if isinstance(child.block, SubsectionBlock):
            yield child
            yield from sections(child.value["content"])


def anchor_of(child: Any) -> str:
    """A section's anchor. One that was never saved through the editor goes by its id."""
    return child.value["anchor"] or f"s-{(child.id or '')[:8]}"


def give_anchors(stream: Any) -> None:
    """Give each section without an anchor one made from its heading, and part equals."""
    taken: set[str] = set()
    for child in sections(stream):
        child.value["anchor"] = free_anchor(child.value["anchor"], child.value["heading"], taken)


def free_anchor(anchor: str, heading: str, taken: set[str]) -> str:
    """An anchor that no other section has and the page does not use itself.

    What is given is kept as far as it is one. It is added to ``taken``.
    """
    base = (slugify(anchor) or slugify(heading))[:100] or "section"
    if base in RESERVED or base.startswith(("ref-", "cite-", "references-")):
        base = f"section-{base}"
    found, number = base, 1
    while found in taken:
        number += 1
        found = f"{base}-{number}"
    taken.add(found)
    return found


def contents(stream: Any) -> list[Heading]:
    """The table of contents."""
    return [
        Heading(anchor_of(child), child.value["heading"], child.block.level)
        for child in sections(stream)
    ]
