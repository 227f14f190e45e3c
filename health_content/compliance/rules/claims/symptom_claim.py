"""Says that what is sold changes a sign, a symptom or a marker of disease."""

from __future__ import annotations

from health_content.compliance.claim_rule import ClaimRule
from health_content.compliance.claims import Criterion
from health_content.compliance.rules.claims.authorities import CFR_101_93


class SymptomClaim(ClaimRule):
    """Says that what is sold changes a sign, a symptom or a marker of disease."""

    code = "CLM302"
    name = "symptom-claim"
    part = Criterion.SYMPTOM
    criterion = "(g)(2)(ii)"
    authority = CFR_101_93
    why = (
        "Lowering cholesterol or blood pressure, easing joint pain or stopping seizures is "
        "what medicines for the diseases behind them do, so naming the sign instead of the "
        "disease changes nothing."
    )
    message = "This says that a product or nutrient changes a sign of disease: “{quote}”."
    remedy = (
        "Speak of keeping within the normal range, or of occasional complaints that "
        "healthy people have."
    )
    better = "Helps maintain cholesterol levels that are already within the normal range."
    failing = (
        "This capsule reduces cholesterol.",
        "Turmeric relieves joint pain and inflammation.",
        "Lowers blood sugar.",
    )
    passing = (
        "Maintains cholesterol levels that are already within the normal range.",
        "Relieves occasional indigestion.",
        "Your doctor may prescribe medicine that lowers blood pressure.",
    )
