"""The site report: findings as they were stored, and live pages that nobody judged."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.admin.filters import ContentTypeFilter, WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.reports import PageReportView, ReportView
from wagtail.coreutils import get_content_type_label
from wagtail.models import Page, get_page_models
from wagtail.permissions import policy_registry

from health_content.admin import managing
from health_content.admin.columns import LabelledColumn, LabelledDateColumn
from health_content.admin.exports import TamedExport
from health_content.admin.waivers.telling import (
    SEVERITIES,
    anchor_of,
    names_of_links,
    rule_address,
)
from health_content.compliance import RULE_SET_VERSION, Severity
from health_content.library.products import Product
from health_content.library.standings import Standing, StoredFinding, Version
from health_content.library.waivers import site_day
from health_content.manuscript import Location
from health_content.publishing import is_gated

ACTIONS = ("add", "change", "publish")
"""Who may do any of these to a page sees what was found in it; who adds pages, in their own."""


def pages_seen_by(user: Any) -> QuerySet[Any]:
    """The pages whose findings are a person's business: those they may edit or publish."""
    policy = policy_registry.get_by_type(Page)
    pages: QuerySet[Any] = policy.instances_user_has_any_permission_for(user, {"change", "publish"})
    return pages


def findings_seen_by(user: Any) -> QuerySet[StoredFinding]:
    """The stored findings in those pages."""
    if user.is_active and user.is_superuser:
        return StoredFinding.objects.all()
    return StoredFinding.objects.filter(standing__page__in=pages_seen_by(user).values("pk"))


def unjudged_pages(user: Any) -> QuerySet[Any]:
    """Live pages that were never judged, or not by the rule set of today."""
    today = Standing.objects.filter(
        page=OuterRef("pk"), version=Version.LIVE, rule_set=RULE_SET_VERSION
    )
    return _gated(pages_seen_by(user)).filter(~Exists(today), live=True)


def never_judged(pages: QuerySet[Any]) -> QuerySet[Any]:
    """Those of which nothing at all is known."""
    known = Standing.objects.filter(page=OuterRef("pk"), version=Version.LIVE)
    return pages.filter(~Exists(known))


def _gated(pages: QuerySet[Any]) -> QuerySet[Any]:
    types = [model for model in get_page_models() if is_gated(model)]
    known = ContentType.objects.get_for_models(*types).values()
    return pages.filter(content_type__in=list(known))


class FindingsMenuItem(MenuItem):
    """An entry under “Reports” for those who work on pages."""

    def is_shown(self, request: Any) -> bool:
        return user_has_any_page_permission(request.user)


def menu_item() -> FindingsMenuItem:
    """What “Reports” shows."""
    return FindingsMenuItem(
        _("Compliance findings"),
        reverse("health_content_findings"),
        name="health-content-findings",
        icon_name="clipboard-list",
        order=810,
    )


def _codes_found(request: Any) -> list[tuple[str, str]]:
    found = findings_seen_by(request.user).order_by("code")
    named = dict(found.values_list("code", "name").distinct())
    return [(code, f"{code} {name}") for code, name in named.items()]


def _types_found(request: Any) -> QuerySet[Any]:
    types = findings_seen_by(request.user).values("standing__page__content_type")
    return ContentType.objects.filter(pk__in=types).order_by("model")


def _owners_found(request: Any) -> QuerySet[Any]:
    people = get_user_model()
    owners = findings_seen_by(request.user).values("standing__page__owner")
    return people._default_manager.filter(pk__in=owners).order_by(people.USERNAME_FIELD)


class FindingFilterSet(WagtailFilterSet):
    """Of which rule, how grave, in which pages, about which product."""

    severity = django_filters.ChoiceFilter(
        label=_("Severity"), choices=list(SEVERITIES.items()), empty_label=_("All")
    )
    code = django_filters.ChoiceFilter(label=_("Rule"), empty_label=_("All"))
    version = django_filters.ChoiceFilter(
        label=_("Version"),
        field_name="standing__version",
        choices=Version.choices,
        empty_label=_("All"),
    )
    waived = django_filters.ChoiceFilter(
        label=_("Waived"),
        field_name="is_waived",
        choices=[("no", _("Stands")), ("yes", _("Waived"))],
        method="in_waived",
        empty_label=_("All"),
    )
    page_type = ContentTypeFilter(
        label=_("Page type"), field_name="standing__page__content_type", queryset=_types_found
    )
    owner = django_filters.ModelChoiceFilter(
        label=_("Owner"), field_name="standing__page__owner", queryset=_owners_found
    )
    product = django_filters.ModelChoiceFilter(
        label=_("Product"),
        queryset=lambda request: Product.objects.order_by("brand", "name"),
        method="in_product",
    )

    class Meta:
        model = StoredFinding
        fields: ClassVar[list[str]] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["code"].extra["choices"] = _codes_found(self.request)
        self.filters["owner"].field.label_from_instance = get_user_display_name

    def in_waived(self, queryset: Any, name: str, value: str) -> Any:
        """Those that a waiver lets stand, or those that none does."""
        return queryset.filter(**{name: value == "yes"})

    def in_product(self, queryset: Any, name: str, value: Product) -> Any:
        """Those in pages that sell a product, or that name one of its links alone."""
        del name
        links = value.paid_links.values_list("pk", flat=True)
        sold = Q(products__contains=f"|{value}|")
        for key in links:
            sold |= Q(products__contains=f"|{key}|")
        return queryset.filter(sold)


class _PageCell(Column):
    cell_template_name = "health_content/admin/reports/page_cell.html"


class _RuleCell(Column):
    cell_template_name = "health_content/admin/reports/rule_cell.html"


class _SentenceCell(Column):
    cell_template_name = "health_content/admin/reports/sentence_cell.html"


