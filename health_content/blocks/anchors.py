"""Addresses of sections within a page: given once, unique, and kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.utils.text import slugify
from django.utils.translation import gettext

from health_content.blocks.citations import cited_entries
from health_content.blocks.section import SubsectionBlock
from health_content.manuscript import Conclusion, Questions, References

RESERVED = frozenset(
    {
        "main",
        "content",
        "top",
        "contents",
        "disclosure",
        "references",
        "safety-first",
        "how-we-reviewed",
    }
)


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
    return child.value.get("anchor") or block_anchor(child)


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
    """The table of contents: sections, subsections, questions, conclusion and references."""
    found = list(_contents(stream))
    if all(it.anchor != "references" for it in found) and cited_entries(stream):
        # What cites and has no list gets one after its body.
        found.append(Heading("references", gettext("References"), 2))
    return found


def _contents(stream: Any) -> Iterator[Heading]:
    references = 0
    for child in stream:
        node_type = getattr(child.block, "node_type", None)
        if isinstance(child.block, SubsectionBlock):
            yield _heading_of(child)
            for inner in sections(child.value["content"]):
                yield _heading_of(inner)
        elif node_type is Questions:
            heading = child.value["heading"] or gettext("Common questions")
            yield Heading(block_anchor(child), heading, 2)
        elif node_type is Conclusion:
            yield Heading(anchor_of(child), child.value["heading"] or gettext("Conclusion"), 2)
        elif node_type is References:
            anchor = f"references-{references + 1}" if references else "references"
            yield Heading(anchor, child.value["heading"] or gettext("References"), 2)
            references += len(child.value["items"])


def outline(entries: Iterable[Heading]) -> list[tuple[Heading, list[Heading]]]:
    """A table of contents as sections, each with what stands under it."""
    nested: list[tuple[Heading, list[Heading]]] = []
    for entry in entries:
        if entry.level > 2 and nested:
            nested[-1][1].append(entry)
        else:
            nested.append((entry, []))
    return nested


def block_anchor(child: Any) -> str:
    """The address of a block that has no heading of its own to be called by."""
    return f"s-{child.id or ''}"


def _heading_of(child: Any) -> Heading:
    return Heading(anchor_of(child), child.value["heading"], child.block.level)
