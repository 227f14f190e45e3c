"""DOS502: more of a nutrient recommended than the upper limit allows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from health_content.compliance.finding import Market, Severity
from health_content.compliance.material import Material
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.dosage.amounts import Reading, plain, readings
from health_content.compliance.rules.dosage.authorities import DRI
from health_content.compliance.rules.dosage.populations import names_group, rows_for
from health_content.compliance.rules.dosage.purposes import Purpose
from health_content.compliance.rules.dosage.stated import Stated, name_of, stated_doses
from health_content.dosage import IntakeRow, UpperLimitBasis

_TOLERANCE = Decimal("1.02")
_SUPERVISED = re.compile(
    r"\b(?:prescri(?:bed|ption|bes)|(?:medical|doctor['\u2019]?s?|physician['\u2019]?s?)\s"
    r"(?:supervision|care|orders)|under\sthe\ssupervision|supervised)\b",
    re.IGNORECASE,
)
_COUNTS = {
    UpperLimitBasis.SUPPLEMENTS_AND_MEDICATIONS: " from supplements and medicines",
    UpperLimitBasis.SUPPLEMENTS_AND_FORTIFIED_FOOD: " from supplements and fortified food",
    UpperLimitBasis.PREFORMED: " of its preformed kind",
}


class OverUpperLimit(Rule):
    """Recommendations only: published totals of food, and limits themselves, are not judged."""

    code = "DOS502"
    name = "over-upper-limit"
    why = (
        "The upper limit is the most that is likely to harm almost nobody. Above it, a page "
        "without a doctor behind it must not send its readers."
    )
    message = "“{quote}” goes above the upper limit."
    remedy = "Lower the amount, or say that only a doctor may prescribe it."
    better = "The upper limit for magnesium from supplements is 350 mg a day for adults."
    authority = DRI
    severity = Severity.BLOCKING
    severity_elsewhere = Severity.NEEDS_REASON
    markets = (Market.US, Market.CA)
    failing = (
        "Adults should take 600 mg of elemental magnesium daily.",
        "We recommend 10,000 IU of vitamin D a day for adults.",
        "Take 400 mg of magnesium glycinate daily.",
        "Take 3,000 mg magnesium glycinate daily.",
    )
    passing = (
        "The RDA for magnesium is 420 mg a day for men.",
        "Adults should take no more than 350 mg of magnesium a day from supplements.",
        "Take 300 mg of elemental magnesium daily.",
        "Participants received 450 mg of magnesium a day for a year.",
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        for dose in stated_doses(material):
            if dose.purpose is not Purpose.RECOMMENDED or not dose.nutrient:
                continue
            limited = [
                row for row in rows_for(dose.nutrient, dose.people) if row.upper_limit is not None
            ]
            if limited:
                row = min(limited, key=lambda item: item.upper_limit or Decimal(0))
                fault = _judged(dose, row)
                if fault is not None:
                    yield fault


def _judged(dose: Stated, row: IntakeRow) -> Fault | None:
    limit = row.upper_limit
    found = readings(dose.dose, dose.nutrient, row.unit)
    if limit is None or not found:
        return None
    over = [item for item in found if item.high > limit * _TOLERANCE]
    if not over:
        return None
    group = f" ({row.life_stage})" if names_group(dose.people) else ""
    counted = (
        f"The upper limit for {name_of(dose.nutrient)} is {plain(limit)} {row.unit.value} a day"
        f"{_COUNTS.get(row.upper_limit_basis, '')}{group}."
    )
    severity = None
    if len(over) < len(found):
        severity = Severity.NEEDS_REASON
        message = f"{_both(found, dose)} {counted}"
    else:
        high = over[-1].high
        message = f"“{{quote}}” is up to {plain(high)} {row.unit.value} a day. {counted}"
    if _SUPERVISED.search(dose.around):
        severity = Severity.NEEDS_REASON
    return Fault(dose.location, dose.start, dose.end, message=message, severity=severity)


def _both(found: tuple[Reading, ...], dose: Stated) -> str:
    """Both ways to understand an amount of a compound."""
    parts = []
    for item in found:
        amount = f"{plain(item.high)} {item.unit.value}"
        if item.is_compound:
            parts.append(
                f"As the weight of {dose.dose.form} it holds {amount} ({item.percent} percent)."
            )
        else:
            parts.append(f"“{{quote}}” can be read two ways. As the element it is {amount}.")
    return " ".join(parts)
