"""What programs paid, in the admin: the list, and the import of their reports."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters
from django import forms
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets.button import HeaderButton

from health_content.admin.columns import LabelledColumn
from health_content.admin.exports import TamedExport
from health_content.conf import import_max_bytes
from health_content.interchange.earnings import AMAZON, EarningsReport, Layout, import_earnings
from health_content.interchange.reading import UnreadableTable
from health_content.library.earnings import Earning
from health_content.library.programs import AffiliateProgram
from health_content.library.waivers import site_day

VIEW = "health_content.view_earning"
ADD = "health_content.add_earning"
OWN = "own"
_COLUMNS = ("day", "amount", "currency", "orders", "tag", "product", "address", "page")


class EarningsMenuItem(MenuItem):
    """The entry under “Reports”, for those who may see what was earned."""

    def is_shown(self, request: Any) -> bool:
        return bool(request.user.has_perm(VIEW))


def menu_item() -> EarningsMenuItem:
    """What “Reports” shows."""
    return EarningsMenuItem(
        _("Earnings"),
        reverse("health_content_earnings"),
        name="health-content-earnings",
        icon_name="table",
        order=855,
    )


def earning_permissions() -> Any:
    """For the group form."""
    return Permission.objects.filter(
        content_type__app_label="health_content", codename__in=("view_earning", "add_earning")
    )


class EarningFilterSet(WagtailFilterSet):
    """Of which program, in which days."""

    day = django_filters.DateFromToRangeFilter(label=_("Days"), widget=DateRangePickerWidget)

    class Meta:
        model = Earning
        fields: ClassVar[list[str]] = ["program"]


class EarningsView(TamedExport, ReportView):
    """Every row that was imported, the latest first."""

    model = Earning
    template_name = "health_content/admin/reports/findings.html"
    page_title = _("Earnings")
    header_icon = "table"
    index_url_name = "health_content_earnings"
    index_results_url_name = "health_content_earnings_results"
    filterset_class = EarningFilterSet
    verbose_name_plural = _("earnings")
    is_searchable = True
    search_fields: ClassVar = ["link__product__name", "link__product__brand", "page__title"]
    default_ordering = ("-day", "-pk")
    any_permission_required: ClassVar = ["view"]
    columns: ClassVar = [
        Column("what", label=_("Of"), accessor="what", classname="title hc-report__sentence"),
        LabelledColumn("page", label=_("Page"), accessor="page_title"),
        LabelledColumn("day", label=_("Day"), sort_key="day"),
        LabelledColumn("amount", label=_("Amount"), accessor="money", sort_key="amount"),
        LabelledColumn("orders", label=_("Orders")),
    ]
    export_headings: ClassVar = {
        "day": _("Day"),
        "program.name": _("Program"),
        "what": _("Of"),
        "page_title": _("Page"),
        "amount": _("Amount"),
        "currency": _("Currency"),
        "orders": _("Orders"),
    }
    list_export: ClassVar = list(export_headings)

    def get_filename(self) -> str:
        return f"earnings-{site_day().isoformat()}"

    def get_base_queryset(self) -> Any:
        return Earning.objects.select_related("program", "link__product", "link__program", "page")

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        found: list[Any] = list(object_list)
        for earning in found:
            earning.what = str(earning.link or earning.program)
            earning.page_title = earning.page.get_admin_display_title() if earning.page else ""
            earning.money = f"{earning.amount} {earning.currency}"
        return found

    @cached_property
    def header_buttons(self) -> list[Any]:
        """Where a report is imported."""
        if not self.request.user.has_perm(ADD):
            return []
        address = reverse("health_content_earnings_import")
        return [HeaderButton(gettext("Import a report"), address, icon_name="upload")]


class EarningsForm(forms.Form):
    """A program's report, and how to read it."""

    program = forms.ModelChoiceField(
        label=_("Program"), queryset=AffiliateProgram.objects.order_by("name")
    )
    file = forms.FileField(label=_("File (CSV)"))
    layout = forms.ChoiceField(
        label=_("Columns"),
        choices=[("amazon", _("Amazon Associates: Fee-Earnings")), (OWN, _("As named below"))],
    )
    money = forms.RegexField(
        r"^[A-Za-z]{3}$",
        label=_("Currency"),
        required=False,
        help_text=_("Three letters, like USD, for rows that name none."),
    )
    day = forms.CharField(label=_("Column of the day"), required=False)
    amount = forms.CharField(label=_("Column of the amount"), required=False)
    currency = forms.CharField(label=_("Column of the currency"), required=False)
    orders = forms.CharField(label=_("Column of the number of orders"), required=False)
    tag = forms.CharField(label=_("Column of our tag or sub-id"), required=False)
    product = forms.CharField(label=_("Column of the ASIN or GTIN"), required=False)
    address = forms.CharField(label=_("Column of the link’s address"), required=False)
    page = forms.CharField(
        label=_("Column of the page"),
        required=False,
        help_text=_("With the number or the address of one of our pages."),
    )
    order_of_day = forms.ChoiceField(
        label=_("Days are written"),
        choices=[("ymd", "2026-11-23"), ("mdy", "11/23/2026"), ("dmy", "23.11.2026")],
    )
    decimal_mark = forms.ChoiceField(
        label=_("Cents stand behind"),
        choices=[(".", _("a point: 1,234.56")), (",", _("a comma: 1.234,56"))],
    )

    def clean_file(self) -> bytes:
        """The file's content."""
        given = self.cleaned_data["file"]
        if given.size > import_max_bytes():
            raise forms.ValidationError(_("The file is too large. Split it."))
        content: bytes = given.read()
        return content

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if told.get("layout") == OWN:
            for name in ("day", "amount"):
                if not told.get(name):
                    self.add_error(name, _("Name this column as the file does."))
        return told

    @property
    def chosen_layout(self) -> Layout:
        """How the file is to be read."""
        told = self.cleaned_data
        if told["layout"] != OWN:
            return AMAZON
        named = {name: told[name] for name in _COLUMNS}
        return Layout(**named, order_of_day=told["order_of_day"], decimal_mark=told["decimal_mark"])


