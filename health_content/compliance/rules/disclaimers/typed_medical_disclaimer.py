"""DSC104: a medical disclaimer typed into the article, beside the one the site shows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from health_content.compliance.finding import Market, Severity
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.disclaimers.authorities import NET_IMPRESSION
from health_content.compliance.rules.disclaimers.medical_wording import CONTRADICTING, REPEATING
from health_content.manuscript import DisclaimerKind, TypedDisclaimer
from health_content.statutory import MEDICAL_DEFAULT

if TYPE_CHECKING:
    from health_content.compliance.material import Copy, Material

_ELSEWHERE = frozenset({"reference", "slug", "file-name", "quotation", "myth", "navigation"})
_CONTRADICTED = (
    "“{quote}” says the opposite of the medical disclaimer that stands on the same page."
)


class TypedMedicalDisclaimer(Rule):
    """A medical disclaimer in somebody's own words, or a sentence against it."""

    code = "DSC104"
    name = "typed-medical-disclaimer"
    why = (
        "The site shows one medical disclaimer everywhere. A second one in other words makes "
        "readers compare them, and a sentence to the contrary takes it back. No United States "
        "statute words this disclaimer; that it is not contradicted is what the FTC asks of any."
    )
    message = "“{quote}” repeats the medical disclaimer that the page shows by itself."
    remedy = "Take it out; the page shows the site’s medical disclaimer at its end."
    better = "Ask a doctor or pharmacist first if you take medicine every day."
    authority = NET_IMPRESSION
    severity = Severity.ADVICE
    severity_elsewhere = Severity.ADVICE
    failing = (
        "Nothing here is meant as a substitute for medical advice.",
        "With this plan there is no need to ask your doctor.",
    )
    passing = (
        "Ask your doctor for advice before you combine two supplements.",
        MEDICAL_DEFAULT.text,
        "There is no need to take magnesium at night.",
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        for copy in material.copies:
            if copy.role in _ELSEWHERE:
                continue
            for start, end in CONTRADICTING.asserted(copy.text):
                yield Fault(
                    copy.location, start, end, _CONTRADICTED, severity=Severity.NEEDS_REASON
                )
            is_declared = _is_declared(copy)
            spans = REPEATING.spans(copy.text)
            if not (is_declared or spans) or " ".join(copy.text.split()) == MEDICAL_DEFAULT.text:
                continue
            if is_declared:
                yield Fault(copy.location, 0, len(copy.text))
            else:
                yield Fault(copy.location, *spans[0])


def _is_declared(copy: Copy) -> bool:
    return (
        isinstance(copy.node, TypedDisclaimer)
        and copy.node.disclaimer is DisclaimerKind.MEDICAL
        and copy.text != copy.node.heading
    )
