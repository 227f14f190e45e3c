"""What was found at the end of paid links: the list, with filters, search and export."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.db.models import Case, F, IntegerField, Value, When
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column, StatusTagColumn
from wagtail.admin.views.reports import ReportView

from health_content.admin.columns import LabelledColumn, LabelledDateColumn
from health_content.admin.exports import TamedExport
from health_content.admin.waivers.telling import names_of_people
from health_content.interchange.cells import tamed
from health_content.library.link_health import DEAD, LinkHealth, LinkRun, LinkState
from health_content.library.live_pages import live_pages_of_each
from health_content.library.products import PaidLink
from health_content.library.programs import AffiliateProgram
from health_content.library.waivers import site_day

VIEW = "health_content.view_linkhealth"
CHANGE = "health_content.change_linkhealth"
CHANGE_LINK = "health_content.change_paidlink"

# Worst first.
_ORDER = (
    LinkState.UNSAFE,
    LinkState.WRONG_MERCHANT,
    LinkState.BROKEN,
    LinkState.OUT_OF_STOCK,
    LinkState.ROBOT_CHECK,
    LinkState.MOVED,
    LinkState.UNCHECKED,
    LinkState.ACCEPTED,
    LinkState.OK,
)


def may_see(user: Any) -> bool:
    """Whether the health of links is any business of a person."""
    return user.is_active and any(user.has_perm(right) for right in (VIEW, CHANGE))


class LinkHealthMenuItem(MenuItem):
    """The entry under “Reports”, for those whose business it is."""

    def is_shown(self, request: Any) -> bool:
        return may_see(request.user)


def menu_item() -> LinkHealthMenuItem:
    """What “Reports” shows."""
    return LinkHealthMenuItem(
        _("Link health"),
        reverse("health_content_link_health"),
        name="health-content-link-health",
        icon_name="link",
        order=845,
    )


def link_health_permissions() -> Any:
    """For the group form."""
    return Permission.objects.filter(
        content_type__app_label="health_content",
        codename__in=("view_linkhealth", "change_linkhealth"),
    )


class LinkHealthFilterSet(WagtailFilterSet):
    """How they stand, of which program, and those that failed without being dead yet."""

    state = django_filters.MultipleChoiceFilter(label=_("State"), choices=LinkState.choices)
    link__program = django_filters.ModelChoiceFilter(
        label=_("Program"),
        queryset=lambda request: AffiliateProgram.objects.order_by("name"),
        empty_label=_("All"),
    )
    failing = django_filters.ChoiceFilter(
        label=_("Last look"),
        choices=[("bad", _("Was bad, and kills no link yet")), ("changed", _("Other address"))],
        method="in_failing",
        empty_label=_("All"),
    )

    class Meta:
        model = LinkHealth
        fields: ClassVar = ["state", "link__program", "failing"]

    def in_failing(self, queryset: Any, name: str, value: str) -> Any:
        """Links on the way to being dead, or whose address nobody looked at yet."""
        del name
        if value == "changed":
            return queryset.exclude(address=F("link__url"))
        return queryset.filter(failures__gt=0).exclude(state__in=DEAD)


class _LinkCell(Column):
    cell_template_name = "health_content/admin/link_health/link_cell.html"


class _FoundCell(Column):
    cell_template_name = "health_content/admin/link_health/found_cell.html"


class LinkHealthView(TamedExport, ReportView):
    """The list, worst first."""

    model = LinkHealth
    template_name = "health_content/admin/link_health/report.html"
    page_title = _("Link health")
    header_icon = "link"
    index_url_name = "health_content_link_health"
    index_results_url_name = "health_content_link_health_results"
    filterset_class = LinkHealthFilterSet
    verbose_name_plural = _("links")
    is_searchable = True
    search_fields: ClassVar = [
        "link__url",
        "final_address",
        "link__product__name",
        "link__product__brand",
        "link__program__name",
    ]
    default_ordering = ("rank", "-since")
    columns: ClassVar = [
        BulkActionsCheckboxColumn("bulk_actions", obj_type="linkhealth"),
        _LinkCell("link", label=_("Link"), sort_key="link__url"),
        StatusTagColumn(
            "state",
            label=_("State"),
            accessor="get_state_display",
            sort_key="rank",
            primary=lambda row: row.is_dead,
        ),
        _FoundCell("found", label=_("What was found")),
        LabelledColumn("pages", label=_("Live pages"), accessor="page_count"),
        LabelledDateColumn("since", label=_("Since"), sort_key="since"),
        LabelledDateColumn("checked_at", label=_("Looked at"), sort_key="checked_at"),
    ]
    export_headings: ClassVar = {
        "link_id": _("Number of the link"),
        "link": _("Link"),
        "link.program.name": _("Program"),
        "link.url": _("Address"),
        "address": _("Address that was checked"),
        "get_state_display": _("State"),
        "detail": _("What was seen"),
        "status_code": _("HTTP status"),
        "final_address": _("Final address"),
        "shown_chain": _("Redirects"),
        "failures": _("Failures in a row"),
        "page_count": _("Live pages"),
        "since": _("Since"),
        "checked_at": _("Looked at"),
        "due_at": _("Due at"),
        "accepted_name": _("Accepted by"),
        "accepted_why": _("Accepted because"),
    }
    list_export: ClassVar = list(export_headings)
    custom_value_preprocess: ClassVar = {
        **TamedExport.custom_value_preprocess,
        PaidLink: {
            ReportView.FORMAT_CSV: lambda value: tamed(str(value)),
            ReportView.FORMAT_XLSX: str,
        },
    }

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Raises ``PermissionDenied`` for those whose business it is not."""
        if not may_see(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_filename(self) -> str:
        return f"link-health-{site_day().isoformat()}"

    def get_base_queryset(self) -> Any:
        ranks = [When(state=state, then=Value(rank)) for rank, state in enumerate(_ORDER)]
        return LinkHealth.objects.select_related("link__program", "link__product").annotate(
            rank=Case(*ranks, default=Value(len(ranks)), output_field=IntegerField())
        )

    def order_queryset(self, queryset: Any) -> Any:
        # A key at the end, so that no row stands on two pages of the list or on none.
        ordering = (self.ordering,) if isinstance(self.ordering, str) else tuple(self.ordering)
        return queryset.order_by(*ordering, "pk")

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        found = list(object_list)
        counts = live_pages_of_each([row.link for row in found])
        names = names_of_people({row.accepted_by for row in found} - {""})
        may_edit = self.request.user.has_perm(CHANGE_LINK)
        for row in found:
            row.page_count = counts[row.link_id]
            row.accepted_name = names.get(row.accepted_by, "")
            row.shown_chain = " → ".join(_chain(row))
            row.between = _chain(row)[1:-1]
            row.is_other_address = row.address != row.link.url
            viewset = row.link.snippet_viewset
            row.editor = (
                reverse(viewset.get_url_name("edit"), args=[row.link_id]) if may_edit else ""
            )
            row.usage = reverse(viewset.get_url_name("usage"), args=[row.link_id])
        return found

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        never = PaidLink.objects.filter(status=PaidLink.Status.ACTIVE, health=None)
        return context | {
            "model_opts": LinkHealth._meta,
            "run": LinkRun.objects.filter(pk=1).first(),
            "never_checked": never.count(),
        }


def _chain(row: LinkHealth) -> list[str]:
    return [url for url in row.chain if isinstance(url, str)] if isinstance(row.chain, list) else []


urlpatterns = [
    path(
        "health-content/link-health/",
        LinkHealthView.as_view(),
        name="health_content_link_health",
    ),
    path(
        "health-content/link-health/results/",
        LinkHealthView.as_view(results_only=True),
        name="health_content_link_health_results",
    ),
]
