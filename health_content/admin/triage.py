"""The work list: live pages in the order in which somebody should look at them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar
from urllib.parse import urlencode

import django_filters
from django.db.models import Count
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import policy_registry

from health_content.admin.clicks import VIEW as VIEW_CLICKS
from health_content.admin.columns import LabelledColumn
from health_content.admin.exports import TamedExport
from health_content.admin.link_health.report import may_see
from health_content.admin.registry.vettings import WANTING
from health_content.admin.reports import ACTIONS, never_judged, pages_seen_by, unjudged_pages
from health_content.library.clicks import told
from health_content.library.earnings import Earning
from health_content.library.link_health import DEAD
from health_content.library.products import Product
from health_content.library.standings import Version
from health_content.library.waivers import site_day
from health_content.triage import Work, work_list

VIEW_EARNINGS = "health_content.view_earning"
DAYS = 90
_RIGHTS = ("add", "change", "delete", "view")
BY = {"clicks": _("Risk × clicks"), "earnings": _("Risk × earnings"), "risk": _("Risk alone")}


class WorkMenuItem(MenuItem):
    """An entry under “Reports” for those who work on pages."""

    def is_shown(self, request: Any) -> bool:
        return user_has_any_page_permission(request.user)


def menu_item() -> WorkMenuItem:
    """What “Reports” shows."""
    return WorkMenuItem(
        _("Pages by urgency"),
        reverse("health_content_work"),
        name="health-content-work",
        icon_name="list-ol",
        order=805,
    )


class WorkFilterSet(WagtailFilterSet):
    """By what risk is weighed, and over which time."""

    by = django_filters.ChoiceFilter(
        label=_("Order"), empty_label=_("Risk × what readers do"), method="in_order"
    )
    days = django_filters.ChoiceFilter(
        label=_("Over"),
        choices=[("30", _("30 days")), ("365", _("A year"))],
        empty_label=_("90 days"),
        method="in_order",
    )
    currency = django_filters.ChoiceFilter(
        label=_("Earnings in"), empty_label=_("The most usual currency"), method="in_order"
    )

    class Meta:
        model = Page
        fields: ClassVar[list[str]] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = orders_for(self.request.user)
        self.filters["by"].extra["choices"] = [(key, BY[key]) for key in chosen]
        if "earnings" in chosen:
            self.filters["currency"].extra["choices"] = [(name, name) for name in currencies()]
        else:
            del self.filters["currency"]

    def in_order(self, queryset: Any, name: str, value: str) -> Any:
        """All of them: the order is made once they are known."""
        del name, value
        return queryset


def orders_for(user: Any) -> list[str]:
    """The orders that a person may see: who may not see the numbers gets risk alone."""
    rights = {"clicks": VIEW_CLICKS, "earnings": VIEW_EARNINGS}
    return [key for key in BY if key not in rights or user.has_perm(rights[key])]


def currencies() -> list[str]:
    """In which currencies anything was earned, the most usual first."""
    rows = Earning.objects.order_by().values_list("currency")
    return [name for name, _times in sorted(rows.annotate(Count("pk")), key=lambda row: -row[1])]


class _PageCell(Column):
    cell_template_name = "health_content/admin/triage/page_cell.html"


class _WhyCell(Column):
    cell_template_name = "health_content/admin/triage/why_cell.html"


class WorkView(TamedExport, ReportView):
    """Live pages that risk anything, the most urgent first, each with why."""

    model = Page
    template_name = "health_content/admin/reports/findings.html"
    results_template_name = "health_content/admin/triage/results.html"
    page_title = _("Pages by urgency")
    header_icon = "list-ol"
    index_url_name = "health_content_work"
    index_results_url_name = "health_content_work_results"
    filterset_class = WorkFilterSet
    verbose_name_plural = _("pages")
    is_searchable = True
    search_fields: ClassVar = ["title"]
    search_backend_name = None
    default_ordering = None
    any_permission_required: ClassVar = ACTIONS
    export_headings: ClassVar = {
        "title": _("Page"),
        "page_id": _("Number of the page"),
        "risk": _("Risk"),
        "clicks_told": _("Clicks"),
        "earned_told": _("Earned"),
        "why_told": _("Why"),
    }

    @cached_property
    def permission_policy(self) -> Any:
        """Pages' own."""
        return policy_registry.get_by_type(Page)

    @cached_property
    def orders(self) -> list[str]:
        """The orders open to this person."""
        return orders_for(self.request.user)

    @cached_property
    def by(self) -> str:
        """The order that is shown; a better one than risk alone where it may be seen."""
        chosen = self.request.GET.get("by", "")
        return chosen if chosen in self.orders else self.orders[0]

    @cached_property
    def days(self) -> int:
        """Over how many days clicks and earnings count."""
        chosen = self.request.GET.get("days", "")
        return int(chosen) if chosen in {"30", "365"} else DAYS

    @cached_property
    def currency(self) -> str:
        """In which currency earnings count; empty where there are none to be seen."""
        known = currencies() if "earnings" in self.orders else []
        chosen = self.request.GET.get("currency", "")
        return chosen if chosen in known else next(iter(known), "")

    @cached_property
    def to_read(self) -> dict[str, str]:
        """The lists of what is sold that are open to this person."""
        return _lists_for(self.request.user)

    @cached_property
    def columns(self) -> list[Column]:
        """The page and why it stands there, and the numbers that a person may see."""
        found: list[Column] = [
            _PageCell("title", label=_("Page"), width="35%"),
            _WhyCell("why", label=_("Why"), width="35%"),
            LabelledColumn("risk", label=_("Risk")),
        ]
        if "clicks" in self.orders:
            found.append(LabelledColumn("clicks", label=_("Clicks"), accessor="clicks_told"))
        if self.currency:
            found.append(LabelledColumn("earned", label=_("Earned"), accessor="earned_told"))
        return found

    @cached_property
    def list_export(self) -> list[str]:
        """What the person sees."""
        hidden = set() if "clicks" in self.orders else {"clicks_told"}
        hidden |= set() if self.currency else {"earned_told"}
        return [name for name in self.export_headings if name not in hidden]

    def get_filename(self) -> str:
        return f"pages-by-urgency-{site_day().isoformat()}"

    def get_base_queryset(self) -> Any:
        return pages_seen_by(self.request.user).filter(live=True)

    def get_filtered_queryset(self) -> Any:
        unjudged = never_judged(unjudged_pages(self.request.user))
        pages = self.get_queryset().order_by()
        return work_list(pages, unjudged, days=self.days, by=self.by, currency=self.currency)

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        found: list[Any] = list(object_list)
        titles = dict(
            Page.objects.filter(pk__in=[work.page_id for work in found]).values_list(
                "pk", "draft_title"
            )
        )
        # In place: the table holds the same rows.
        for work in found:
            work.title = titles.get(work.page_id, "")
            work.editor = reverse("wagtailadmin_pages:edit", args=[work.page_id])
            work.why = list(_why(work, self.to_read))
            work.why_told = "; ".join(text for text, _address in work.why)
            work.clicks_told = told(work.clicks)
            work.earned_told = f"{work.earned:.2f} {self.currency}"
        return found

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        known = super().get_context_data(*args, **kwargs)
        return known | {"order": BY[self.by], "by": self.by, "days": self.days}


