"""EVD411: a result in figures that nobody can trace, or that its source does not have."""

from __future__ import annotations

from collections.abc import Iterator

from health_content.compliance.finding import Market, Severity
from health_content.compliance.material import Material
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.evidence.authorities import FTC_2022
from health_content.compliance.rules.evidence.figures import may_hold_result, result_in
from health_content.compliance.rules.evidence.quoted_passages import may_quote, missing_numbers
from health_content.compliance.rules.evidence.sources import STATEMENTS, sources_of
from health_content.manuscript import Manuscript, ResearchNote, RichText

_UNQUOTED = "“{quote}” does not stand in the passage that is quoted from the source."
_CHECK = "Correct the number, or quote the words of the source that have it."


def _note(text: str, passage: str) -> Manuscript:
    note = ResearchNote(html=RichText.from_text(text), source="Smith A. 2011.", passage=passage)
    return Manuscript(title="Notes", body=(note,))


class UntraceableNumber(Rule):
    """Only figures that say how much changed: shares, daily values and prices are none.

    Where a citation quotes its source, any number of the sentence has to be in the quotation.
    """

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
        _note("In 2011, 33% of 240 women took it.", "A third of the 240 women took it."),
    )
    passing = (
        "Oxide is 60 percent magnesium by weight, citrate 16 percent.",
        "One serving brings 24% of the Daily Value.",
        "About half of the body's magnesium is in bone.",
        _note("In 2011, 33% of 1,240 women took it.", "Of 1240 women, 32.8% took it."),
        _note("In 2011, 33% of 240 women took it.", ""),
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        sources = sources_of(material)
        for copy in material.copies_of(*STATEMENTS, "evidence", "quotation"):
            may_hold, quotes = may_hold_result(copy.text), may_quote(copy)
            if not may_hold and not quotes:
                continue
            for sentence in copy.sentences:
                if quotes:
                    for start, end in missing_numbers(copy, sentence):
                        yield Fault(copy.location, start, end, _UNQUOTED, _CHECK)
                found = result_in(sentence.text) if may_hold else None
                if found and not sources.supports(copy, sentence):
                    start, end = found
                    yield Fault(copy.location, sentence.start + start, sentence.start + end)
