"""AFF221: a paid link that was found dead, moved or out of stock."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from health_content.compliance.examples import SALE, placed
from health_content.compliance.finding import Market, Severity
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.affiliate.authorities import DISSEMINATING
from health_content.compliance.rules.affiliate.offered import told_at
from health_content.edition import Edition
from health_content.edition.facts import PageFacts
from health_content.manuscript import Manuscript

if TYPE_CHECKING:
    from health_content.compliance.material import Material

_TOLD = {
    "broken": "“{quote}” belongs to a paid link that was found broken.",
    "moved": "“{quote}” belongs to a paid link whose address has moved within the shop.",
    "out-of-stock": "“{quote}” belongs to a paid link to something that is out of stock.",
    "unsafe": "“{quote}” belongs to a paid link that leads where nobody must be sent.",
    "wrong-merchant": "“{quote}” belongs to a paid link that ends at another shop.",
}


def _with(*ailing: tuple[str, str]) -> Edition:
    return placed(Manuscript(title="Zinc", body=(SALE,)), PageFacts(ailing_links=ailing))


class AilingLink(Rule):
    """An offer whose address nobody would choose today."""

    code = "AFF221"
    name = "ailing-link"
    why = (
        "Readers follow our word to a page that is gone, is another product’s or sells nothing. "
        "Whoever buys what stands there now buys it on our recommendation, and what that page "
        "claims was never looked at. Links found dead are not shown; those that moved are."
    )
    message = "“{quote}” belongs to a paid link that is not well."
    remedy = "Put the address right in the library, or choose another link to the product."
    better = "The offer leads to the page of the product itself (paid link)."
    authority = DISSEMINATING
    severity = Severity.ADVICE
    severity_elsewhere = Severity.ADVICE
    failing = (_with(("example", "broken")), _with(("example", "out-of-stock")))
    passing = (_with(), _with(("another", "broken")), _with(("example", "ok")))

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        ailing = dict(material.edition.facts.ailing_links)
        if not ailing:
            return
        for offer in material.offers:
            state = ailing.get(offer.link.key, "") if offer.link else ""
            if state in _TOLD:
                yield told_at(offer, material, _TOLD[state])
