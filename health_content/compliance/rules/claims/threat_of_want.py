"""Holds out a disease to readers who go without what is sold."""

from __future__ import annotations

from collections.abc import Iterator

from health_content.compliance.claim_rule import makes_claim
from health_content.compliance.claims import Criterion, deprivation_in
from health_content.compliance.examples import placed
from health_content.compliance.finding import Market, Severity
from health_content.compliance.material import Material
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.claims.authorities import SECG_2002
from health_content.manuscript import CallToAction, Manuscript, PaidLinkTarget


class ThreatOfWant(Rule):
    """Holds out a disease to readers who go without what is sold."""

    code = "CLM330"
    name = "threat-of-want"
    authority = SECG_2002
    criterion = Criterion.IMPLIED.value
    severity = Severity.NEEDS_REASON
    severity_elsewhere = Severity.ADVICE
    why = (
        "To say what comes of going without a product is to say what it prevents; so is an "
        "invitation to protect yourself by buying."
    )
    message = "This says what comes of going without what is sold: “{quote}”."
    remedy = "Say what the nutrient does, and state facts on deficiency with their source."
    better = "Adults need magnesium every day, most of it from food."
    failing = (
        "Without magnesium, calcium settles where it should not and fractures follow.",
        placed(
            Manuscript(
                title="Magnesium",
                body=(
                    CallToAction(
                        id="offer",
                        text="Protect your skeleton.",
                        label="Order on Amazon (paid link)",
                        link=PaidLinkTarget(id="link", merchant="Amazon", program="amazon"),
                    ),
                ),
            )
        ),
    )
    passing = (
        "Without vitamin C, people get scurvy.",
        "Capsules without magnesium stearate are on the market.",
        "Protect your skin from the sun with clothes.",
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        for copy in material.copies_of("body", "commercial", "evidence"):
            for sentence in copy.sentences:
                invites = copy.role == "commercial" and sentence.keys[:1] == ("protect",)
                threatens = invites or ("without" in sentence.keys and deprivation_in(sentence))
                if threatens and not makes_claim(material, market, copy, sentence):
                    yield Fault(copy.location, sentence.start, sentence.end)
