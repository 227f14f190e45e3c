"""EVD405: what was seen in animals or in a dish, told as a benefit for people."""

from __future__ import annotations

from collections.abc import Iterator

from health_content.bibliography.study import StudyKind
from health_content.compliance.finding import Market, Severity
from health_content.compliance.material import Material
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.evidence.authorities import FTC_2022
from health_content.compliance.rules.evidence.sources import STATEMENTS, paragraph, sources_of
from health_content.compliance.rules.evidence.wording import denies, is_animal, states_benefit
from health_content.manuscript import (
    Manuscript,
    Node,
    Prose,
    Reference,
    References,
    ResearchNote,
    RichText,
)


def _page(text: str, citation: str, study: str = "") -> Manuscript:
    return Manuscript(
        title="Notes",
        body=(
            Prose(id="text", html=RichText.from_text(text)),
            References(id="list", items=(Reference(id="one", citation=citation, study=study),)),
        ),
    )


_RATS = "Smith A. Magnesium and bone strength in growing rats. Bone. 2011;1(1):1-2."
_TRIAL = "Smith A. Magnesium in rats and in women: a randomized trial. Bone. 2011;1(1):1-2."
_PLAIN = "Smith A. Magnesium and bone strength. Bone. 2011;1(1):1-2."
_ANIMAL = frozenset({StudyKind.ANIMAL, StudyKind.LABORATORY})


class AnimalOnlyEvidence(Rule):
    """Judged by the words of the sentence and by the kind, else the title, of what it cites."""

    code = "EVD405"
    name = "animal-only-evidence"
    why = (
        "Animals and cells show what may be worth a trial. Without trials in people they do not "
        "support a benefit for people, however well they were done."
    )
    message = "“{quote}” rests a benefit on animals or cells alone."
    remedy = (
        "Cite a trial in people, or say in the same paragraph that people were not studied and "
        "that nothing follows for them."
    )
    better = "In rats bone grew denser with magnesium; whether it does in people is unknown."
    authority = FTC_2022
    severity = Severity.NEEDS_REASON
    severity_elsewhere = Severity.ADVICE
    failing = (
        "In mice, magnesium supplements increased bone density and improved healing.",
        "In vitro, magnesium stimulates the cells that build bone.",
        _page("Magnesium improves bone strength [1].", _RATS),
        _page("Magnesium improves bone strength [1].", _PLAIN, "laboratory"),
    )
    passing = (
        "In mice, magnesium increased bone density. That has not been seen in people.",
        "A trial in women asked whether magnesium improves sleep.",
        "Rats and mice are kept on a diet with little magnesium.",
        _page("Magnesium improves bone strength [1].", _TRIAL),
        _page("Magnesium improves bone strength [1].", _RATS, "meta-analysis"),
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        sources = sources_of(material)
        animal = {entry.number for entry in sources.entries if _is_animal(entry.node)}
        for copy in material.copies_of(*STATEMENTS, "evidence"):
            for sentence in copy.sentences:
                if not states_benefit(sentence):
                    continue
                start, end = paragraph(copy.text, sentence.start)
                cited = sources.cited_in(copy, sentence)
                rests = cited <= animal if cited else _is_of_animals(copy.node)
                if not is_animal(sentence.text) and not rests:
                    continue
                if not denies(copy.text[start:end]):
                    yield Fault(copy.location, sentence.start, sentence.end)


def _is_animal(entry: Reference) -> bool:
    return entry.study in _ANIMAL if entry.study else is_animal(entry.citation)


def _is_of_animals(node: Node | None) -> bool:
    return isinstance(node, ResearchNote) and node.study in _ANIMAL
