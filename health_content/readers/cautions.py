"""Headings and boxes that keep a reader from harm, by what they say.

Few and whole: a card stands out and moves up the page, so a section that merely speaks of
risks must not become one.
"""

from __future__ import annotations

import re

from health_content.manuscript import SafetyKind

_I = re.IGNORECASE
_DOCTOR = (
    r"(?:a|an|your|the)?\s?(?:medical|health\s?care|emergency|professional|immediate)?\s?(?:doctor|gp|"
    r"physician|pharmacist|provider|professional|clinician|nurse|help|care|attention|advice)"
)
_KINDS = (
    (
        SafetyKind.EMERGENCY,
        re.compile(
            r"(?:immediate\saction\srequired|call\s(?:911|999|112|emergency)|medical\semergency|"
            r"emergency(?:\swarning)?(?:\ssigns)?|when\sto\s(?:call\s(?:911|999|112)|go\sto\sthe\s"
            r"(?:er|emergency)))\b",
            _I,
        ),
    ),
    (
        SafetyKind.SEEK_HELP,
        re.compile(
            r"(?:(?:non-?)?urgent\sadvice\b|when\s(?:to|should\s(?:you|i))\s(?:see|call|contact|seek|"
            rf"talk\sto|speak\s(?:to|with)|ask|consult|get|visit)\s{_DOCTOR}\b|(?:see|call|contact|ask|"
            rf"seek|get|talk\sto|speak\sto)\s{_DOCTOR}\b.{{0,60}}\b(?:if|now|about)\b)",
            _I,
        ),
    ),
    (
        SafetyKind.NOT_SUITABLE,
        re.compile(
            r"(?:(?:do\snot|don['’]t|never)\s(?:take|use)\b.{0,60}\bif\b|who\sshould\s(?:not|avoid)\b|"
            r"who\s(?:cannot|can['’]t|may\snot\sbe\sable\sto)\stake\b|not\ssuitable\sfor\b|"
            r"contraindications?$)",
            _I,
        ),
    ),
    (
        SafetyKind.INTERACTION,
        re.compile(r"(?:drug\s|medicine\s|medication\s|known\s|possible\s)?interactions?\b", _I),
    ),
    (
        SafetyKind.SIDE_EFFECTS,
        re.compile(r"(?:possible\s|common\s|serious\s)?side\seffects?\b", _I),
    ),
    (
        SafetyKind.WARNING,
        re.compile(
            r"(?:important(?=\s?:)|(?:important\s)?(?:safety\s)?(?:warnings?|cautions?|precautions?|alert)|"
            r"(?:important\s)?safety\s(?:information|note|advice)|take\scare|be\scareful)"
            r"(?:$|[\s:!–—-])",
            _I,
        ),
    ),
)
_ALONE = frozenset(
    {SafetyKind.EMERGENCY, SafetyKind.SEEK_HELP, SafetyKind.NOT_SUITABLE, SafetyKind.WARNING}
)
_WHOLE_WARNING = re.compile(
    r"(?:important\s)?(?:safety\s)?(?:warning|caution|alert)s?\s?!?$|important\ssafety\s(?:information|note)$",
    _I,
)
BOX = re.compile(
    r"(?:^|[\s_-])(?:alert|warning|caution|danger|care-?card|callout|admonition|safety|urgent|"
    r"emergency|important|notice|nhsuk-warning|message-box|info-?box)",
    _I,
)
"""In the class of an element: a box that may hold a caution."""


def kind_of(heading: str) -> SafetyKind | None:
    """What a boxed text with this heading keeps from; ``None`` where nothing says so."""
    words = " ".join(heading.split()).lstrip("⚠️❗‼🚨🛑⛔ ").rstrip(" :")
    if len(words) > 140:
        return None
    return next((kind for kind, pattern in _KINDS if pattern.match(words)), None)


def kind_of_section(heading: str) -> SafetyKind | None:
    """The same for a section without a box, where only the plainest headings count."""
    kind = kind_of(heading)
    if kind not in _ALONE:
        return None
    words = heading.strip("⚠️❗‼🚨🛑⛔ :")
    return kind if kind is not SafetyKind.WARNING or _WHOLE_WARNING.match(words) else None


def advice(heading: str) -> str:
    """ "do" or "don't" where a heading says only that, otherwise nothing."""
    words = heading.strip(" :!✓✗✔✘✅❌").casefold().replace("’", "'")
    if words in {"do", "dos", "do's"}:
        return "do"
    return "don't" if words in {"don't", "dont", "don'ts", "do not", "don't's"} else ""
