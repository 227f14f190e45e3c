"""How a medical disclaimer in one's own words sounds, and what contradicts it."""

from __future__ import annotations

from health_content.compliance.wording import Wording

_ADVICE = r"(?:health |professional |personal |expert )?(?:or )?(?:medical|health) advice"
_HERE = r"(?:this|our|the) (?:page|article|site|website|blog|post|content|information)"
REPEATING = Wording(
    rf"(?:is not|are not|isn't|aren't|not be|never) (?:intended |meant |construed |considered |"
    rf"taken |treated |offered )?(?:to be |as )?(?:a substitute for |a replacement for )?{_ADVICE}",
    rf"(?:not|no|never) (?:intended |meant )?(?:as )?a (?:substitute|replacement) "
    rf"for (?:\w+ )?{_ADVICE}",
    r"for (?:general )?(?:informational|information|educational)(?: and \w+)? purposes only",
    r"does not (?:create|establish|form) a (?:doctor|physician) patient relationship",
    rf"nothing(?: \w+){{0,4}} is(?: \w+){{0,2}} (?:as )?(?:a (?:substitute|replacement) for )?"
    rf"{_ADVICE}",
    cues=("advice", "purposes only", "patient relationship"),
)
CONTRADICTING = Wording(
    rf"{_HERE} (?:replaces|can replace|is as good as|takes the place of) "
    r"(?:a visit to |seeing |asking |advice from )?(?:your|a) (?:doctor|physician|pharmacist)",
    r"(?:no need|(?:don't|do not) need|no reason|needn't) to (?:ask|see|consult|talk to|bother|"
    r"call|check with|involve) (?:with )?(?:your|a|any) (?:doctor|physician|pharmacist|clinician)",
    rf"(?:treat|take|regard|use) {_HERE} as (?:medical|professional|expert) advice",
    rf"{_HERE} (?:is|gives you|offers|provides) (?:real |genuine |professional )?medical advice",
    r"without (?:asking|seeing|consulting|telling) (?:your|a) (?:doctor|physician|pharmacist)"
    r" is (?:fine|safe|ok|okay)",
    cues=(
        "replace",
        "good as",
        "place of",
        "need to",
        "no reason",
        "needn't",
        " as ",
        "medical advice",
        "is fine",
        "is safe",
        "is ok",
    ),
)
