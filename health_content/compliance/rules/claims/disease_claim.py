"""Says that what is sold treats, prevents or otherwise affects a disease."""

from __future__ import annotations

from health_content.compliance.claim_rule import ClaimRule
from health_content.compliance.claims import Criterion
from health_content.compliance.rules.claims.authorities import CFR_101_93


class DiseaseClaim(ClaimRule):
    """Says that what is sold treats, prevents or otherwise affects a disease."""

    code = "CLM301"
    name = "disease-claim"
    part = Criterion.DISEASE
    criterion = "(g)(2)(i)"
    authority = CFR_101_93
    why = (
        "A statement that a supplement diagnoses, treats, cures, prevents or mitigates a "
        "disease makes it a drug under 21 USC 321(g)(1); no disclaimer takes that back, and "
        "letters hold publishers who link to the product to it."
    )
    message = "This says that a product or nutrient acts on a disease: “{quote}”."
    remedy = (
        "Say what the nutrient does in a healthy body, or move the subject to a page that "
        "sells nothing."
    )
    better = "Magnesium contributes to normal muscle function."
    failing = (
        "This formula reduces the pain and stiffness of arthritis and treats gout.",
        "Our tea protects against the development of cancer.",
        "Proven relief from asthma.",
    )
    passing = (
        "Helps promote urinary tract health.",
        "Doctors treat gout with medicine that lowers uric acid.",
        "This product is not intended to prevent asthma.",
        "Heart disease is the leading cause of death in many countries.",
    )
