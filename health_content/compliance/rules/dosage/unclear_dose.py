"""DOS510: a range that runs backwards, and an amount that is none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from health_content.compliance.finding import Market, Severity
from health_content.compliance.material import Material
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.dosage.authorities import DRI
from health_content.compliance.rules.dosage.stated import stated_doses
from health_content.compliance.rules.dosage.vagueness import vague_amount

_FALLING = re.compile(
    r"\b(?:from|reduc\w{0,4}|lower\w{0,3}|cut\w{0,4}|fell|dropp?\w{0,4}|taper\w{0,3})\b", re.I
)
_ROLES = ("dek", "lead", "body", "dosage", "commercial", "metadata")
_REACH = 40


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
                found = vague_amount(sentence, is_dosing=copy.role == "dosage")
                if found is not None:
                    first, last = found
                    yield Fault(copy.location, sentence.start + first, sentence.start + last)
