"""An invitation to buy, through the registry of paid links."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from health_content.blocks.base import ArticleBlock
from health_content.blocks.library_chooser import LibraryChooserBlock
from health_content.blocks.paid_links import PAID_LABEL, PAID_REL
from health_content.library.programs import AffiliateProgram
from health_content.manuscript import CallToAction, PaidLinkTarget


class CallToActionValue(blocks.StructValue):
    """A call to action with what its paid link says about it."""

    @property
    def _shown_link(self) -> Any:
        link = self["paid_link"]
        return link if link and link.is_shown_on(timezone.localdate()) else None

    @property
    def affiliate_program(self) -> Any:
        """The program whose rules hold here, ``None`` where it is not known."""
        return self["paid_link"].program if self["paid_link"] else self["program"]

    @property
    def href(self) -> str:
        """Where it leads; empty when there is no link a reader should follow now."""
        return self._shown_link.url if self._shown_link else ""

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


class AffiliateCallToActionBlock(ArticleBlock):
    """Text and a paid link. Label, rel and disclosure come with the link."""

    node_type = CallToAction

    text = blocks.TextBlock(label=_("Text"), rows=2)
    label = blocks.CharBlock(
        label=_("Link text"),
        required=False,
        default="",
        max_length=120,
        help_text=_("Leave empty to name the shop."),
    )
    paid_link = LibraryChooserBlock("health_content.PaidLink", label=_("Paid link"), required=False)
    program = LibraryChooserBlock(
        "health_content.AffiliateProgram",
        label=_("Program"),
        required=False,
        help_text=_("Only where the address is not known yet."),
    )

    class Meta:
        icon = "link-external"
        label = _("Affiliate call to action")
        description = _("Text and a paid link, labelled and disclosed.")
        template = "health_content/blocks/affiliate_call_to_action.html"
        value_class = CallToActionValue
        preview_value = {
            "text": "A magnesium glycinate product with a third-party test report.",
            "label": "Check it at the shop",
        }

    def to_node(self, value: Any, node_id: str) -> CallToAction:
        link, program = value["paid_link"], value["program"]
        if link:
            target = PaidLinkTarget(
                merchant=link.program.merchant,
                program=link.program.key,
                product=str(link.product) if link.product else "",
                url=link.url,
                market=link.market,
                key=str(link.pk),
            )
        elif program:
            target = PaidLinkTarget(merchant=program.merchant, program=program.key)
        else:
            target = PaidLinkTarget()
        return CallToAction(value["text"] or "", value["label"] or "", target, id=node_id)

    def from_node(self, node: CallToAction) -> dict[str, Any]:
        has_link = node.link.key.isdecimal()
        program = (
            AffiliateProgram.objects.filter(key=node.link.program).first()
            if node.link.program and not has_link
            else None
        )
        return {
            "text": node.text,
            "label": node.label,
            "paid_link": int(node.link.key) if has_link else None,
            "program": program.pk if program else None,
        }
