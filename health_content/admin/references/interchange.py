"""References as BibTeX, RIS and CSL-JSON in the admin: out, and in after a look at the file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import Button
from wagtail.models import Page

from health_content.admin.references.editing import edit_address
from health_content.admin.registry.kept_files import FileGone, keep, kept
from health_content.bibliography.formats import EXTENSIONS, MEDIA_TYPES, Format
from health_content.conf import import_max_bytes
from health_content.interchange import UnreadableTable
from health_content.interchange.references import (
    ReferenceImport,
    exported_references,
    import_references,
    records_in,
    references_of,
)
from health_content.library.references import Reference
from health_content.library.waivers import site_day
from health_content.pages.mixin import HealthPageMixin

MOST_RECORDS = 100
"""References of a file that a request may take; manage.py import_references takes more."""

TOLD_AT_MOST = 200
"""Rows that cannot be read, of which a file may have any number."""

ADD = "health_content.add_reference"
_SEEN_BY = (ADD, "health_content.change_reference", "health_content.view_reference")
_AUTO = ""
_NAMES = {Format.BIBTEX: "BibTeX", Format.RIS: "RIS", Format.CSL_JSON: "CSL-JSON"}


def may_export(user: Any) -> bool:
    """Whether somebody may see the library's references."""
    return user.is_active and any(user.has_perm(right) for right in _SEEN_BY)


