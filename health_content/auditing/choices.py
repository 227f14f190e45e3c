"""Which entries the stored data of a stream chooses, without making blocks of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock
from wagtail.models import Page

Entry = tuple[Any, str]
"""A model, and a primary key as text."""

Finder = Callable[[Any, set[Entry]], None]
"""Puts what stored data chooses into a set. Passes over data of another shape."""


def entry(model: Any, key: Any) -> Entry:
    """An entry by its key; a page is one whatever its type."""
    return (Page if issubclass(model, Page) else model, str(key))


def chosen_in(stored: Any, find: Finder, found: set[Entry]) -> None:
    """Look through a stream as the database keeps it, JSON as text."""
    try:
        data = json.loads(stored) if isinstance(stored, str) else stored
    except ValueError:
        return
    find(data, found)


def finder_of(block: Any) -> Finder | None:
    """How to look through what a block stores; ``None`` where there is nothing to choose."""
    if isinstance(block, blocks.ChooserBlock):
        return _of_chooser(block)
    if isinstance(block, blocks.StreamBlock):
        return _of_stream(_of_children(block))
    if isinstance(block, blocks.StructBlock):
        return _of_struct(_of_children(block))
    if isinstance(block, blocks.ListBlock):
        return _of_list(finder_of(block.child_block))
    if isinstance(block, BaseTypedTableBlock):
        return _of_table(_of_children(block))
    return None


def _of_children(block: Any) -> dict[str, Finder]:
    found = ((name, finder_of(child)) for name, child in block.child_blocks.items())
    return {name: find for name, find in found if find is not None}


def _of_chooser(block: Any) -> Finder:
    def find(stored: Any, found: set[Entry]) -> None:
        if isinstance(stored, int | str) and stored:
            found.add(entry(block.model_class, stored))

    return find


def _of_stream(finders: dict[str, Finder]) -> Finder | None:
    def find(stored: Any, found: set[Entry]) -> None:
        if isinstance(stored, list):
            for child in stored:
                if isinstance(child, dict):
                    name = child.get("type")
                    of_child = finders.get(name) if isinstance(name, str) else None
                    if of_child is not None:
                        of_child(child.get("value"), found)

    return find if finders else None


def _of_struct(finders: dict[str, Finder]) -> Finder | None:
    def find(stored: Any, found: set[Entry]) -> None:
        if isinstance(stored, dict):
            for name, of_child in finders.items():
                of_child(stored.get(name), found)

    return find if finders else None


def _of_list(of_item: Finder | None) -> Finder | None:
    if of_item is None:
        return None

    def find(stored: Any, found: set[Entry]) -> None:
        for item in stored if isinstance(stored, list) else ():
            is_item = isinstance(item, dict) and {"type", "id", "value"} <= item.keys()
            of_item(item["value"] if is_item else item, found)

    return find


def _of_table(finders: dict[str, Finder]) -> Finder | None:
    def find(stored: Any, found: set[Entry]) -> None:
        if not isinstance(stored, dict):
            return
        columns = [it for it in stored.get("columns") or () if isinstance(it, dict)]
        kinds = [finders.get(str(column.get("type"))) for column in columns]
        for row in stored.get("rows") or ():
            values = row.get("values") if isinstance(row, dict) else None
            for of_cell, value in zip(kinds, values or (), strict=False):
                if of_cell is not None:
                    of_cell(value, found)

    return find if finders else None
