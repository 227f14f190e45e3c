"""“Add references”: one or many, pasted as they come, and nothing written before the last word."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import IndexView

from health_content.admin.references.editing import edit_address
from health_content.admin.references.interchange import interchange_button
from health_content.admin.references.merging import MERGE
from health_content.admin.references.rows import (
    LOOKED_UP_AT_ONCE,
    Row,
    add,
    ask_for,
    read_rows,
    twins,
)
from health_content.admin.registry.kept_files import FileGone, keep, kept
from health_content.library.live_pages import live_pages_naming
from health_content.library.references import Reference

ADD = "health_content.add_reference"
MOST_ROWS = 100
"""Rows that one request takes; more come in by a file."""

TWINS_SHOWN = 5

_URL_NAME = "health_content_add_references"
_FILE = "references.json"


class PasteForm(forms.Form):
    """What is pasted."""

    text = forms.CharField(
        label=_("Citations or identifiers"),
        max_length=200_000,
        widget=forms.Textarea({"rows": 12}),
        help_text=_(
            "One or many: citations in any style, DOIs, PubMed IDs, IDs of PubMed Central, ISBNs "
            "or addresses. An empty line between citations helps."
        ),
    )
    look_up = forms.BooleanField(
        label=_("Look up those that have an identifier"), required=False, initial=True
    )


class AddReferencesView(WagtailAdminTemplateMixin, TemplateView):
    """Reads what is pasted, shows each row with what speaks against it, and adds what is ticked."""

    template_name = "health_content/admin/references/add.html"
    page_title = _("Add references")
    header_icon = "openquote"
    http_method_names = ("get", "head", "options", "post")

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Raises ``PermissionDenied`` for whoever may not add references."""
        if not request.user.is_active or not request.user.has_perm(ADD):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        items = [
            {"url": _list_address(), "label": gettext("References")},
            {"url": "", "label": self.get_page_title()},
        ]
        return [*self.breadcrumbs_items, *items]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        known = {"form": PasteForm(), "list_address": _list_address()}
        return known | super().get_context_data(**kwargs)

    def post(self, request: Any) -> Any:
        """The text the first time; afterwards what its rows are known by."""
        if "token" not in request.POST:
            return self._read(request)
        try:
            data, _name = kept(request.POST["token"], request.user)
        except FileGone:
            messages.error(request, gettext("That is not kept any more. Paste it again."))
            return redirect(request.path)
        rows = [Row.from_data(row) for row in json.loads(data)]
        for number, row in enumerate(rows):
            row.is_ticked = f"add-{number}" in request.POST
            row.kept = request.POST.get(f"keep-{number}", "")
        if request.POST.get("do") == "add":
            return self._add(rows)
        waited = {number for number, row in enumerate(rows) if row.waits}
        ask_for(rows)
        for number in waited:
            if rows[number].answer:
                # What was found decides anew.
                rows[number].is_ticked, rows[number].kept = None, ""
        return self._shown(rows)

    def _read(self, request: Any) -> Any:
        form = PasteForm(request.POST)
        rows = read_rows(form.cleaned_data["text"]) if form.is_valid() else []
        if form.is_valid() and not rows:
            form.add_error("text", gettext("There is no citation in this text."))
        if len(rows) > MOST_ROWS:
            told = gettext("These are %(count)d rows; %(most)d is the most that is taken at once.")
            form.add_error("text", told % {"count": len(rows), "most": MOST_ROWS})
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        if form.cleaned_data["look_up"]:
            ask_for(rows)
        return self._shown(rows)

    def _add(self, rows: list[Row]) -> Any:
        _find_twins(rows)
        added, left = [], []
        for row in rows:
            if not row.is_ticked:
                left.append(row)
                continue
            try:
                added.append(add(row, self.request.user))
            except ValidationError as error:
                row.problem = " ".join(error.messages)
                left.append(row)
        if added:
            self._tell(added)
        if not left:
            return redirect(_list_address())
        if not added and not any(row.problem for row in left):
            messages.error(self.request, gettext("No row is ticked: nothing was added."))
        return self._shown(left, added)

    def _tell(self, added: list[Reference]) -> None:
        count = len(added)
        text = ngettext("%(count)d reference was added.", "%(count)d references were added.", count)
        messages.success(self.request, text % {"count": count})

    def _shown(self, rows: list[Row], added: list[Reference] | None = None) -> Any:
        _find_twins(rows)
        data = json.dumps([row.as_data() for row in rows]).encode()
        waiting = sum(row.waits for row in rows)
        return self.render_to_response(
            self.get_context_data(
                rows=list(enumerate(rows)),
                token=keep(data, _FILE, self.request.user),
                waiting=waiting,
                at_once=min(waiting, LOOKED_UP_AT_ONCE),
                added=[(reference, edit_address(reference)) for reference in added or ()],
            )
        )


def _find_twins(rows: list[Row]) -> None:
    for row in rows:
        row.twins = twins(row)[:TWINS_SHOWN]


class PagesColumn(Column):
    """How many live pages cite a source."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("pages", label=_("Live pages"), accessor="page_count", **kwargs)


class ReferenceIndexView(IndexView):
    """The list, with the way to adding many."""

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        """Wagtail's own, and adding for those who may."""
        buttons = super().header_more_buttons
        if self.request.user.has_perm(ADD):
            label = gettext("Add many, or by identifier")
            buttons.append(Button(label, url=reverse(_URL_NAME), icon_name="plus-inverse"))
        if self.request.user.has_perms(MERGE):
            address = reverse("health_content_duplicate_references")
            buttons.append(Button(gettext("Likely duplicates"), url=address, icon_name="copy"))
        if exchange := interchange_button(self.request):
            buttons.append(exchange)
        return buttons

    def get_table(self, object_list: Any, **kwargs: Any) -> Any:
        rows = list(object_list)
        counts = live_pages_naming(Reference, [row.pk for row in rows])
        for row in rows:
            row.page_count = counts[row.pk]
        return super().get_table(rows, **kwargs)


def _list_address() -> str:
    return reverse(Reference.snippet_viewset.get_url_name("list"))


urlpatterns = [
    path("health-content/references/add/", AddReferencesView.as_view(), name=_URL_NAME),
]
