"""Shows a study of a disease beside something that is sold."""

from __future__ import annotations

from collections.abc import Iterator

from health_content.compliance.claim_rule import ClaimRule, claims_on
from health_content.compliance.claims import Criterion
from health_content.compliance.finding import Market, Severity
from health_content.compliance.material import Material
from health_content.compliance.rule import Fault
from health_content.compliance.rules.claims.authorities import CFR_101_93


class DiseaseCitation(ClaimRule):
    """Shows a study of a disease beside something that is sold."""

    code = "CLM306"
    name = "disease-citation"
    part = Criterion.CITATION
    criterion = "(g)(2)(iv)(C)"
    authority = CFR_101_93
    severity_elsewhere = Severity.ADVICE
    why = (
        "The title of a study that names a disease makes the claim that the article does not "
        "make itself, the more so the nearer it stands to a call to action."
    )
    message = "A study of a disease stands beside something sold: “{quote}”."
    remedy = (
        "Keep the study in the reference list, tied to the sentence that it supports, and away "
        "from calls to action."
    )
    better = "A trial measured magnesium in the blood of healthy adults."
    failing = (
        "Effect of molecular hydrogen water on Parkinson's disease: a randomized trial.",
        "A study of lion's mane mushroom was published on Alzheimer's disease.",
    )
    passing = (
        "A trial measured magnesium in the blood of healthy adults.",
        "A study counted how many people have osteoporosis.",
        "Studies of selenium and cancer have had mixed results.",
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        for copy, _, claim in claims_on(material, market):
            if claim.criterion is self.part:
                far = material.is_commercial and not material.is_near_offer(copy)
                yield Fault(
                    copy.location,
                    claim.start,
                    claim.end,
                    severity=Severity.NEEDS_REASON if far else None,
                    criterion=claim.criterion.value,
                )
