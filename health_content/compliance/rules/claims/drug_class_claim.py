"""Puts what is sold into a class of drugs."""

from __future__ import annotations

from health_content.compliance.claim_rule import ClaimRule
from health_content.compliance.claims import Criterion
from health_content.compliance.rules.claims.authorities import CFR_101_93


class DrugClassClaim(ClaimRule):
    """Puts what is sold into a class of drugs."""

    code = "CLM309"
    name = "drug-class-claim"
    part = Criterion.DRUG_CLASS
    criterion = "(g)(2)(v)"
    authority = CFR_101_93
    why = (
        "A product that is called an antibiotic, an antidepressant or a painkiller is offered "
        "for the diseases that such drugs are for."
    )
    message = "This puts a product or nutrient into a class of drugs: “{quote}”."
    remedy = "Name the nutrient or the function, not the class of drug."
    better = "Turmeric contains antioxidant compounds."
    failing = (
        "Oregano oil is a natural antibiotic.",
        "Turmeric has powerful anti-inflammatory properties.",
    )
    passing = (
        "Vitamin C is an antioxidant.",
        "Do not combine this herb with blood thinners.",
        "A mild diuretic that relieves temporary water-weight gain.",
    )
