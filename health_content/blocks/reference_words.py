"""What readers are told of a source, in plain words.

Nothing here is praise: a source that nobody checked is said to be unchecked, and a look-up that
confirms an entry is not told at all.

How sure a kind of study is follows two tables, both read 2026-11-23. For the effect of a
treatment the Oxford Centre for Evidence-Based Medicine (Levels of Evidence, 2011) puts a
systematic review of randomized trials first, a randomized trial second, a controlled follow-up
study without randomization third, case series and case-control studies fourth and reasoning
from mechanisms last. GRADE (Schünemann et al., J Clin Epidemiol 2018, doi
10.1016/j.jclinepi.2018.01.012, Table 1) starts randomized trials at high certainty and studies
that only observe at low. Both lower a study that was done badly and raise one with a large
effect, which is why every sentence speaks of the kind and not of the study.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from health_content.bibliography.matching import Agreement
from health_content.bibliography.notices import Notice, NoticeKind
from health_content.bibliography.status import standing
from health_content.bibliography.study import StudyKind

OXFORD: Mapping[StudyKind, int] = {
    StudyKind.META_ANALYSIS: 1,
    StudyKind.SYSTEMATIC_REVIEW: 1,
    StudyKind.RANDOMIZED_TRIAL: 2,
    StudyKind.TRIAL: 3,
    StudyKind.COHORT: 3,
    StudyKind.CASE_CONTROL: 4,
    StudyKind.CASE_REPORT: 4,
    StudyKind.ANIMAL: 5,
    StudyKind.LABORATORY: 5,
}
"""The Oxford level of a kind of study for the benefit of a treatment, 1 the surest, 5 the last.

The levels rank what was observed; reviews without a search, advice and opinions have none.
"""

KINDS: Mapping[StudyKind, Any] = {
    StudyKind.META_ANALYSIS: gettext_lazy(
        "Pools the results of several studies. As a kind of study, among the surest. "
        "Single studies in it may still be weak."
    ),
    StudyKind.SYSTEMATIC_REVIEW: gettext_lazy(
        "Searches for all studies of a question and weighs them. As a kind of study, among the "
        "surest, if the studies it found are sound."
    ),
    StudyKind.RANDOMIZED_TRIAL: gettext_lazy(
        "Chance decided who got what. As a kind of single study, the surest on whether something "
        "works. A small or short one can still be wrong."
    ),
    StudyKind.TRIAL: gettext_lazy(
        "Tested something without leaving to chance who got it. As a kind of study, less sure "
        "than a randomized trial: the groups may have differed from the start."
    ),
    StudyKind.COHORT: gettext_lazy(
        "Followed people over time. As a kind of study, less sure than a randomized trial: it "
        "shows what goes together, seldom what causes what."
    ),
    StudyKind.CASE_CONTROL: gettext_lazy(
        "Compared people who have a condition with people who do not, looking back. As a kind of "
        "study, unsure: it shows what goes together, seldom what causes what."
    ),
    StudyKind.CROSS_SECTIONAL: gettext_lazy(
        "Looked at people at one time. As a kind of study, unsure on causes: it cannot show what "
        "came first."
    ),
    StudyKind.CASE_REPORT: gettext_lazy(
        "Tells of single patients. As a kind of study, unsure: it may not hold for anybody else."
    ),
    StudyKind.REVIEW: gettext_lazy(
        "Its authors chose which studies to tell of. What it says is as sure as those studies, "
        "and others may have been left out."
    ),
    StudyKind.GUIDELINE: gettext_lazy(
        "Advice that experts agreed on. It is as sure as the studies that it rests on."
    ),
    StudyKind.REPORT: gettext_lazy(
        "A summary by an authority. It is as sure as the studies that it rests on."
    ),
    StudyKind.ANIMAL: gettext_lazy(
        "Done in animals. It does not show what happens in people; much of it does not hold there."
    ),
    StudyKind.LABORATORY: gettext_lazy(
        "Done in cells or in a laboratory. It does not show what happens in people."
    ),
    StudyKind.PREPRINT: gettext_lazy(
        "Not yet reviewed by other researchers. It may change or turn out wrong."
    ),
    StudyKind.OPINION: gettext_lazy("What its authors think. It is no study."),
}
"""What a kind of study is, and how sure such a kind is."""

_DAY, _MONTH = 10, 7
_STATUSES: Mapping[str, tuple[NoticeKind, Any, Any, Any, Any]] = {
    "retracted": (
        NoticeKind.RETRACTION,
        gettext_lazy("Retracted on %(when)s: do not rely on it."),
        gettext_lazy("Retracted in %(when)s: do not rely on it."),
        gettext_lazy("Retracted: do not rely on it."),
        gettext_lazy("Read the retraction"),
    ),
    "withdrawn": (
        NoticeKind.WITHDRAWAL,
        gettext_lazy("Withdrawn on %(when)s: do not rely on it."),
        gettext_lazy("Withdrawn in %(when)s: do not rely on it."),
        gettext_lazy("Withdrawn: do not rely on it."),
        gettext_lazy("Read the withdrawal"),
    ),
    "concern": (
        NoticeKind.CONCERN,
        gettext_lazy("Expression of concern published on %(when)s: read it with care."),
        gettext_lazy("Expression of concern published in %(when)s: read it with care."),
        gettext_lazy("Expression of concern: read it with care."),
        gettext_lazy("Read the expression of concern"),
    ),
    "corrected": (
        NoticeKind.CORRECTION,
        gettext_lazy("Corrected on %(when)s."),
        gettext_lazy("Corrected in %(when)s."),
        gettext_lazy("Corrected."),
        gettext_lazy("Read the correction"),
    ),
}
_TAKEN_BACK = frozenset({"retracted", "withdrawn"})


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is known of a source: ``label`` names it, and may be empty."""

    label: str
    words: str


