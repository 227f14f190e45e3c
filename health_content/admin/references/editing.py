"""Making and changing a reference: filling its form from its words, or from what was found."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, Panel

from health_content.admin.entries import EntryCreateView, EntryEditView
from health_content.admin.references import fields as work
from health_content.admin.references.form import ANSWER, STATUS_WAS
from health_content.admin.references.lookup import SOURCES, Answer, ask, sides, told
from health_content.bibliography.identifiers import Identifiers
from health_content.bibliography.parsing import clean_citation, parse_record
from health_content.library.looked_up import keep
from health_content.library.references import AGREEMENT_LABELS, Reference, printed_entry
from health_content.publishing.library import EntryRefused

FILL = "fill"
READ, PRINT, LOOK_UP, TAKE = "read", "print", "look-up", "take"


class Fills:
    """For views of a reference's form: buttons that fill it, and save nothing of what it says."""

    request: Any
    object: Any
    filled = False

    def post(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Fill the form where that is asked for; else save it."""
        fill = {READ: self._read, PRINT: self._print, LOOK_UP: self._look_up, TAKE: self._take}
        chosen = fill.get(request.POST.get(FILL, ""))
        if chosen is None:
            return super().post(request, *args, **kwargs)  # type: ignore[misc]
        self.object = self.get_object() if self.is_stored else None  # type: ignore[attr-defined]
        typed = {name: value for name, value in request.POST.items() if name != FILL}
        typed["vouched"] = bool(typed.get("vouched"))
        self.form = self._form(chosen(typed))
        self.filled = True
        return self.render_to_response(self.get_context_data())  # type: ignore[attr-defined]

    @property
    def is_stored(self) -> bool:
        """Whether the form is that of an entry of the library."""
        return bool(self.kwargs)  # type: ignore[attr-defined]

    @cached_property
    def has_unsaved_changes(self) -> bool:
        return self.filled or super().has_unsaved_changes  # type: ignore[misc]

    def _form(self, values: dict[str, Any]) -> Any:
        """The form with these values, and without a word on what is wrong with them."""
        kwargs = self.get_form_kwargs()  # type: ignore[attr-defined]
        for name in ("data", "files"):
            kwargs.pop(name, None)
        form_class = self.get_form_class()  # type: ignore[attr-defined]
        return form_class(**kwargs | {"initial": values})

    def _read(self, values: dict[str, Any]) -> dict[str, Any]:
        text = values.get("citation", "")
        record = parse_record(text)
        found = {name: value for name, value in work.values_of(record).items() if value}
        kept = dict.fromkeys(work.FIELDS, "") | found
        messages.info(
            self.request,
            gettext("Read by the program, and not saved yet: hold each field against the text."),
        )
        return {**values, **kept, "citation": clean_citation(text), "vouched": False}

    def _print(self, values: dict[str, Any]) -> dict[str, Any]:
        try:
            record = work.record_of(values)
        except ValueError:
            record = None
        words = printed_entry(record) if record and record.title else ""
        if not words:
            messages.error(self.request, gettext("Nothing was printed: the fields need a title."))
            return values
        messages.info(self.request, gettext("Printed from the fields, and not saved yet."))
        return {**values, "citation": words}

    def _look_up(self, values: dict[str, Any]) -> dict[str, Any]:
        wanted = work.identifiers_of(values)
        if not wanted:
            messages.error(
                self.request,
                gettext("There is nothing to look up: give a DOI, a PubMed ID or one of PMC."),
            )
            return values
        answer = ask(wanted)
        _tell(self.request, answer)
        if self.object is not None and wanted == _stored_identifiers(self.object):
            self._keep(answer)
            values = self._as_kept(values)
        return {**values, ANSWER: answer.token()}

    def _keep(self, answer: Answer) -> None:
        """What has become of the source is known at once, whether the form is saved or not."""
        try:
            keep(self.object, answer)
        except EntryRefused as refusal:
            messages.error(self.request, " ".join(refusal.messages))

    def _as_kept(self, values: dict[str, Any]) -> dict[str, Any]:
        """The values with what the look-up stored, where nobody typed otherwise."""
        row = self.object
        kept = {
            name: values.get(name) or getattr(row, name)
            for name in ("study_kind", "open_access_url")
        }
        if values.get("status") == values.get(STATUS_WAS):
            kept |= {"status": row.status, STATUS_WAS: row.status}
        return values | kept

    def _take(self, values: dict[str, Any]) -> dict[str, Any]:
        answer = Answer.from_token(values.get(ANSWER, ""))
        record = answer.record if answer else None
        if record is None and self.object is not None:
            record = self.object.true_record()
        if record is None:
            messages.error(self.request, gettext("There is no record to take."))
            return values
        messages.info(
            self.request,
            gettext("These are the fields of the record now. They are kept when you save."),
        )
        words = printed_entry(record)
        return {**values, **work.values_of(record), "citation": words, "vouched": True}


class ReferenceCreateView(Fills, EntryCreateView):
    """Makes a reference."""


class ReferenceEditView(Fills, EntryEditView):
    """Changes a reference."""

    def form_invalid(self, form: Any) -> Any:
        """Keep what has become of the source, whatever is wrong with the rest."""
        if label := form.keep_graver_status():
            messages.success(
                self.request,
                gettext(
                    "The status “%(status)s” was saved. Nothing else was. Save again to have the "
                    "rest judged by itself."
                )
                % {"status": label},
            )
        return super().form_invalid(form)


class FillPanel(Panel):
    """Buttons between the words and the fields."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "health_content/admin/references/fill_panel.html"


class RecordPanel(Panel):
    """Both sides: what is cited, and what the identifiers lead to."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "health_content/admin/references/record_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            row, answer = self.instance, self.form.answer
            cited, found = self.form.cited_record(), self.form.true_record
            outcome = answer.outcome if answer else row.lookup
            source = answer.source if answer else row.record_source
            return {
                **context,
                "answer": answer,
                "token": answer.token() if answer else "",
                "name": ANSWER,
                "status_name": STATUS_WAS,
                "status_was": self.form.status_was,
                "outcome": outcome,
                "told": told(outcome, answer.problem if answer else ""),
                "conflict": answer.conflict if answer else row.conflict,
                "source": SOURCES.get(source, source),
                "looked_up_at": row.looked_up_at,
                "agreement": AGREEMENT_LABELS[row.comparison.agreement] if row.pk else "",
                "sides": sides(cited, found) if cited and found else [],
                "has_record": found is not None,
                "notices": [] if row.pk is None else row.notices,
            }


def _stored_identifiers(row: Reference) -> Identifiers:
    return work.identifiers_of(vars(row))


def _tell(request: Any, answer: Answer) -> None:
    if answer.outcome == Reference.Lookup.FOUND:
        source = SOURCES.get(answer.source, answer.source)
        messages.success(
            request,
            gettext("%(source)s has a record of it. Both sides are below.") % {"source": source},
        )
        if answer.conflict:
            messages.warning(request, answer.conflict)
    else:
        messages.warning(request, told(answer.outcome, answer.problem))


def edit_address(row: Reference) -> str:
    """Where a reference is changed."""
    return reverse(Reference.snippet_viewset.get_url_name("edit"), args=[row.pk])


REFERENCE_PANELS: tuple[Any, ...] = (
    MultiFieldPanel(
        [
            FieldPanel("citation"),
            FillPanel(),
        ],
        heading=_("As pasted"),
    ),
    RecordPanel(heading=_("Cited and on record")),
    MultiFieldPanel(
        [
            FieldPanel("type"),
            FieldPanel("title"),
            FieldPanel("authors"),
            FieldPanel("container_title"),
            FieldRowPanel([FieldPanel(name) for name in ("year", "month", "day")]),
            FieldRowPanel([FieldPanel(name) for name in ("volume", "issue", "page")]),
            FieldRowPanel([FieldPanel("publisher"), FieldPanel("publisher_place")]),
            FieldRowPanel([FieldPanel("edition"), FieldPanel("editors")]),
            FieldRowPanel([FieldPanel(name) for name in ("doi", "pmid")]),
            FieldRowPanel([FieldPanel(name) for name in ("pmcid", "isbn")]),
            FieldRowPanel([FieldPanel("url"), FieldPanel("accessed_on")]),
            FieldPanel("vouched"),
        ],
        heading=_("Fields of the work"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("study_kind"),
            FieldPanel("population"),
            FieldPanel("sample_size"),
            FieldPanel("funding"),
            FieldPanel("open_access_url"),
        ],
        heading=_("Study"),
    ),
    FieldPanel("status"),
)
"""What the form of a reference shows, in order."""
