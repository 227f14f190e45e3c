"""EVD402: research that is told of and cannot be looked up."""

from __future__ import annotations

from collections.abc import Iterator

from health_content.compliance.finding import Market, Severity
from health_content.compliance.material import Copy, Material
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.evidence.authorities import FTC_2022
from health_content.compliance.rules.evidence.journals import named_study
from health_content.compliance.rules.evidence.sources import Sources, sources_of
from health_content.manuscript import ResearchNote


class UnreferencedResearchNote(Rule):
    """A note without its source, or a study named by year that the list does not have."""

    code = "EVD402"
    name = "unreferenced-research-note"
    why = (
        "“A 2013 study” is no source. Unless the reader can find the very study, nobody can "
        "tell whether it exists, whom it observed, and whether it says what is told of it."
    )
    message = "“{quote}” tells of research that no entry of the reference list matches."
    remedy = "Choose the reference of the note, or add the study to the list and cite it."
    better = "Nobody has yet compared the forms in a trial that lasted a year."
    authority = FTC_2022
    severity = Severity.NEEDS_REASON
    severity_elsewhere = Severity.NEEDS_REASON
    failing = (
        "A 2013 study in Osteoporosis International found that bone density rose.",
        "A review published in 2016 says that magnesium is safe.",
    )
    passing = (
        "In 2013 the committee set a new ceiling for supplements.",
        "According to the Cochrane Library, a 2019 review found too little to say.",
        "The study of nutrition is younger than that of medicines.",
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        sources = sources_of(material)
        notes: set[int] = set()
        for copy in material.copies:
            if isinstance(copy.node, ResearchNote):
                if copy.location.path[-1:] == ("html",) and copy.block not in notes:
                    notes.add(copy.block)
                    yield from _note(copy, sources)
            elif copy.role in {"dek", "body", "evidence", "commercial", "caption", "heading"}:
                yield from _told(copy, sources)


def _note(copy: Copy, sources: Sources) -> Iterator[Fault]:
    if sources.has_reference(copy):
        return
    for sentence in copy.sentences:
        if named_study(sentence.text) is None:
            continue
        if sources.entry_of_study(sentence.text) is None:
            yield Fault(copy.location, sentence.start, sentence.end)
        return
    first = copy.sentences[0] if copy.sentences else None
    yield Fault(copy.location, first.start if first else 0, first.end if first else len(copy.text))


def _told(copy: Copy, sources: Sources) -> Iterator[Fault]:
    if "19" not in copy.text and "20" not in copy.text:
        return
    for sentence in copy.sentences:
        study = named_study(sentence.text)
        if study is None or sources.supports(copy, sentence):
            continue
        if sources.entry_of_study(sentence.text) is None:
            yield Fault(copy.location, sentence.start + study.start, sentence.start + study.end)
