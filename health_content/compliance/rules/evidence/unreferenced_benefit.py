"""EVD401: a benefit that nothing on the page vouches for."""

from __future__ import annotations

from collections.abc import Iterator

from health_content.compliance.finding import Market, Severity
from health_content.compliance.material import Material
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.evidence.authorities import STATUTE_343
from health_content.compliance.rules.evidence.journals import named_study
from health_content.compliance.rules.evidence.sources import paragraph, sources_of
from health_content.compliance.rules.evidence.wording import states_benefit


class UnreferencedBenefit(Rule):
    """At most one finding for a paragraph; a mark counts only where its entry is listed."""

    code = "EVD401"
    name = "unreferenced-benefit"
    why = (
        "A reader who is told what a nutrient does must be able to see who found that out. "
        "Whoever profits from the statement has to have the evidence before making it."
    )
    message = "“{quote}” states a benefit, and neither its paragraph nor a note beside it cites."
    remedy = "Cite the entry of the reference list that shows it, or take the statement out."
    better = "Magnesium contributes to the structure of bone (Office of Dietary Supplements, 2022)."
    authority = STATUTE_343
    severity = Severity.NEEDS_REASON
    severity_elsewhere = Severity.ADVICE
    failing = (
        "Magnesium glycinate supports healthy bone density.",
        "This supplement boosts your energy and eases muscle pain.",
        "Magnesium helps to maintain normal bone [4].",
    )
    passing = (
        "Nobody has shown that magnesium improves bone density.",
        "Does magnesium help you sleep?",
        "Magnesium is found in leafy greens, nuts and seeds.",
        "Magnesium contributes to normal muscle function (Institute of Medicine, 1997).",
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        sources = sources_of(material)
        for copy in material.copies_of("dek", "body", "commercial", "caption"):
            if copy.location.path[-1:] == ("label",):
                continue
            judged = -1
            for sentence in copy.sentences:
                if not states_benefit(sentence):
                    continue
                start, _ = paragraph(copy.text, sentence.start)
                if start == judged:
                    continue
                judged = start
                # A study that is named and not listed is another fault.
                if named_study(sentence.text) is None and not sources.supports(copy, sentence):
                    yield Fault(copy.location, sentence.start, sentence.end)
