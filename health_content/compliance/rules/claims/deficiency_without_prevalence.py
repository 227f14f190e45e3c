"""CLM322: scurvy, rickets and their kind, without how rare they are."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from health_content.compliance.annotate import Mention, Sentence
from health_content.compliance.finding import Market, Severity
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.claims.authorities import STATUTE_343
from health_content.compliance.rules.claims.phrases import Phrases
from health_content.compliance.rules.claims.voice import is_advice, is_denied, said
from health_content.compliance.shapes import Kind

if TYPE_CHECKING:
    from health_content.compliance.material import Material

_BENEFIT = Phrases(
    "prevent|prevents|preventing",
    "cure|cures|curing",
    "treat|treats|treating",
    "correct|corrects|correcting|reverse|reverses|reversing",
    "protect|protects|protecting against|from",
    "ward|wards|stave|staves|fend|fends off",
    "guard|guards against",
    "keeps _ away",
    "against",
)
_PREVALENCE = Phrases(
    "in the united states",
    "in the us|u.s",
    "americans",
    "per 1,000|10,000|100,000",
    "of _ population",
    "percent|%",
    "rare|uncommon|rarely|seldom",
    "cases a|per year",
)


class DeficiencyWithoutPrevalence(Rule):
    """A benefit for a classical deficiency disease that leaves out how few have it."""

    code = "CLM322"
    name = "deficiency-without-prevalence"
    why = (
        "A supplement may be said to help against a classical deficiency disease, but only with "
        "how common that disease is in the United States. Without it, readers fear for "
        "themselves what hardly anyone has."
    )
    message = "“{quote}” is named as something to prevent, but not how rare it is."
    remedy = "Say in the same paragraph how common the disease is in the United States."
    better = "Vitamin C prevents scurvy, which is very rare in the United States."
    authority = STATUTE_343
    severity = Severity.NEEDS_REASON
    severity_elsewhere = Severity.ADVICE
    markets = (Market.US,)
    failing = (
        "Vitamin C prevents scurvy.",
        "Niacin protects you against pellagra.",
    )
    passing = (
        "Vitamin C prevents scurvy, a disease that is rare in the United States.",
        "Sailors suffered from scurvy for centuries.",
        "Vitamin D does not prevent rickets in every child.",
        "Ask a doctor to treat beriberi; do not try vitamins by yourself.",
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        for copy in said(material):
            for sentence in copy.sentences:
                disease = _deficiency_disease(sentence)
                if disease and _is_benefit(sentence) and not _PREVALENCE.is_in(copy.text):
                    yield Fault(copy.location, disease.start, disease.end)


@lru_cache(maxsize=4096)
def _deficiency_disease(sentence: Sentence) -> Mention | None:
    """A classical deficiency disease; a plain "deficiency" of a nutrient is none."""
    return next(
        (
            item
            for item in sentence.of(Kind.DISEASE)
            if item.has("deficiency") and "deficiency" not in item.entry.phrase
        ),
        None,
    )


def _is_benefit(sentence: Sentence) -> bool:
    if not sentence.has(Kind.NUTRIENT, Kind.PRODUCT, Kind.SUBJECT) or is_advice(sentence):
        return False
    return any(
        not is_denied(sentence, sentence.start + found.start)
        for found in _BENEFIT.found_in(sentence.text)
    )
