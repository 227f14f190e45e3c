"""Values of one block, out to a node and back."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from health_content.blocks import ArticleBodyBlock
from health_content.manuscript import Manuscript, Node, from_payload, to_payload

BODY = ArticleBodyBlock()


def value_of(*stored: dict[str, Any]) -> Any:
    """A body made of blocks in stored form."""
    return BODY.to_python(list(stored))


def node_of(stored: dict[str, Any]) -> Node:
    """The node of one stored block."""
    (node,) = BODY.to_nodes(value_of(stored))
    return node


def without_ids(node: Node) -> Node:
    """A node as somebody may hand it in who knows nothing of ids."""
    changes: dict[str, Any] = {"id": ""}
    for item in dataclasses.fields(node):
        value = getattr(node, item.name)
        if isinstance(value, tuple):
            changes[item.name] = tuple(without_ids(part) for part in value)
    return dataclasses.replace(node, **changes)


@pytest.fixture
def round_trip():
    """Checks value → node → JSON → node → value on one block, and gives the node."""

    def check(name: str, value: Any) -> Node:
        stored = {"type": name, "value": value, "id": "11111111-1111-4111-8111-111111111111"}
        body = value_of(stored)
        manuscript = Manuscript("A title", BODY.to_nodes(body))
        prepared = BODY.get_prep_value(body)
        again = from_payload(to_payload(manuscript))
        assert again == manuscript
        restored = value_of(*BODY.from_nodes(again.body))
        assert BODY.to_nodes(restored) == manuscript.body
        assert BODY.get_prep_value(restored) == prepared
        bare = value_of(*BODY.from_nodes([without_ids(node) for node in again.body]))
        assert BODY.to_nodes(bare) == manuscript.body
        (node,) = again.body
        assert node.id == stored["id"]
        return node

    return check
