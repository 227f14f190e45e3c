"""The form of a reference: its words, its fields, and what its identifiers lead to."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from health_content.admin.entries import EntryForm
from health_content.admin.references import fields as work
from health_content.admin.references.lookup import Answer
from health_content.bibliography.record import ReferenceRecord
from health_content.bibliography.status import GRAVITY, WorkStatus
from health_content.library.looked_up import forget_record, keep
from health_content.library.references import Reference
from health_content.library.source_status import PERSON
from health_content.publishing.library import suspending_pages

ANSWER = "looked-up"
"""The name under which the form brings back what was looked up."""

STATUS_WAS = "status-was"
"""The name under which the form brings back the status that it showed."""

_IDENTIFIERS = ("doi", "pmid", "pmcid", "isbn")
_STATUS = ("status", "status_source", "status_checked_at")
_MAKES_FIELDS = ("citation", "vouched", *work.FIELDS)


def _number(label: Any, most: int) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=1, max_value=most)


def _text(label: Any, help_text: Any = "", most: int = 250) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=most, help_text=help_text)


class ReferenceForm(EntryForm):
    """A reference with the fields of its work, which are stored as one record."""

    kept_status = ""
    """A status that was saved by itself."""

    type = forms.ChoiceField(label=_("Kind of work"), required=False)
    authors = forms.CharField(
        label=_("Authors"),
        required=False,
        widget=forms.Textarea({"rows": 5}),
        help_text=_(
            "One to a line: “Family, Given”, or the name of an organization. “et al.” as the "
            "last line where there are more."
        ),
    )
    container_title = _text(_("Journal, book or website"), most=500)
    year = _number(_("Year"), 2200)
    month = _number(_("Month"), 12)
    day = _number(_("Day"), 31)
    volume = _text(_("Volume"), most=40)
    issue = _text(_("Issue"), most=40)
    page = _text(_("Pages"), most=60)
    publisher = _text(_("Publisher"))
    publisher_place = _text(_("Place"), most=100)
    edition = _text(_("Edition"), most=40)
    editors = forms.CharField(
        label=_("Editors"),
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Of a book. One to a line, as authors."),
    )
    vouched = forms.BooleanField(
        label=_("I have compared the fields with the source"),
        required=False,
        help_text=_(
            "Readers then get the entry printed from the fields, in the style of this site. "
            "Otherwise they get the citation as pasted."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        given = kwargs.pop("initial", None) or {}
        instance = kwargs.get("instance") or Reference()
        self.stored = {name: getattr(instance, name) for name in (*_IDENTIFIERS, "status")}
        record = instance.cited_record() if instance.csl or instance.citation else None
        known: dict[str, Any] = work.values_of(record) if record else {"type": "article-journal"}
        known["vouched"] = instance.fields_from in Reference.VOUCHED
        super().__init__(*args, initial={**known, **given}, **kwargs)
        self.fields["type"].choices = _types(known.get("type", ""))
        self.fields["title"].widget = forms.Textarea({"rows": 2})
        self.answer = self._answer()

    def _answer(self) -> Answer | None:
        token = self.data.get(ANSWER) if self.is_bound else self.initial.get(ANSWER)
        return Answer.from_token(token) if token else None

    def _cleaned(self, name: str, clean: Any) -> str:
        return str(clean(str(self.cleaned_data.get(name) or "").strip()))

    def clean_doi(self) -> str:
        return self._cleaned("doi", work.clean_doi)

    def clean_pmid(self) -> str:
        return self._cleaned("pmid", work.clean_pmid)

    def clean_pmcid(self) -> str:
        return self._cleaned("pmcid", work.clean_pmcid)

    def clean_isbn(self) -> str:
        return self._cleaned("isbn", work.clean_isbn)

    def clean_status(self) -> str:
        """The status chosen; where nobody chose another, the one that is stored by now.

        A check may have found a retraction while the form was open.
        """
        chosen = str(self.cleaned_data["status"])
        return str(self.stored["status"]) if chosen == self.status_was else chosen

    @property
    def status_was(self) -> str:
        """The status that the form showed at first."""
        if self.kept_status:
            return self.kept_status
        told = self.data.get(STATUS_WAS) if self.is_bound else self.initial.get(STATUS_WAS)
        return str(told or self.stored["status"])

    def clean_authors(self) -> str:
        authors = str(self.cleaned_data["authors"])
        work.names_of(authors)
        return authors

    def clean_editors(self) -> str:
        editors = str(self.cleaned_data["editors"])
        work.names_of(editors)
        return editors

    def clean(self) -> Any:
        cleaned = super().clean()
        values = self.cleaned_data if cleaned is None else cleaned
        if values.get("day") and not values.get("month"):
            self.add_error("month", gettext("A day needs its month."))
        if values.get("month") and not values.get("year"):
            self.add_error("year", gettext("A month needs its year."))
        if values.get("vouched") and not values.get("title"):
            self.add_error("title", gettext("Fields that are compared have a title at least."))
        return values

    def _post_clean(self) -> None:
        if not self.errors:
            self._take()
        super()._post_clean()

    def _take(self) -> None:
        """Have the instance say what the form says, before it is judged."""
        row, values = self.instance, self.cleaned_data
        if any(map(self._is_touched, _MAKES_FIELDS)):
            self._take_fields()
        self._leave_untouched()
        is_chosen = values.get("status") != self.stored["status"]
        if any(str(values.get(name) or "") != self.stored[name] for name in _IDENTIFIERS):
            row.conflict = ""
            if not _leads_there(values, self.stored, row.true_record()):
                self._forget()
        if is_chosen:
            row.status_source, row.status_checked_at = PERSON, timezone.now()

    def _take_fields(self) -> None:
        row, values = self.instance, self.cleaned_data
        if not any(values.get(name) for name in work.FIELDS if name != "type"):
            row.csl, row.fields_from = {}, Reference.FieldsFrom.NOBODY
            return
        known = row.cited_record() if row.csl else None
        record = work.record_of(values, known)
        if known is not None:
            record = replace(record, **self._untouched_of(known))
        row.take_fields(*self._with_word(record))

    def _untouched_of(self, known: ReferenceRecord) -> dict[str, Any]:
        left = [name for name in work.FIELDS if not self._is_touched(name)]
        if "authors" in left:
            left.append("authors_complete")
        return {name: getattr(known, name) for name in left}

    def _is_touched(self, name: str) -> bool:
        """Whether somebody changed a field, or the entry is new.

        To be written otherwise, as a cleaned identifier or the ends of lines, is no change.
        """
        was = _bare(self[name].initial)
        return self.instance.pk is None or was not in (
            _bare(self[name].data),
            _bare(self.cleaned_data.get(name)),
        )

    def _leave_untouched(self) -> None:
        """Have what nobody changed as it is stored, to the letter."""
        columns = {field.name for field in self.instance._meta.fields} - {"status"}
        for name in columns & self.cleaned_data.keys():
            if not self._is_touched(name):
                self.cleaned_data[name] = getattr(self.instance, name)

    @property
    def tells_status_alone(self) -> bool:
        """Whether nothing was changed but what has become of the source."""
        return not any(self._is_touched(name) for name in self.fields if name != "status")

    def keep_graver_status(self) -> str:
        """Save the status alone where it is a graver one, of a form that is not saved.

        That a paper was retracted is told whatever else is wrong. Returns its label, or nothing.
        """
        chosen, was = str(self.cleaned_data.get("status") or ""), str(self.stored["status"])
        if self.instance.pk is None or not chosen:
            return ""
        if GRAVITY[WorkStatus(chosen)] <= GRAVITY[WorkStatus(was)]:
            return ""
        row = Reference.objects.get(pk=self.instance.pk)
        row.status, row.status_source, row.status_checked_at = chosen, PERSON, timezone.now()
        row.save(update_fields=_STATUS)
        self.stored["status"] = self.kept_status = chosen
        return str(Reference.Status(chosen).label)

    def _forget(self) -> None:
        row, values = self.instance, self.cleaned_data
        for name in _IDENTIFIERS:
            setattr(row, name, str(values.get(name) or ""))
        were = {name: str(self.stored[name]) for name in _IDENTIFIERS if self.stored[name]}
        stay = all(getattr(row, name).casefold() == were[name].casefold() for name in were)
        forget_record(row, is_same_work=bool(were) and stay)
        if values.get("status") == self.stored["status"]:
            # Django writes the values of the form into the row after this.
            values["status"] = row.status

    def _with_word(self, record: ReferenceRecord) -> tuple[ReferenceRecord, str]:
        """The record, and whose word it is."""
        if not self.cleaned_data.get("vouched"):
            return record, Reference.FieldsFrom.READING.value
        true = self.true_record
        if true is not None and work.values_of(true) == work.values_of(record):
            return true, Reference.FieldsFrom.RECORD.value
        return record, Reference.FieldsFrom.PERSON.value

    @property
    def true_record(self) -> ReferenceRecord | None:
        """What the identifiers lead to, as it was just looked up or is stored."""
        if self.answer and self.answer.record:
            return self.answer.record
        return self.instance.true_record()

    def cited_record(self) -> ReferenceRecord | None:
        """The work as the form has it; ``None`` where its authors cannot be read."""
        values = self.cleaned_data if self.is_bound and self.is_valid() else self.initial
        try:
            return work.record_of(values)
        except (ValidationError, TypeError, ValueError):
            return None

    def save(self, commit: bool = True) -> Any:
        if commit and self.tells_status_alone:
            saved = self.instance
            with suspending_pages(self.suspends_pages):
                saved.save(update_fields=_STATUS)
        else:
            saved = super().save(commit=commit)
        answer = self.answer
        if commit and answer:
            asked = {name: getattr(answer.asked, name) for name in _IDENTIFIERS}
            if _leads_there(self.cleaned_data, asked, answer.record):
                keep(saved, answer)
        return saved


def _bare(value: Any) -> tuple[str, ...]:
    if isinstance(value, bool):
        value = "on" if value else ""
    return tuple(line.rstrip() for line in str(value or "").strip().splitlines())


def _leads_there(values: Any, asked: Any, record: ReferenceRecord | None) -> bool:
    """Whether these identifiers are those that were asked for, or those of what was found."""
    given = {name: str(values.get(name) or "").casefold() for name in _IDENTIFIERS}
    return any(given.values()) and all(
        value in {asked[name].casefold(), getattr(record, name, "").casefold()}
        for name, value in given.items()
        if value
    )


def _types(known: str) -> list[tuple[str, Any]]:
    listed = list(work.WORK_TYPES.items())
    return listed if known in work.WORK_TYPES or not known else [*listed, (known, known)]
