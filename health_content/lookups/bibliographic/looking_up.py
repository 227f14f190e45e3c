"""Who is asked for a work, in which order, and what is made of their answers.

A PMCID is converted first. PubMed is asked by PubMed ID, else by DOI; its record is taken where
it has one, for it is the more careful one. Crossref is asked by DOI, for its notices too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from health_content.bibliography.identifiers import Identifiers
from health_content.bibliography.record import ReferenceRecord
from health_content.bibliography.status import merged
from health_content.lookups.bibliographic import crossref, pubmed
from health_content.lookups.bibliographic.answers import LookedUp, Outcome
from health_content.lookups.bibliographic.asking import Unanswered
from health_content.lookups.bibliographic.clients import Clients
from health_content.lookups.bibliographic.works import Work

_DOI = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]{1,9})*/[^\s\x00-\x1f\x7f]{1,400}")
_PMID = re.compile(r"[1-9][0-9]{0,8}")
_PMCID = re.compile(r"PMC[1-9][0-9]{0,9}")


def look_up(identifiers: Identifiers, clients: Clients, *, fresh: bool = False) -> LookedUp:
    """The work that identifiers lead to. ``fresh`` asks even where an answer is remembered."""
    if clients.problem:
        return LookedUp(Outcome.UNREACHED, identifiers, identifiers, problem=clients.problem)
    search = _Search(identifiers, clients, fresh)
    search.run()
    return search.result()


def statuses(dois: Iterable[str], pmids: Iterable[str], clients: Clients) -> Iterator[LookedUp]:
    """What is known of works, one answer for each DOI and each PubMed ID; ``asked`` says whose.

    Asks Crossref for the DOIs and PubMed for the PubMed IDs, many at once, and never takes an
    answer that is remembered.
    """
    for keys, is_one, size, ask, named in (
        (list(dois), _is_listable, crossref.AT_ONCE, clients.works_by_doi, _by_doi),
        (list(pmids), _PMID.fullmatch, pubmed.AT_ONCE, clients.works_by_pmid, _by_pmid),
    ):
        fit = [key for key in keys if is_one(key)]
        for start in range(0, len(fit), size):
            yield from _told(fit[start : start + size], clients, ask, named)
        for key in keys:
            if not is_one(key):
                yield look_up(named(key), clients, fresh=True)


def _is_listable(doi: str) -> bool:
    # A comma would divide it in a list.
    return "," not in doi and bool(_DOI.fullmatch(doi))


def _by_doi(doi: str) -> Identifiers:
    return Identifiers(doi=doi)


def _by_pmid(pmid: str) -> Identifiers:
    return Identifiers(pmid=pmid)


def _told(
    keys: Sequence[str],
    clients: Clients,
    ask: Callable[[Sequence[str]], dict[str, Work]],
    named: Callable[[str], Identifiers],
) -> Iterator[LookedUp]:
    problem = clients.problem
    found: dict[str, Work] = {}
    if not problem:
        try:
            found = ask(keys)
        except Unanswered as error:
            if error.is_ours and len(keys) > 1:
                # One of them is not understood; the others are not to blame.
                for key in keys:
                    yield from _told([key], clients, ask, named)
                return
            problem = str(error)
    for key in keys:
        search = _Search(named(key), clients, True)
        if problem:
            search.unanswered.append(problem)
        else:
            search.take(found.get(key), named(key))
        yield search.result()


@dataclass
class _Search:
    """One look-up as it goes on."""

    asked: Identifiers
    clients: Clients
    is_fresh: bool
    known: Identifiers = field(default_factory=Identifiers)
    works: list[Work] = field(default_factory=list)
    missing: dict[str, str] = field(default_factory=dict)
    unanswered: list[str] = field(default_factory=list)
    clashes: list[str] = field(default_factory=list)
    is_whole: bool = True
    """Whether each of the two who tell of notices answered for the identifier that it knows."""

    def run(self) -> None:
        """Ask whoever may know, one after the other."""
        asked = self.asked
        doi = asked.doi.lower() if _DOI.fullmatch(asked.doi.lower()) else ""
        pmid = asked.pmid if _PMID.fullmatch(asked.pmid) else ""
        pmcid = asked.pmcid.upper() if _PMCID.fullmatch(asked.pmcid.upper()) else ""
        self.known = Identifiers(doi=doi, pmid=pmid, pmcid=pmcid)
        if pmcid:
            self._convert(pmcid)
        if self.known.pmid:
            self._ask_pubmed(self.known.pmid)
        if self.known.doi:
            self._ask_crossref(self.known.doi)
        if self.known.doi and not self.known.pmid:
            self._find_at_pubmed(self.known.doi)

    def take(self, work: Work | None, asked: Identifiers) -> bool:
        """Keep a work, or that there is none."""
        if work is None and asked.pmid:
            # It is nobody's number, so it must not come to stand in a record.
            self.known = replace(self.known, pmid="")
            told = _("PubMed has no record of PMID %(id)s.") % {"id": asked.pmid}
            self.missing["pmid"] = told
            return False
        if work is None:
            told = _("Crossref has no record of the DOI %(id)s. Another registry may have one.")
            self.missing["doi"] = told % {"id": asked.doi}
            return False
        self.works.append(work)
        record = work.record
        self.known = Identifiers(
            doi=self.known.doi or record.doi.lower(),
            pmid=self.known.pmid or record.pmid,
            pmcid=self.known.pmcid or record.pmcid,
        )
        return True

    def result(self) -> LookedUp:
        """What came of it."""
        asked, problem = self.asked, " ".join(self.unanswered)
        conflict = " ".join([*self.clashes, *(self.missing.values() if self.works else ())])
        if not self.works:
            outcome = Outcome.UNREACHED if self.unanswered else Outcome.NOT_FOUND
            if not self.missing and not self.unanswered:
                outcome = Outcome.UNREACHED
                problem = _("There is no DOI and no number of PubMed that could be asked for.")
            told = " ".join([problem, *self.missing.values()]).strip()
            return LookedUp(outcome, asked, asked, problem=told, conflict=conflict)
        first, *others = self.works
        notices = first.notices
        for other in others:
            notices = merged(notices, other.notices)
        return LookedUp(
            outcome=Outcome.FOUND,
            asked=asked,
            identifiers=replace(
                asked, doi=self.known.doi, pmid=self.known.pmid, pmcid=self.known.pmcid
            ),
            record=_completed(
                first.record,
                [other.record for other in others],
                Identifiers() if self.clashes else self.known,
            ),
            source=first.source,
            notices=notices,
            study=next((work.study for work in self.works if work.study), first.study),
            open_access_url=next(
                (work.open_access_url for work in self.works if work.open_access_url), ""
            ),
            # Of which work would nothing have been published, where there are two? And either may
            # know of what the other does not.
            was_checked=self.is_whole and not conflict,
            notice_of=next((work.notice_of for work in self.works if work.notice_of), None),
            notice_about=next((work.notice_about for work in self.works if work.notice_about), ()),
            conflict=conflict,
            problem=problem,
        )

    def _convert(self, pmcid: str) -> None:
        try:
            found = self.clients.identifiers_of(pmcid, fresh=self.is_fresh)
        except Unanswered as error:
            self.unanswered.append(str(error))
            return
        if found is None:
            told = _("PubMed Central has no article %(id)s.") % {"id": pmcid}
            self.missing["pmcid"] = told
            return
        for kind, ours, theirs in (
            ("PMID", self.known.pmid, found.pmid),
            ("DOI", self.known.doi, found.doi),
        ):
            if ours and theirs and ours != theirs:
                self.clashes.append(
                    _("%(pmcid)s is the work with the %(kind)s %(theirs)s, not %(ours)s.")
                    % {"pmcid": pmcid, "kind": kind, "theirs": theirs, "ours": ours}
                )
        self.known = replace(
            self.known, pmid=self.known.pmid or found.pmid, doi=self.known.doi or found.doi
        )

    def _ask_pubmed(self, pmid: str) -> None:
        try:
            work = self.clients.work_by_pmid(pmid, fresh=self.is_fresh)
        except Unanswered as error:
            self.is_whole = False
            self.unanswered.append(str(error))
            return
        given = self.known.pmcid
        if not self.take(work, Identifiers(pmid=pmid)) or work is None:
            return
        if given and work.record.pmcid == given:
            # PubMed vouches for it, whatever the converter lacks.
            self.missing.pop("pmcid", None)
        elif given and work.record.pmcid and not self.clashes:
            self._clash(f"PMID {pmid}", work, given)

    def _ask_crossref(self, doi: str) -> None:
        first = self.works[0] if self.works else None
        try:
            work = self.clients.work_by_doi(doi, fresh=self.is_fresh)
        except Unanswered as error:
            self.is_whole = False
            self.unanswered.append(str(error))
            if first is not None and first.record.doi.lower() not in ("", doi):
                self._clash(f"PMID {first.record.pmid}", first, doi)
            return
        if first is not None and first.record.doi and work is not None:
            ours = first.record.doi.lower()
            if ours != work.record.doi and ours not in work.aliases:
                self._clash(f"PMID {first.record.pmid}", first, doi, work)
                return
        if work is None and first is not None and first.record.doi.lower() == doi:
            # PubMed vouches for the DOI; it is one of another registry.
            return
        self.take(work, Identifiers(doi=doi))

    def _find_at_pubmed(self, doi: str) -> None:
        """PubMed's word on a work that is known by its DOI alone, if PubMed has it."""
        try:
            work = self.clients.work_at_pubmed(doi, fresh=self.is_fresh)
        except Unanswered as error:
            self.unanswered.append(str(error))
            return
        if work is not None:
            self.missing.pop("doi", None)
            self.works.insert(0, work)
            self.known = replace(
                self.known, pmid=work.record.pmid, pmcid=self.known.pmcid or work.record.pmcid
            )

    def _clash(self, name: str, work: Work, other: str, found: Work | None = None) -> None:
        told = _("%(name)s leads to “%(title)s”, and %(other)s to another work.") % {
            "name": name,
            "title": work.record.title,
            "other": other,
        }
        if found is not None:
            told = _("%(name)s leads to “%(title)s”, and %(other)s to “%(found)s”.") % {
                "name": name,
                "title": work.record.title,
                "other": other,
                "found": found.record.title,
            }
            if found.notices:
                kinds = ", ".join(sorted({notice.kind.value for notice in found.notices}))
                told += " " + _("Of the latter is told: %(kinds)s.") % {"kinds": kinds}
        self.clashes.append(told)


def _completed(
    record: ReferenceRecord, others: Iterable[ReferenceRecord], known: Identifiers
) -> ReferenceRecord:
    """A record with what it lacks and others of the same work have."""
    for other in others:
        lacking = {
            name: getattr(other, name)
            for name in ("container_title", "volume", "issue", "page", "title", "authors", "isbn")
            if not getattr(record, name) and getattr(other, name)
        }
        if not record.year and other.year:
            lacking |= {"year": other.year, "month": other.month, "day": other.day}
        record = replace(record, **lacking)
    return replace(
        record,
        doi=record.doi or known.doi,
        pmid=record.pmid or known.pmid,
        pmcid=record.pmcid or known.pmcid,
    )
