"""Offers what is sold to people with a disease, or names it beside a disease."""

from __future__ import annotations

from collections.abc import Iterator

from health_content.compliance.annotate import Sentence, annotate
from health_content.compliance.claim_rule import ClaimRule
from health_content.compliance.claims import Claim, Criterion, is_bare_name, is_fragment
from health_content.compliance.finding import Market, Severity
from health_content.compliance.material import Copy, Material
from health_content.compliance.rule import Fault
from health_content.compliance.rules.claims.authorities import CFR_101_93
from health_content.compliance.shapes import Kind
from health_content.manuscript import Prose

_LONGEST_LABEL = 14


class ImpliedDiseaseClaim(ClaimRule):
    """Offers what is sold to people with a disease, or names it beside a disease."""

    code = "CLM314"
    name = "implied-disease-claim"
    part = Criterion.IMPLIED
    criterion = "(g)(2)(x)"
    authority = CFR_101_93
    why = (
        "A product that is meant for people with a disease is meant for the disease, and a "
        "disease that is named beside a product for no other reason says what it is for."
    )
    message = "This suggests an effect on a disease: “{quote}”."
    remedy = "Take the disease out of the sentence, or take the product out of it."
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
        """In a statement a product and a disease may stand together for other reasons; in a
        heading, a label or an exclamation there is none.
        """
        if (
            material.is_commercial
            and claim.is_topic
            and copy.role in {"body", "evidence", "caption"}
            and not (is_fragment(sentence) and len(sentence.keys) <= _LONGEST_LABEL)
            and "!" not in sentence.text
        ):
            return Severity.NEEDS_REASON
        return super().severity_of(copy, sentence, claim, material)

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        yield from super().faults(material, market)
        if material.is_commercial:
            for copy in material.copies_of("body"):
                if isinstance(copy.node, Prose):
                    yield from _bare(copy)


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
