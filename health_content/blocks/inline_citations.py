"""Sources cited in running text, and the entries of the library that are meant."""

from __future__ import annotations

import html as html_entities
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from wagtail.rich_text import LinkHandler

from health_content.blocks.library_chooser import (
    FetchedTogether,
    LibraryChooserBlock,
    fetched_entries,
)
from health_content.edition.citations import LINK_TYPE, MARKER, citations_in
from health_content.library.references import Reference

CITE = "cite"
"""The name of the feature in the rich text editor."""


class ReferenceHandler(LinkHandler):
    """The stored form to Wagtail: what it points at, and what is left of it without its page.

    A citation has its number from the whole page. Where no page gives it one, nothing of it is
    shown: the words that stand in its place in the editor belong to no sentence.
    """

    identifier = LINK_TYPE

    @staticmethod
    def get_model():
        return Reference

    @classmethod
    def expand_db_attributes_many(cls, attrs_list):
        return [_marker(attrs) for attrs in attrs_list]

    @classmethod
    def extract_references(cls, attrs):
        if (key := key_of(attrs.get("id", ""))) is not None:
            yield Reference, str(key), "", ""


def key_of(text: str) -> int | None:
    """An id as it is stored in a text, ``None`` where it is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


def keys_in(html: Any) -> set[int]:
    """The ids of the entries that a stored text cites."""
    found = citations_in(html) if isinstance(html, str) else ()
    return {key for it in found if (key := key_of(it.key)) is not None}


def cited_choices(html: Any) -> Iterator[tuple[FetchedTogether, int]]:
    """The entries that a stored text cites, as a chooser's choices are named."""
    for key in keys_in(html):
        yield reference_block(), key


def entries_of(html: str) -> dict[int, Any]:
    """The existing entries that a text cites; one query where nobody fetched them before."""
    keys = keys_in(html)
    found = fetched_entries(reference_block(), keys) if keys else {}
    return {key: found[key] for key in keys if found.get(key) is not None}


def fetched(keys: Iterable[int]) -> dict[int, Any]:
    """The existing entries with these keys, in one query."""
    return reference_block().fetch(set(keys))


@lru_cache(maxsize=1)
def reference_block() -> LibraryChooserBlock:
    """A chooser of references."""
    return LibraryChooserBlock("health_content.Reference")


def _marker(attrs: dict[str, str]) -> str:
    key = html_entities.escape(attrs.get("id", ""))
    passage = html_entities.escape(attrs.get("data-passage", ""))
    quoted = f' data-passage="{passage}"' if passage else ""
    return f'<a hidden {MARKER}="{key}"{quoted}>'
