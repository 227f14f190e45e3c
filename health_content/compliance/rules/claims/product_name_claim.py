"""CLM304: a product's name that names a disease or a cure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from health_content.compliance.annotate import Sentence, annotate
from health_content.compliance.finding import Market
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.claims.authorities import CFR_101_93
from health_content.compliance.rules.claims.names import (
    is_only_a_name,
    named_for,
    telling_names,
    telling_parts,
)
from health_content.compliance.rules.claims.voice import is_denied, said, sentence_at
from health_content.compliance.shapes import Kind
from health_content.manuscript import Manuscript, PaidLinkTarget, ProductCard

if TYPE_CHECKING:
    from health_content.compliance.material import Copy, Material

_NAMES = frozenset({"brand", "name", "label"})


def _card(name: str) -> Manuscript:
    card = ProductCard(
        id="card", brand="Example", name=name, link=PaidLinkTarget(id="link", merchant="Amazon")
    )
    return Manuscript(title="Magnesium", body=(card,))


class ProductNameClaim(Rule):
    """A name that says what disease the product is for."""

    code = "CLM304"
    name = "product-name-claim"
    why = (
        "A name is a claim that cannot be qualified. FDA takes names built on a disease or a "
        "cure for disease claims, whatever is said beside them."
    )
    message = "The name “{quote}” tells of a disease or a cure."
    remedy = "Choose another product, or do not link to this one."
    better = "We looked at Cardiohealth and at Heart Tabs."
    authority = CFR_101_93
    criterion = "(g)(2)(iv)(A)"
    failing = (
        _card("CarpalHealth 120 capsules"),
        _card("Arthritis Relief"),
        "We tried CircuCure for a month.",
        "Raynaudin™ comes in a blue box.",
    )
    passing = (
        _card("Heart Tabs"),
        _card("Magnesium Glycinate 200 mg"),
        "We tried Cardiohealth and MagRelax for a month.",
        "A secure lid keeps children out.",
        "CircuCure is a name that FDA does not accept.",
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        for copy in said(material):
            if copy.role == "commercial" and not _NAMES.isdisjoint(copy.location.path[-1:]):
                yield from _named(copy)
            elif copy.role == "body" and is_only_a_name(copy.text):
                yield from (Fault(copy.location, part.start, part.end) for part in named_for(copy))
            else:
                yield from _mentioned(copy)


def _named(copy: Copy) -> Iterator[Fault]:
    """Of a name, every word that tells of a disease, and every disease or symptom."""
    reached = -1
    for sentence in annotate(copy.text).sentences:
        for item in sentence.mentions:
            is_illness = item.is_a(Kind.DISEASE) or item.is_a(Kind.SYMPTOM)
            if is_illness and not any(map(item.has, ("weak", "everyday", "natural"))):
                yield Fault(copy.location, item.start, item.end)
                reached = item.end
    for part in telling_parts(copy.text):
        if part.start >= reached:
            yield Fault(copy.location, part.start, part.end)


def _mentioned(copy: Copy) -> Iterator[Fault]:
    """Of a running text, coined names that tell of a disease."""
    for start, name in telling_names(copy.text):
        sentence = sentence_at(copy, start)
        if sentence is not None and not _is_warned_of(sentence, start):
            yield Fault(copy.location, start, start + len(name))


def _is_warned_of(sentence: Sentence, start: int) -> bool:
    return (
        sentence.has(Kind.SAFETY) or is_denied(sentence, start) or is_denied(sentence, sentence.end)
    )
