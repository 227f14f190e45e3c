"""Makes a disease claim where it colors the whole page: title, address, search result."""

from __future__ import annotations

from collections.abc import Iterator

from health_content.compliance.claim_rule import HEADLINES, claims_on
from health_content.compliance.examples import SALE, placed
from health_content.compliance.finding import Market, Severity
from health_content.compliance.material import Material
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.claims.authorities import AMAZON_LETTERS
from health_content.edition import PageFacts
from health_content.manuscript import Manuscript


class HeadlineClaim(Rule):
    """Makes a disease claim where it colors the whole page: title, address, search result."""

    code = "CLM315"
    name = "headline-claim"
    authority = AMAZON_LETTERS
    why = (
        "The title and what search engines show are read first and by most; letters quote them, "
        "and a question in a title is answered by the product beside it."
    )
    message = "The headline makes a disease claim: “{quote}”."
    remedy = "Name the subject without a promise, also in the address and for search engines."
    better = "Magnesium and bone health: what the research says."
    failing = (
        placed(Manuscript(title="How magnesium helps prevent osteoporosis", body=(SALE,))),
        placed(
            Manuscript(
                title="Turmeric",
                search_description="Turmeric relieves arthritis.",
                body=(SALE,),
            )
        ),
        placed(Manuscript(title="Turmeric", body=(SALE,)), PageFacts(slug="turmeric-cures-gout")),
    )
    passing = (
        placed(Manuscript(title="Osteoporosis: causes and tests", body=(SALE,))),
        placed(Manuscript(title="Magnesium and bone health: what the research says", body=(SALE,))),
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        for copy, _, claim in claims_on(material, market, HEADLINES):
            severity = None
            if material.is_commercial and (
                claim.is_dietary or not _promises(claim.names_product, claim.is_topic)
            ):
                severity = Severity.NEEDS_REASON
            yield Fault(
                copy.location,
                claim.start,
                claim.end,
                severity=severity,
                criterion=claim.criterion.value,
            )


def _promises(names_product: bool, is_topic: bool) -> bool:
    return names_product or not is_topic
