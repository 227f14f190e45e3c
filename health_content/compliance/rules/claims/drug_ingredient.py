"""CLM305: a drug's ingredient offered as content of what is sold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from health_content.compliance.annotate import Break, Mention, Sentence
from health_content.compliance.finding import Market
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.claims.authorities import CFR_101_93
from health_content.compliance.rules.claims.phrases import Phrases
from health_content.compliance.rules.claims.voice import is_advice, is_denied, said
from health_content.compliance.shapes import Kind
from health_content.manuscript import Manuscript, PaidLinkTarget, ProductCard

if TYPE_CHECKING:
    from health_content.compliance.material import Copy, Material

_OFFERED = Phrases(
    "our|this|these|the product|supplement|formula|capsule|capsules|tablet|tablets|blend|drops|"
    "gummies|powder|oil|tincture|brand contains|contain|provides|provide|delivers|has|have|"
    "includes|combines|features|uses",
    "each|every|one capsule|tablet|serving|gummy|drop|dose|scoop contains|provides|delivers|has|"
    "holds",
    "formulated|made|enriched|infused|fortified|packed|boosted|powered with|by",
    "we add|added|use|put|include",
    "try|buy|order|choose our|this|these",
    "it contains|provides|delivers|includes",
    "with added|natural|pure|real",
    "shop our|for|all",
)
_SHOWN = frozenset({"brand", "name", "form", "nutrient", "compound", "amount", "label", "text"})
_FREE = Phrases("free of|from", "_ free", "does not contain", "contains no", "without", "no added")


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
                if not sentence.has(Kind.DRUG_INGREDIENT):
                    continue
                for item in sentence.of(Kind.DRUG_INGREDIENT):
                    if not item.has("weak") and _is_offered(copy, sentence, item):
                        yield Fault(copy.location, item.start, item.end)


def _is_offered(copy: Copy, sentence: Sentence, item: Mention) -> bool:
    if is_denied(sentence, item.start) or is_advice(sentence) or sentence.is_question:
        return False
    if sentence.has(Kind.HARM) or next(_FREE.found_in(sentence.text), None):
        return False
    if copy.role == "commercial" and copy.location.path[-1] in _SHOWN:
        return True
    place = item.start - sentence.start
    return any(
        found.end <= place and not _is_parted(sentence, sentence.start + found.end, item)
        for found in _OFFERED.found_in(sentence.text)
    )


def _is_parted(sentence: Sentence, start: int, item: Mention) -> bool:
    """Whether another clause begins between a place and a mention after it."""
    here = sum(begin < start for begin, _ in sentence.places)
    between = sentence.breaks[here : item.first - sentence.first + 1]
    return max(between, default=0) >= Break.CLAUSE
