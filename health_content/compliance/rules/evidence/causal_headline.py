"""EVD414: a headline that says "causes" over a text that says "goes along with"."""

from __future__ import annotations

from collections.abc import Iterator

from health_content.compliance.finding import Market, Severity
from health_content.compliance.material import Copy, Material
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.evidence.authorities import FTC_2022
from health_content.compliance.rules.evidence.wording import (
    CAUSES,
    OBJECTS,
    Design,
    denies,
    design_in,
    names_sold,
    words_of,
)
from health_content.manuscript import Manuscript, Prose, RichText, Section


def _page(heading: str, text: str) -> Manuscript:
    prose = Prose(id="text", html=RichText.from_text(text))
    return Manuscript(title="Notes", body=(Section(id="s", heading=heading, content=(prose,)),))


_SEEN = "A cohort of older adults was followed: a higher intake was associated with denser bone."


class CausalHeadline(Rule):
    """The title is held against the whole page, a heading against what stands under it."""

    code = "EVD414"
    name = "causal-headline"
    why = (
        "Studies that only observe cannot tell cause from company. A headline that turns "
        "“associated with” into “improves” is what most readers will remember."
    )
    message = "“{quote}” says that one causes the other; the text below only speaks of a link."
    remedy = "Let the headline say what was observed, or cite a randomized trial below it."
    better = "Magnesium and bone density: what was observed"
    authority = FTC_2022
    severity = Severity.NEEDS_REASON
    severity_elsewhere = Severity.ADVICE
    failing = (
        _page("Magnesium improves bone density", _SEEN),
        Manuscript(
            title="How magnesium strengthens bones",
            body=(Prose(id="text", html=RichText.from_text(_SEEN)),),
        ),
    )
    passing = (
        _page("Magnesium and bone density", _SEEN),
        _page("Does magnesium improve bone density?", _SEEN),
        _page(
            "Magnesium improves bone density",
            "A randomized trial compared it with placebo; earlier it was only associated.",
        ),
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        for copy in material.copies_of("title", "heading", "metadata"):
            for sentence in copy.sentences:
                words = frozenset(words_of(sentence.text))
                if (
                    sentence.is_question
                    or CAUSES.isdisjoint(words)
                    or OBJECTS.isdisjoint(words)
                    or not names_sold(sentence)
                    or denies(sentence.text)
                ):
                    continue
                if _only_observes(copy, material):
                    yield Fault(copy.location, sentence.start, sentence.end)


def _only_observes(copy: Copy, material: Material) -> bool:
    """Whether what a headline stands over tells of observation and of no trial."""
    observes = False
    for other in material.copies_of("body", "evidence", "dek"):
        if copy.role == "heading" and copy.text not in other.headings:
            continue
        design = design_in(other.text)
        if design is Design.TRIAL:
            return False
        observes |= design is Design.OBSERVATION
    return observes
