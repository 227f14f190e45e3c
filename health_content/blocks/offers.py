"""What everything that sells has in common: a paid link, its label and what it says of itself."""

from __future__ import annotations

import dataclasses
import re
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from health_content.blocks.in_force import suspended_unasked
from health_content.blocks.library_chooser import LibraryChooserBlock, PaidLinkChooserBlock
from health_content.blocks.paid_links import PAID_LABEL, PAID_REL
from health_content.compliance.label_words import is_denial
from health_content.edition.suspended import NOTHING_SUSPENDED, Suspended
from health_content.library.alternates import (
    SUSPENDED,
    UNVETTED,
    address_of,
    shown_instead_of,
    trouble_of,
)
from health_content.library.clicks import ping_address
from health_content.library.programs import AffiliateProgram
from health_content.library.waivers import site_day
from health_content.manuscript import PaidLinkTarget

_OURS = re.compile(re.escape(PAID_LABEL), re.IGNORECASE)


class OfferValue(blocks.StructValue):
    """A value with the fields ``label``, ``paid_link`` and ``program``.

    Every value of this class counts as a paid link, with an address or without: the page
    owes the affiliate disclosure for it, unless it is suspended. ``suspended`` is what readers
    do not get, ``country`` where the reader is, as far as that is asked: set with the whole
    page's. What is suspended is looked up where no page told it.

    What an editor chose and what readers get are two things. A chosen link that is paused, out
    of its dates, dead or no longer under contract gives way to another one to the same product:
    ``shown_link``, from which address, shop, label and rel all come.

    ``position`` is its number among the offers of its page in reading order, from 1, and
    ``page_key`` the page's primary key; 0 and ``None`` where it stands on no page. One that
    ``is_worded_for_shop`` gives way to links of the same shop alone.
    """

    _told: Suspended | None = None
    country: str = ""
    position: int = 0
    page_key: int | None = None
    is_worded_for_shop: bool = False

    @property
    def is_told(self) -> bool:
        """Whether it was told what is suspended, or looked it up."""
        return self._told is not None

    @property
    def suspended(self) -> Suspended:
        """What readers do not get."""
        if self._told is None:
            entries = (self["paid_link"], self.get("product"), self["program"])
            is_stored = any(entry and entry.pk for entry in entries)
            self._told = suspended_unasked([self]) if is_stored else NOTHING_SUSPENDED
        return self._told

    @suspended.setter
    def suspended(self, suspended: Suspended) -> None:
        self._told = suspended

    @property
    def is_suspended(self) -> bool:
        """Whether the call to action is taken down for a while."""
        return self.is_in(self.suspended)

    def is_in(self, suspended: Suspended) -> bool:
        """Whether it is among what is suspended."""
        link, program = self["paid_link"], self.chosen_program
        products = {link.product_id if link else None, getattr(self.get("product"), "pk", None)}
        return any(
            suspended.holds_offer(
                link=str(link.pk) if link else "",
                product=str(product or ""),
                program=program.key if program else "",
            )
            for product in products
        )

    @property
    def shown_link(self) -> Any:
        """The link readers get, suspended or not; ``None`` where there is none to follow now."""
        link = self["paid_link"]
        if not link:
            return None
        return shown_instead_of(
            link,
            country=self.country,
            suspended=self.suspended.programs,
            merchant=link.program.merchant if self.is_worded_for_shop else "",
        )

    @property
    def chosen_program(self) -> Any:
        """The program of what was chosen, ``None`` where it is not known."""
        return self["paid_link"].program if self["paid_link"] else self["program"]

    @property
    def affiliate_program(self) -> Any:
        """The program whose rules hold for what readers get, ``None`` where it is not known."""
        shown = self.shown_link
        return shown.program if shown else self.chosen_program

    @property
    def shown_address(self) -> str:
        """Where it leads, suspended or not; empty when there is no link to follow now."""
        shown = self.shown_link
        return address_of(shown) if shown else ""

    @property
    def href(self) -> str:
        """Where it leads; empty when there is no link a reader should follow now."""
        return "" if self.is_suspended else self.shown_address

    @property
    def ping(self) -> str:
        """Where a click on it is counted; empty where none is."""
        shown = self.shown_link
        return ping_address(shown.pk, self.page_key, self.position) if shown else ""

    @property
    def hidden_because(self) -> str:
        """Why readers get no link, as a code of :data:`alternates.REASONS`.

        Empty where they get one, and where no link was chosen.
        """
        if self.is_suspended:
            is_vetted = self.is_in(self.suspended.without_unvetted())
            return SUSPENDED if is_vetted else UNVETTED
        if not self["paid_link"] or self.shown_link:
            return ""
        return trouble_of(self["paid_link"], site_day())

    @property
    def merchant(self) -> str:
        """The shop's name, empty where it is not known."""
        return self.affiliate_program.merchant if self.affiliate_program else ""

    @property
    def link_label(self) -> str:
        """The words that mark the link as paid: "(paid link)", and a program's besides."""
        return label_of(self.affiliate_program)

    @property
    def button_text(self) -> str:
        """What the link says besides its label; it names the shop.

        An editor's own words may name the shop of the link that was chosen: another shop's link
        does not stand under them.
        """
        merchant = self.merchant
        chosen = self.chosen_program
        if self["label"] and (not chosen or chosen.merchant == merchant):
            return self["label"]
        if merchant:
            return gettext("See it at %(merchant)s") % {"merchant": merchant}
        return gettext("See the product")

    @property
    def rel(self) -> str:
        """``sponsored nofollow noopener``, and whatever the program asks for besides."""
        return rel_of(self.affiliate_program)


