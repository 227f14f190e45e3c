"""Paid links that somebody typed into running text: labelled and marked all the same."""

from __future__ import annotations

import html as html_entities
import re
from collections.abc import Collection, Iterable, Iterator
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from health_content.affiliates.recognition import (
    NOTHING_REGISTERED,
    Recognized,
    Registered,
    paid_link,
)
from health_content.affiliates.urls import UnsafeURL, followed, is_safe, normalize
from health_content.blocks.in_force import suspended_unasked
from health_content.blocks.registered import registered_among
from health_content.edition.anchor_tags import LINK, attribute, without_attributes
from health_content.edition.suspended import NOTHING_SUSPENDED, Suspended

PAID_LABEL = "(paid link)"
PAID_REL = ("sponsored", "nofollow", "noopener")

_TAG = re.compile(r"<[^>]*>")
_KEPT_REL = ("ugc", "external")


class LeadsOutside:
    """A block value with one field that holds an address somewhere else.

    An affiliate address typed there is a paid link like any other: labelled, marked and
    disclosed. ``registered`` is what the library knows and ``suspended`` what readers do not get,
    set with the whole page's, and looked up where no page told it.
    """

    address_field = "url"
    _told: tuple[Registered, Suspended] | None = None

    @property
    def is_told(self) -> bool:
        """Whether it knows what the library knows as paid, and what is suspended."""
        return self._told is not None

    def tell(self, registered: Registered, suspended: Suspended) -> None:
        """Let it know what the library knows as paid, and what readers do not get."""
        self._told = registered, suspended

    @property
    def registered(self) -> Registered:
        """What the library knows as paid."""
        return self._known()[0]

    @property
    def suspended(self) -> Suspended:
        """What readers do not get."""
        return self._known()[1]

    def _known(self) -> tuple[Registered, Suspended]:
        if self._told is None:
            address = self.typed_address
            registered = registered_among([address] if address else [], self)
            is_paid = address and paid_link(address, registered)
            self._told = registered, suspended_unasked() if is_paid else NOTHING_SUSPENDED
        return self._told

    @property
    def typed_address(self: Any) -> str:
        """The address, suspended or not; empty where it is none that may be linked."""
        try:
            return normalize(self[self.address_field] or "")
        except UnsafeURL:
            return ""

    @property
    def outside_href(self) -> str:
        """Where readers are led: the address, with our own tag where it is a paid link's."""
        address = self.outside_address
        found = paid_link(address, self.registered) if address else None
        return self.registered.tagged(address, found) if found else address

    @property
    def outside_address(self: Any) -> str:
        """The address; empty where it is none that may be linked, or is suspended."""
        address = self.typed_address
        if not address:
            return ""
        is_hidden = self.suspended.holds_address(address, paid_link(address, self.registered))
        return "" if is_hidden or self.registered.withholds(address) else address

    @property
    def outside_name(self) -> str:
        """The name of the host, without the "www." that tells nobody anything."""
        return (urlsplit(self.outside_href).hostname or "").removeprefix("www.")

    @property
    def paid(self) -> Recognized | None:
        """What the address is known as, if it is known to be paid."""
        return paid_link(self.outside_href, self.registered) if self.outside_href else None

    @property
    def outside_rel(self) -> str:
        """What the link says to search engines and browsers."""
        return " ".join(PAID_REL) if self.paid else "noopener"

    @property
    def outside_label(self) -> str:
        """The words that mark the link as paid, empty where it is not."""
        return PAID_LABEL if self.paid else ""


def addresses_linked_in(html: str) -> Iterator[str]:
    """Where the links of a rich text lead."""
    for attributes, _ in LINK.findall(html):
        if address := attribute(attributes, "href"):
            yield address


def mark_paid_links(
    html: str,
    registered: Registered = NOTHING_REGISTERED,
    labels: Iterable[str] = (),
    suspended: Suspended = NOTHING_SUSPENDED,
    settled: Collection[str] = (),
) -> str:
    """Rich text with rel, label and our own tag on every link that is known to be paid.

    A link whose words end in the label, or in one of ``labels``, is not labelled again. Of a
    link that is ``suspended`` the words stay. Addresses that are ``settled`` are those of the
    registry's own links: their tags are right. What tells browsers to keep the shop from
    knowing where readers come from is taken out: no program would count the sale.
    """
    if "href" not in html.casefold():
        return html
    known = tuple(_plain(label) for label in (PAID_LABEL, *labels))
    marked = partial(
        _marked, registered=registered, labels=known, suspended=suspended, settled=settled
    )
    return LINK.sub(marked, html)


def _marked(
    match: re.Match[str],
    registered: Registered,
    labels: tuple[str, ...],
    suspended: Suspended,
    settled: Collection[str],
) -> str:
    attributes, words = match[1], match[2]
    address = attribute(attributes, "href")
    found = paid_link(address, registered)
    if found is None:
        return match[0]
    if suspended.holds_address(address, found):
        return words
    if address not in settled and registered.withholds(address):
        return words
    typed = attribute(attributes, "rel").casefold().split()
    rel = " ".join((*PAID_REL, *(value for value in _KEPT_REL if value in typed)))
    label = "" if _plain(words).endswith(labels) else f" {PAID_LABEL}"
    attributes = without_attributes(attributes, "rel", "referrerpolicy")
    shown = address if address in settled else registered.tagged(_safe(address), found)
    if shown != address:
        href = f' href="{html_entities.escape(shown)}"'
        attributes = href + without_attributes(attributes, "href")
    return f'<a{attributes} rel="{rel}">{words}{label}</a>'


def _plain(words: str) -> str:
    return " ".join(html_entities.unescape(_TAG.sub("", words)).casefold().split())


def _safe(address: str) -> str:
    """The address in the spelling that browsers make of it, where its own is an unsafe one."""
    return address if is_safe(address) else followed(address) or address
