"""EVD417: a benefit told as cause and effect, on sources that cannot show one."""

from __future__ import annotations

from collections.abc import Iterator

from health_content.bibliography.study import StudyKind
from health_content.compliance.annotate import Sentence
from health_content.compliance.finding import Market, Severity
from health_content.compliance.material import Material
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.evidence.authorities import FTC_2022
from health_content.compliance.rules.evidence.sources import STATEMENTS, sources_of
from health_content.compliance.rules.evidence.wording import CAUSES, states_benefit, words_of
from health_content.manuscript import Manuscript, Prose, Reference, References, RichText

_SHOW_CAUSES = frozenset(
    {
        StudyKind.META_ANALYSIS,
        StudyKind.SYSTEMATIC_REVIEW,
        StudyKind.RANDOMIZED_TRIAL,
        StudyKind.GUIDELINE,
        StudyKind.REPORT,
    }
)
_JUDGED_ELSEWHERE = frozenset(
    {StudyKind.ANIMAL, StudyKind.LABORATORY, StudyKind.PREPRINT, StudyKind.OPINION}
)
_CITATION = "Smith A. Magnesium in food. Bone. 2011;1(1):1-2."


def _page(text: str, *studies: str) -> Manuscript:
    entries = tuple(
        Reference(id=f"r{number}", citation=f"{number}{_CITATION}", study=study)
        for number, study in enumerate(studies)
    )
    prose = Prose(id="text", html=RichText.from_text(text))
    return Manuscript(title="Notes", body=(prose, References(id="list", items=entries)))


class MissingHumanTrial(Rule):
    """Judged where the kind of study is known of everything that the sentence cites."""

    code = "EVD417"
    name = "missing-human-trial"
    why = (
        "That one thing improves another is for randomized trials to show. A cohort sees what "
        "goes together; a case report or a narrative review sees less."
    )
    message = "“{quote}” tells of cause and effect; none of its sources is a randomized trial."
    remedy = "Cite a randomized trial or a review of them, or say “is associated with”."
    better = "In a cohort, those who ate more magnesium had denser bones."
    authority = FTC_2022
    severity = Severity.NEEDS_REASON
    severity_elsewhere = Severity.ADVICE
    failing = (
        _page("Magnesium improves bone density [1].", "cohort"),
        _page("Magnesium reduces inflammation [1, 2].", "case-report", "review"),
    )
    passing = (
        _page("Magnesium improves bone density [1, 2].", "cohort", "randomized-trial"),
        _page("Magnesium improves bone density [1].", ""),
        _page("Magnesium is associated with bone density [1].", "cohort"),
        _page("Magnesium improves bone density [1].", "meta-analysis"),
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        sources = sources_of(material)
        if not any(entry.node.study for entry in sources.entries):
            return
        for copy in material.copies_of(*STATEMENTS, "evidence"):
            for sentence in copy.sentences:
                studies = sources.studies(copy, sentence)
                if studies and "" not in studies and _claims_cause(sentence):
                    known = {StudyKind(study) for study in studies}
                    if known.isdisjoint(_SHOW_CAUSES) and not known <= _JUDGED_ELSEWHERE:
                        yield Fault(copy.location, sentence.start, sentence.end)


def _claims_cause(sentence: Sentence) -> bool:
    return not CAUSES.isdisjoint(words_of(sentence.text)) and states_benefit(sentence)
