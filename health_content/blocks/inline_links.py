"""Paid links of the registry inside running text: offers like any other, in a line of words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.html import strip_tags
from wagtail.rich_text import LinkHandler

from health_content.blocks.library_chooser import FetchedTogether, fetched_entries
from health_content.blocks.offers import OfferValue, paid_link_block, shown_target, target_of
from health_content.blocks.registered import INLINE_OF
from health_content.edition.inline import LINK_TYPE, Inline, anchor, inline_links, rewritten
from health_content.edition.linking import withheld
from health_content.edition.suspended import Suspended
from health_content.library.products import PaidLink
from health_content.manuscript import PaidLinkTarget

FEATURE = LINK_TYPE


class InlineOffer(OfferValue):
    """A paid link in a line of words. What it says of itself is any offer's.

    The words may name the shop that was chosen: another shop's link is not put to them.
    """

    is_worded_for_shop = True

    def html(self, words: str) -> str:
        """The link for readers; its words, given as HTML, where they do not get it."""
        return anchor(words, self.href, self.rel, self.link_label, {"ping": self.ping})


class PaidLinkHandler(LinkHandler):
    """The stored form to Wagtail: what it points at, and what is left of it without its page.

    Whether readers get the link, and what is owed for it, depends on the page it stands on, so
    it is a link in the texts that this package shows: article blocks, the ``rich_text`` tag,
    and representations. Elsewhere its words stay.
    """

    identifier = LINK_TYPE

    @staticmethod
    def get_model():
        return PaidLink

    @classmethod
    def expand_db_attributes_many(cls, attrs_list):
        return ["<a>" for _ in attrs_list]

    @classmethod
    def extract_references(cls, attrs):
        if (key := key_of(attrs.get("id", ""))) is not None:
            yield PaidLink, str(key), "", ""


def chosen_in(html: Any) -> Iterator[tuple[FetchedTogether, int]]:
    """The entries of the registry that a stored text names, as a chooser's choices are named."""
    keys = keys_in(html) if isinstance(html, str) else set()
    if keys:
        chooser = paid_link_block()
        for key in keys:
            yield chooser, key


def offers_in(html: str) -> list[InlineOffer]:
    """The offers of a text in reading order, with one query where nobody fetched them before."""
    return _offers(html, fetched_entries(paid_link_block(), keys_in(html)))


def offers_among(texts: Iterable[str], holder: Any) -> list[list[InlineOffer]]:
    """The offers of several texts, text by text, with one query at most.

    What was fetched is kept on ``holder``, the page or stream they stand on.
    """
    texts = list(texts)
    wanted = {key for text in texts for key in keys_in(text)}
    known: dict[int, Any] = getattr(holder, INLINE_OF, {})
    if missing := wanted - known.keys():
        found = paid_link_block().fetch(missing)
        known = {**known, **{key: found.get(key) for key in missing}}
        setattr(holder, INLINE_OF, known)
    return [_offers(text, known) for text in texts]


def with_offers(html: str, offers: Iterable[InlineOffer]) -> str:
    """A stored text with its paid links as readers get them, the other links as they are."""
    by_place = iter(list(offers))
    ahead = next(by_place, None)

    def put(inline: Inline) -> str:
        nonlocal ahead
        offer = ahead
        if offer is None or str(offer["paid_link"].pk) != inline.key:
            return inline.words
        ahead = next(by_place, None)
        return offer.html(inline.words)

    return rewritten(html, put)


def inline_targets(
    offers: Iterable[OfferValue],
    suspended: Suspended,
    *,
    is_as_chosen: bool = False,
) -> dict[str, PaidLinkTarget]:
    """Where those of a page's offers lead that stand inside its texts, by their ids.

    Where they lead readers now, or, ``is_as_chosen``, where they did when somebody chose them.
    """
    targets: dict[str, PaidLinkTarget] = {}
    for offer in offers:
        if isinstance(offer, InlineOffer):
            target = target_of(offer) if is_as_chosen else shown_target(offer)
            targets[target.key] = withheld(target) if offer.is_in(suspended) else target
    return targets


def keys_in(html: str) -> set[int]:
    """The ids of the entries that a stored text names."""
    return {key for it in inline_links(html) if (key := key_of(it.key)) is not None}


def key_of(text: str) -> int | None:
    """An id as it is stored in a text, ``None`` where it is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


def _offers(html: str, links: Any) -> list[InlineOffer]:
    found = ((it, links.get(key_of(it.key))) for it in inline_links(html))
    return [
        InlineOffer(
            None, {"label": strip_tags(it.words).strip(), "paid_link": link, "program": None}
        )
        for it, link in found
        if link is not None
    ]