class UploadForm(forms.Form):
    """A file, and what it is."""

    file = forms.FileField(
        label=_("File"),
        widget=forms.FileInput({"accept": ".bib,.ris,.json,.txt,.nbib"}),
        help_text=_("As Zotero, Mendeley, EndNote, PubMed or a journal's page writes it."),
    )
    format = forms.ChoiceField(
        label=_("Format"),
        required=False,
        choices=[(_AUTO, _("Find it out")), *((form.value, _NAMES[form]) for form in Format)],
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > import_max_bytes():
            told = gettext("The file has %(size)d bytes; %(limit)d is the most that is read.")
            raise forms.ValidationError(told % {"size": file.size, "limit": import_max_bytes()})
        return file


class ReferenceInterchangeView(WagtailAdminTemplateMixin, TemplateView):
    """Takes a file, tells what it would add, and adds that when it is confirmed.

    The second post is judged anew: by the rights of whoever sends it, and by what the library has
    then.
    """

    template_name = "health_content/admin/references/interchange.html"
    page_title = _("Import and export references")
    header_icon = "openquote"
    http_method_names = ("get", "head", "options", "post")

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Raises ``PermissionDenied`` for whoever may not see references."""
        if not may_export(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        items = [
            {"url": _list_address(), "label": gettext("References")},
            {"url": "", "label": self.get_page_title()},
        ]
        return [*self.breadcrumbs_items, *items]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = self.request.GET.urlencode()
        found = _listed(self.request)
        known = {
            "form": UploadForm(),
            "exports": _links("health_content_export_references", asked),
            "count": len(found),
            "is_filtered": bool(asked),
            "may_import": self.request.user.has_perm(ADD),
            "most": MOST_RECORDS,
            "list_address": _list_address(),
        }
        return known | super().get_context_data(**kwargs)

    def post(self, request: Any) -> Any:
        """The file itself the first time; afterwards what it is known by."""
        if not request.user.has_perm(ADD):
            raise PermissionDenied
        if "token" in request.POST:
            return self._again(request)
        form = UploadForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._refused(form)
        file = form.cleaned_data["file"]
        data = file.read()
        try:
            outcome = self._done(data, form.cleaned_data["format"], dry_run=True)
        except UnreadableTable as error:
            form.add_error("file", str(error))
            return self._refused(form)
        return self._shown(outcome, file.name, keep(data, file.name, request.user))

    def _again(self, request: Any) -> Any:
        try:
            data, name = kept(request.POST["token"], request.user)
            given, is_vouched = request.POST.get("format", _AUTO), "vouched" in request.POST
            outcome = self._done(data, given, dry_run=False, is_vouched=is_vouched)
        except FileGone:
            told = gettext("The file is not kept any more. Upload it again.")
            return self._refused(UploadForm(), told)
        except UnreadableTable as error:
            return self._refused(UploadForm(), str(error))
        return self._shown(outcome, name, request.POST["token"])

    def _done(
        self, data: bytes, given: str, *, dry_run: bool, is_vouched: bool = False
    ) -> ReferenceImport:
        form = Format(given) if given in list(Format) else None
        form, records, _problems = records_in(data, form)
        if len(records) > MOST_RECORDS:
            told = gettext(
                "These are %(count)d references; more than %(most)d take too long here. Use "
                "manage.py import_references."
            )
            raise UnreadableTable(told % {"count": len(records), "most": MOST_RECORDS})
        # What cannot be read was shown before anybody confirmed.
        return import_references(
            data,
            form,
            user=self.request.user,
            leave_out=True,
            dry_run=dry_run,
            is_vouched=is_vouched,
        )

    def _shown(self, outcome: ReferenceImport, name: str, token: str) -> Any:
        added = [
            (reference, edit_address(reference) if outcome.is_kept else "")
            for reference in outcome.added
        ]
        twins = [
            (twin, "" if twin.is_in_file else edit_address(twin.entry)) for twin in outcome.twins
        ]
        return self.render_to_response(
            self.get_context_data(
                outcome=outcome,
                format_name=_NAMES[outcome.form],
                file_name=name,
                token=token,
                added=added,
                twins=twins,
                problems=outcome.problems[:TOLD_AT_MOST],
            )
        )

    def _refused(self, form: Any, told: str = "") -> Any:
        return self.render_to_response(self.get_context_data(form=form, told=told), status=422)


class ExportReferencesView(View):
    """The references of the library as a file: those that its list shows when asked the same."""

    http_method_names = ("get", "head", "options")

    def get(self, request: Any, form: str) -> Any:
        """Raises ``PermissionDenied`` for whoever may not see references."""
        if not may_export(request.user):
            raise PermissionDenied
        return download(_listed(request), form, "references")


class PageReferencesView(WagtailAdminTemplateMixin, TemplateView):
    """What the latest draft of a page cites, and ways to take it along."""

    template_name = "health_content/admin/references/page_references.html"
    page_title = _("References of a page")
    header_icon = "openquote"
    http_method_names = ("get", "head", "options")

    def get(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        self.page = page_of(request.user, kwargs["page_id"])
        return super().get(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        address = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        items = [
            {"url": address, "label": self.page.title},
            {"url": "", "label": gettext("References")},
        ]
        return [*self.breadcrumbs_items, *items]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        known = {
            "page": self.page,
            "references": references_of(self.page),
            "exports": _links("health_content_export_page_references", "", self.page.pk),
        }
        return known | super().get_context_data(**kwargs)


class ExportPageReferencesView(View):
    """What the latest draft of a page cites, as a file."""

    http_method_names = ("get", "head", "options")

    def get(self, request: Any, page_id: int, form: str) -> Any:
        """Raises ``PermissionDenied`` for whoever may not edit the page."""
        page = page_of(request.user, page_id)
        return download(references_of(page), form, f"references-{page.slug}")


def page_of(user: Any, page_id: int) -> Any:
    """The latest draft of an article that a person may edit.

    Raises ``PermissionDenied``, and ``Http404`` for a page that is no article.
    """
    stored = get_object_or_404(Page, pk=page_id)
    if not user.is_active or not stored.permissions_for_user(user).can_edit():
        raise PermissionDenied
    page: Any = stored.specific
    is_article = isinstance(page, HealthPageMixin)
    if not is_article:
        raise Http404
    return page.get_latest_revision_as_object()


def page_references_button(page: Any, user: Any) -> Button | None:
    """The entry in a page's menu, for those who may edit it."""
    if not issubclass(page.cached_content_type.model_class() or object, HealthPageMixin):
        return None
    if not user.is_active or not page.permissions_for_user(user).can_edit():
        return None
    return Button(
        _("References to export"),
        reverse("health_content_page_references", args=[page.pk]),
        icon_name="openquote",
        priority=64,
    )


def interchange_button(request: Any) -> Button | None:
    """The entry above the list of references; what the list leaves out, an export does, too."""
    if not may_export(request.user):
        return None
    asked = request.GET.urlencode()
    address = reverse("health_content_reference_interchange")
    return Button(
        _("Import and export"), f"{address}?{asked}" if asked else address, icon_name="order"
    )


def download(references: Iterable[Any], form: str, name: str) -> HttpResponse:
    """References as a file of a format. Raises ``Http404`` for one that there is not."""
    if form not in list(Format):
        raise Http404
    wanted = Format(form)
    answer = HttpResponse(
        exported_references(references, wanted),
        content_type=f"{MEDIA_TYPES[wanted]}; charset=utf-8",
    )
    named = f"{name}-{site_day().isoformat()}.{EXTENSIONS[wanted]}"
    answer["Content-Disposition"] = f'attachment; filename="{named}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _listed(request: Any) -> list[Any]:
    """What the list of references shows for the same question."""
    viewset = Reference.snippet_viewset
    view = viewset.index_view.view_class(**viewset.index_view.view_initkwargs)
    view.setup(request)
    return list(view.get_queryset())


def _links(name: str, asked: str, *args: Any) -> list[tuple[str, str]]:
    found = []
    for form in Format:
        address = reverse(name, args=[*args, form.value])
        found.append((_NAMES[form], f"{address}?{asked}" if asked else address))
    return found


def _list_address() -> str:
    return reverse(Reference.snippet_viewset.get_url_name("list"))


urlpatterns = [
    path(
        "health-content/references/interchange/",
        ReferenceInterchangeView.as_view(),
        name="health_content_reference_interchange",
    ),
    path(
        "health-content/references/export/<slug:form>/",
        ExportReferencesView.as_view(),
        name="health_content_export_references",
    ),
    path(
        "health-content/pages/<int:page_id>/references/",
        PageReferencesView.as_view(),
        name="health_content_page_references",
    ),
    path(
        "health-content/pages/<int:page_id>/references/<slug:form>/",
        ExportPageReferencesView.as_view(),
        name="health_content_export_page_references",
    ),
]
