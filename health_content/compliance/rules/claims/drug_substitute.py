"""Offers what is sold in place of a medicine or another therapy."""

from __future__ import annotations

from health_content.compliance.claim_rule import ClaimRule
from health_content.compliance.claims import Criterion
from health_content.compliance.rules.claims.authorities import CFR_101_93


class DrugSubstitute(ClaimRule):
    """Offers what is sold in place of a medicine or another therapy."""

    code = "CLM310"
    name = "drug-substitute"
    part = Criterion.SUBSTITUTE
    criterion = "(g)(2)(vi)"
    authority = CFR_101_93
    why = (
        "Who takes a supplement instead of a medicine may come to harm, and a product offered "
        "for that use is judged as the medicine it stands for."
    )
    message = "This offers a product or nutrient in place of a therapy: “{quote}”."
    remedy = "Say what the product is, without a medicine to compare it with."
    better = "Red rice is a traditional food."
    failing = (
        "Our capsule is a natural alternative to statins.",
        "Berberine replaces metformin without the side effects of drugs.",
    )
    passing = (
        "Do not stop taking your medication.",
        "This supplement is not a substitute for medicine.",
        "Use it as part of your weight-loss plan.",
    )
