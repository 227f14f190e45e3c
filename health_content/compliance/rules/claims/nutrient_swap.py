"""CLM321: another nutrient put into the wording of an authorized claim."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from health_content.compliance.finding import Market
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.claims.authorities import CFR_101_72
from health_content.compliance.rules.claims.swapping import altered_claims, swapped_in

if TYPE_CHECKING:
    from health_content.compliance.material import Material


class NutrientSwap(Rule):
    """A claim that FDA admits for one nutrient, said of another."""

    code = "CLM321"
    name = "nutrient-swap"
    why = (
        "A health claim is admitted for one substance after its evidence was weighed. No other "
        "may take its place: for osteoporosis only calcium, alone or with vitamin D, has one."
    )
    message = "“{quote}” says of another nutrient what FDA admits of one."
    remedy = "Say what this nutrient does in a healthy body."
    better = "Magnesium is part of normal bone structure."
    authority = CFR_101_72
    markets = (Market.US,)
    failing = (
        (
            "Adequate magnesium throughout life, as part of a well-balanced diet, may reduce "
            "the risk of osteoporosis."
        ),
        (
            "Adequate calcium and vitamin K throughout life, as part of a well-balanced diet, may "
            "reduce the risk of osteoporosis."
        ),
    )
    passing = (
        (
            "Adequate calcium and vitamin D throughout life, as part of a well-balanced diet, may "
            "reduce the risk of osteoporosis."
        ),
        "Magnesium and calcium are both found in bone.",
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        for copy, sentence, found in altered_claims(material):
            if nutrient := swapped_in(sentence, found):
                yield Fault(
                    copy.location,
                    sentence.start,
                    sentence.end,
                    message=(
                        f"“{{quote}}” puts {nutrient} into a claim that {found.claim.source} "
                        f"admits of {' and '.join(found.claim.substances)} only."
                    ),
                )
