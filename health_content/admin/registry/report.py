"""The report of the registry: every paid link with how it stands."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

import django_filters
from django.db.models import BigIntegerField, F, Q, Sum
from django.forms import HiddenInput
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import StatusTagColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permissions import policy_registry

from health_content.admin.clicks import VIEW as VIEW_CLICKS
from health_content.admin.columns import LabelledColumn
from health_content.admin.exports import TamedExport
from health_content.admin.registry.vettings import is_hidden
from health_content.library.clicks import ClickCount, rounded, told
from health_content.library.link_health import LinkState
from health_content.library.live_pages import live_pages_of_each
from health_content.library.products import PaidLink
from health_content.library.programs import AffiliateProgram
from health_content.library.vetting import VettingState, in_state, state_of, with_vetting
from health_content.library.waivers import site_day

CLICKS_OF_DAYS = 30
ANY_RIGHT = ("add", "change", "delete", "view")


def may_see(user: Any) -> bool:
    """Whether paid links are any business of a person."""
    policy = policy_registry.get_by_type(PaidLink)
    return bool(policy.user_has_any_permission(user, ANY_RIGHT))


class LinksMenuItem(MenuItem):
    """The entry under “Reports”, for those who work with paid links."""

    def is_shown(self, request: Any) -> bool:
        return may_see(request.user)


def menu_item() -> LinksMenuItem:
    """What “Reports” shows."""
    return LinksMenuItem(
        _("Paid links"),
        reverse("health_content_links"),
        name="health-content-links",
        icon_name="link-external",
        order=805,
    )


class LinkFilterSet(WagtailFilterSet):
    """Of which program, product and market, and how they stand."""

    program = django_filters.ModelChoiceFilter(
        label=_("Program"), queryset=lambda request: AffiliateProgram.objects.all()
    )
    # Of products there are too many to choose from; links to this list name one.
    product = django_filters.NumberFilter(
        label=_("Product"),
        field_name="product_id",
        widget=HiddenInput,
        max_value=BigIntegerField.MAX_BIGINT,
    )
    market = django_filters.CharFilter(label=_("Market"), lookup_expr="iexact")
    status = django_filters.ChoiceFilter(
        label=_("Status"), choices=PaidLink.Status.choices, empty_label=_("All")
    )
    shown = django_filters.ChoiceFilter(
        label=_("Valid"),
        choices=[("now", _("Now")), ("later", _("Not yet")), ("over", _("No longer"))],
        method="in_validity",
        empty_label=_("All"),
    )
    health = django_filters.ChoiceFilter(
        label=_("Health"), choices=LinkState.choices, method="in_health", empty_label=_("All")
    )
    vetting = django_filters.ChoiceFilter(
        label=_("Vetting"), choices=VettingState.choices, method="in_vetting", empty_label=_("All")
    )

    class Meta:
        model = PaidLink
        fields: ClassVar[list[str]] = []

    def in_validity(self, queryset: Any, name: str, value: str) -> Any:
        """Those whose days are these."""
        del name
        today = site_day()
        over, later = Q(valid_until__lt=today), Q(valid_from__gt=today)
        return queryset.filter({"over": over, "later": later, "now": ~over & ~later}[value])

    def in_health(self, queryset: Any, name: str, value: str) -> Any:
        """Those whose address was found so; of another address nothing is known."""
        del name
        known = Q(health__address=F("url"))
        if value == LinkState.UNCHECKED:
            return queryset.exclude(known & ~Q(health__state=LinkState.UNCHECKED))
        return queryset.filter(known, health__state=value)

    def in_vetting(self, queryset: Any, name: str, value: str) -> Any:
        """Those whose product stands so."""
        del name
        return queryset.filter(in_state(value), product__isnull=False)


class LinksView(TamedExport, ReportView):
    """All paid links. Takes as many queries for ten as for ten thousand."""

    model = PaidLink
    template_name = "health_content/admin/reports/findings.html"
    page_title = _("Paid links")
    header_icon = "link-external"
    index_url_name = "health_content_links"
    index_results_url_name = "health_content_links_results"
    filterset_class = LinkFilterSet
    verbose_name_plural = _("paid links")
    is_searchable = True
    search_backend_name = None
    search_fields: ClassVar = ["url", "product__name", "product__brand", "program__name"]
    default_ordering = "pk"
    any_permission_required: ClassVar = ANY_RIGHT
    export_headings: ClassVar = {
        "pk": _("Number"),
        "program_name": _("Program"),
        "product_name": _("Product"),
        "url": _("Address"),
        "market": _("Market"),
        "get_status_display": _("Status"),
        "status_reason": _("Reason"),
        "valid_from": _("Valid from"),
        "valid_until": _("Valid until"),
        "health_label": _("Health"),
        "page_count": _("Live pages"),
        "clicks_rounded": _("Clicks in 30 days, rounded down"),
        "vetting_label": _("Vetting"),
    }

    @property
    def tells_clicks(self) -> bool:
        """Whether the person may see how often links are followed."""
        return bool(self.request.user.has_perm(VIEW_CLICKS))

    @property
    def list_export(self) -> list[str]:
        """What the exported file tells of each."""
        hidden = set() if self.tells_clicks else {"clicks_rounded"}
        return [name for name in self.export_headings if name not in hidden]

    @property
    def columns(self) -> list[Any]:
        """What the table shows of each."""
        edit = PaidLink.snippet_viewset.get_url_name("edit")
        clicks = LabelledColumn("clicks", label=_("Clicks, 30 days"), accessor="clicks_told")
        return [
            TitleColumn("title", label=_("Paid link"), accessor=str, url_name=edit),
            LabelledColumn("program", label=_("Program"), accessor="program_name"),
            LabelledColumn("market", label=_("Market"), sort_key="market"),
            StatusTagColumn(
                "status",
                label=_("Status"),
                accessor="standing",
                primary=lambda link: link.is_shown_on(site_day()),
            ),
            LabelledColumn("health", label=_("Health"), accessor="health_label"),
            LabelledColumn("pages", label=_("Live pages"), accessor="page_count"),
            *([clicks] if self.tells_clicks else []),
            LabelledColumn("vetting", label=_("Vetting"), accessor="vetting_label"),
        ]

    def get_filename(self) -> str:
        return f"paid-links-{site_day().isoformat()}"

    def get_base_queryset(self) -> Any:
        return with_vetting(PaidLink.objects.select_related("health"), "product")

    def order_queryset(self, queryset: Any) -> Any:
        listed = (self.ordering,) if isinstance(self.ordering, str) else tuple(self.ordering)
        return queryset.order_by(*listed, "pk")

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        found = list(object_list)
        keys = [link.pk for link in found]
        pages = live_pages_of_each(found)
        clicks = clicks_of_each(keys) if self.tells_clicks else {}
        today = site_day()
        for link in found:
            link.program_name = link.program.name
            link.product_name = str(link.product or "")
            link.standing = _standing(link, today)
            link.health_label = _health(link)
            link.page_count = pages[link.pk]
            link.clicks_told = told(clicks.get(link.pk, 0))
            link.clicks_rounded = rounded(clicks.get(link.pk, 0))
            state = state_of(link, today)
            link.vetting_label = str(state.label) if link.product_id else ""
            if link.product_id and is_hidden(state):
                link.vetting_label = gettext("%(state)s: hidden") % {"state": state.label}
        return found


def clicks_of_each(keys: list[int]) -> dict[int, int]:
    """The clicks on each of some links in the last days, in one query."""
    since = site_day() - timedelta(days=CLICKS_OF_DAYS)
    rows = ClickCount.objects.filter(link__in=keys, day__gt=since).values("link").order_by()
    return dict(rows.annotate(sum=Sum("count")).values_list("link", "sum"))


def _standing(link: PaidLink, today: Any) -> str:
    if link.status != PaidLink.Status.ACTIVE:
        return str(link.get_status_display())
    if link.valid_until and link.valid_until < today:
        return gettext("Ended on %(day)s") % {"day": link.valid_until}
    if link.valid_from and link.valid_from > today:
        return gettext("From %(day)s") % {"day": link.valid_from}
    if link.valid_until:
        return gettext("Active until %(day)s") % {"day": link.valid_until}
    return str(link.get_status_display())


def _health(link: Any) -> str:
    health = getattr(link, "health", None)
    if health is None or health.address != link.url:
        return str(LinkState.UNCHECKED.label)
    return str(health.get_state_display())


urlpatterns = [
    path("health-content/paid-links/", LinksView.as_view(), name="health_content_links"),
    path(
        "health-content/paid-links/results/",
        LinksView.as_view(results_only=True),
        name="health_content_links_results",
    ),
]