class ReferenceWords:
    """A source as readers are told of it. It takes no query."""

    def __init__(self, reference: Any) -> None:
        self.reference = reference

    @property
    def is_taken_back(self) -> bool:
        """Whether the publication was retracted or withdrawn."""
        return self.reference.status in _TAKEN_BACK

    @property
    def entry(self) -> str:
        """The entry without what its links say again."""
        reference = self.reference
        return without_identifiers(reference.entry, reference.doi, reference.pmid, reference.pmcid)

    @property
    def parts(self) -> tuple[str, str, str]:
        """The entry before its title, the title, and the entry after it.

        An entry whose title cannot be found in it is all title.
        """
        entry = self.entry
        title = self.reference.title.strip().rstrip(".")
        at = entry.casefold().find(title.casefold()) if title else -1
        if at < 0 or len(entry) != len(entry.casefold()):
            return "", entry, ""
        return entry[:at], entry[at : at + len(title)], entry[at + len(title) :]

    @property
    def status(self) -> str:
        """What has become of it, where readers must know."""
        told = _STATUSES.get(self.reference.status)
        if told is None:
            return ""
        _kind, on_day, in_month, plain, _link = told
        on = self._published
        if not on:
            return str(plain)
        words = on_day if len(on) == _DAY else in_month
        return str(words) % {"when": day_in_words(on)}

    @property
    def notice_links(self) -> list[tuple[str, str]]:
        """The notices that say so, as ``(label, address)``, each address once."""
        told = _STATUSES.get(self.reference.status)
        found: dict[str, str] = {}
        for notice in self._notices:
            if told and (address := address_of(notice)):
                found.setdefault(address, notice.on)
        if len(found) == 1 or not told:
            return [(str(told[4]), address) for address in found] if told else []
        return [
            (f"{told[4]} ({day_in_words(on)})" if on else str(told[4]), address)
            for address, on in found.items()
        ]

    @property
    def doubt(self) -> str:
        """Why the entry could not be confirmed; empty where it was, or where nothing could be."""
        reference = self.reference
        if reference.agreement == Agreement.DIFFERS:
            if reference.comparison.is_another_work:
                return _("Could not be confirmed: its identifier leads to another publication.")
            return _("Could not be confirmed: its record says something else.")
        if reference.lookup == "not-found":
            return _("Could not be confirmed: its identifier leads to no publication.")
        if reference.record:
            return ""
        if reference.doi or reference.pmid or reference.pmcid:
            return _("Not confirmed yet.")
        return "" if reference.url or reference.isbn else _("Could not be confirmed.")

    @property
    def unchecked(self) -> str:
        """That nobody looked for what has become of it, where nobody did."""
        reference = self.reference
        if reference.status != "unknown":
            return ""
        if reference.doi or reference.pmid or reference.pmcid:
            return _("Not checked for corrections or retraction.")
        return _("No service that is asked tells of corrections to it.")

    @property
    def kind(self) -> str:
        """The kind of study, with its year where somebody vouches for it."""
        if self.reference.study_kind in ("", StudyKind.OTHER):
            return ""
        label = str(self.reference.get_study_kind_display())
        year = _year(self.reference)
        return _("%(kind)s, %(year)s") % {"kind": label, "year": year} if year else label

    @property
    def facts(self) -> list[Fact]:
        """What else is known: how sure its kind is, who was studied, who paid, when checked."""
        return [fact for fact in self._facts() if fact.words]

    def _facts(self) -> Iterator[Fact]:
        reference = self.reference
        yield Fact("", _of_kind(reference.study_kind))
        yield Fact(_("Studied"), reference.population)
        if size := reference.sample_size:
            yield Fact(_("Sample size"), number_format(size, force_grouping=True))
        yield Fact(_("Paid for by"), reference.funding)
        yield Fact("", self._checked())

    def _checked(self) -> str:
        """When somebody last looked for notices, and that there were none where there were none."""
        reference = self.reference
        if reference.status == "unknown":
            return ""
        if reference.status_checked_at is None:
            return "" if reference.status in _STATUSES else _("No correction or retraction known.")
        day = date_format(localtime(reference.status_checked_at).date())
        if reference.status in _STATUSES:
            return _("Last checked for notices on %(day)s.") % {"day": day}
        return _("Checked for corrections and retraction on %(day)s: none known.") % {"day": day}

    @property
    def _notices(self) -> list[Notice]:
        told = _STATUSES.get(self.reference.status)
        if told is None:
            return []
        known = standing(_read(self.reference.notices))
        return [notice for notice in known if notice.kind is told[0]]

    @property
    def _published(self) -> str:
        """The day of the first notice, as exactly as somebody tells it."""
        days = [notice.on for notice in self._notices if notice.on]
        exactest = max(map(len, days), default=0)
        return min((day for day in days if len(day) == exactest), default="")


