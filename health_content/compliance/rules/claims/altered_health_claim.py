"""CLM319: the wording of an authorized or qualified claim, changed or cut."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from health_content.compliance.finding import Market
from health_content.compliance.health_claims import Alteration
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.claims.authorities import CFR_101_14
from health_content.compliance.rules.claims.swapping import altered_claims, swapped_in

if TYPE_CHECKING:
    from health_content.compliance.material import Material

_MOST_CHANGES = 5


class AlteredHealthClaim(Rule):
    """A sentence that is nearly a health claim FDA admits, and not quite."""

    code = "CLM319"
    name = "altered-health-claim"
    why = (
        "FDA admits a health claim as it is worded, with its “may”, its diet and its doubts. "
        "Changed or cut, the sentence is an ordinary disease claim."
    )
    message = "“{quote}” is nearly a claim that FDA admits, but altered."
    remedy = "Use the exact wording, or leave the claim out."
    better = (
        "Adequate calcium throughout life, as part of a well-balanced diet, may reduce the risk "
        "of osteoporosis."
    )
    authority = CFR_101_14
    markets = (Market.US,)
    failing = (
        "Adequate calcium throughout life will reduce the risk of osteoporosis.",
        (
            "Consuming diets with adequate magnesium may reduce the risk of high blood pressure "
            "(hypertension)."
        ),
    )
    passing = (
        (
            "Adequate calcium throughout life, as part of a well-balanced diet, may reduce "
            "the risk of osteoporosis."
        ),
        (
            "Consuming diets with adequate magnesium may reduce the risk of high blood pressure "
            "(hypertension). However, the FDA has concluded that the evidence is inconsistent and "
            "inconclusive."
        ),
        (
            "A label may say: “Adequate calcium throughout life, as part of a well-balanced diet, "
            "may reduce the risk of osteoporosis.”"
        ),
        "Osteoporosis is more common in women than in men.",
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        for copy, sentence, found in altered_claims(material):
            if not swapped_in(sentence, found):
                yield Fault(
                    copy.location,
                    sentence.start,
                    sentence.end,
                    message=_message(found),
                    remedy=f"Use the exact wording of {found.claim.source}: “{found.claim.text}”",
                )


def _message(found: Alteration) -> str:
    told = "; ".join(_told(*change) for change in found.changes[:_MOST_CHANGES])
    return f"“{{quote}}” is nearly a claim of {found.claim.source}, but altered: {told}."


def _told(before: str, after: str) -> str:
    if not after:
        return f"“{before}” is left out"
    return f"“{after}” for “{before}”" if before else f"“{after}” is added"
