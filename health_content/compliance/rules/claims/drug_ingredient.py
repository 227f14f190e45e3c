"""CLM305: a drug's ingredient offered as content of what is sold."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import TYPE_CHECKING

from health_content.compliance.annotate import Mention, Sentence
from health_content.compliance.finding import Market
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.claims.authorities import CFR_101_93
from health_content.compliance.rules.claims.phrases import written
from health_content.compliance.rules.claims.turns import FREE, OFFERED
from health_content.compliance.rules.claims.voice import (
    is_advice,
    is_denied,
    is_parted,
    said,
    word_at,
)
from health_content.compliance.shapes import Kind
from health_content.manuscript import Manuscript, PaidLinkTarget, ProductCard

if TYPE_CHECKING:
    from health_content.compliance.material import Copy, Material

_CONTAINS = frozenset({"contains", "provides", "delivers", "includes"})
_SHOWN = frozenset({"brand", "name", "form", "nutrient", "compound", "amount", "label", "text"})


class DrugIngredient(Rule):
    """An ingredient known as a drug, offered in a product."""

    code = "CLM305"
    name = "drug-ingredient"
    why = (
        "An ingredient that people know as the treatment of a disease makes the product a drug "
        "by its formulation, even where no word is said about the disease."
    )
    message = "“{quote}” is a drug’s ingredient, and is offered here as content."
    remedy = "Do not offer a product that contains it. To warn of it is fine."
    better = "Some capsules sold for joints were found to hold undeclared diclofenac: avoid them."
    authority = CFR_101_93
    criterion = "(g)(2)(iv)(B)"
    failing = (
        Manuscript(
            title="Pain",
            body=(
                ProductCard(
                    id="card",
                    name="Willow blend with aspirin",
                    link=PaidLinkTarget(id="link", merchant="Amazon"),
                ),
            ),
        ),
        "Each capsule contains aspirin and white willow.",
        "Our drops are made with laetrile.",
    )
    passing = (
        "Do not take fish oil with aspirin before you have asked a doctor.",
        "Aspirin irritates the stomach.",
        "This powder is free of aspirin.",
        "Each capsule contains magnesium; ask a pharmacist if you take aspirin.",
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        for copy in said(material):
            for sentence in copy.sentences:
                if sentence.has(Kind.DRUG_INGREDIENT) and not _is_warned_of(sentence):
                    yield from _offered(copy, sentence)


def _is_warned_of(sentence: Sentence) -> bool:
    return (
        sentence.is_question
        or is_advice(sentence)
        or sentence.has(Kind.HARM)
        or FREE.is_in(sentence.text)
    )


def _offered(copy: Copy, sentence: Sentence) -> Iterator[Fault]:
    is_shown = copy.role == "commercial" and not _SHOWN.isdisjoint(copy.location.path[-1:])
    offers = [sentence.start + found.end for found in OFFERED.found_in(sentence.text)]
    if not _CONTAINS.isdisjoint(written(sentence.text).words[:1]):
        offers.insert(0, sentence.start + 1)
    for item in sentence.of(Kind.DRUG_INGREDIENT):
        if item.has("weak") or is_denied(sentence, item.start):
            continue
        number = bisect_right(offers, item.start) - 1
        if is_shown or (number >= 0 and _belongs(sentence, offers[number], item)):
            yield Fault(copy.location, item.start, item.end)


def _belongs(sentence: Sentence, offered: int, item: Mention) -> bool:
    """Whether no other clause begins between what offers and what it names."""
    return not is_parted(sentence, word_at(sentence, offered) - 1, item.first - sentence.first)
