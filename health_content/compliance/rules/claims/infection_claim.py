"""Says that what is sold helps the body against germs."""

from __future__ import annotations

from health_content.compliance.claim_rule import ClaimRule
from health_content.compliance.claims import Criterion
from health_content.compliance.rules.claims.authorities import CFR_101_93


class InfectionClaim(ClaimRule):
    """Says that what is sold helps the body against germs."""

    code = "CLM312"
    name = "infection-claim"
    part = Criterion.INFECTION
    criterion = "(g)(2)(viii)"
    authority = CFR_101_93
    why = (
        "A role in the body’s response to a disease or to what carries it is a disease claim; "
        "a healthy immune system may be supported, a germ may not be fought."
    )
    message = "This says that a product or nutrient acts on what causes disease: “{quote}”."
    remedy = "Say that the immune system is supported, and name no germ and no infection."
    better = "Zinc supports the immune system."
    failing = (
        "Colloidal silver kills bacteria and viruses.",
        "Elderberry fights the influenza virus.",
    )
    passing = (
        "Supports the immune system.",
        "Vaccines protect against viruses.",
        "Bacteria can contaminate food that is kept warm.",
    )
