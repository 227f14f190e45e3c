"""All waivers, by how they stand."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import StatusTagColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page

from health_content.admin.columns import LabelledColumn, LabelledDateColumn
from health_content.admin.exports import TamedExport
from health_content.admin.waivers.giving import editor_of
from health_content.admin.waivers.telling import SEVERITIES, names_of_people
from health_content.compliance import Severity
from health_content.library.waivers import Category, State, Waiver, site_day
from health_content.waiving.rights import may_see_any, visible_to
from health_content.waiving.upkeep import check_use

CHECKED_AT_ONCE = 50
"""How many pages one request judges; the nightly report judges all."""


def codes_on_file(request: Any) -> list[tuple[str, str]]:
    """The rules that there are waivers of."""
    codes = visible_to(request.user).order_by("code").values_list("code", flat=True).distinct()
    return [(code, code) for code in codes]


def pages_on_file(request: Any) -> Any:
    """The pages that there are waivers on."""
    waived = visible_to(request.user).values("page_id")
    return Page.objects.filter(pk__in=waived).order_by("title")


class WaiverFilterSet(WagtailFilterSet):
    """How they stand, of which rule, on which page."""

    state = django_filters.ChoiceFilter(
        label=_("State"), choices=State.choices, method="in_state", empty_label=_("All")
    )
    code = django_filters.ChoiceFilter(label=_("Rule"), empty_label=_("All"))
    page = django_filters.ModelChoiceFilter(
        label=_("Page"), queryset=pages_on_file, empty_label=_("All")
    )
    category = django_filters.ChoiceFilter(
        label=_("Reason"), choices=Category.choices, empty_label=_("All")
    )

    class Meta:
        model = Waiver
        fields: ClassVar = ["state", "code", "page", "category"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["code"].extra["choices"] = codes_on_file(self.request)

    def in_state(self, queryset: Any, name: str, value: str) -> Any:
        """Those that stand so today."""
        del name
        return queryset.in_state(value)


class WaiversView(TamedExport, ReportView):
    """The list, with filters, search and export."""

    model = Waiver
    template_name = "health_content/admin/waivers/list.html"
    page_title = _("Waivers")
    header_icon = "check"
    index_url_name = "health_content_waivers"
    index_results_url_name = "health_content_waivers_results"
    filterset_class = WaiverFilterSet
    verbose_name_plural = _("waivers")
    is_searchable = True
    search_fields: ClassVar = ["code", "quote", "excerpt", "reason", "page__title"]
    default_ordering = "-given_at"
    export_headings: ClassVar = {
        "code": _("Rule"),
        "severity_label": _("Severity"),
        "quote": _("Words"),
        "excerpt": _("Sentence"),
        "page.title": _("Page"),
        "page_id": _("Number of the page"),
        "get_category_display": _("Reason"),
        "reason": _("In words"),
        "state.label": _("State"),
        "given_by_name": _("Given by"),
        "given_at": _("Given at"),
        "confirmed_by_name": _("Confirmed by"),
        "confirmed_at": _("Confirmed at"),
        "expires_on": _("Last day"),
        "unused_since": _("Unused since"),
        "taken_back_by_name": _("Taken back by"),
        "taken_back_at": _("Taken back at"),
        "taken_back_why": _("Why it was taken back"),
        "is_commercial": _("Where the page sells"),
        "products": _("Products"),
        "markets": _("Markets"),
        "rule_version": _("Version of the rule"),
        "fingerprint": _("Fingerprint"),
    }
    list_export: ClassVar = list(export_headings)

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if not may_see_any(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def columns(self) -> list[Any]:
        """What the table shows of each."""
        return [
            TitleColumn(
                "title",
                label=_("Finding"),
                accessor=str,
                url_name="health_content_waiver",
                classname="hc-report__sentence",
            ),
            TitleColumn(
                "page",
                label=_("Page"),
                accessor="page.title",
                get_url=lambda waiver: editor_of(waiver.page, self.request.user),
                sort_key="page__title",
                classname="hc-report__sentence",
            ),
            StatusTagColumn(
                "state",
                label=_("State"),
                accessor="state.label",
                primary=lambda waiver: waiver.state == State.IN_FORCE,
            ),
            LabelledColumn("people", label=_("By"), accessor="people"),
            LabelledDateColumn("given_at", label=_("Given"), sort_key="given_at"),
            LabelledColumn("expires_on", label=_("Last day"), sort_key="expires_on"),
        ]

    def get_filename(self) -> str:
        return f"waivers-{site_day().isoformat()}"

    def get_base_queryset(self) -> Any:
        return visible_to(self.request.user).select_related("page")

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        waivers = list(object_list)
        roles = ("given_by", "confirmed_by", "taken_back_by")
        names = names_of_people({getattr(item, role) for item in waivers for role in roles} - {""})
        for waiver in waivers:
            waiver.severity_label = SEVERITIES[Severity(waiver.severity)]
            for role in roles:
                setattr(waiver, f"{role}_name", names.get(getattr(waiver, role), ""))
            waiver.people = ", ".join(
                filter(None, (waiver.given_by_name, waiver.confirmed_by_name))
            )
        return waivers

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(*args, **kwargs) | {
            "last_checked": Waiver.objects.in_force().order_by("checked_at").first(),
        }


class CheckUseView(View):
    """Looks anew at pages with waivers, for those that fit nothing any more."""

    def post(self, request: Any) -> Any:
        """Look, and lead back to the unused ones."""
        if not may_see_any(request.user):
            raise PermissionDenied
        if failed := check_use(at_most=CHECKED_AT_ONCE):
            told = ngettext(
                "%(count)d page could not be judged. The log of the server says why.",
                "%(count)d pages could not be judged. The log of the server says why.",
                failed,
            )
            messages.warning(request, told % {"count": failed})
        told = gettext("Up to %(count)d pages with waivers in force were judged anew.")
        messages.success(request, told % {"count": CHECKED_AT_ONCE})
        return redirect(f"{reverse('health_content_waivers')}?state={State.UNUSED}")
