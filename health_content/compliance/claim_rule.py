"""The rules that judge claims: each one of the ten criteria of 21 CFR 101.93(g)(2)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import ClassVar

from health_content.compliance.annotate import Sentence, annotate
from health_content.compliance.claims import (
    Agent,
    Claim,
    Criterion,
    claims_in,
    claims_of_entry,
    is_fragment,
    lead_of,
)
from health_content.compliance.finding import Market, Severity
from health_content.compliance.health_claims import claim_around
from health_content.compliance.material import Copy, Material
from health_content.compliance.rule import Fault, Rule

HEADLINES = ("title", "metadata", "slug")
"""Where a claim colors all that follows: what search engines and letters quote."""

_JUDGED = frozenset(
    """dek heading lead body commercial evidence dosage quotation caption alt navigation
    file-name""".split()
)
_EXEMPT = frozenset({"safety", "disclaimer", "credit", "attribution"})
"""Where words stand for another purpose: only an outright claim counts there."""
_OUTRIGHT = frozenset({Criterion.DISEASE, Criterion.STATE, Criterion.WORD})
_READ = _JUDGED | _EXEMPT
_TOPICS = frozenset({"heading", "lead", "navigation", "caption"})


def claims_on(
    material: Material,
    market: Market,
    roles: Collection[str] = _READ,
) -> Iterator[tuple[Copy, Sentence, Claim]]:
    """Every claim in the stretches of some roles that this market does not authorize.

    References and quoted myths are not the article's own claims; disclaimers, cautions and
    credits make one only where they state outright that a product acts on a disease.
    """
    found = material.once(("claims", market), lambda: tuple(_claims(material, market)))
    return (item for item in found if item[0].role in roles)


def makes_claim(material: Material, market: Market, copy: Copy, sentence: Sentence) -> bool:
    """Whether a sentence makes a claim that :func:`claims_on` tells of."""
    places = material.once(
        ("places of claims", market),
        lambda: frozenset(
            (copy.location, sentence.start) for copy, sentence, _ in claims_on(material, market)
        ),
    )
    return (copy.location, sentence.start) in places


def _by_criterion(
    material: Material, market: Market
) -> dict[Criterion, list[tuple[Copy, Sentence, Claim]]]:
    def grouped() -> dict[Criterion, list[tuple[Copy, Sentence, Claim]]]:
        found: dict[Criterion, list[tuple[Copy, Sentence, Claim]]] = {}
        for item in claims_on(material, market):
            found.setdefault(item[2].criterion, []).append(item)
        return found

    return material.once(("claims by criterion", market), grouped)


def _claims(material: Material, market: Market) -> Iterator[tuple[Copy, Sentence, Claim]]:
    for copy in material.copies_of(*_JUDGED, *_EXEMPT, *HEADLINES):
        for sentence, claim in _claims_in_text(copy.text, market):
            if copy.role not in _EXEMPT or _is_outright(claim):
                yield copy, sentence, claim


def _is_outright(claim: Claim) -> bool:
    return (
        claim.criterion in _OUTRIGHT
        and claim.agent is Agent.PRODUCT
        and claim.names_product
        and not claim.is_topic
    )


@lru_cache(maxsize=4096)
def _claims_in_text(text: str, market: Market) -> tuple[tuple[Sentence, Claim], ...]:
    return tuple(_claims_of(text, market))


def _claims_of(text: str, market: Market) -> Iterator[tuple[Sentence, Claim]]:
    lead = None
    for sentence in annotate(text).sentences:
        claims = claims_in(sentence)
        if lead is not None and not claims:
            claims = tuple(claims_of_entry(lead, sentence))
        for claim in claims:
            if claim_around(text, claim.start, claim.end, market) is None:
                yield sentence, claim
        if sentence.text.endswith(":") or not is_fragment(sentence):
            lead = lead_of(sentence)


class ClaimRule(Rule):
    """A rule for the claims of one criterion, wherever they stand but in a headline."""

    part: ClassVar[Criterion]

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        for copy, sentence, claim in _by_criterion(material, market).get(self.part, ()):
            yield Fault(
                copy.location,
                claim.start,
                claim.end,
                severity=self.severity_of(copy, sentence, claim, material),
                criterion=claim.criterion.value,
            )

    def severity_of(
        self, copy: Copy, sentence: Sentence, claim: Claim, material: Material
    ) -> Severity | None:
        """Less than the rule's own where a person must look: a question, a subject heading, a
        diet rich in something.
        """
        del sentence
        if not material.is_commercial:
            return None
        if claim.is_dietary or (claim.is_asked and copy.role != "commercial"):
            return Severity.NEEDS_REASON
        if copy.role in _TOPICS and not claim.names_product and claim.is_topic:
            return Severity.NEEDS_REASON
        return None
