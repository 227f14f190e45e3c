"""DOS510: a range that runs backwards, and an amount that is none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from health_content.compliance.annotate import Sentence
from health_content.compliance.finding import Market, Severity
from health_content.compliance.material import Material
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.dosage.authorities import DRI
from health_content.compliance.rules.dosage.stated import doses_in, stated_doses
from health_content.compliance.shapes import Kind

_AMOUNT = r"(?:intakes?|dos(?:e|es|age|ages)|amounts?|levels?\sof\ssupplementation)"
_VAGUE = re.compile(
    rf"\b(?:slightly|somewhat|a\s(?:little|bit)|much|significantly)\s(?:higher|more|larger|lower|less)"
    rf"\s(?:\w{{3,20}}\s)?{_AMOUNT}\b|"
    rf"\b(?:higher|larger|bigger|extra|additional|lower)\s(?:\w{{3,20}}\s)?{_AMOUNT}\s"
    r"(?:may|might|can|could|should|is|are|will)\s(?:be\s)?(?:often\s)?(?:needed|required|necessary|"
    r"helpful|beneficial|used|better|recommended|useful)\b|"
    r"\bas\s(?:much|many)\s(?:as|\w{3,12}\sas)\s(?:you\s(?:like|want|need)|needed|desired)\b",
    re.IGNORECASE,
)
_PINCH = re.compile(
    r"\b(?:a|one)\s(?:generous\s)?(?:pinch|dash|sprinkle|handful|splash|spoonful)\sof\b", re.I
)
_FALLING = re.compile(
    r"\b(?:from|reduc\w{0,4}|lower\w{0,3}|cut\w{0,4}|fell|dropp?\w{0,4}|taper\w{0,3})\b", re.I
)
_TAGS = ("vitamin", "mineral", "amino", "fatty-acid", "compound")
_KITCHEN = frozenset({"salt", "sodium", "sugar"})
_ROLES = ("dek", "lead", "body", "dosage", "commercial", "metadata")
_REACH = 40
_NEAR = 20


class UnclearDose(Rule):
    """Vague where a nutrient or a supplement is dosed; a pinch of salt is nobody's business."""

    code = "DOS510"
    name = "unclear-dose"
    why = (
        "“Slightly more” cannot be held against a limit, and a range that runs backwards "
        "makes readers doubt which end was meant."
    )
    message = "“{quote}” is no amount that a reader could keep to."
    remedy = "Give the amount with its unit, group and source, or say that none is published."
    better = "No higher amount is published for adults over 70: the RDA stays the same."
    authority = DRI
    severity = Severity.NEEDS_REASON
    severity_elsewhere = Severity.ADVICE
    failing = (
        "Older adults: a slightly higher intake of magnesium may be needed.",
        "Add a pinch of magnesium powder to your evening tea.",
        "Adults can take 400–200 mg of magnesium.",
    )
    passing = (
        "A pinch of salt improves the soup.",
        "Adults can take 200–400 mg of magnesium.",
        "The doctor lowered it from 400 to 200 mg of magnesium.",
        "Higher intakes than 350 mg from supplements are not advised.",
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        for dose in stated_doses(material):
            low, high = dose.dose.minimum, dose.dose.maximum
            if low is None or high is None or low <= high:
                continue
            if not _FALLING.search(dose.copy.text[max(0, dose.start - _REACH) : dose.start]):
                message = "“{quote}” runs backwards: its first end is the larger one."
                yield Fault(dose.location, dose.start, dose.end, message=message)
        for copy in material.copies_of(*_ROLES):
            for sentence in copy.sentences:
                match = _VAGUE.search(sentence.text)
                if match is None:
                    match = _PINCH.search(sentence.text)
                    if match is None or not _names_dosed(sentence, match.end()):
                        continue
                if sentence.is_question:
                    continue
                if (copy.role == "dosage" or _names_dosed(sentence)) and not _has_dose(
                    sentence.text
                ):
                    start = sentence.start
                    yield Fault(copy.location, start + match.start(), start + match.end())


def _names_dosed(sentence: Sentence, after: int | None = None) -> bool:
    """Whether something is named that is taken by dose, not by taste.

    With ``after``: within a few words behind that place of the sentence.
    """
    for item in sentence.mentions:
        if not (item.is_a(Kind.NUTRIENT) or item.is_a(Kind.PRODUCT)):
            continue
        place = item.start - sentence.start
        if after is not None and not after <= place <= after + _NEAR:
            continue
        if item.is_a(Kind.PRODUCT) or (
            any(item.has(tag) for tag in _TAGS) and item.entry.phrase not in _KITCHEN
        ):
            return True
    return False


def _has_dose(text: str) -> bool:
    return any(sign.isdigit() for sign in text) and bool(doses_in(text))
