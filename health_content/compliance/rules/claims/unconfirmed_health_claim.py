"""CLM320: an admitted claim whose conditions nobody confirmed for the product."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from health_content.compliance.finding import Market, Severity
from health_content.compliance.health_claims import Basis, HealthClaim, claim_around, claims_of
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.claims.authorities import CFR_101_14
from health_content.compliance.rules.claims.phrases import has_any
from health_content.compliance.rules.claims.voice import said

if TYPE_CHECKING:
    from health_content.compliance.material import Material

_CUES = frozenset(
    """risk caries decay anticarcinogenic contribute contributes normal maintain maintains
    maintenance reduce reduction support supports protect protects protection help helps role
    needed increases""".split()
)


class UnconfirmedHealthClaim(Rule):
    """A claim that the market admits, for products that meet its conditions."""

    code = "CLM320"
    name = "unconfirmed-health-claim"
    why = (
        "A health claim is admitted for products that meet its conditions: how much they hold, "
        "what is said with it. Whether the product does, only its label can tell."
    )
    message = "“{quote}” is an admitted claim; its conditions are not confirmed."
    remedy = "Check the product’s label against the conditions, and write down that you did."
    better = "Calcium is part of normal bone structure; look on the label for the amount."
    authority = CFR_101_14
    severity = Severity.NEEDS_REASON
    severity_elsewhere = Severity.ADVICE
    failing = (
        (
            "Adequate calcium throughout life, as part of a well-balanced diet, may reduce "
            "the risk of osteoporosis."
        ),
        (
            "Diets low in sodium may reduce the risk of high blood pressure, a disease associated "
            "with many factors."
        ),
    )
    passing = (
        "Osteoporosis is common after menopause.",
        "Some claims about calcium are admitted by FDA, on conditions.",
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        if not claims_of(market):
            return
        for copy in said(material):
            if not has_any(copy.text, _CUES):
                continue
            told: HealthClaim | None = None
            for sentence in copy.sentences:
                claim = claim_around(copy.text, sentence.start, sentence.end, market)
                if claim is not None and claim is not told:
                    yield Fault(
                        copy.location,
                        sentence.start,
                        sentence.end,
                        message=(
                            f"“{{quote}}” is a claim of {claim.source}. Confirm of the product: "
                            + "; ".join(claim.conditions)
                            + "."
                        ),
                        severity=Severity.ADVICE if claim.basis is Basis.FUNCTION else None,
                    )
                told = claim
