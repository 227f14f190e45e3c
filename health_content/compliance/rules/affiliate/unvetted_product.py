"""AFF222: a product that nobody looked into, on a site that asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from health_content.compliance.examples import placed
from health_content.compliance.finding import Market, Severity
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.affiliate.authorities import FDA_TO_AFFILIATES
from health_content.compliance.rules.affiliate.offered import holder_of, told_at
from health_content.edition import Edition
from health_content.edition.facts import PageFacts
from health_content.manuscript import Manuscript, PaidLinkTarget, ProductCard

if TYPE_CHECKING:
    from health_content.compliance.material import Material


def _with(product: str = "", link: str = "") -> Edition:
    target = PaidLinkTarget(merchant="Amazon", program="amazon", key="5", id="link")
    card = ProductCard(product="3", name="Zinc", label="See it on Amazon", link=target, id="card")
    facts = PageFacts(
        unvetted_products=frozenset({product} - {""}), unvetted_links=frozenset({link} - {""})
    )
    return placed(Manuscript(title="Zinc", body=(card,)), facts)


class UnvettedProduct(Rule):
    """A recommendation that waits for somebody to look into the product.

    Its offers are hidden from readers meanwhile, so the page may stay as it is.
    """

    code = "AFF222"
    name = "unvetted-product"
    why = (
        "FDA holds a site that earns from a product to what it says of it, and a label or a "
        "warning letter may say more than we do. This site asks that somebody looks into each "
        "product first, and again when that is due; until then readers get no call to action."
    )
    message = "“{quote}” offers a product that nobody has vetted, or not lately."
    remedy = "Vet the product in the library, or take the offer out."
    better = "Looked into on 4 May 2026: tested by a third party, no warning letter known."
    authority = FDA_TO_AFFILIATES
    severity = Severity.ADVICE
    severity_elsewhere = Severity.ADVICE
    failing = (_with(product="3"), _with(link="5"))
    passing = (_with(), _with(product="4", link="6"))

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        facts = material.edition.facts
        if not facts.unvetted_products and not facts.unvetted_links:
            return
        for offer in material.offers:
            if offer.link is None:
                continue
            product = getattr(holder_of(offer, material)[1], "product", "")
            if product in facts.unvetted_products or offer.link.key in facts.unvetted_links:
                yield told_at(offer, material)
