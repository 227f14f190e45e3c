"""Says of what is sold that it acts on disease in general."""

from __future__ import annotations

from health_content.compliance.claim_rule import ClaimRule
from health_content.compliance.claims import Criterion
from health_content.compliance.rules.claims.authorities import CFR_101_93


class DiseaseWord(ClaimRule):
    """Says of what is sold that it acts on disease in general."""

    code = "CLM307"
    name = "disease-word"
    part = Criterion.WORD
    criterion = "(g)(2)(iv)(D)"
    authority = CFR_101_93
    why = (
        "To promise less disease without naming one is still to promise that a product "
        "prevents or treats it; the same words about a good diet are no claim."
    )
    message = "This promises an effect on disease of a product or nutrient: “{quote}”."
    remedy = "Say it of diet and habits, or name the function that is supported."
    better = "A good diet promotes good health."
    failing = (
        "Our multivitamin promotes good health and prevents the onset of disease.",
        "Turmeric fights disease.",
    )
    passing = (
        "A good diet promotes good health and prevents the onset of disease.",
        "Better dietary and exercise patterns can contribute to disease prevention.",
    )
