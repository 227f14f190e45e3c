"""What a block of an article promises: it becomes a node, and a node becomes it."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, TypeVar

from django.utils.functional import cached_property
from django.utils.safestring import mark_safe
from wagtail import blocks

from health_content.affiliates.recognition import paid_link
from health_content.blocks.dose_notes import NotesDoses
from health_content.blocks.in_force import suspended_unasked
from health_content.blocks.inline_citations import CITE, cited_choices, entries_of
from health_content.blocks.inline_links import (
    FEATURE,
    InlineOffer,
    chosen_in,
    offers_in,
    with_offers,
)
from health_content.blocks.library_chooser import NamesEntries, is_reading_article
from health_content.blocks.paid_links import addresses_linked_in, mark_paid_links
from health_content.blocks.registered import registered_among
from health_content.edition.suspended import NOTHING_SUSPENDED
from health_content.manuscript import Item, Node, RichText

C = TypeVar("C", bound=StrEnum)

INLINE_FEATURES = [
    "bold",
    "italic",
    "superscript",
    "subscript",
    "link",
    FEATURE,
    "document-link",
    CITE,
]
FEATURES = [*INLINE_FEATURES, "ol", "ul"]


class ArticleRichText(blocks.field_block.RichText):
    """Rich text whose links may have been resolved beforehand, with the whole page's."""

    resolved: str | None = None

    @cached_property
    def offers(self) -> list[InlineOffer]:
        """The paid links of the registry in this text, in reading order."""
        return offers_in(self.source)

    @cached_property
    def cited(self) -> dict[int, Any]:
        """The entries of the library that this text cites, by their keys; not those it lacks."""
        return entries_of(self.source)

    @property
    def source_for_readers(self) -> str:
        """The stored text with these paid links as readers get them."""
        return with_offers(self.source, self.offers) if self.offers else self.source

    def __html__(self) -> str:
        if self.resolved is None:
            return mark_safe(self._looked_up())  # noqa: S308 -- as Wagtail's
        return self.resolved

    def _looked_up(self) -> str:
        """The text as readers get it where no page said what it knows of its links."""
        addresses = tuple(addresses_linked_in(self.source))
        registered = registered_among(addresses, self)
        sells = self.offers or any(paid_link(address, registered) for address in addresses)
        suspended = suspended_unasked(self.offers) if sells else NOTHING_SUSPENDED
        for offer in self.offers:
            if not offer.is_told:
                offer.suspended = suspended
        shown = blocks.field_block.RichText(self.source_for_readers).__html__()
        labels = [offer.link_label for offer in self.offers]
        settled = {offer.href for offer in self.offers}
        return mark_paid_links(shown, registered, labels, suspended, settled)


class ArticleRichTextBlock(NamesEntries, blocks.RichTextBlock):
    """A RichTextBlock whose values can be resolved in one batch."""

    def choices_in(self, stored):
        yield from chosen_in(stored)
        yield from cited_choices(stored)

    def __init__(self, features: list[str] | None = None, **kwargs: Any) -> None:
        super().__init__(features=features or FEATURES, **kwargs)

    def to_python(self, value):
        text = ArticleRichText(super().to_python(value).source)
        if is_reading_article():
            # What was fetched with the article is at hand now, and not when somebody asks later.
            text.offers, text.cited  # noqa: B018 -- asking keeps it
        return text

    def value_from_form(self, value):
        return ArticleRichText(super().value_from_form(value).source)

    def normalize(self, value):
        return ArticleRichText(super().normalize(value).source)


class CompleteStructBlock(blocks.StructBlock):
    """A struct whose values made in Python have every field, as stored ones do."""

    def normalize(self, value):
        value = super().normalize(value)
        for name, block in self.child_blocks.items():
            if name not in value:
                value[name] = block.get_default()
        return value


class ArticleBlock(NotesDoses, CompleteStructBlock):
    """A block that is one node.

    ``to_node`` and ``from_node`` are inverse to each other for everything the node
    carries. ``from_node`` returns data in Wagtail's stored form, which ``to_python``
    takes; snippets stand in it as primary keys, which importing has put into the nodes.
    """

    node_type: type[Node] = Node

    def to_node(self, value: Any, node_id: str) -> Node:
        """The node a value of this block stands for."""
        raise TypeError(f"{type(self).__name__} extends ArticleBlock and lacks to_node().")

    def from_node(self, node: Any) -> dict[str, Any]:
        """A node as this block's stored form."""
        raise TypeError(f"{type(self).__name__} extends ArticleBlock and lacks from_node().")

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        context.setdefault("heading_level", 2)
        return context

    @cached_property
    def template_stem(self) -> str:
        """The name shared by the block's module, template and test."""
        return type(self).__module__.rpartition(".")[2]


def code_of(codes: type[C], value: Any) -> C | None:
    """A stored code, or ``None`` for one that is empty or that nobody knows.

    Stored data may come from elsewhere; a reader's page must not fail on it.
    """
    return next((code for code in codes if value and code.value == value), None)


def fingerprint_of(image: Any) -> str:
    """The hash of a picture's file, empty where there is no file to read.

    A picture that came past the admin has none yet; it gets it here, once.
    """
    try:
        return str(image.get_file_hash())
    except (OSError, ValueError):
        return ""


def rich_text(value: Any) -> RichText:
    """A rich text value as the manuscript's."""
    return RichText(value.source if value is not None else "")


def items_of(value: Any) -> list[tuple[str, Any]]:
    """A list value as ``(item id, item)``."""
    return [(bound.id or "", bound.value) for bound in value.bound_blocks]


def list_item(item_id: str, value: Any) -> Any:
    """One entry of a list in stored form, keeping its id where it has one.

    Wagtail takes an entry for the bare value unless it has an id.
    """
    return {"type": "item", "id": item_id, "value": value} if item_id else value


def rich_text_items(value: Any) -> tuple[Item, ...]:
    """A list of rich texts as items."""
    return tuple(Item(rich_text(item), id=item_id) for item_id, item in items_of(value))
