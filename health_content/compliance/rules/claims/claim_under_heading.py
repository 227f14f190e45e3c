"""Praises what is sold under a heading that names a disease."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from health_content.compliance.annotate import Sentence, annotate
from health_content.compliance.claim_rule import makes_claim
from health_content.compliance.claims import Criterion, diseases_in, names_product, praises
from health_content.compliance.examples import SALE, placed
from health_content.compliance.finding import Market, Severity
from health_content.compliance.material import Material
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.claims.authorities import SECG_2002
from health_content.edition import Edition
from health_content.manuscript import Manuscript, Prose, RichText, Section


def _under(heading: str, text: str) -> Edition:
    prose = Prose(id="text", html=RichText.from_text(text))
    section = Section(id="section", heading=heading, content=(prose,))
    return placed(Manuscript(title="Magnesium", body=(section, SALE)))


class ClaimUnderHeading(Rule):
    """Praises what is sold under a heading that names a disease."""

    code = "CLM329"
    name = "claim-under-heading"
    authority = SECG_2002
    criterion = Criterion.IMPLIED.value
    severity = Severity.NEEDS_REASON
    severity_elsewhere = Severity.ADVICE
    why = (
        "Readers join what they read: a list of benefits under the name of a disease is a list "
        "of what the product does about it, though no line of it says so."
    )
    message = "Under a heading that names a disease this is read as said of it: “{quote}”."
    remedy = "Move the benefit under a heading of its own, or name the normal function there."
    better = "Magnesium contributes to normal energy metabolism."
    failing = (
        _under("Women with osteoporosis", "Magnesium supports bone remodeling every day."),
        _under("Arthritis", "Our turmeric formula helps you stay flexible."),
    )
    passing = (
        _under("Bone at every age", "Magnesium supports normal bone structure."),
        _under("Osteoporosis", "Doctors measure bone density with a scan."),
        _under("What is osteoporosis?", "Magnesium supports normal bone structure."),
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        for copy in material.copies_of("body", "commercial", "evidence"):
            if not copy.headings or not _names_disease(copy.headings[-1]):
                continue
            for sentence in copy.sentences:
                if _is_praised(sentence) and not makes_claim(material, market, copy, sentence):
                    yield Fault(copy.location, sentence.start, sentence.end)


@lru_cache(maxsize=4096)
def _is_praised(sentence: Sentence) -> bool:
    return names_product(sentence) and praises(sentence)


@lru_cache(maxsize=1024)
def _names_disease(heading: str) -> bool:
    return any(
        diseases_in(sentence) and not sentence.is_question
        for sentence in annotate(heading).sentences
    )
