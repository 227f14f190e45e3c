"""Offers what is sold to people with a disease, or promises something under its heading."""

from __future__ import annotations

from collections.abc import Iterator

from health_content.compliance.annotate import Sentence, annotate
from health_content.compliance.claim_rule import ClaimRule, claims_on
from health_content.compliance.claims import (
    Claim,
    Criterion,
    deprivation_in,
    diseases_in,
    is_bare_name,
    names_product,
    praises,
)
from health_content.compliance.finding import Market, Severity
from health_content.compliance.material import Copy, Material
from health_content.compliance.rule import Fault
from health_content.compliance.rules.claims.authorities import CFR_101_93
from health_content.compliance.shapes import Kind
from health_content.manuscript import Location, Prose

_LONG = 16


class ImpliedDiseaseClaim(ClaimRule):
    """Offers what is sold to people with a disease, or promises something under its heading."""

    code = "CLM314"
    name = "implied-disease-claim"
    part = Criterion.IMPLIED
    criterion = "(g)(2)(x)"
    authority = CFR_101_93
    why = (
        "A product that is meant for people with a disease is meant for the disease, and what "
        "stands under a heading that names one is read as said of it."
    )
    message = "This suggests an effect on a disease: “{quote}”."
    remedy = (
        "Take the disease out of the sentence or of its heading, or take the product out of both."
    )
    better = "For adults who get little magnesium from food."
    failing = (
        "A daily magnesium formula made for diabetics.",
        "Our tea is for cancer patients.",
    )
    passing = (
        "For adults who get little magnesium from food.",
        "Cancer patients should talk to their doctor before they take any supplement.",
        "Doctors prescribe insulin for diabetics.",
    )

    def severity_of(
        self, copy: Copy, sentence: Sentence, claim: Claim, material: Material
    ) -> Severity | None:
        """In a long sentence a product and a disease may stand together for other reasons."""
        if material.is_commercial and claim.is_topic and len(sentence.keys) > _LONG:
            return Severity.NEEDS_REASON
        return super().severity_of(copy, sentence, claim, material)

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        yield from super().faults(material, market)
        claimed = {
            (copy.location, sentence.start) for copy, sentence, _ in claims_on(material, market)
        }
        for copy in material.copies_of("body", "commercial", "evidence"):
            if material.is_commercial and isinstance(copy.node, Prose):
                yield from _bare(copy)
            if copy.headings and _names_disease(copy.headings[-1]):
                yield from _inherited(copy, claimed)
            yield from _threatened(copy, claimed)


def _bare(copy: Copy) -> Iterator[Fault]:
    """A paragraph that is nothing but the name of a disease, not listed as a risk."""
    if len(copy.sentences) != 1 or not is_bare_name(copy.sentences[0]):
        return
    if copy.headings and any(
        sentence.has(Kind.HARM, Kind.SAFETY) or sentence.is_question
        for sentence in annotate(copy.headings[-1]).sentences
    ):
        return
    yield Fault(
        copy.location,
        0,
        len(copy.text),
        message="Beside a product, a disease named alone says what it is for: “{quote}”.",
        criterion=Criterion.IMPLIED.value,
    )


def _threatened(copy: Copy, claimed: set[tuple[Location, int]]) -> Iterator[Fault]:
    """Diseases held out to who goes without; parts of the body to protect by buying."""
    for sentence in copy.sentences:
        if (copy.location, sentence.start) in claimed:
            continue
        threat = deprivation_in(sentence)
        if threat is not None:
            message = "This holds out a disease to readers who go without: “{quote}”."
        elif copy.role == "commercial" and sentence.keys[:1] == ("protect",):
            message = "An invitation to buy promises protection: “{quote}”."
        else:
            continue
        yield Fault(
            copy.location,
            sentence.start,
            sentence.end,
            message=message,
            severity=Severity.NEEDS_REASON,
            criterion=Criterion.IMPLIED.value,
        )


def _names_disease(heading: str) -> bool:
    return any(
        diseases_in(sentence) and not sentence.is_question
        for sentence in annotate(heading).sentences
    )


def _inherited(copy: Copy, claimed: set[tuple[Location, int]]) -> Iterator[Fault]:
    for sentence in copy.sentences:
        if (copy.location, sentence.start) in claimed:
            continue
        if names_product(sentence) and praises(sentence):
            yield Fault(
                copy.location,
                sentence.start,
                sentence.end,
                message=(
                    f"Under the heading “{copy.headings[-1]}” this is read as an effect on a "
                    "disease: “{quote}”."
                ),
                severity=Severity.NEEDS_REASON,
                criterion=Criterion.IMPLIED.value,
            )
