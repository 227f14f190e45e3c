"""What blocks of any kind say: those of this package, of Wagtail, and of others."""

from __future__ import annotations

import html as html_entities
import logging
import re
from collections.abc import Iterator
from typing import Any

from django.utils import translation
from wagtail import blocks
from wagtail.blocks.field_block import BaseChoiceBlock
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock
from wagtail.images.blocks import ImageBlock, ImageChooserBlock

from health_content.blocks.base import ArticleBlock
from health_content.blocks.rich_text import RichTextBlock
from health_content.conf import default_language
from health_content.edition.beside import ADDRESS, Beside
from health_content.library.shown import ShownEntry
from health_content.manuscript import Embed, Location, Node, RichText
from health_content.manuscript.walk import walk_from

logger = logging.getLogger("health_content.blocks")

_TAG = re.compile(r"</?[a-z][^>]*>", re.IGNORECASE)
_TOLD_BY_TAGS = re.compile(
    r"""\b(?:alt|title|aria-label|placeholder|value)\s*=\s*(?:"([^"]*)"|'([^']*)')""",
    re.IGNORECASE,
)
_NO_WORDS = {"id", "type", "table_header_choice"}
_ROLES = {
    "alt": "alt",
    "alternative": "alt",
    "caption": "caption",
    "credit": "credit",
    "heading": "heading",
    "title": "heading",
}


class Place:
    """Where something stands: with the ids of blocks and rows, and without."""

    def __init__(self, location: Location, names: tuple[str, ...]) -> None:
        self.location, self.names = location, names

    @classmethod
    def field(cls, name: str) -> Place:
        """The place of a page's field."""
        return cls(Location((name,)), (name,))

    def inside(self, name: str) -> Place:
        """The place of a field inside it."""
        return Place(self.location / name, (*self.names, name))

    def at(self, key: Any, kind: str = "") -> Place:
        """The place of one of several things inside it, by the thing's own key."""
        here = self.location / str(key).replace(".", "-") if key else self.location
        return Place(here, (*self.names, kind) if kind else self.names)

    def says(self, said: str | RichText | Node, role: str = "") -> Beside:
        """What stands there; of plain words the role follows from the field's name."""
        name = self.names[-1]
        role = role or next((role for end, role in _ROLES.items() if name.endswith(end)), "body")
        return Beside(self.location, ".".join(self.names), said, role)


def words(text: Any, place: Place, role: str = "") -> Iterator[Beside]:
    """A text that somebody typed, as HTML where it is some."""
    typed = str(text or "")
    if not typed.strip():
        return
    if _TAG.search(typed):
        yield from markup(typed, place, role)
    else:
        yield place.says(typed, role)


def named(entry: Any, place: Place, role: str = "") -> Iterator[Beside]:
    """What an entry is called; of one of the library, its other words as well.

    Not those that are judged by themselves.
    """
    name = str(entry or "")
    yield from words(name, place, role)
    if isinstance(entry, ShownEntry):
        for field, text in entry.own_words():
            if field not in entry.apart_fields and text not in name:
                yield from words(text, place.inside(field), role)


def markup(html: Any, place: Place, role: str = "") -> Iterator[Beside]:
    """HTML, and what its attributes say to those who cannot see it."""
    source = str(html or "")
    if source.strip():
        yield place.says(RichText(source), role)
        told = [
            html_entities.unescape(one or other) for one, other in _TOLD_BY_TAGS.findall(source)
        ]
        if said := "\n".join(text for text in told if text.strip()):
            yield place.inside("alt").says(said, "alt")


def address(value: Any, place: Place) -> Iterator[Beside]:
    """Where something leads."""
    if value:
        yield place.says(str(value), ADDRESS)


