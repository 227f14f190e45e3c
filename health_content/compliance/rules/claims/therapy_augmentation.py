"""Offers what is sold as a companion of a medicine or another therapy."""

from __future__ import annotations

from health_content.compliance.claim_rule import ClaimRule
from health_content.compliance.claims import Criterion
from health_content.compliance.rules.claims.authorities import CFR_101_93


class TherapyAugmentation(ClaimRule):
    """Offers what is sold as a companion of a medicine or another therapy."""

    code = "CLM311"
    name = "therapy-augmentation"
    part = Criterion.AUGMENTATION
    criterion = "(g)(2)(vii)"
    authority = CFR_101_93
    why = (
        "To say that a supplement makes insulin, chemotherapy or another therapy work better "
        "is to say that it treats what they treat; such combinations are for a doctor to "
        "judge."
    )
    message = "This offers a product or nutrient beside a therapy: “{quote}”."
    remedy = "Leave the therapy out, or warn of what the two do to each other."
    better = "Useful in providing nutritional support."
    failing = (
        "Our mushroom extract enhances the effectiveness of chemotherapy.",
        "Chromium is a useful adjunct to insulin.",
    )
    passing = (
        "Take calcium two hours apart from antibiotics.",
        "Useful in providing nutritional support.",
        "Magnesium can interact with antibiotics, so ask your pharmacist.",
    )
