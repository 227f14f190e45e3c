"""EVD411: a result in figures that nobody can trace."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from health_content.compliance.finding import Market, Severity
from health_content.compliance.material import Material
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.evidence.authorities import FTC_2022
from health_content.compliance.rules.evidence.sources import STATEMENTS, sources_of
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


class UntraceableNumber(Rule):
    """Only figures that say how much changed: shares, daily values and prices are none."""

    code = "EVD411"
    name = "untraceable-number"
    why = (
        "A figure convinces because it sounds measured. Unless the reader can find where, "
        "in whom and against what, it may as well be invented."
    )
    message = "“{quote}” is a result, and no source is cited for it."
    remedy = "Cite the study, and give the numbers behind the percentage, or leave it out."
    better = "Oxide is 60 percent magnesium by weight."
    authority = FTC_2022
    severity = Severity.NEEDS_REASON
    severity_elsewhere = Severity.ADVICE
    failing = (
        "Those who took it had fewer broken bones, a drop of 33%.",
        "Absorption was three times better with glycinate.",
        "It reduces the risk by 20 to 30 percent.",
    )
    passing = (
        "Oxide is 60 percent magnesium by weight, citrate 16 percent.",
        "One serving brings 24% of the Daily Value.",
        "About half of the body's magnesium is in bone.",
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        sources = sources_of(material)
        for copy in material.copies_of(*STATEMENTS, "evidence", "quotation"):
            if not _may_hold_one(copy.text):
                continue
            for sentence in copy.sentences:
                found = _result_in(sentence.text)
                if found and not sources.supports(copy, sentence):
                    start, end = found
                    yield Fault(copy.location, sentence.start + start, sentence.start + end)


@lru_cache(maxsize=4096)
def _result_in(text: str) -> tuple[int, int] | None:
    """Where a sentence has the first figure that says how much changed."""
    match = _FIGURE.search(text)
    return match.span() if match and _is_result(text) else None


@lru_cache(maxsize=4096)
def _may_hold_one(text: str) -> bool:
    return any(sign in text for sign in ("%", "percent", "per cent", "fold", " times ", "wice as"))


def _is_result(text: str) -> bool:
    words = frozenset(words_of(text))
    lowered = text.lower()
    if not _OTHERWISE.isdisjoint(words) or any(phrase in lowered for phrase in _COMPOSITION):
        return False
    return not _CHANGES.isdisjoint(words)
