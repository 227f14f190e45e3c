"""EVD410: "most effective", "superior", "better absorbed" with nobody who measured it."""

from __future__ import annotations

from collections.abc import Iterator

from health_content.compliance.finding import Market, Severity
from health_content.compliance.material import Material
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.evidence.authorities import FTC_255_1
from health_content.compliance.rules.evidence.comparing import comparisons
from health_content.compliance.rules.evidence.sources import STATEMENTS, sources_of


class UnsourcedComparison(Rule):
    """Asked, denied and quoted comparisons pass; so does one whose paragraph cites."""

    code = "EVD410"
    name = "unsourced-comparison"
    why = (
        "That one form is better than another is a result that somebody has to have measured, "
        "in people, against that other form. Without a source it is advertising."
    )
    message = "“{quote}” compares, and no source is cited for it."
    remedy = "Cite the trial that compared the two, or describe the form without ranking it."
    better = "Citrate dissolves more readily than oxide does, says the label's own leaflet."
    authority = FTC_255_1
    severity = Severity.NEEDS_REASON
    severity_elsewhere = Severity.ADVICE
    failing = (
        "Magnesium glycinate is the most effective form for bone.",
        "Thanks to its superior bioavailability it needs no filler.",
        "Glycinate is absorbed more effectively than oxide.",
        "You get all of it with minimal side effects.",
    )
    passing = (
        "No form has been shown to be the most effective one.",
        "Is glycinate better absorbed than oxide?",
        "Labels like to say “superior bioavailability”.",
        "Most effective treatments begin with a diagnosis.",
        "Ask a pharmacist about side effects.",
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        sources = sources_of(material)
        for copy in material.copies_of(*STATEMENTS, "evidence", "quotation"):
            for sentence in copy.sentences:
                if sentence.is_question:
                    continue
                found = comparisons(sentence.text)
                if not found or sources.supports(copy, sentence):
                    continue
                for start, end in found:
                    yield Fault(copy.location, sentence.start + start, sentence.start + end)
