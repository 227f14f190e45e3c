"""DOS504: an amount for nobody in particular."""

from __future__ import annotations

from collections.abc import Iterator

from health_content.compliance.finding import Market, Severity
from health_content.compliance.material import Material
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.dosage.authorities import DRI
from health_content.compliance.rules.dosage.populations import names_group
from health_content.compliance.rules.dosage.purposes import Purpose, is_attributed
from health_content.compliance.rules.dosage.stated import stated_doses
from health_content.manuscript import DoseUnit

_JUDGED = {Purpose.RECOMMENDED, Purpose.ALLOWANCE}


class MissingPopulation(Rule):
    """The group may stand in the paragraph, the row, the table, or the heading above."""

    code = "DOS504"
    name = "missing-population"
    why = (
        "What suits an adult man may be twice what suits a child. Recommended amounts differ "
        "by age, sex, pregnancy and nursing."
    )
    message = "“{quote}” is recommended, and nothing says for whom."
    remedy = "Name the age and sex that the amount is for, or put it into a dosage table."
    better = "For women of 31 years and older the RDA of magnesium is 320 mg a day."
    authority = DRI
    severity = Severity.NEEDS_REASON
    severity_elsewhere = Severity.ADVICE
    failing = (
        "The recommended dose of magnesium is 300 mg daily.",
        "Take 25 mcg of vitamin D with a meal.",
    )
    passing = (
        "For adults the recommended amount of magnesium is 310 to 420 mg a day.",
        "A cup of spinach holds 157 mg of magnesium.",
        "In the trial people took 250 mg of magnesium.",
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        judged = None
        for dose in stated_doses(material):
            place = (dose.location, dose.around)
            if dose.purpose not in _JUDGED or not dose.nutrient or names_group(dose.people):
                continue
            is_piece = dose.dose.unit in {DoseUnit.CAPSULE, DoseUnit.MILLILITER}
            if is_piece or (dose.purpose is Purpose.RECOMMENDED and is_attributed(dose.around)):
                continue
            if place != judged or dose.is_named:
                judged = place
                yield Fault(dose.location, dose.start, dose.end)
