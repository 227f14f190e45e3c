"""Stored data in the shape its blocks expect, wherever it came from."""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any

from wagtail import blocks

from health_content.blocks.library_chooser import FetchedTogether

LARGEST_KEY = 2**63 - 1

_TEXTS = (
    blocks.CharBlock,
    blocks.TextBlock,
    blocks.URLBlock,
    blocks.ChoiceBlock,
    blocks.RichTextBlock,
)


def mended(block: Any, stored: Any) -> Any:
    """What a block was stored with, as far as its value can be made of it.

    Code, a migration or another program may have stored what no form lets through: a list
    where a text belongs, or nothing where a list does. A reader's page must not fail on
    it. Texts keep every word; only what names nothing (a key that is no key) is dropped.
    Blocks that are not made of the parts known here get their data untouched.
    """
    if isinstance(block, blocks.StreamBlock):
        return _stream(block, stored)
    if isinstance(block, blocks.StructBlock):
        fields = stored if isinstance(stored, dict) else {}
        return fields | {
            name: mended(child, fields[name])
            for name, child in block.child_blocks.items()
            if name in fields
        }
    if isinstance(block, blocks.ListBlock):
        return _list(block, stored)
    if isinstance(block, FetchedTogether):
        is_key = isinstance(stored, int) and not isinstance(stored, bool)
        return stored if is_key and 0 < stored <= LARGEST_KEY else None
    if isinstance(block, _TEXTS):
        return _text(stored)
    return _plain(block, stored)


def _stream(block: blocks.StreamBlock, stored: Any) -> list[Any]:
    entries = stored if isinstance(stored, Iterable) and not isinstance(stored, str) else []
    return [
        _identified(entry) | {"value": mended(block.child_blocks[kind], entry.get("value"))}
        for entry in entries
        if isinstance(entry, dict)
        and isinstance(kind := entry.get("type"), str)
        and kind in block.child_blocks
    ]


def _list(block: blocks.ListBlock, stored: Any) -> list[Any]:
    child = block.child_block
    return [
        _identified(entry) | {"value": mended(child, entry["value"])}
        if block._item_is_in_block_format(entry)
        else mended(child, entry)
        for entry in (stored if isinstance(stored, list) else [])
    ]


def _identified(entry: dict[str, Any]) -> dict[str, Any]:
    """An entry whose id, where it has one, is a text."""
    return entry if isinstance(entry.get("id"), str | None) else entry | {"id": None}


def _text(stored: Any) -> str | None:
    if stored is None or isinstance(stored, str):
        return stored
    if isinstance(stored, bool | list | dict) and not stored:
        return ""
    return str(stored) if isinstance(stored, int | float) else json.dumps(stored, default=str)


def _plain(block: Any, stored: Any) -> Any:
    if isinstance(block, blocks.BooleanBlock):
        return bool(stored)
    if isinstance(block, blocks.IntegerBlock):
        is_number = isinstance(stored, int) and not isinstance(stored, bool)
        return stored if is_number else None
    if isinstance(block, blocks.DecimalBlock):
        return stored if _is_amount(stored) else None
    return stored


def _is_amount(stored: Any) -> bool:
    if not isinstance(stored, str | int | float | Decimal) or isinstance(stored, bool):
        return False
    try:
        return Decimal(str(stored)).is_finite()
    except InvalidOperation:
        return False
