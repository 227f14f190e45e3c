"""The registry as CSV in the admin: out, and in again after a look at what would change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import StreamingHttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from health_content.admin.registry.kept_files import FileGone, keep, kept
from health_content.conf import import_max_bytes
from health_content.interchange import (
    TABLES,
    Adoption,
    Kind,
    Plugin,
    Report,
    UnreadableTable,
    adopt,
    exported,
    import_tables,
    kind_of,
    row_count,
)
from health_content.library.programs import AffiliateProgram
from health_content.library.waivers import site_day

MOST_ROWS = 2000
"""Rows of a file that a request may take; manage.py import_registry takes more."""

HOSTS_SHOWN = 50
CSV = "csv"
_CHOICE = "program:"
_FORMATS = (
    (CSV, _("A table of this registry")),
    (Plugin.THIRSTY_AFFILIATES.value, _("An export of ThirstyAffiliates")),
    (Plugin.PRETTY_LINKS.value, _("An export of Pretty Links")),
)
_NAMES = {
    Kind.PROGRAMS: _("Programs"),
    Kind.PRODUCTS: _("Products"),
    Kind.LINKS: _("Paid links"),
}


def may_import(user: Any, kind: Kind) -> bool:
    """Whether somebody may make and change entries of a table."""
    return all(_may(user, action, kind) for action in ("add", "change"))


def may_export(user: Any, kind: Kind) -> bool:
    """Whether somebody may see entries of a table."""
    return any(_may(user, action, kind) for action in ("view", "change"))


def _may(user: Any, action: str, kind: Kind) -> bool:
    return bool(user.has_perm(f"health_content.{action}_{TABLES[kind].model._meta.model_name}"))


class InterchangeMenuItem(MenuItem):
    """The entry in the library's menu, for those who may do anything there."""

    def is_shown(self, request: Any) -> bool:
        user = request.user
        return any(may_import(user, kind) or may_export(user, kind) for kind in Kind)


def menu_item() -> InterchangeMenuItem:
    """What the library's menu shows."""
    return InterchangeMenuItem(
        _("Import and export"),
        reverse("health_content_interchange"),
        name="health-content-interchange",
        icon_name="order",
        order=900,
    )


