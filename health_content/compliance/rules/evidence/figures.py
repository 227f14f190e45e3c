"""Figures that say how much changed."""

from __future__ import annotations

import re
from functools import lru_cache

from health_content.compliance.rules.evidence.wording import words_of

_FIGURE = re.compile(
    r"(?:\bby\s(?:about\s|up\sto\s|nearly\s|almost\s)?)?(?<![\w.,])[0-9]{1,3}(?:[.,][0-9]{1,2})?"
    r"(?:\s?[-\u2013]\s?[0-9]{1,3})?(?:\s?%|\s(?:percent|per\scent)\b)|"
    r"\b(?:[0-9]{1,2}|two|three|four|five|ten)(?:-|\s)?fold\b|"
    r"\b(?:[0-9]{1,2}|two|three|four|five|ten)\stimes\s(?:more|higher|better|greater|less|faster)\b|"
    r"\btwice\sas\s(?:much|well|effective|likely|fast)\b",
    re.IGNORECASE,
)
_CHANGES = frozenset(
    """reduce reduces reduced reducing reduction increase increases increased increasing lower
    lowers lowered lowering higher raise raised raises improve improved improves improving
    improvement fewer drop dropped decrease decreased decreases cut cuts risk chance faster
    gain gained rose fell boost boosts boosted greater better more less likely absorbed
    relief relieved prevent prevented""".split()
)
_OTHERWISE = frozenset("off discount save price coupon dv".split())
_COMPOSITION = ("by weight", "daily value", "of the compound", "elemental", "of total")


@lru_cache(maxsize=4096)
def result_in(text: str) -> tuple[int, int] | None:
    """Where a sentence has the first figure that says how much changed."""
    match = _FIGURE.search(text)
    return match.span() if match and _is_result(text) else None


@lru_cache(maxsize=4096)
def may_hold_result(text: str) -> bool:
    """Whether a text may hold such a figure at all: asked before it is read."""
    return any(sign in text for sign in ("%", "percent", "per cent", "fold", " times ", "wice as"))


def _is_result(text: str) -> bool:
    words = frozenset(words_of(text))
    lowered = text.lower()
    if not _OTHERWISE.isdisjoint(words) or any(phrase in lowered for phrase in _COMPOSITION):
        return False
    return not _CHANGES.isdisjoint(words)