def label_of(program: Any) -> str:
    """The words that mark a program's links as paid: ours, and then the program's own.

    A program's words that deny it, stored before they were refused, are not shown.
    """
    own = " ".join(program.link_label.split()) if program else ""
    if is_denial(own) or own.strip("()[] ").casefold() == PAID_LABEL[1:-1]:
        return PAID_LABEL
    if own.casefold().startswith(PAID_LABEL):
        return own
    return " ".join([PAID_LABEL, *_OURS.sub(" ", own).split()])


def rel_of(program: Any) -> str:
    """What a program's links say to search engines and browsers."""
    extra = program.extra_rel() if program else ()
    return " ".join(dict.fromkeys((*PAID_REL, *extra)))


def link_text_block() -> blocks.CharBlock:
    """The field ``label`` of an offer."""
    return blocks.CharBlock(
        label=_("Link text"),
        required=False,
        default="",
        max_length=120,
        help_text=_("Leave empty to name the shop."),
    )


def paid_link_block() -> PaidLinkChooserBlock:
    """The field ``paid_link`` of an offer."""
    return PaidLinkChooserBlock(label=_("Paid link"), required=False)


def program_block() -> LibraryChooserBlock:
    """The field ``program`` of an offer."""
    return LibraryChooserBlock(
        "health_content.AffiliateProgram",
        label=_("Program"),
        required=False,
        help_text=_("Only where the address is not known yet."),
    )


def target_of(value: OfferValue) -> PaidLinkTarget:
    """Where an offer leads as it was chosen, as a node.

    This is what is judged, hashed and written back, so nothing in it may change by itself: the
    day, the health of a link, a vetting that is due and the reader's country make no difference.
    A link that somebody paused or withdrew has no address; that is a change which is judged, as
    its address, market and tag are. What readers get in its place leaves the site with
    :func:`shown_target`.
    """
    link, program = value["paid_link"], value["program"]
    if link:
        is_active = link.status == link.Status.ACTIVE
        return _target(link, link, address_of(link) if is_active else "")
    if program:
        return PaidLinkTarget(
            merchant=program.merchant,
            program=program.key,
            label=label_of(program),
            rel=rel_of(program),
        )
    return PaidLinkTarget()


def shown_target(value: OfferValue) -> PaidLinkTarget:
    """Where an offer leads readers now, as a node, under the key of what was chosen.

    Without an address where they get no link.
    """
    shown = value.shown_link
    if shown is None:
        return dataclasses.replace(target_of(value), url="")
    return _target(value["paid_link"], shown, address_of(shown))


def _target(chosen: Any, link: Any, address: str) -> PaidLinkTarget:
    return PaidLinkTarget(
        merchant=link.program.merchant,
        program=link.program.key,
        product=str(link.product) if link.product else "",
        url=address,
        market=link.market,
        key=str(chosen.pk or ""),
        label=label_of(link.program),
        rel=rel_of(link.program),
    )


def stored_target(target: PaidLinkTarget) -> dict[str, Any]:
    """The fields ``paid_link`` and ``program`` in stored form."""
    has_link = target.key.isdecimal()
    program = (
        AffiliateProgram.objects.filter(key=target.program).first()
        if target.program and not has_link
        else None
    )
    return {
        "paid_link": int(target.key) if has_link else None,
        "program": program.pk if program else None,
    }