class UploadForm(forms.Form):
    """A file, and whose it is."""

    file = forms.FileField(
        label=_("File"), widget=forms.FileInput({"accept": ".csv,.tsv,.txt,text/csv"})
    )
    format = forms.ChoiceField(label=_("What it is"), choices=_FORMATS)
    path_prefix = forms.CharField(
        label=_("What the old paths begin with"),
        required=False,
        max_length=80,
        help_text=_("For ThirstyAffiliates: “recommends” where it was never changed there."),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > import_max_bytes():
            told = gettext("The file has %(size)d bytes; %(limit)d is the most that is read.")
            raise forms.ValidationError(told % {"size": file.size, "limit": import_max_bytes()})
        return file


@dataclass(frozen=True, slots=True)
class _Result:
    """What was done with a file, or would be."""

    report: Report
    is_kept: bool
    adoption: Adoption | None = None


class InterchangeView(WagtailAdminTemplateMixin, TemplateView):
    """Takes a file, tells what it would change, and changes it when that is confirmed.

    The second post is judged anew: by the rights of whoever sends it, and by what the registry
    says then.
    """

    template_name = "health_content/admin/registry/interchange.html"
    page_title = _("Import and export")
    header_icon = "order"
    http_method_names = ("get", "head", "options", "post")

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Raises ``PermissionDenied`` for whoever may neither read nor change the registry."""
        if not request.user.is_active or not menu_item().is_shown(request):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        exports = [(kind.value, _NAMES[kind]) for kind in Kind if may_export(user, kind)]
        imports = [_NAMES[kind] for kind in Kind if may_import(user, kind)]
        known = {"form": UploadForm(), "exports": exports, "imports": imports, "most": MOST_ROWS}
        return known | super().get_context_data(**kwargs)

    def post(self, request: Any) -> Any:
        """The file itself the first time; afterwards what it is known by."""
        if "token" in request.POST:
            return self._again(request)
        form = UploadForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._refused(form)
        file = form.cleaned_data["file"]
        data = file.read()
        given = {name: form.cleaned_data[name] for name in ("format", "path_prefix")}
        try:
            result = self._done(data, file.name, given, {}, dry_run=True)
        except UnreadableTable as error:
            form.add_error("file", str(error))
            return self._refused(form)
        token = keep(data, file.name, request.user)
        return self._shown(result, token, given, {})

    def _again(self, request: Any) -> Any:
        posted = request.POST
        try:
            data, name = kept(posted["token"], request.user)
        except FileGone:
            form = UploadForm()
            form.full_clean()
            told = gettext("The file is not kept any more. Upload it again.")
            return self._refused(form, told)
        given = {name: posted.get(name, "") for name in ("format", "path_prefix")}
        chosen = {
            key.removeprefix(_CHOICE): value
            for key, value in posted.items()
            if key.startswith(_CHOICE) and value
        }
        options = {"chosen": chosen} | {
            name: name in posted for name in ("make_programs", "leave_out")
        }
        do = posted.get("do", "look")
        try:
            result = self._done(data, name, given, options, dry_run=do != "import")
        except UnreadableTable as error:
            return self._refused(UploadForm(), str(error))
        if do == "paths" and result.adoption:
            return _download(result.adoption.redirects(), "old-paths")
        return self._shown(result, posted["token"], given, options)

    def _done(
        self, data: bytes, name: str, given: dict[str, str], options: dict[str, Any], dry_run: bool
    ) -> _Result:
        if row_count(data, MOST_ROWS + 1) > MOST_ROWS:
            told = gettext(
                "More than %(most)d rows take too long here. Use manage.py import_registry."
            )
            raise UnreadableTable(told % {"most": MOST_ROWS})
        user = self.request.user
        if given["format"] == CSV:
            if not may_import(user, kind_of(data)):
                raise PermissionDenied
            outcome = import_tables([(name, data)], user=user, dry_run=dry_run)
            return _Result(outcome.reports[0], outcome.is_kept)
        wants_programs = options.get("make_programs") and not may_import(user, Kind.PROGRAMS)
        if not may_import(user, Kind.LINKS) or wants_programs:
            raise PermissionDenied
        if given["format"] not in list(Plugin):
            raise UnreadableTable(gettext("Choose what the file is."))
        adoption = adopt(
            data,
            Plugin(given["format"]),
            name=name,
            prefix=given["path_prefix"],
            user=user,
            dry_run=dry_run,
            **options,
        )
        return _Result(adoption.report, adoption.is_kept, adoption)

    def _shown(
        self, result: _Result, token: str, given: dict[str, str], options: dict[str, Any]
    ) -> Any:
        adoption = result.adoption
        hosts = _hosts(adoption, options.get("chosen", {})) if adoption else []
        may_leave_out = adoption is not None and result.report.refused
        return self.render_to_response(
            self.get_context_data(
                result=result,
                report=result.report,
                adoption=adoption,
                token=token,
                given=given,
                options=options,
                hosts=hosts,
                # A template would ask a counter for the count of "items".
                missing=list(adoption.missing.items()) if adoption else [],
                programs=list(AffiliateProgram.objects.values_list("key", "name")),
                may_make_programs=may_import(self.request.user, Kind.PROGRAMS),
                may_leave_out=may_leave_out,
                may_go_on=not result.report.refused or options.get("leave_out"),
            )
        )

    def _refused(self, form: Any, told: str = "") -> Any:
        return self.render_to_response(self.get_context_data(form=form, told=told), status=422)


def _hosts(adoption: Adoption, chosen: dict[str, str]) -> list[tuple[str, int, str]]:
    """Hosts that nobody knows, with how many links lead there and the program chosen."""
    unknown = dict(adoption.unknown.most_common(HOSTS_SHOWN))
    return [
        (host, unknown.get(host, 0), chosen.get(host, "")) for host in sorted({*unknown, *chosen})
    ]


class ExportView(View):
    """A table as a file."""

    http_method_names = ("get", "head", "options")

    def get(self, request: Any, kind: str) -> Any:
        """Raises ``PermissionDenied`` for whoever may not see its entries."""
        if not request.user.is_active or not may_export(request.user, Kind(kind)):
            raise PermissionDenied
        return _download(exported(Kind(kind)), kind)


def _download(lines: Iterator[str], name: str) -> StreamingHttpResponse:
    answer = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    named = f"{name}-{site_day().isoformat()}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{named}"'
    return answer


urlpatterns = [
    path(
        "health-content/registry/interchange/",
        InterchangeView.as_view(),
        name="health_content_interchange",
    ),
    *(
        path(
            f"health-content/registry/{kind.value}.csv",
            ExportView.as_view(),
            {"kind": kind.value},
            name=f"health_content_export_{kind.value}",
        )
        for kind in Kind
    ),
]