class ImportView(WagtailAdminTemplateMixin, FormView):
    """Checks a report, and imports it when asked to."""

    template_name = "health_content/admin/earnings/import.html"
    page_title = _("Import earnings")
    header_icon = "upload"
    form_class = EarningsForm
    report: EarningsReport | None = None

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Raises ``PermissionDenied`` for those who may not add earnings."""
        if not request.user.has_perm(ADD):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        parent = {"url": reverse("health_content_earnings"), "label": gettext("Earnings")}
        may_read = self.request.user.has_perm(VIEW)
        return [
            *self.breadcrumbs_items,
            *([parent] if may_read else []),
            {"url": "", "label": self.get_page_title()},
        ]

    def form_valid(self, form: EarningsForm) -> Any:
        told = form.cleaned_data
        try:
            self.report = import_earnings(
                told["program"],
                told["file"],
                form.chosen_layout,
                currency=told["money"],
                dry_run="import" not in self.request.POST,
            )
        except UnreadableTable as error:
            form.add_error("file", str(error))
            return self.form_invalid(form)
        if not self.report.is_kept:
            return self.render_to_response(self.get_context_data(form=form))
        count = self.report.created
        words = ngettext("%d row was imported.", "%d rows were imported.", count) % count
        messages.success(self.request, words)
        is_reader = self.request.user.has_perm(VIEW)
        return redirect(
            "health_content_earnings" if is_reader else "health_content_earnings_import"
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        known = super().get_context_data(**kwargs)
        form = known["form"]
        sums = sorted(self.report.sums.items()) if self.report else []
        return known | {
            "report": self.report,
            "sums": ", ".join(f"{amount} {name}" for name, amount in sums),
            "main_fields": [form[name] for name in ("program", "file", "layout", "money")],
            "column_fields": [form[name] for name in (*_COLUMNS, "order_of_day", "decimal_mark")],
            "is_own": form["layout"].value() == OWN,
        }


urlpatterns = [
    path("health-content/earnings/", EarningsView.as_view(), name="health_content_earnings"),
    path(
        "health-content/earnings/results/",
        EarningsView.as_view(results_only=True),
        name="health_content_earnings_results",
    ),
    path(
        "health-content/earnings/import/",
        ImportView.as_view(),
        name="health_content_earnings_import",
    ),
]
