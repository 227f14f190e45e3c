"""Says that what is sold eases what a therapy does to people."""

from __future__ import annotations

from health_content.compliance.claim_rule import ClaimRule
from health_content.compliance.claims import Criterion
from health_content.compliance.rules.claims.authorities import CFR_101_93


class TherapySideEffectClaim(ClaimRule):
    """Says that what is sold eases what a therapy does to people."""

    code = "CLM313"
    name = "therapy-side-effect-claim"
    part = Criterion.SIDE_EFFECT
    criterion = "(g)(2)(ix)"
    authority = CFR_101_93
    why = (
        "Where the unwanted effect of a therapy is itself a disease or a sign of one, easing "
        "it is a disease claim."
    )
    message = "This says that a product or nutrient eases the effects of a therapy: “{quote}”."
    remedy = "Leave the therapy out and speak of the normal function."
    better = "Helps maintain healthy intestinal flora."
    failing = (
        "Ginger reduces nausea associated with chemotherapy.",
        "Our probiotic maintains the intestinal flora in people on antibiotics.",
    )
    passing = (
        "Helps maintain healthy intestinal flora.",
        "Take the capsule two hours before antibiotics.",
    )