def _lists_for(user: Any) -> dict[str, str]:
    """Where a person may read more of what is sold: dead links, and products by their vetting."""
    found = {"sources": reverse("health_content_page_tasks")}
    if may_see(user):
        asked = urlencode({"state": sorted(DEAD)}, doseq=True)
        found["dead"] = f"{reverse('health_content_link_health')}?{asked}"
    if ModelPermissionPolicy(Product).user_has_any_permission(user, _RIGHTS):
        products = reverse(Product.snippet_viewset.get_url_name("list"))
        found["unvetted"] = f"{products}?{urlencode({'vetting': WANTING})}"
    return found


def _why(work: Work, to_read: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What speaks for looking at a page, with where to read more of it."""
    reasons = work.reasons
    findings = reverse("health_content_findings_of", args=[work.page_id])
    findings += f"?{urlencode({'version': Version.LIVE.value})}"
    if reasons.is_unjudged:
        yield gettext("Never judged"), ""
    for count, words in (
        (
            reasons.blocking,
            ngettext("%d blocking finding", "%d blocking findings", reasons.blocking),
        ),
        (
            reasons.needs_reason,
            ngettext(
                "%d finding that needs a reason",
                "%d findings that need a reason",
                reasons.needs_reason,
            ),
        ),
        (reasons.advice, ngettext("%d piece of advice", "%d pieces of advice", reasons.advice)),
        (reasons.waived, ngettext("%d waived finding", "%d waived findings", reasons.waived)),
    ):
        if count:
            yield words % count, findings
    if reasons.is_overdue:
        yield gettext("Its medical review is overdue"), ""
    if count := reasons.sources:
        words = ngettext(
            "%d source of which there is news", "%d sources of which there is news", count
        )
        yield words % count, to_read["sources"]
    if count := reasons.dead_links:
        yield ngettext("%d dead link", "%d dead links", count) % count, to_read.get("dead", "")
    if count := reasons.unvetted:
        words = ngettext("%d product that did not pass", "%d products that did not pass", count)
        yield words % count, to_read.get("unvetted", "")
    if count := reasons.suspensions:
        words = ngettext("%d suspension in force", "%d suspensions in force", count)
        yield words % count, ""


urlpatterns = [
    path("health-content/urgency/", WorkView.as_view(), name="health_content_work"),
    path(
        "health-content/urgency/results/",
        WorkView.as_view(results_only=True),
        name="health_content_work_results",
    ),
]
