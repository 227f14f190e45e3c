"""What everything that sells has in common: a paid link, its label and what it says of itself."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from health_content.blocks.library_chooser import LibraryChooserBlock
from health_content.blocks.paid_links import PAID_LABEL, PAID_REL
from health_content.edition.suspended import NOTHING_SUSPENDED, Suspended
from health_content.library.programs import AffiliateProgram
from health_content.library.waivers import site_day
from health_content.manuscript import PaidLinkTarget


class OfferValue(blocks.StructValue):
    """A value with the fields ``label``, ``paid_link`` and ``program``.

    Every value of this class counts as a paid link, with an address or without: the page
    owes the affiliate disclosure for it, unless it is suspended. ``suspended`` is what readers
    do not get, set with the whole page's.
    """

    suspended: Suspended = NOTHING_SUSPENDED

    @property
    def is_suspended(self) -> bool:
        """Whether the call to action is taken down for a while."""
        return self.is_in(self.suspended)

    def is_in(self, suspended: Suspended) -> bool:
        """Whether it is among what is suspended."""
        link, program = self["paid_link"], self.affiliate_program
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
    def _shown_link(self) -> Any:
        link = self["paid_link"]
        return link if link and link.is_shown_on(site_day()) else None

    @property
    def affiliate_program(self) -> Any:
        """The program whose rules hold here, ``None`` where it is not known."""
        return self["paid_link"].program if self["paid_link"] else self["program"]

    @property
    def shown_address(self) -> str:
        """Where it leads, suspended or not; empty when there is no link to follow now."""
        return self._shown_link.url if self._shown_link else ""

    @property
    def href(self) -> str:
        """Where it leads; empty when there is no link a reader should follow now."""
        return "" if self.is_suspended else self.shown_address

    @property
    def merchant(self) -> str:
        """The shop's name, empty where it is not known."""
        return self.affiliate_program.merchant if self.affiliate_program else ""

    @property
    def link_label(self) -> str:
        """The words that mark the link as paid: "(paid link)", and a program's besides."""
        program = self.affiliate_program
        own = " ".join(program.link_label.split()) if program else ""
        return own if PAID_LABEL[1:-1] in own.casefold() else f"{PAID_LABEL} {own}".strip()

    @property
    def button_text(self) -> str:
        """What the link says besides its label; it names the shop."""
        if self["label"]:
            return self["label"]
        if self.merchant:
            return gettext("See it at %(merchant)s") % {"merchant": self.merchant}
        return gettext("See the product")

    @property
    def rel(self) -> str:
        """``sponsored nofollow noopener``, and whatever the program asks for besides."""
        extra = self.affiliate_program.extra_rel() if self.affiliate_program else ()
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


def paid_link_block() -> LibraryChooserBlock:
    """The field ``paid_link`` of an offer."""
    return LibraryChooserBlock("health_content.PaidLink", label=_("Paid link"), required=False)


def program_block() -> LibraryChooserBlock:
    """The field ``program`` of an offer."""
    return LibraryChooserBlock(
        "health_content.AffiliateProgram",
        label=_("Program"),
        required=False,
        help_text=_("Only where the address is not known yet."),
    )


def target_of(value: OfferValue) -> PaidLinkTarget:
    """Where an offer leads, as a node: without an address where readers do not get the link."""
    link, program = value["paid_link"], value["program"]
    if link:
        return PaidLinkTarget(
            merchant=link.program.merchant,
            program=link.program.key,
            product=str(link.product) if link.product else "",
            url=value.shown_address,
            market=link.market,
            key=str(link.pk or ""),
            label=value.link_label,
            rel=value.rel,
        )
    if program:
        return PaidLinkTarget(
            merchant=program.merchant,
            program=program.key,
            label=value.link_label,
            rel=value.rel,
        )
    return PaidLinkTarget()


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
