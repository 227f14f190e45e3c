"""CLM328: bone, cartilage or nerves rebuilt, restored or grown anew."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from health_content.compliance.annotate import Sentence
from health_content.compliance.finding import Market, Severity
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.claims.authorities import FTC_2022
from health_content.compliance.rules.claims.phrases import Found, Phrases, written
from health_content.compliance.rules.claims.voice import is_advice, said, sentence_at, stands
from health_content.compliance.shapes import Kind

if TYPE_CHECKING:
    from health_content.compliance.material import Copy, Material

_TISSUE = (
    "bone|bones|skeleton|cartilage|joint|joints|nerve|nerves|neuron|neurons|myelin|tendon|"
    "tendons|ligament|ligaments|disc|discs|disk|disks|spine|artery|arteries|kidney|kidneys|"
    "liver|lung|lungs|retina|eyesight|vision|hearing|enamel|teeth|gums|heart|brain|thyroid|"
    "pancreas|prostate|vertebrae|hips|knees"
)
_VERB = (
    "rebuild|rebuilds|rebuilding|rebuilt|restore|restores|restoring|restored|regrow|regrows|"
    "regrowing|regrew|regenerate|regenerates|regenerating|regenerated|repair|repairs|repairing|"
    "repaired|renew|renews|renewing|remineralize|remineralizes|remineralizing|replenish|"
    "replenishes|reconstruct|reconstructs"
)
_NOUN = "regrowth|regeneration|rebuilding|restoration|repair|renewal|remineralization"
_GAPS = ("", "_ ", "_ _ ", "_ _ _ ")
_REBUILT = Phrases(
    *(f"{_VERB} {gap}{_TISSUE}" for gap in _GAPS),
    *(f"grow|grows|growing|grew|build|builds new {gap}{_TISSUE}" for gap in _GAPS[:2]),
    f"{_TISSUE} {_NOUN}",
    f"{_TISSUE} mass|tissue|density|cell|cells {_NOUN}",
    f"{_NOUN} of {_TISSUE}",
    *(f"help|helps|helping {gap}{_TISSUE} {_VERB}|heal|recover" for gap in _GAPS[:3]),
    f"{_NOUN} of the|your|damaged|lost {_TISSUE}",
)
_LOUD = frozenset({"title", "dek", "heading", "lead", "commercial", "metadata", "quotation"})
_LEADS = frozenset("helps help can may to and naturally safely how".split())
_BY_THE_BODY = frozenset(
    """osteoblast osteoblasts osteoclast osteoclasts surgeon surgeons surgery remodeling cells
    body dentist graft implant stent""".split()
)


class TissueRebuildingClaim(Rule):
    """A supplement said to rebuild, restore or regrow a tissue."""

    code = "CLM328"
    name = "tissue-rebuilding-claim"
    why = (
        "Tissue that must be rebuilt was lost or damaged: to say that a product does it is to "
        "say that it mends a disease. The FTC asked for randomized trials of just such claims "
        "about bone and cartilage."
    )
    message = "“{quote}” says that what was lost or damaged grows back."
    remedy = "Say what the nutrient does in a healthy body."
    better = "Protein and minerals are part of normal bone structure."
    authority = FTC_2022
    severity = Severity.NEEDS_REASON
    severity_elsewhere = Severity.ADVICE
    failing = (
        "Collagen rebuilds worn cartilage.",
        "This formula restores lost bone.",
        "Supports nerve regeneration with B vitamins.",
        "Vitamin K2 helps regrow your teeth.",
    )
    passing = (
        "The body rebuilds bone all life long.",
        "Osteoblasts repair bone that loading has cracked.",
        "No supplement rebuilds cartilage.",
        "Surgeons can restore the joint.",
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        for copy in said(material):
            for found in _REBUILT.found_in(copy.text):
                sentence = sentence_at(copy, found.start)
                if (
                    sentence is not None
                    and _is_of_product(copy, sentence, found)
                    and not is_advice(sentence)
                    and stands(copy, found.start, found.end)
                ):
                    yield Fault(copy.location, found.start, found.end)


def _is_of_product(copy: Copy, sentence: Sentence, found: Found) -> bool:
    """Whether it is said of something to take, not of the body or a surgeon."""
    if not _BY_THE_BODY.isdisjoint(written(copy.text).words[max(0, found.first - 4) : found.first]):
        return False
    lead = written(copy.text[sentence.start : found.start]).present
    if sentence.has(Kind.NUTRIENT, Kind.PRODUCT) or lead <= _LEADS:
        return True
    subjects = sentence.of(Kind.SUBJECT)
    return any(item.has("product") for item in subjects) or (copy.role in _LOUD and not subjects)
