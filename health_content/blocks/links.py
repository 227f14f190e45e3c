"""The links of a whole page: resolved at once, and known where they are paid."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, TypeVar

from wagtail import blocks
from wagtail.rich_text import RichText, expand_db_html

from health_content.affiliates.recognition import (
    NOTHING_REGISTERED,
    Recognized,
    Registered,
    paid_link,
)
from health_content.blocks.base import ArticleRichText
from health_content.blocks.paid_links import LeadsOutside, addresses_linked_in, mark_paid_links
from health_content.blocks.registered import registered_among
from health_content.edition.suspended import NOTHING_SUSPENDED, Suspended

V = TypeVar("V")

# A record separator cannot occur in rich text: XML and Draft.js content exclude it.
SEPARATOR = "\x1e"
_OURS = "health_content.blocks."


def resolve_links(value: Any, suspended: Suspended = NOTHING_SUSPENDED) -> None:
    """Expand all rich text inside a block value with one pass over links and embeds.

    Wagtail looks links up once per rich text value, two queries each; together they
    take two queries for the page, however many blocks it has. What the library knows as
    paid takes one more, where links lead to sites that are not known without it. Of links that
    are ``suspended`` the words stay.
    """
    found = [text for text in rich_texts(value) if text.resolved is None]
    registered = registered_among(addresses_in(value), value)
    for linked in values_of(value, LeadsOutside):
        linked.tell(registered, suspended)
    if not found:
        return
    expanded = expand_db_html(
        SEPARATOR.join(text.source_for_readers.replace(SEPARATOR, "") for text in found)
    ).split(SEPARATOR)
    for text, html in zip(found, expanded, strict=True):
        labels = [offer.link_label for offer in text.offers]
        settled = {offer.href for offer in text.offers}
        text.resolved = mark_paid_links(html, registered, labels, suspended, settled)


def typed_paid_links(
    value: Any, registered: Registered = NOTHING_REGISTERED
) -> Iterator[Recognized]:
    """The paid links that somebody typed into the texts and addresses of a block value."""
    for address in addresses_in(value):
        if found := paid_link(address, registered):
            yield found


def addresses_in(value: Any) -> Iterator[str]:
    """Where the links lead that a block value shows, offers apart.

    In a block that is not of this package every text counts that is an address or has
    links: what its template links is not known here.
    """
    for text in values_of(value, RichText):
        yield from addresses_linked_in(text.source)
        for entry in vars(text).get("cited", {}).values():
            yield from (address for _, address in entry.links)
    for struct in values_of(value, blocks.StructValue):
        if isinstance(struct, LeadsOutside) and struct.typed_address:
            yield struct.typed_address
        yield from getattr(struct, "cited_addresses", ())
    for text in _foreign_texts(value):
        yield from addresses_linked_in(text) if "<" in text else (text.strip(),)


def rich_texts(value: Any) -> Iterator[ArticleRichText]:
    """Every rich text value of this package inside a block value."""
    return values_of(value, ArticleRichText)


def values_of(value: Any, kind: type[V]) -> Iterator[V]:
    """Every value of one class inside a block value, in reading order."""
    if isinstance(value, kind):
        yield value
    for member in _members(value):
        yield from values_of(member, kind)


def _members(value: Any) -> Iterable[Any]:
    if isinstance(value, ArticleRichText):
        return value.offers
    shape = _shape(type(value))  # type: ignore[arg-type]
    if shape is blocks.StructValue:
        return list(value.values())
    if shape is blocks.StreamValue:
        return [child.value for child in value]
    return value if shape is blocks.list_block.ListValue else ()


@lru_cache(maxsize=1024)
def _shape(kind: type) -> type | None:
    """Which of the values that hold others a class is. An article asks thousands of times."""
    shapes = (blocks.StructValue, blocks.StreamValue, blocks.list_block.ListValue)
    return next((shape for shape in shapes if issubclass(kind, shape)), None)


def _foreign_texts(value: Any) -> Iterator[str]:
    """All texts stored in blocks that a site added to the stream."""
    if _shape(type(value)) is not blocks.StreamValue:  # type: ignore[arg-type]
        for member in _members(value):
            yield from _foreign_texts(member)
        return
    for child in value:
        if type(child.block).__module__.startswith(_OURS):
            yield from _foreign_texts(child.value)
        else:
            yield from _strings(child.block.get_prep_value(child.value))


def _strings(stored: Any) -> Iterator[str]:
    if isinstance(stored, str):
        yield stored
    elif isinstance(stored, dict):
        for member in stored.values():
            yield from _strings(member)
    elif isinstance(stored, list | tuple):
        for member in stored:
            yield from _strings(member)
