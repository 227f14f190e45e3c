"""Choosing a reference, and adding one on the way by an identifier or a pasted citation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetCreateView,
)

from health_content.admin.references.rows import Row, add, ask_for, read_rows, twins
from health_content.bibliography.matching import Agreement
from health_content.bibliography.status import TAINTED
from health_content.library.references import Reference

_SALT = "health_content.admin.references.chooser"
_GOOD_FOR = 24 * 60 * 60
_TWIN = "twin-"


class PastedForm(forms.Form):
    """One citation or identifier; ``row`` is what was made of it."""

    text = forms.CharField(
        label=_("Citation or identifier"),
        max_length=4000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_(
            "A citation in any style, a DOI, a PubMed ID, an ID of PubMed Central or an address."
        ),
    )
    row: Row | None = None

    @property
    def token(self) -> str:
        """The row, signed, and the text it was made from."""
        told = {"text": self.data.get("text", ""), "row": self.row.as_data() if self.row else None}
        return signing.dumps(told, salt=_SALT, compress=True)

    def read_before(self) -> Row | None:
        """The row that was made from this very text, and shown."""
        try:
            told = signing.loads(self.data.get("token", ""), salt=_SALT, max_age=_GOOD_FOR)
        except signing.BadSignature:
            return None
        is_same = told["text"] == self.data.get("text", "")
        return Row.from_data(told["row"]) if is_same and told["row"] else None

    def read(self) -> None:
        """Read the text and look it up."""
        rows = read_rows(self.cleaned_data["text"])
        if len(rows) != 1:
            told = gettext(
                "This is read as %(count)d citations. Paste one, or add many under “Add many, or "
                "by identifier” in the list of references."
            )
            self.add_error("text", told % {"count": len(rows)})
            return
        ask_for(rows)
        self.row = rows[0]

    @cached_property
    def choices(self) -> list[tuple[str, str]]:
        """What can be taken: an entry that is there, or what can be kept of the text."""
        if self.row is None:
            return []
        known = gettext("The entry that is there: %(entry)s")
        there = [(f"{_TWIN}{twin.pk}", known % {"entry": twin}) for twin in self.row.twins]
        return [*there, *self.row.choices]

    @property
    def choice(self) -> str:
        """What is taken unless somebody chooses otherwise."""
        if self.row is None or not self.choices:
            return ""
        return self.choices[0][0] if self.row.twins else self.row.choice


class _Pasting:
    """What the views of the chooser have in common."""

    creation_form_class = PastedForm
    creation_form_template_name = "health_content/admin/references/chooser_new.html"


class _Columns(_Pasting):
    """Rows by title, first author and year, with what has become of them."""

    @property
    def title_column(self) -> Any:
        column = super().title_column  # type: ignore[misc]
        column.accessor = lambda row: row.title or str(row)
        return column

    @property
    def columns(self) -> list[Any]:
        return [
            *super().columns,  # type: ignore[misc]
            Column("author", label=_("First author"), accessor=first_author),
            Column("year", label=_("Year"), accessor=year, classname="hc-source"),
            StatusColumn(),
            AgreementColumn(),
        ]


class StatusColumn(StatusTagColumn):
    """What has become of a source; marked where a page that cites it must be looked at."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            "status",
            label=_("Status"),
            accessor="get_status_display",
            primary=lambda row: row.status in TAINTED,
            classname="hc-stands",
            **kwargs,
        )


class AgreementColumn(StatusTagColumn):
    """How a citation stands to its record; marked where it contradicts."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            "agreement",
            label=_("Agreement"),
            accessor="get_agreement_display",
            primary=lambda row: row.agreement == Agreement.DIFFERS,
            classname="hc-stands",
            **kwargs,
        )


def first_author(row: Reference) -> str:
    """The first author's name as it is sorted by; empty where nobody is named."""
    authors = row.cited_record().authors
    return (authors[0].family or authors[0].literal) if authors else ""


def year(row: Reference) -> str:
    """The year of a source in figures; empty where none is known."""
    return str(row.cited_record().year or "")


class ReferenceChooseView(_Columns, ChooseView):
    """References to choose from."""


class ReferenceChooseResultsView(_Columns, ChooseResultsView):
    """The same, while somebody searches."""


class ReferenceChooserCreateView(_Pasting, SnippetCreateView):
    """Reads what is pasted and shows it; adds it and chooses it when it comes back."""

    form: PastedForm

    def post(self, request: Any) -> Any:
        self.form = form = self.get_creation_form()
        if not form.is_valid():
            return self.get_reshow_creation_form_response()
        form.row = form.read_before()
        taken = request.POST.get("keep", "")
        if form.row is None or not taken:
            form.read()
        elif chosen := self._chosen(form.row, taken):
            return self.get_chosen_response(chosen)
        if form.row:
            form.row.twins = twins(form.row)
        return self.get_reshow_creation_form_response()

    def _chosen(self, row: Row, taken: str) -> Reference | None:
        """The entry that is there, or a new one; ``None`` where there is none, said why."""
        if taken.startswith(_TWIN):
            found = {f"{_TWIN}{twin.pk}": twin for twin in twins(row)}
            return found.get(taken)
        row.kept = taken
        try:
            return add(row, self.request.user)
        except ValidationError as error:
            row.problem = " ".join(error.messages)
            return None


class ReferenceChooserViewSet(SnippetChooserViewSet):
    """Search, and “New” for those who may add references."""

    choose_view_class = ReferenceChooseView
    choose_results_view_class = ReferenceChooseResultsView
    create_view_class = ReferenceChooserCreateView
    creation_form_class = PastedForm
    creation_tab_label = _("New")
