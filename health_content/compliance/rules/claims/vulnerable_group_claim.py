"""Makes a disease claim to people who are hurt most by a false one."""

from __future__ import annotations

from collections.abc import Iterator

from health_content.compliance.claim_rule import HEADLINES, claims_on
from health_content.compliance.claims import Criterion
from health_content.compliance.finding import Market, Severity
from health_content.compliance.material import Material
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.claims.authorities import FTC_2022
from health_content.compliance.shapes import Kind

_SUGGESTED = frozenset({Criterion.CITATION, Criterion.IMPLIED})


class VulnerableGroupClaim(Rule):
    """Makes a disease claim to people who are hurt most by a false one."""

    code = "CLM327"
    name = "vulnerable-group-claim"
    authority = FTC_2022
    severity_elsewhere = Severity.BLOCKING
    why = (
        "Children, pregnant women, and people with cancer, diabetes, dementia or HIV lose most "
        "by a promise that delays treatment, so such a claim is grave even where nothing is sold."
    )
    message = "This makes a disease claim about people who need protection most: “{quote}”."
    remedy = "Take the claim out, and say whom to ask instead."
    better = "Children with a health condition need a doctor's advice before any supplement."
    failing = (
        "Our drops treat asthma in children.",
        "Turmeric cures cancer.",
    )
    passing = (
        "Children with a health condition need a doctor's advice before any supplement.",
        "Doctors treat asthma in children with inhalers.",
        "Turmeric is a spice that children may know from curry.",
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        roles = (
            "dek",
            "heading",
            "lead",
            "body",
            "commercial",
            "evidence",
            "quotation",
            *HEADLINES,
        )
        for copy, sentence, claim in claims_on(material, market, roles):
            exposed = claim.target.has("serious") or any(
                item.has("vulnerable") for item in sentence.of(Kind.POPULATION)
            )
            if claim.criterion in _SUGGESTED or claim.is_asked or claim.is_dietary:
                continue
            if exposed and (claim.names_product or not claim.is_topic):
                yield Fault(copy.location, claim.start, claim.end, criterion=claim.criterion.value)
