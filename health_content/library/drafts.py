"""What a page's draft names, read from its stored data: no page is made of it, nothing is asked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.db.models import ForeignKey, ManyToManyField, Model
from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.rich_text import extract_references_from_rich_text

Named = tuple[type[Model], str]
"""A model and the key of one of its rows, as text."""


def named_in(model: Any, content: Any) -> Iterator[Named]:
    """What the stored data of a row of ``model`` names: in fields, streams, rich text, children.

    Raises whatever malformed data makes raise.
    """
    for field in [*model._meta.fields, *model._meta.many_to_many]:
        stored = content.get(field.name)
        if stored is not None:
            yield from _in_field(field, stored)
    if issubclass(model, ClusterableModel):
        for relation in get_all_child_relations(model):
            for child in content.get(relation.get_accessor_name()) or ():
                yield from named_in(relation.related_model, child)


def _in_field(field: Any, stored: Any) -> Iterator[Named]:
    if isinstance(field, StreamField):
        yield from _in_block(field.stream_block, json.loads(stored) if stored else [])
    elif isinstance(field, RichTextField):
        yield from _in_rich_text(stored)
    elif isinstance(field, ForeignKey):
        yield field.related_model, str(stored)  # type: ignore[misc]
    elif isinstance(field, ManyToManyField):
        yield from ((field.related_model, str(key)) for key in stored)  # type: ignore[misc]


def _in_block(block: Any, stored: Any) -> Iterator[Named]:
    if stored is None:
        return
    if isinstance(block, blocks.ChooserBlock):
        yield block.model_class, str(stored)
    elif isinstance(block, blocks.RichTextBlock):
        yield from _in_rich_text(stored)
    elif isinstance(block, blocks.StreamBlock):
        for entry in stored:
            if child := block.child_blocks.get(entry["type"]):
                yield from _in_block(child, entry["value"])
    elif isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            yield from _in_block(child, stored.get(name))
    elif isinstance(block, blocks.ListBlock):
        for entry in stored:
            is_item = isinstance(entry, dict) and {"type", "id", "value"} <= entry.keys()
            yield from _in_block(block.child_block, entry["value"] if is_item else entry)
    elif type(block).extract_references is not blocks.Block.extract_references:
        # A block of another kind knows by itself what it names.
        for found in block.extract_references(block.to_python(stored)):
            yield found[0], str(found[1])


def _in_rich_text(stored: str) -> Iterator[Named]:
    for found in extract_references_from_rich_text(stored):
        yield found[0], str(found[1])
