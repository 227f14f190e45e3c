"""The article as plain frozen data: what a reader makes, what a StreamField becomes.

Every node carries the ``id`` of the block it is or will become, and the
``source_text`` it was read from (empty when it was written in the editor). Both are
left out of comparisons: two nodes are equal when they say the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import Field, dataclass, field, fields
from enum import StrEnum
from typing import Any, ClassVar

from health_content.manuscript.richtext import RichText


@dataclass(frozen=True, slots=True)
class Node:
    """Anything an article is made of. ``id`` is unique within the article."""

    id: str = field(default="", compare=False, kw_only=True)
    source_text: str = field(default="", compare=False, kw_only=True, repr=False)

    kind: ClassVar[str] = ""
    role: ClassVar[str] = "body"

    def passages(self) -> Iterator[tuple[str, str]]:
        """Its own texts in reading order, as ``(field name, text)``.

        The name is empty where the node's block is the text itself and has no fields.
        """
        for item in fields_of(type(self)):
            if item.name in {"id", "source_text"} or item.metadata.get("not_prose"):
                continue
            value = getattr(self, item.name)
            if isinstance(value, RichText):
                if text := value.text:
                    yield item.name, text
            elif isinstance(value, str) and not isinstance(value, StrEnum) and value:
                yield item.name, value

    def parts(self) -> Iterator[tuple[str, Node]]:
        """The nodes inside it in reading order, as ``(field name, node)``."""
        for item in fields_of(type(self)):
            value = getattr(self, item.name)
            if isinstance(value, Node):
                yield item.name, value
            elif isinstance(value, tuple):
                for member in value:
                    if isinstance(member, Node):
                        yield item.name, member


_FIELDS: dict[type[Node], tuple[Field[Any], ...]] = {}


def fields_of(kind: type[Node]) -> tuple[Field[Any], ...]:
    """The fields of a kind of node, remembered: an article asks again at every node."""
    known = _FIELDS.get(kind)
    if known is None:
        known = _FIELDS[kind] = fields(kind)
    return known


def not_prose(default: str = "") -> str:
    """A field that holds a key, an address or a code rather than words to read."""
    value: str = field(default=default, metadata={"not_prose": True})
    return value
