"""DOS509: a dose for children, in pregnancy or while nursing, and no reviewer."""

from __future__ import annotations

from collections.abc import Iterator

from health_content.compliance.finding import Market, Severity
from health_content.compliance.material import Material
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.dosage.authorities import FTC_2022
from health_content.compliance.rules.dosage.populations import is_vulnerable
from health_content.compliance.rules.dosage.purposes import Purpose
from health_content.compliance.rules.dosage.stated import stated_doses
from health_content.edition.facts import ReviewState


class VulnerableDoseWithoutReview(Rule):
    """Published intakes and limits pass; what passes them on is DOS511's business."""

    code = "DOS509"
    name = "vulnerable-dose-without-review"
    why = (
        "For a child, a pregnancy or a nursing mother a wrong dose weighs more, and what is "
        "known is less. Somebody who knows has to have looked at it."
    )
    message = "“{quote}” is recommended for children, in pregnancy or while nursing, unreviewed."
    remedy = "Have a named medical reviewer approve the page, or send readers to their doctor."
    better = "In pregnancy ask your doctor or midwife before you take any magnesium."
    authority = FTC_2022
    severity = Severity.BLOCKING
    severity_elsewhere = Severity.BLOCKING
    failing = (
        "Children can take 50 mg of magnesium daily.",
        "In pregnancy we suggest 300 mg of magnesium a day.",
    )
    passing = (
        "Do not give children more than 65 mg of magnesium a day from supplements.",
        "The RDA of magnesium in pregnancy is 350 to 400 mg a day.",
        "Adults can take 200 mg of magnesium daily.",
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        facts = material.edition.facts
        if facts.reviewer:
            return
        is_unknown = facts.review is ReviewState.UNKNOWN
        for dose in stated_doses(material):
            if dose.purpose is Purpose.RECOMMENDED and is_vulnerable(dose.people):
                yield Fault(
                    dose.location,
                    dose.start,
                    dose.end,
                    severity=Severity.NEEDS_REASON if is_unknown else None,
                )
