"""EVD412: "studies show", and no study named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from health_content.compliance.finding import Market, Severity
from health_content.compliance.material import Material
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.evidence.authorities import FTC_2022
from health_content.compliance.rules.evidence.journals import named_study
from health_content.compliance.rules.evidence.sources import STATEMENTS, paragraph, sources_of
from health_content.compliance.rules.evidence.wording import denies

_ADVERB = r"(?:(?:have|has|also|now|long|clearly|consistently|repeatedly)\s){0,2}"
_SHOW = (
    r"(?:show|shows|shown|prove|proves|proven|suggest|suggests|suggested|find|finds|found|confirm|"
    r"confirms|confirmed|indicate|indicates|indicated|demonstrate|demonstrates|demonstrated|"
    r"reveal|reveals|revealed|link|linked|support|supports)"
)
_UNNAMED = re.compile(
    rf"\b(?:studies|research|trials|evidence|science|scientists|researchers|experts|data)\s"
    rf"{_ADVERB}{_SHOW}\b|"
    r"\b(?:supported|backed|proven|confirmed)\sby\s(?:the\s)?(?:latest\s)?(?:(?:scientific|clinical|"
    r"medical|rigorous|solid|modern)\s){0,2}(?:research|science|studies|evidence|trials)\b|"
    r"\b(?:clinically|scientifically)[\s-](?:studied|tested|researched|backed|validated|shown|"
    r"proven|supported)\b|"
    r"\b(?:science|research|evidence)-(?:backed|based|proven)\b",
    re.IGNORECASE,
)
_STEMS = ("stud", "research", "trial", "evidence", "scien", "expert", "data", "clinical")
_RELATIVE = re.compile(r"\b(?:what|which|how|where|that)\s(?:the\s)?$", re.IGNORECASE)
_QUOTED = re.compile(r"[\u201c\"][^\u201c\u201d\"]{0,400}[\u201d\"]")


class UnnamedStudy(Rule):
    """At most one finding for a paragraph."""

    code = "EVD412"
    name = "unnamed-study"
    why = (
        "“Studies show” borrows the weight of research without letting anyone see it. Readers "
        "and regulators ask the same: which studies were they, and where can they be read."
    )
    message = "“{quote}” names no study."
    remedy = "Cite the studies that are meant, or drop the appeal to them."
    better = "Whether magnesium changes bone density has been studied too little to say."
    authority = FTC_2022
    severity = Severity.NEEDS_REASON
    severity_elsewhere = Severity.ADVICE
    failing = (
        "Studies show that magnesium keeps bones dense.",
        "Our formula is clinically studied.",
        "A bone formula backed by science.",
    )
    passing = (
        "No studies show that more is better.",
        "Here is what studies show, and what they leave out.",
        "“Clinically tested” on a label tells you little.",
        "Do studies show a benefit?",
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        sources = sources_of(material)
        for copy in material.copies_of(*STATEMENTS, "quotation"):
            judged = -1
            for sentence in copy.sentences:
                span = _unnamed(sentence.text)
                if span is None or sentence.is_question:
                    continue
                start, _ = paragraph(copy.text, sentence.start)
                if start == judged or sources.supports(copy, sentence):
                    continue
                judged = start
                yield Fault(copy.location, sentence.start + span[0], sentence.start + span[1])


@lru_cache(maxsize=4096)
def _unnamed(text: str) -> tuple[int, int] | None:
    lowered = text.lower()
    if not any(stem in lowered for stem in _STEMS):
        return None
    match = _UNNAMED.search(text)
    if match is None or denies(text) or named_study(text) is not None:
        return None
    if _RELATIVE.search(text[max(0, match.start() - 12) : match.start()]):
        return None
    if any(quote.start() <= match.start() < quote.end() for quote in _QUOTED.finditer(text)):
        return None
    return match.span()