def spoken(block: Any, value: Any, place: Place) -> Iterator[Beside]:
    """All that a block's value says, in reading order.

    The words of other pages, which a chooser names, are those pages' own.
    """
    if value is None and not isinstance(block, blocks.StaticBlock):
        return
    match block:
        case ArticleBlock() | RichTextBlock():
            node_id = place.location.path[-1] if len(place.location.path) > 1 else ""
            yield place.says(block.to_node(value, node_id))
        case ImageBlock():
            decorates = getattr(value, "decorative", False)
            yield from words("" if decorates else value.contextual_alt_text, place, "alt")
        case blocks.StreamBlock():
            for child in value:
                yield from spoken(child.block, child.value, place.at(child.id, child.block_type))
        case blocks.StructBlock():
            for name, child in block.child_blocks.items():
                yield from spoken(child, value.get(name), place.inside(name))
        case blocks.ListBlock():
            for item in value.bound_blocks:
                yield from spoken(item.block, item.value, place.at(item.id, "item"))
        case BaseTypedTableBlock():
            yield from _table(value, place)
        case blocks.StaticBlock():
            yield from markup(_rendered(block, value), place)
        case _:
            yield from _single(block, value, place)


def words_of(block: Any, value: Any) -> str:
    """All the words that a block's value says, one text a line."""
    try:
        said = list(spoken(block, value, Place.field(block.name or "block")))
    except Exception:
        logger.exception("The block %r is not of the shape it should have.", block.name)
        said = list(strings(block.get_prep_value(value), Place.field(block.name or "block")))
    return "\n".join(text for thing in said for text in _words_in(thing)).strip()


def _words_in(thing: Beside) -> Iterator[str]:
    if isinstance(thing.said, Node):
        for _, node in walk_from(thing.location, thing.said):
            yield from (text for _, text in node.passages())
    elif thing.role != ADDRESS:
        yield thing.text


def strings(stored: Any, place: Place) -> Iterator[Beside]:
    """All texts of stored data, whatever its shape; the last resort."""
    if isinstance(stored, str):
        yield from words(stored, place)
    elif isinstance(stored, dict):
        for name, member in stored.items():
            if name not in _NO_WORDS:
                yield from strings(member, place.inside(str(name).replace(".", "-")))
    elif isinstance(stored, list | tuple):
        for member in stored:
            key = member.get("id") if isinstance(member, dict) else ""
            yield from strings(member, place.at(key))


def _single(block: Any, value: Any, place: Place) -> Iterator[Beside]:
    match block:
        case blocks.URLBlock() if hasattr(value, "url"):
            # Wagtail's EmbedBlock, which only a site with ``wagtail.embeds`` may import.
            yield place.says(Embed(str(value.url or "")))
        case blocks.URLBlock():
            yield from address(value, place)
        case blocks.RichTextBlock():
            yield from markup(value.source, place)
        case blocks.RawHTMLBlock():
            yield from markup(value, place)
        case ImageChooserBlock():
            yield from words(value.default_alt_text, place, "alt")
        case blocks.PageChooserBlock() | blocks.EmailBlock():
            return
        case BaseChoiceBlock():
            yield from strings(block.get_searchable_content(value), place)
        case blocks.ChooserBlock():
            yield from named(value, place)
        case _ if isinstance(value, str | dict | list | tuple):
            yield from strings(value, place)
        case _:
            yield from strings(block.get_prep_value(value), place)


def _table(table: Any, place: Place) -> Iterator[Beside]:
    yield from words(table.caption, place.inside("caption"))
    for number, column in enumerate(table.columns, start=1):
        yield from words(column["heading"], place.inside("columns").at(number), "heading")
    for number, row in enumerate(table.rows, start=1):
        for column, cell in enumerate(row, start=1):
            here = place.inside("rows").at(number).at(column)
            yield from spoken(cell.block, cell.value, here)


def _rendered(block: Any, value: Any) -> str:
    """The words of a block that stores none. What its template cannot say alone is not judged."""
    try:
        with translation.override(default_language()):
            return str(block.render(value))
    except Exception:
        logger.exception("The block %r could not be rendered to be judged.", block.name)
        return ""
