"""The kind of study a record is of, by what PubMed's indexers said, else by its title.

Publication types: https://www.nlm.nih.gov/mesh/pubtypes.html. Titles are believed only for words
that name a design and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from health_content.bibliography.study import StudyKind

_BY_TYPE = (
    ("Preprint", StudyKind.PREPRINT),
    ("Meta-Analysis", StudyKind.META_ANALYSIS),
    ("Network Meta-Analysis", StudyKind.META_ANALYSIS),
    ("Systematic Review", StudyKind.SYSTEMATIC_REVIEW),
    ("Practice Guideline", StudyKind.GUIDELINE),
    ("Guideline", StudyKind.GUIDELINE),
    ("Consensus Development Conference", StudyKind.GUIDELINE),
    ("Consensus Statement", StudyKind.GUIDELINE),
    ("Randomized Controlled Trial, Veterinary", StudyKind.ANIMAL),
    ("Clinical Trial, Veterinary", StudyKind.ANIMAL),
    ("Observational Study, Veterinary", StudyKind.ANIMAL),
    ("Clinical Trial Protocol", StudyKind.OTHER),
    ("Randomized Controlled Trial", StudyKind.RANDOMIZED_TRIAL),
    ("Equivalence Trial", StudyKind.RANDOMIZED_TRIAL),
    ("Pragmatic Clinical Trial", StudyKind.TRIAL),
    ("Controlled Clinical Trial", StudyKind.TRIAL),
    ("Adaptive Clinical Trial", StudyKind.TRIAL),
    ("Clinical Trial, Phase IV", StudyKind.TRIAL),
    ("Clinical Trial, Phase III", StudyKind.TRIAL),
    ("Clinical Trial, Phase II", StudyKind.TRIAL),
    ("Clinical Trial, Phase I", StudyKind.TRIAL),
    ("Clinical Trial", StudyKind.TRIAL),
    ("Case Reports", StudyKind.CASE_REPORT),
    ("Editorial", StudyKind.OPINION),
    ("Letter", StudyKind.OPINION),
    ("Comment", StudyKind.OPINION),
    ("News", StudyKind.OPINION),
)
_REVIEWS = ("Review", "Scoping Review")
_BY_HEADING = (
    ("Case-Control Studies", StudyKind.CASE_CONTROL),
    ("Cross-Sectional Studies", StudyKind.CROSS_SECTIONAL),
    ("Cohort Studies", StudyKind.COHORT),
    ("Longitudinal Studies", StudyKind.COHORT),
    ("Prospective Studies", StudyKind.COHORT),
    ("Retrospective Studies", StudyKind.COHORT),
    ("Follow-Up Studies", StudyKind.COHORT),
)
_PERSONS = {"Adult", "Aged", "Middle Aged", "Child", "Adolescent", "Male", "Female", "Infant"}
_CULTURES = ("In Vitro Techniques", "Cells, Cultured", "Cell Line")
_BY_TITLE = (
    (r"\bprotocol\b", StudyKind.UNKNOWN),
    (r"\bmeta-?\s?analys[ei]s\b", StudyKind.META_ANALYSIS),
    (r"\bsystematic review\b", StudyKind.SYSTEMATIC_REVIEW),
    (r"\b(?:in|of|on)\s(?:[\w-]+\s){0,4}(?:rats?|mice|mouse|rabbits?|pigs?|zebrafish)\b", "animal"),
    (r"\b(?:rat|mouse|murine|rodent) model\b", "animal"),
    (r"\brandomi[sz]ed\b.{0,60}\btrial\b", StudyKind.RANDOMIZED_TRIAL),
    (r"\bcohort study\b", StudyKind.COHORT),
    (r"\bcase-control study\b", StudyKind.CASE_CONTROL),
    (r"\bcross-sectional\b.{0,30}\b(?:study|survey|analysis)\b", StudyKind.CROSS_SECTIONAL),
    (r"\b(?:a case report|case series)\b", StudyKind.CASE_REPORT),
    (r"\b(?:narrative|scoping) review\b", StudyKind.REVIEW),
    (r"\bpractice guidelines?\b", StudyKind.GUIDELINE),
)


def by_indexing(types: Collection[str], headings: Collection[str], title: str) -> StudyKind:
    """The kind by publication types and MeSH headings; by the title where these do not say."""
    for name, kind in _BY_TYPE:
        if name in types:
            return kind
    is_review = any(name in types for name in _REVIEWS)
    if headings and not is_review:
        if "Animals" in headings and "Humans" not in headings:
            return StudyKind.ANIMAL
        is_culture = any(heading.startswith(_CULTURES) for heading in headings)
        if is_culture and not _PERSONS & set(headings):
            return StudyKind.LABORATORY
        for name, kind in _BY_HEADING:
            if name in headings:
                return kind
    told = by_title(title)
    if is_review and told not in (StudyKind.META_ANALYSIS, StudyKind.SYSTEMATIC_REVIEW):
        return StudyKind.REVIEW
    if headings and told is StudyKind.ANIMAL and "Humans" in headings:
        return StudyKind.UNKNOWN
    return told


def by_title(title: str) -> StudyKind:
    """The kind that a title names; unknown where it names none."""
    for pattern, kind in _BY_TITLE:
        if re.search(pattern, title[:1000], re.IGNORECASE):
            return StudyKind(kind)
    return StudyKind.UNKNOWN