def without_identifiers(entry: str, doi: str, pmid: str, pmcid: str) -> str:
    """An entry without these identifiers at its end, where links with the same words follow."""
    ends = [
        *(f"{before}{doi}" for before in ("doi:", "doi: ", "https://doi.org/") if doi),
        *(f"{before}{pmid}" for before in ("PubMed PMID: ", "PMID: ") if pmid),
        *(f"{before}{pmcid}" for before in ("PubMed Central PMCID: ", "PMCID: ") if pmcid),
    ]
    left = entry.rstrip(" .;")
    while end := next((end for end in ends if left[-len(end) :].lower() == end.lower()), ""):
        left = left[: -len(end)].rstrip(" .;,")
        entry = f"{left}." if left[-1:].isalnum() else left
    return entry


def status_in_words(status: str) -> str:
    """What has become of a publication, its day apart; empty where readers need not know."""
    told = _STATUSES.get(status)
    return str(told[3]) if told else ""


def address_of(notice: Notice) -> str:
    """Where a notice can be read, empty where it has no identifier."""
    if notice.doi:
        return f"https://doi.org/{notice.doi}"
    return f"https://pubmed.ncbi.nlm.nih.gov/{notice.pmid}/" if notice.pmid else ""


def day_in_words(on: str) -> str:
    """An ISO day, month or year as readers read it; what is no such thing stays as it is."""
    try:
        if len(on) == _DAY:
            return date_format(date.fromisoformat(on))
        if len(on) == _MONTH:
            return date_format(date.fromisoformat(f"{on}-01"), "YEAR_MONTH_FORMAT")
    except ValueError:
        pass
    return on


def _of_kind(name: str) -> str:
    try:
        return str(KINDS.get(StudyKind(name), ""))
    except ValueError:
        return ""


def _read(notices: Any) -> Iterator[Notice]:
    """The notices that are told in words that are known; what is spoiled is passed over."""
    for data in notices or ():
        try:
            yield Notice.from_data(data)
        except (AttributeError, ValueError):
            continue


def _year(reference: Any) -> str:
    """The year, where a person or a record vouches for it."""
    vouched = reference.csl if reference.fields_from in ("person", "record") else {}
    for fields in (vouched, reference.record):
        try:
            return str(int(fields["issued"]["date-parts"][0][0]))
        except (KeyError, IndexError, TypeError, ValueError):
            continue
    return ""
