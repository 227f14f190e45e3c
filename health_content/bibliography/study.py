"""How a source came to what it says: by trial, by observation, by reading others."""

from __future__ import annotations

from enum import StrEnum


class StudyKind(StrEnum):
    """The kind of study a source is. ``UNKNOWN``: nobody said."""

    UNKNOWN = ""
    META_ANALYSIS = "meta-analysis"
    SYSTEMATIC_REVIEW = "systematic-review"
    RANDOMIZED_TRIAL = "randomized-trial"
    TRIAL = "trial"
    COHORT = "cohort"
    CASE_CONTROL = "case-control"
    CROSS_SECTIONAL = "cross-sectional"
    CASE_REPORT = "case-report"
    REVIEW = "review"
    GUIDELINE = "guideline"
    REPORT = "report"
    ANIMAL = "animal"
    LABORATORY = "laboratory"
    PREPRINT = "preprint"
    OPINION = "opinion"
    OTHER = "other"