class FindingsView(TamedExport, ReportView):
    """All stored findings, gravest first, with filters and export. Judges nothing."""

    model = StoredFinding
    template_name = "health_content/admin/reports/findings.html"
    page_title = _("Compliance findings")
    header_icon = "clipboard-list"
    index_url_name = "health_content_findings"
    index_results_url_name = "health_content_findings_results"
    filterset_class = FindingFilterSet
    verbose_name_plural = _("findings")
    is_searchable = True
    search_fields: ClassVar = ["code", "name", "message", "excerpt", "standing__page__title"]
    default_ordering = ("is_waived", "rank", "standing__page__title", "standing_id", "position")
    any_permission_required: ClassVar = ACTIONS
    columns: ClassVar = [
        _PageCell("page", label=_("Page"), sort_key="standing__page__title", width="24%"),
        _RuleCell("rule", label=_("Rule"), sort_key="code"),
        StatusTagColumn(
            "severity",
            label=_("Severity"),
            accessor="severity_label",
            sort_key="rank",
            primary=lambda item: item.severity == Severity.BLOCKING and not item.is_waived,
        ),
        _SentenceCell("sentence", label=_("Finding"), width="30%"),
        LabelledColumn("products", label=_("Products"), accessor="product_names"),
        LabelledDateColumn(
            "judged_at",
            label=_("Judged"),
            accessor="standing.judged_at",
            sort_key="standing__judged_at",
        ),
    ]
    export_headings: ClassVar = {
        "standing.page.title": _("Page"),
        "standing.page_id": _("Number of the page"),
        "page_type": _("Page type"),
        "standing.get_version_display": _("Version"),
        "code": _("Rule"),
        "name": _("Name of the rule"),
        "severity_label": _("Severity"),
        "is_waived": _("Waived"),
        "message": _("Finding"),
        "excerpt": _("Sentence"),
        "quote": _("Words"),
        "remedy": _("Remedy"),
        "location": _("Place"),
        "owner_name": _("Owner"),
        "product_names": _("Products"),
        "standing.judged_at": _("Judged at"),
        "standing.rule_set": _("Rule set"),
        "fingerprint": _("Fingerprint"),
    }
    list_export: ClassVar = list(export_headings)

    @cached_property
    def permission_policy(self) -> Any:
        """Pages', not that of our own table."""
        return policy_registry.get_by_type(Page)

    def get_filename(self) -> str:
        return f"findings-{site_day().isoformat()}"

    def get_base_queryset(self) -> Any:
        ranks = [When(severity=item.value, then=Value(item.rank)) for item in Severity]
        return (
            findings_seen_by(self.request.user)
            .select_related("standing__page__content_type", "standing__page__owner")
            .annotate(rank=Case(*ranks, default=Value(len(ranks)), output_field=IntegerField()))
        )

    def order_queryset(self, queryset: Any) -> Any:
        # A key of its own at the end, so that no row stands on two pages of the list or on none.
        return queryset.order_by(*_listed(self.ordering), "pk")

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        found = list(object_list)
        managed = managing.pages_to_manage(self.request.user, found)
        sold = [[key for key in item.products.split("|") if key] for item in found]
        names = names_of_links({key for keys in sold for key in keys})
        for item, keys in zip(found, sold, strict=True):
            page = item.standing.page
            item.severity_label = SEVERITIES[Severity(item.severity)]
            item.page_type = get_content_type_label(page.content_type)
            item.owner_name = get_user_display_name(page.owner) if page.owner else ""
            item.product_names = ", ".join(names[key] for key in keys)
            place = anchor_of(Location.parse(item.location).path)
            item.editor = reverse("wagtailadmin_pages:edit", args=[page.pk]) + place
            item.rule_address = rule_address(item.code)
            item.manage = managing.address_of_stored(item) if page.pk in managed else ""
        return found


class UnjudgedFilterSet(WagtailFilterSet):
    """Never, or by other rules than today's."""

    known = django_filters.ChoiceFilter(
        label=_("Judged"),
        choices=[("never", _("Never")), ("before", _("By an earlier rule set"))],
        method="in_known",
        empty_label=_("All"),
    )

    class Meta:
        model = Page
        fields: ClassVar[list[str]] = []

    def in_known(self, queryset: Any, name: str, value: str) -> Any:
        """Those of which nothing is known, or those of which something is."""
        del name
        never = never_judged(queryset)
        return never if value == "never" else queryset.exclude(pk__in=never.values("pk"))


class UnjudgedView(PageReportView):
    """Live pages that ``manage.py audit_site`` should look at."""

    page_title = _("Live pages to be judged")
    header_icon = "clipboard-list"
    index_url_name = "health_content_unjudged"
    index_results_url_name = "health_content_unjudged_results"
    filterset_class = UnjudgedFilterSet
    any_permission_required: ClassVar = ACTIONS

    def get_filename(self) -> str:
        return f"unjudged-{site_day().isoformat()}"

    def get_base_queryset(self) -> Any:
        found = unjudged_pages(self.request.user)
        pages: Any = found.select_related("content_type").order_by("title")
        return pages.annotate_approved_schedule().prefetch_workflow_states()


def _listed(ordering: Any) -> tuple[str, ...]:
    return (ordering,) if isinstance(ordering, str) else tuple(ordering)


urlpatterns = [
    path("health-content/findings/", FindingsView.as_view(), name="health_content_findings"),
    path(
        "health-content/findings/results/",
        FindingsView.as_view(results_only=True),
        name="health_content_findings_results",
    ),
    path("health-content/unjudged/", UnjudgedView.as_view(), name="health_content_unjudged"),
    path(
        "health-content/unjudged/results/",
        UnjudgedView.as_view(results_only=True),
        name="health_content_unjudged_results",
    ),
]
