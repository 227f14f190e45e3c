"""EVD406: "promising" and "preliminary" where proof should stand."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from health_content.compliance.finding import Market, Severity
from health_content.compliance.material import Material
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.evidence.authorities import FTC_2022
from health_content.compliance.rules.evidence.sources import STATEMENTS, paragraph
from health_content.compliance.rules.evidence.wording import STUDY_WORDS, denies, words_of

_HEDGES = frozenset("promising preliminary initial pilot early emerging encouraging".split())
_ALWAYS = frozenset({"promising", "encouraging"})
_BE = frozenset("is are was were look looks looked seem seems appear appears".split())
_LIMITS = frozenset(
    """small larger few limited need needs needed must remains remain only confirm confirmed
    cautious caution contradicted failed uncertain but""".split()
)
_REACH = 3


class HedgeAsProof(Rule):
    """Passes where the paragraph says plainly what is missing."""

    code = "EVD406"
    name = "hedge-as-proof"
    why = (
        "Readers take “promising” and “preliminary” as good news, not as a warning. Such words "
        "do not qualify a statement; they advertise it."
    )
    message = "“{quote}” is read as support and qualifies nothing."
    remedy = "Say what was studied, in how many people, and what is not known."
    better = "Two small trials measured blood levels only; neither looked at bone."
    authority = FTC_2022
    severity = Severity.NEEDS_REASON
    severity_elsewhere = Severity.ADVICE
    failing = (
        "Promising research shows that magnesium keeps bones strong.",
        "Preliminary studies suggest that glycinate improves sleep.",
        "The results for magnesium are encouraging.",
    )
    passing = (
        "Preliminary studies in nine people cannot tell whether magnesium improves sleep.",
        "The initial dose is found by a blood test.",
        "A pilot who flies at night sleeps by day.",
        "Early studies were followed by larger trials, which found no effect.",
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        for copy in material.copies_of(*STATEMENTS, "evidence", "quotation"):
            for sentence in copy.sentences:
                if not _hedge(sentence.text):
                    continue
                start, end = paragraph(copy.text, sentence.start)
                around = copy.text[start:end]
                if denies(around) or not _LIMITS.isdisjoint(words_of(around)):
                    continue
                yield Fault(copy.location, sentence.start, sentence.end)


@lru_cache(maxsize=4096)
def _hedge(text: str) -> str:
    """The first word that hedges research: before its noun, or said of it."""
    words = words_of(text)
    for place, word in enumerate(words):
        if word not in _HEDGES:
            continue
        if not STUDY_WORDS.isdisjoint(words[place + 1 : place + 1 + _REACH]):
            return word
        before = words[max(0, place - 8) : place]
        if (
            word in _ALWAYS
            and not _BE.isdisjoint(before[-2:])
            and not STUDY_WORDS.isdisjoint(before)
        ):
            return word
    return ""
