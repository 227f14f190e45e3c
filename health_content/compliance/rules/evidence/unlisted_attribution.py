"""EVD420: a figure laid at the door of a journal or a body, and no work of theirs named."""

from __future__ import annotations

import re
from collections.abc import Iterator

from health_content.compliance.finding import Market, Severity
from health_content.compliance.material import Material
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.evidence.authorities import FTC_2022
from health_content.compliance.rules.evidence.journals import is_journal
from health_content.compliance.rules.evidence.sources import STATEMENTS, Sources, sources_of
from health_content.manuscript import Manuscript, Prose, Reference, References, RichText

# Every repetition is bounded. A name in parentheses that ends its clause.
_NAMED = re.compile(
    r"(?<![A-Z]\s)\((?:[Ss]ource:\s|[Ss]ee\s)?(?P<name>(?:[Tt]he\s)?[A-Z][\w&'\u2019-]{1,30}"
    r"(?:\s(?:of|the|and|in|for|on|&|[A-Z][\w&'\u2019-]{0,30})){1,9})\)(?=\s?[.,;:]|$)"
)
_BODY = re.compile(
    r"\b(?:Institutes?|Organi[sz]ation|Association|Society|Foundation|Centers?|Centres?|Agency|"
    r"Department|Ministry|Committee|Council|University|Board|Administration|Academy|Academies|"
    r"Authority|Federation|College|Service)\b"
)
_FIGURE = re.compile(r"[0-9]")
_SAID = "Osteoporosis affects 10 million adults (National Osteoporosis Foundation)."


def _page(citation: str) -> Manuscript:
    prose = Prose(id="text", html=RichText.from_text(_SAID))
    entry = Reference(id="one", citation=citation)
    return Manuscript(title="Notes", body=(prose, References(id="list", items=(entry,))))


class UnlistedAttribution(Rule):
    """A body will do where the list has a work of it; a journal has thousands of works."""

    code = "EVD420"
    name = "unlisted-attribution"
    why = (
        "A journal has printed thousands of papers, and a foundation says many things. A name in "
        "parentheses looks like a source and leads nobody to the figure."
    )
    message = "“{quote}” names no work that a reader could look up."
    remedy = "Cite the very paper or page that has the figure, or leave the figure out."
    better = "The foundation's fact sheet gives the figure [4], and says how it was counted."
    authority = FTC_2022
    severity = Severity.NEEDS_REASON
    severity_elsewhere = Severity.ADVICE
    failing = (
        _SAID,
        "Bone holds 60% of it (Journal of Bone and Mineral Research).",
        _page("Smith A. Magnesium in food. Bone. 2011;1(1):1-2."),
    )
    passing = (
        _page("National Osteoporosis Foundation. Facts on bone. 2014. https://example.org/"),
        "The FDA (Food and Drug Administration) set it at 24 mg.",
        "Bone health is watched by many (National Osteoporosis Foundation).",
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        sources = sources_of(material)
        for copy in material.copies_of(*STATEMENTS, "evidence"):
            if "(" not in copy.text:
                continue
            for sentence in copy.sentences:
                if not _FIGURE.search(sentence.text):
                    continue
                for match in _NAMED.finditer(sentence.text):
                    if sources.cites(copy, sentence.start, sentence.end):
                        break
                    if _is_unlisted(match["name"], sources):
                        start = sentence.start + match.start("name")
                        yield Fault(copy.location, start, start + len(match["name"]))


def _is_unlisted(name: str, sources: Sources) -> bool:
    if is_journal(name):
        return True
    plain = name.casefold().removeprefix("the ")
    listed = any(plain in entry.node.citation.casefold() for entry in sources.entries)
    return bool(_BODY.search(name)) and not listed
