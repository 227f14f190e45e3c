"""AFF205: a call to action that does not say which shop it leads to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from health_content.affiliates.recognition import merchant_in_text
from health_content.compliance.finding import Market, Severity
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.affiliate.authorities import AMAZON_POLICIES
from health_content.compliance.rules.affiliate.offering import Invitation, invitations, selling
from health_content.compliance.wording import plain

if TYPE_CHECKING:
    from health_content.compliance.material import Material


class UnnamedMerchant(Rule):
    """An invitation to buy that keeps the shop to itself."""

    code = "AFF205"
    name = "unnamed-merchant"
    why = (
        "Readers should know before they click that a link leaves the site, and to which shop. "
        "Amazon forbids buttons that make it unclear that they lead to Amazon."
    )
    message = "“{quote}” does not say which shop it leads to."
    remedy = "Name the shop in the link text, or leave the text empty: then the shop is named."
    better = "Look at the label on Amazon (paid link)"
    authority = AMAZON_POLICIES
    criterion = "(w)"
    severity = Severity.NEEDS_REASON
    severity_elsewhere = Severity.NEEDS_REASON
    failing = (
        selling(label="Buy now (paid link)"),
        selling(label="Check the price", merchant="", program="", key=""),
    )
    passing = (
        selling(label="Check the label at Sample Shop", merchant="Sample Shop", program="sample"),
        selling(words="Walmart has it too.", label="See it", merchant="", program="", key=""),
        selling(label=""),
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        for invitation in invitations(material):
            if not _names_its_shop(invitation):
                yield invitation.fault()


def _names_its_shop(invitation: Invitation) -> bool:
    merchant = invitation.link.merchant
    if not merchant:
        return merchant_in_text(invitation.words) is not None
    if not invitation.node.label:
        # The block then names the shop by itself.
        return True
    return " ".join(plain(merchant).text.split()) in " ".join(plain(invitation.words).text.split())
