"""Choosing from the library, and fetching all that an article chose at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextvars import ContextVar
from typing import Any

from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

_FETCHED: ContextVar[dict[Any, dict[Any, Any]] | None] = ContextVar("fetched", default=None)


class FetchedTogether(blocks.ChooserBlock):
    """A chooser whose objects may have been fetched beforehand, with the whole article's."""

    def bulk_to_python(self, values):
        fetched = _FETCHED.get()
        if fetched is None:
            return super().bulk_to_python(values)
        known = fetched.get(self.model_class, {})
        return [known.get(value) for value in values]


class LibraryChooserBlock(FetchedTogether, SnippetChooserBlock):
    """Chooses one entry of the library, named by its model ("health_content.Person")."""


class ArticlePageChooserBlock(FetchedTogether, blocks.PageChooserBlock):
    """Chooses a page."""


def fetch_library(stream: Any) -> None:
    """Turn a stream's stored data into values with one query for each model it points at.

    Wagtail fetches chosen objects once for every place in the tree of blocks; this is
    once for all places. Does nothing for a stream that was fetched before.
    """
    if stream is None or getattr(stream, "_health_content_fetched", False):
        return
    wanted: dict[Any, set[Any]] = defaultdict(set)
    for chooser, key in _choices(stream.stream_block, _raw(stream)):
        wanted[chooser.model_class].add(key)
    token = _FETCHED.set(
        {model: model._default_manager.in_bulk(keys) for model, keys in wanted.items()}
    )
    try:
        for child in stream:
            child.value  # noqa: B018 -- asking for a value is what turns it into one
    finally:
        _FETCHED.reset(token)
    stream._health_content_fetched = True


def _raw(stream: Any) -> list[Any]:
    return [entry for entry in stream.raw_data if isinstance(entry, dict)]


def _choices(block: Any, stored: Any) -> Iterator[tuple[Any, Any]]:
    """Each chooser below a block with the key that stored data holds for it."""
    if isinstance(block, FetchedTogether):
        if isinstance(stored, int):
            yield block, stored
    elif isinstance(block, blocks.StreamBlock) and isinstance(stored, list):
        for entry in stored:
            if isinstance(entry, dict) and entry.get("type") in block.child_blocks:
                yield from _choices(block.child_blocks[entry["type"]], entry.get("value"))
    elif isinstance(block, blocks.StructBlock) and isinstance(stored, dict):
        for name, child in block.child_blocks.items():
            yield from _choices(child, stored.get(name))
    elif isinstance(block, blocks.ListBlock) and isinstance(stored, list):
        for entry in stored:
            is_item = isinstance(entry, dict) and {"type", "id", "value"} <= entry.keys()
            yield from _choices(block.child_block, entry["value"] if is_item else entry)
