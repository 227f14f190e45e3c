"""EVD418: a preprint or an opinion as if it were a study that others have reviewed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from health_content.bibliography.study import StudyKind
from health_content.compliance.finding import Market, Severity
from health_content.compliance.material import Material
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.evidence.authorities import FTC_2022
from health_content.compliance.rules.evidence.sources import (
    STATEMENTS,
    Entry,
    paragraph,
    sources_of,
)
from health_content.compliance.rules.evidence.wording import states_benefit
from health_content.manuscript import Manuscript, Prose, Reference, References, RichText

# bioRxiv and medRxiv, Research Square, Preprints.org, OSF, SSRN, arXiv.
_PREPRINT = re.compile(
    r"\b10\.(?:1101/20|21203/rs|20944/preprints|31219/osf|2139/ssrn|48550/arxiv)|"
    r"\[preprint\]|\b(?:bio|med)rxiv\b|\bpreprint at\b",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"\b(?:pre-?prints?|opinions?|commentar(?:y|ies)|editorials?|letters?|"
    r"not(?: yet)? (?:been )?(?:peer[- ])?reviewed|unreviewed)\b",
    re.IGNORECASE,
)
_CITATION = "Smith A. Magnesium and bone density. Bone. 2011;1(1):1-2."


def _page(text: str, citation: str = _CITATION, study: str = "") -> Manuscript:
    entry = Reference(id="one", citation=citation, study=study)
    prose = Prose(id="text", html=RichText.from_text(text))
    return Manuscript(title="Notes", body=(prose, References(id="list", items=(entry,))))


class UnreviewedEvidence(Rule):
    """By the kind of study, else by the address or the words of a preprint server."""

    code = "EVD418"
    name = "unreviewed-evidence"
    why = (
        "Nobody has reviewed a preprint, and a comment measures nothing. Cited like a trial, "
        "either lends a benefit more weight than it has."
    )
    message = "“{quote}” rests on a preprint or an opinion and does not say so."
    remedy = "Cite a reviewed study of people, or say in the sentence what kind of source it is."
    better = "A preprint, not yet reviewed, reports denser bones with magnesium."
    authority = FTC_2022
    severity = Severity.NEEDS_REASON
    severity_elsewhere = Severity.ADVICE
    failing = (
        _page("Magnesium improves bone density [1].", study="preprint"),
        _page("Magnesium improves bone density [1].", study="opinion"),
        _page("Magnesium improves bone density [1].", f"{_CITATION} medRxiv."),
    )
    passing = (
        _page("In a preprint, magnesium improves bone density [1].", study="preprint"),
        _page("Magnesium is a mineral [1].", study="opinion"),
        _page("Magnesium improves bone density [1].", study="randomized-trial"),
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        sources = sources_of(material)
        weak = {entry.number for entry in sources.entries if _is_weak(entry)}
        if not weak:
            return
        for copy in material.copies_of(*STATEMENTS, "evidence"):
            for sentence in copy.sentences:
                cited = sources.cited_in(copy, sentence)
                if cited and cited <= weak and states_benefit(sentence):
                    start, end = paragraph(copy.text, sentence.start)
                    if not _NAMED.search(copy.text[start:end]):
                        yield Fault(copy.location, sentence.start, sentence.end)


def _is_weak(entry: Entry) -> bool:
    if entry.node.study:
        return entry.node.study in {StudyKind.PREPRINT, StudyKind.OPINION}
    return bool(_PREPRINT.search(f"{entry.node.doi} {entry.node.citation}"))
