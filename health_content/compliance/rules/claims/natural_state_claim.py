"""Says that what is sold acts on a harmful condition of age, of the cycle or of pregnancy."""

from __future__ import annotations

from health_content.compliance.claim_rule import ClaimRule
from health_content.compliance.claims import Criterion
from health_content.compliance.rules.claims.authorities import CFR_101_93


class NaturalStateClaim(ClaimRule):
    """Says that what is sold acts on a harmful condition of age, of the cycle or of pregnancy."""

    code = "CLM303"
    name = "natural-state-claim"
    part = Criterion.STATE
    criterion = "(g)(2)(iii)"
    authority = CFR_101_93
    why = (
        "Aging and pregnancy are no diseases, but conditions of them that are uncommon or do "
        "lasting harm are judged as diseases: osteoporosis, dementia, an enlarged prostate, "
        "cystic acne, severe depression of the cycle."
    )
    message = (
        "This says that a product or nutrient acts on a condition that counts as a disease: "
        "“{quote}”."
    )
    remedy = (
        "Speak of the mild and common change, or of the normal structure or function that is kept."
    )
    better = "Calcium supports normal bone structure at every age."
    failing = (
        "Magnesium glycinate helps prevent osteoporosis.",
        "A natural remedy for senile dementia.",
    )
    passing = (
        "Helps with mild memory loss associated with aging.",
        "For noncystic acne.",
        "Osteoporosis affects millions of older adults.",
    )
