"""What came of asking PubMed and Crossref for a work."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from health_content.bibliography.identifiers import Identifiers
from health_content.bibliography.notices import Notice, NoticeKind
from health_content.bibliography.record import ReferenceRecord
from health_content.bibliography.study import StudyKind


class Outcome(StrEnum):
    """Whether a work was found.

    ``NOT_FOUND``: who was asked answered, and has no record of it. ``UNREACHED``: nobody who would
    know could be asked, which says nothing of the work.
    """

    FOUND = "found"
    NOT_FOUND = "not-found"
    UNREACHED = "unreached"


@dataclass(frozen=True, slots=True)
class LookedUp:
    """A work as PubMed and Crossref know it.

    ``asked`` are the identifiers that were asked for, ``identifiers`` those and what was learnt
    besides. ``source`` is whose the record is: "pubmed" or "crossref". ``notices`` are what was
    published on the work since; they prove that there is none only where ``was_checked`` says that
    everybody who would know answered. ``notice_of`` is set where the work is itself a notice, of
    its kind, about the works of ``notice_about`` (DOIs and "PMID …"): such a work is not retracted
    by what it says of others. ``conflict`` says, in words, that the identifiers lead to different
    works, or that one of them leads nowhere; ``record`` is then that of the first of PMID, PMCID
    and DOI that leads somewhere. ``problem`` says, in words, who could not be asked and why, or why
    nothing was found.
    """

    outcome: Outcome
    asked: Identifiers = field(default_factory=Identifiers)
    identifiers: Identifiers = field(default_factory=Identifiers)
    record: ReferenceRecord | None = None
    source: str = ""
    notices: tuple[Notice, ...] = ()
    study: StudyKind = StudyKind.UNKNOWN
    open_access_url: str = ""
    was_checked: bool = False
    notice_of: NoticeKind | None = None
    notice_about: tuple[str, ...] = ()
    conflict: str = ""
    problem: str = ""
