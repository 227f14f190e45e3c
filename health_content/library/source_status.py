"""What becomes of a source when somebody tells of notices on it. Nothing is saved here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from health_content import conf
from health_content.bibliography.matching import Agreement
from health_content.bibliography.notices import Notice, NoticeKind
from health_content.bibliography.status import GRAVITY, WorkStatus, decide, merged, standing
from health_content.library.references import Reference
from health_content.library.retractions import ListedNotice

PERSON = "person"
"""The source of a status that somebody set by hand."""

SERVICES = frozenset({"crossref", "pubmed", "retraction-watch"})
"""Those that tell of works by their identifiers."""

STATUS_FIELDS = ("notices", "status", "status_source", "status_checked_at", "status_due_at")
"""What :func:`note_told` may change."""

_CHUNK = 400


def known_notices(reference: Reference) -> list[Notice]:
    """The notices that a source has on file, without what nobody can read any more."""
    found = []
    for data in reference.notices if isinstance(reference.notices, list) else ():
        try:
            found.append(Notice.from_data(data))
        except (ValueError, AttributeError):
            continue
    return found


def note_told(
    reference: Reference,
    notices: Iterable[Notice],
    *,
    source: str,
    was_checked: bool,
    now: datetime,
    listed: Iterable[Notice] | None = None,
) -> bool:
    """Note on a source what was told of it, and what has become of it; whether that is another.

    ``listed`` are the notices of a list that was loaded; where not given it is asked. Notices are
    added to those on file: one that was published once is not lost because its teller was not
    asked. Where nobody who knows was asked (``was_checked``) and no notice is told, the last word
    and its date stay. What a person said is changed by a graver notice alone that was not on file.
    A retraction, a withdrawal or a concern is never ended by nothing being told, whoever set it.
    Where the identifiers lead to another work than the one cited, notices are on file and are
    nothing against the one cited; nor is it current.
    """
    if listed is None:
        listed = listed_on([reference]).get(reference.pk, ())
    before = known_notices(reference)
    found = merged(before, [*notices, *listed])
    # The same notice may be told with a day by now, which is no news.
    is_news = len(found) > len(before)
    status = decide(found, was_checked=was_checked)
    was = reference.status
    if leads_elsewhere(reference):
        reference.notices = [notice.as_data() for notice in found]
        _forget_that_it_is_current(reference)
        return reference.status != was
    if status is not WorkStatus.UNKNOWN and _may_say(reference, status, found, is_news=is_news):
        reference.status = status.value
        reference.status_source = teller_of(found, status) or source
    if was_checked or is_news:
        reference.notices = [notice.as_data() for notice in found]
        reference.status_checked_at = now
    if was_checked:
        reference.status_due_at = next_check(now)
    return reference.status != was


def leads_elsewhere(reference: Reference) -> bool:
    """Whether the record that its identifiers lead to is not the work that is cited."""
    return reference.true_record() is not None and reference.comparison.is_another_work


def _forget_that_it_is_current(reference: Reference) -> None:
    if reference.status == WorkStatus.CURRENT and reference.status_source != PERSON:
        reference.status, reference.status_source = WorkStatus.UNKNOWN.value, ""
        reference.status_checked_at = None


def next_check(now: datetime) -> datetime:
    """When to ask again."""
    return now + timedelta(days=conf.references()["INTERVAL_DAYS"])


def _may_say(
    reference: Reference, status: WorkStatus, notices: Iterable[Notice], *, is_news: bool
) -> bool:
    was = WorkStatus(reference.status)
    if reference.status_source == PERSON and was is not WorkStatus.UNKNOWN:
        return is_news and GRAVITY[status] > GRAVITY[was]
    return GRAVITY[status] >= GRAVITY[was] or is_taken_back(was, notices)


def is_taken_back(status: WorkStatus, notices: Iterable[Notice]) -> bool:
    """Whether notices end a status: a reinstatement ends that a work was taken back."""
    if status not in (WorkStatus.RETRACTED, WorkStatus.WITHDRAWN):
        return False
    return any(notice.kind is NoticeKind.REINSTATEMENT for notice in notices)


def work_identifiers(reference: Reference) -> tuple[str, str]:
    """The DOI and the PubMed ID of a source: as cited, else those of the record they lead to.

    Those of a record that is not what is cited, or that is one of two works, are not its own.
    """
    doi, pmid = reference.doi, reference.pmid
    if (doi and pmid) or reference.conflict or reference.agreement == Agreement.DIFFERS:
        return doi, pmid
    record = reference.true_record()
    if record is None:
        return doi, pmid
    return doi or record.doi, pmid or record.pmid


def with_identifiers() -> QuerySet[Reference]:
    """The sources that :func:`work_identifiers` may know something of."""
    in_record = Q(record__has_any_keys=["DOI", "PMID"])
    return Reference.objects.filter(Q(doi__gt="") | Q(pmid__gt="") | in_record)


def teller_of(notices: Iterable[Notice], status: WorkStatus) -> str:
    """Who told the last of the notices that make this the status; empty where none does."""
    told = [notice for notice in standing(notices) if decide([notice], was_checked=False) is status]
    return told[-1].source if told else ""


def listed_on(
    references: Collection[Reference], more: Iterable[ListedNotice] = ()
) -> Mapping[int, list[Notice]]:
    """The notices of loaded lists on some sources, by the sources' keys, in a query or two.

    ``more`` are rows that are not loaded yet.
    """
    by_doi: dict[str, list[int]] = defaultdict(list)
    by_pmid: dict[str, list[int]] = defaultdict(list)
    for reference in references:
        doi, pmid = work_identifiers(reference)
        if doi:
            by_doi[doi.casefold()].append(reference.pk)
        if pmid:
            by_pmid[pmid].append(reference.pk)
    found: dict[int, list[Notice]] = defaultdict(list)
    for row in (*_rows(list(by_doi), list(by_pmid)), *more):
        keys = {*by_doi.get(row.doi.casefold(), ()), *by_pmid.get(row.pmid, ())}
        for key in keys:
            found[key].append(as_notice(row))
    return found


def _rows(dois: list[str], pmids: list[str]) -> Iterable[ListedNotice]:
    # SQLite takes no more than so many values in a question.
    for start in range(0, max(len(dois), len(pmids)), _CHUNK):
        wanted = Q(doi__in=dois[start : start + _CHUNK], doi__gt="")
        wanted |= Q(pmid__in=pmids[start : start + _CHUNK], pmid__gt="")
        yield from ListedNotice.objects.filter(wanted).order_by("pk")


def as_notice(row: ListedNotice) -> Notice:
    """A row of a list as a notice. DOIs of lists are kept in lower case."""
    return Notice(
        kind=NoticeKind(row.kind),
        on=row.on.isoformat() if row.on else "",
        doi=row.notice_doi,
        pmid=row.notice_pmid,
        source=row.source,
        reason=row.reason,
    )
