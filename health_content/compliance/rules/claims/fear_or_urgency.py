"""CLM326: fear of a disease, or haste, used to sell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from health_content.compliance.finding import Market, Severity
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.claims.authorities import FTC_2022
from health_content.compliance.rules.claims.phrases import Phrases, has_any
from health_content.compliance.rules.claims.turns import FEAR, HASTE
from health_content.compliance.rules.claims.voice import is_advice, said, sentence_at, stands
from health_content.compliance.shapes import Kind

if TYPE_CHECKING:
    from health_content.compliance.material import Copy, Material

_EMERGENCY = frozenset(
    "911 112 999 emergency ambulance hospital doctor poison stroke overdose unconscious".split()
)


class FearOrUrgency(Rule):
    """A threat or a hurry that stands where a reason should."""

    code = "CLM326"
    name = "fear-or-urgency"
    why = (
        "A reader who is afraid or hurried does not weigh evidence. Next to a disease, both make "
        "a product look like the way out."
    )
    message = "“{quote}” presses readers instead of informing them."
    remedy = "Say how common and how grave the matter is, with a source, and leave time to think."
    better = "Bone is lost slowly; a scan every few years shows whether anything needs doing."
    authority = FTC_2022
    severity = Severity.NEEDS_REASON
    severity_elsewhere = Severity.ADVICE
    failing = (
        "Start rebuilding before it’s too late.",
        "Osteoporosis is a silent killer.",
        "Worried about arthritis? Act now.",
        "Don’t let osteoporosis steal your golden years.",
    )
    passing = (
        "Call 911 before it is too late if you think it is a stroke.",
        "Low stock at the pharmacy happens; ask when it comes back.",
        "Act now and then as a guide for newcomers.",
        "You do not have to hurry: bone is lost slowly.",
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        for copy in said(material):
            yield from _faults(copy, FEAR)
            haste = list(_faults(copy, HASTE))
            if haste and _speaks_of_illness(copy):
                yield from haste


def _faults(copy: Copy, phrases: Phrases) -> Iterator[Fault]:
    for found in phrases.found_in(copy.text):
        sentence = sentence_at(copy, found.start)
        if sentence is None or is_advice(sentence) or has_any(sentence.text, _EMERGENCY):
            continue
        if stands(copy, found.start, found.end):
            yield Fault(copy.location, found.start, found.end)


def _speaks_of_illness(copy: Copy) -> bool:
    return any(item.has(Kind.DISEASE, Kind.SYMPTOM) for item in copy.sentences)
