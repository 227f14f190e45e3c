"""Ids for nodes: the same source always gets the same ones."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields, replace
from typing import Any
from uuid import UUID, uuid5

from health_content.manuscript import Node, PaidLinkTarget

_NAMESPACE = UUID("6d9a1c0e-5b58-5c39-9d0e-1f5e0c2f7a61")


def identified(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """The nodes, each with an id made from its kind, its source and which of equals it is.

    Text added elsewhere in the article does not change a node's id. A paid link has none
    of its own: it belongs to its call to action.
    """
    seen: Counter[tuple[str, str]] = Counter()
    return tuple(_identified(node, seen) for node in nodes)


def _identified(node: Node, seen: Counter[tuple[str, str]]) -> Node:
    changes: dict[str, Any] = {}
    if not isinstance(node, PaidLinkTarget):
        name = (node.kind, node.source_text)
        seen[name] += 1
        text = f"{node.kind}\n{seen[name]}\n{node.source_text}"
        changes["id"] = str(uuid5(_NAMESPACE, text))
    for item in fields(node):
        value = getattr(node, item.name)
        if isinstance(value, tuple) and value and isinstance(value[0], Node):
            changes[item.name] = tuple(_identified(part, seen) for part in value)
    return replace(node, **changes) if changes else node
