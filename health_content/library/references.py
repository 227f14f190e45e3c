"""Bibliographic references, shared by all articles that cite them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection
from dataclasses import replace
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from health_content import conf
from health_content.bibliography.matching import Agreement, Comparison, compare
from health_content.bibliography.parsing import parse_record
from health_content.bibliography.printing import printed, printed_in_all
from health_content.bibliography.record import RecordError, ReferenceRecord
from health_content.bibliography.study import StudyKind
from health_content.library.programs import fill_emptied
from health_content.library.shown import ShownEntry

STUDY_LABELS: dict[StudyKind, Any] = {
    StudyKind.META_ANALYSIS: _("Systematic review with meta-analysis"),
    StudyKind.SYSTEMATIC_REVIEW: _("Systematic review"),
    StudyKind.RANDOMIZED_TRIAL: _("Randomized controlled trial"),
    StudyKind.TRIAL: _("Trial without randomization"),
    StudyKind.COHORT: _("Cohort study"),
    StudyKind.CASE_CONTROL: _("Case-control study"),
    StudyKind.CROSS_SECTIONAL: _("Cross-sectional study"),
    StudyKind.CASE_REPORT: _("Report of single cases"),
    StudyKind.REVIEW: _("Narrative review"),
    StudyKind.GUIDELINE: _("Guideline"),
    StudyKind.REPORT: _("Report or fact sheet of an authority"),
    StudyKind.ANIMAL: _("Study in animals"),
    StudyKind.LABORATORY: _("Study of cells or in the laboratory"),
    StudyKind.PREPRINT: _("Preprint, not reviewed"),
    StudyKind.OPINION: _("Editorial, letter or comment"),
    StudyKind.OTHER: _("Other"),
}

LOOKED_UP = frozenset({"status", "record", "lookup", "notices", "status_checked_at"})
"""What a look-up finds out. It is told whatever follows for the pages that cite the source."""

AGREEMENT_LABELS: dict[Agreement, Any] = {
    Agreement.UNKNOWN: _("Not compared"),
    Agreement.AGREES: _("Agrees"),
    Agreement.INCOMPLETE: _("Agrees, but lacks something"),
    Agreement.DIFFERS: _("Differs"),
}

_COLUMNS = ("title", "doi", "pmid", "pmcid", "isbn", "url")
"""Fields of the record that have a column of their own, to be found by."""

_MAKES_THE_ENTRY = frozenset({"citation", "csl", "fields_from"})

_GRAVITY = {"corrected": 1, "concern": 2, "withdrawn": 3, "retracted": 3}
"""How much worse than nothing known it is for a paper."""


def agreement_choices() -> list[tuple[str, Any]]:
    """How a citation stands to its record, in words."""
    return [(agreement.value, label) for agreement, label in AGREEMENT_LABELS.items()]


def study_kind_choices() -> list[tuple[str, Any]]:
    """The kinds of study by their names, in words."""
    return [(kind.value, STUDY_LABELS[kind]) for kind in StudyKind if kind]


class Reference(ShownEntry, index.Indexed, models.Model):
    """A source. ``csl`` is its record as a CSL-JSON item; the rest is for finding it.

    A status of *unknown* means that nobody looked. It is never shown as fine.

    ``citation`` and ``csl`` are the source as it is cited here, in words and in fields;
    ``fields_from`` says whose word the fields are. ``record`` is, as CSL-JSON too, what the
    identifiers lead to, from ``record_source``; it is kept apart, so that the two can be held
    against each other. ``printed`` are the fields in each style that this package prints, by
    the style's name; empty unless a person or a record vouches for them. ``notices`` are what
    was published on it since: a list of :class:`health_content.bibliography.notices.Notice`
    as plain data. ``agreement`` is how the fields stand to the record. ``conflict`` says, in
    words, that the identifiers lead to different works, or one of them nowhere.
    """

    class Status(models.TextChoices):
        """What has become of the publication."""

        UNKNOWN = "unknown", _("Not checked")
        CURRENT = "current", _("Current")
        CORRECTED = "corrected", _("Corrected")
        CONCERN = "concern", _("Expression of concern")
        RETRACTED = "retracted", _("Retracted")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    class FieldsFrom(models.TextChoices):
        """Whose word the fields of ``csl`` are."""

        NOBODY = "", _("Nobody's")
        READING = "reading", _("Read from the citation by the program")
        PERSON = "person", _("A person's")
        RECORD = "record", _("The record that the identifier leads to")

    class Lookup(models.TextChoices):
        """What came of asking for the record that the identifiers lead to."""

        NEVER = "", _("Not looked up")
        FOUND = "found", _("Found")
        NOT_FOUND = "not-found", _("Not found")
        UNREACHED = "unreached", _("Could not be asked")

    VOUCHED: ClassVar = (FieldsFrom.PERSON, FieldsFrom.RECORD)
    """Whose word it takes for readers to get an entry printed from the fields."""

    citation = models.TextField(_("citation"), help_text=_("The whole entry, as printed."))
    title = models.CharField(_("title"), max_length=500, blank=True)
    csl = models.JSONField(_("CSL-JSON"), default=dict, blank=True)
    fields_from = models.CharField(
        _("fields are"), max_length=8, choices=FieldsFrom.choices, blank=True, editable=False
    )
    printed = models.JSONField(default=dict, blank=True, editable=False)
    record = models.JSONField(_("record"), default=dict, blank=True, editable=False)
    record_source = models.CharField(max_length=20, blank=True, editable=False)
    lookup = models.CharField(
        _("looked up"), max_length=10, choices=Lookup.choices, blank=True, editable=False
    )
    looked_up_at = models.DateTimeField(_("looked up at"), null=True, blank=True, editable=False)
    conflict = models.TextField(_("conflict"), blank=True, default="", editable=False)
    notices = models.JSONField(_("notices"), default=list, blank=True, editable=False)
    agreement = models.CharField(
        _("agreement with its record"),
        max_length=10,
        choices=agreement_choices,
        blank=True,
        editable=False,
        db_index=True,
    )
    doi = models.CharField(_("DOI"), max_length=250, blank=True, db_index=True)
    pmid = models.CharField(_("PubMed ID"), max_length=12, blank=True, db_index=True)
    pmcid = models.CharField(_("PubMed Central ID"), max_length=15, blank=True, db_index=True)
    isbn = models.CharField(_("ISBN"), max_length=17, blank=True)
    url = models.URLField(_("address"), max_length=2000, blank=True)
    accessed_on = models.DateField(_("accessed on"), null=True, blank=True)
    study_kind = models.CharField(
        _("kind of study"), max_length=80, choices=study_kind_choices, blank=True
    )
    population = models.CharField(_("population"), max_length=250, blank=True)
    sample_size = models.PositiveIntegerField(_("sample size"), null=True, blank=True)
    funding = models.CharField(_("funding"), max_length=250, blank=True)
    open_access_url = models.URLField(_("open-access address"), max_length=2000, blank=True)
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.UNKNOWN
    )
    status_checked_at = models.DateTimeField(_("status checked at"), null=True, blank=True)
    status_source = models.CharField(_("status is known from"), max_length=40, blank=True)
    status_due_at = models.DateTimeField(null=True, blank=True, editable=False, db_index=True)
    fingerprint = models.CharField(max_length=64, unique=True, editable=False)

    search_fields: ClassVar = [
        index.SearchField("citation"),
        index.SearchField("title"),
        index.SearchField("entry"),
        index.AutocompleteField("citation"),
        index.AutocompleteField("entry"),
    ]
    shown_fields: ClassVar = (
        "citation",
        "title",
        "csl",
        "doi",
        "pmid",
        "pmcid",
        "isbn",
        "url",
        "accessed_on",
        "study_kind",
        "population",
        "sample_size",
        "funding",
        "open_access_url",
        "status",
        "fields_from",
        "printed",
        "record",
        "lookup",
        "notices",
        "status_checked_at",
    )

    class Meta:
        ordering: ClassVar = ["citation", "pk"]
        verbose_name = _("reference")
        verbose_name_plural = _("references")

    def __str__(self) -> str:
        return self.entry if len(self.entry) <= 120 else f"{self.entry[:119]}…"

    def save(self, *args, **kwargs):
        self.fingerprint = fingerprint_of(self.citation)
        self._follow_fields()
        update_fields = kwargs.get("update_fields")
        if update_fields is None or not _MAKES_THE_ENTRY.isdisjoint(update_fields):
            self._print()
        if update_fields is not None:
            kwargs["update_fields"] = _with_what_follows(update_fields)
        super().save(*args, **kwargs)

    def _follow_fields(self) -> None:
        """What is made of the fields: the columns by which it is found, and the agreement."""
        self.__dict__.pop("comparison", None)
        self.__dict__.pop("_reading", None)
        if self.csl:
            record = self.cited_record()
            for name in _COLUMNS:
                setattr(self, name, _fitting(name, getattr(record, name)))
        self.agreement = self.comparison.agreement.value

    def cited_record(self) -> ReferenceRecord:
        """The source as it is cited, in fields; read from the words where nobody gave fields."""
        try:
            record = ReferenceRecord.from_csl(self.csl) if self.csl else self._reading
        except RecordError:
            record = self._reading
        known = {name: getattr(self, name) for name in _COLUMNS if not getattr(record, name)}
        if self.accessed_on and not record.accessed:
            known["accessed"] = str(self.accessed_on)
        return replace(record, **known) if any(known.values()) else record

    def true_record(self) -> ReferenceRecord | None:
        """What the identifiers lead to; ``None`` where nobody knows."""
        try:
            return ReferenceRecord.from_csl(self.record) if self.record else None
        except RecordError:
            return None

    def take_fields(self, record: ReferenceRecord, fields_from: str) -> None:
        """Have these fields as those cited, on the word of ``fields_from``. Does not save."""
        self.csl = record.to_csl()
        self.fields_from = fields_from
        for name in _COLUMNS:
            setattr(self, name, _fitting(name, getattr(record, name)))
        self.__dict__.pop("comparison", None)
        self._print()

    def _print(self) -> None:
        """Have the entry in each style, where somebody vouches for the fields."""
        is_vouched = bool(self.csl) and self.fields_from in self.VOUCHED
        record = self.cited_record() if is_vouched else None
        if record is None or self.__dict__.get("_printed_record") != record:
            self.printed = printed_in_all(record) if record else {}
        self._printed_record = record

    @cached_property
    def _reading(self) -> ReferenceRecord:
        return parse_record(self.citation)

    @cached_property
    def comparison(self) -> Comparison:
        """The source as cited, held against what the identifiers lead to."""
        return compare(self.cited_record(), self.true_record())

    @property
    def entry(self) -> str:
        """What readers get: printed in the site's style where somebody vouches for the fields."""
        is_vouched = self.fields_from in self.VOUCHED
        return (is_vouched and self.printed.get(conf.references()["STYLE"])) or self.citation

    def clean(self) -> None:
        super().clean()
        fill_emptied(self)
        same = Reference.objects.filter(fingerprint=fingerprint_of(self.citation))
        if twin := same.exclude(pk=self.pk).first():
            raise ValidationError(
                {
                    "citation": _("The library has this entry already: “%(entry)s”. Use that one.")
                    % {"entry": twin}
                }
            )

    def is_never_refused(self, changed: Collection[str], before: ShownEntry | None) -> bool:
        """That a paper was retracted must be told, whatever follows for the pages that cite it.

        To take that back is another matter: a finding may have gone with it.
        """
        told = not isinstance(before, Reference) or self._gravity >= before._gravity
        return set(changed) <= LOOKED_UP and told

    @property
    def _gravity(self) -> int:
        return _GRAVITY.get(self.status, 0)

    @property
    def links(self) -> list[tuple[str, str]]:
        """The entry's identifiers as ``(label, address)``, the best first."""
        found = []
        if self.doi:
            found.append((f"doi:{self.doi}", f"https://doi.org/{self.doi}"))
        if self.pmid:
            found.append((f"PMID {self.pmid}", f"https://pubmed.ncbi.nlm.nih.gov/{self.pmid}/"))
        if self.pmcid:
            found.append((self.pmcid, f"https://pmc.ncbi.nlm.nih.gov/articles/{self.pmcid}/"))
        if not found and self.url:
            found.append((self.url, self.url))
        return found


def printed_entry(record: ReferenceRecord) -> str:
    """A record as an entry in the site's style; empty where it has no title."""
    return printed(record, conf.references()["STYLE"])


def _with_what_follows(names: Collection[str]) -> set[str]:
    """The fields to be written where these are."""
    named = set(names)
    if "citation" in named:
        named.add("fingerprint")
    if named & _MAKES_THE_ENTRY:
        named.update(_COLUMNS)
        named.add("printed")
    if named & {"citation", "csl", "record", *_COLUMNS}:
        named.add("agreement")
    return named


def _fitting(name: str, value: str) -> str:
    """As much of a field as its column takes; an address only whole."""
    column: Any = Reference._meta.get_field(name)
    if name != "url":
        return value[: column.max_length]
    try:
        return str(column.clean(value, None))
    except ValidationError:
        return ""


def fingerprint_of(citation: str) -> str:
    """The same for two spellings of one entry that differ in case, spaces and marks."""
    words = " ".join(re.findall(r"\w+", citation.casefold()))
    return hashlib.sha256(words.encode()).hexdigest()
