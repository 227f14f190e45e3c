"""The report of clicks on paid links: of what, on which pages, when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar

import django_filters
from django.contrib.auth.models import Permission
from django.db.models import F, Sum
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page

from health_content.admin.exports import TamedExport
from health_content.conf import clicks
from health_content.library.clicks import LAST_POSITION, ClickCount, rounded, told
from health_content.library.products import PaidLink, Product
from health_content.library.programs import AffiliateProgram
from health_content.library.waivers import site_day

VIEW = "health_content.view_clickcount"
CHART_HEIGHT = 100
BARS_AT_MOST = 62


@dataclass(frozen=True, slots=True)
class Grouping:
    """What one line of the report counts: the key lines are told apart by, and their names."""

    label: Any
    key: str
    names: Callable[[list[Any]], dict[Any, str]]
    address: str = ""


def _names_of_links(keys: list[Any]) -> dict[Any, str]:
    return {key: str(link) for key, link in PaidLink.objects.in_bulk(keys).items()}


def _names_of_products(keys: list[Any]) -> dict[Any, str]:
    found = Product.objects.in_bulk([key for key in keys if key is not None])
    return {None: gettext("No product"), **{key: str(product) for key, product in found.items()}}


def _names_of_programs(keys: list[Any]) -> dict[Any, str]:
    found = AffiliateProgram.objects.filter(pk__in=keys)
    return dict(found.values_list("pk", "name"))


def _names_of_pages(keys: list[Any]) -> dict[Any, str]:
    return dict(Page.objects.filter(pk__in=keys).values_list("pk", "draft_title"))


def _names_of_positions(keys: list[Any]) -> dict[Any, str]:
    return {key: _name_of_position(key) for key in keys}


def _name_of_position(position: int) -> str:
    if not position:
        return gettext("Place not known")
    if position >= LAST_POSITION:
        return gettext("Offer %(number)d and further") % {"number": position}
    return gettext("Offer %(number)d on its page") % {"number": position}


GROUPINGS = {
    "link": Grouping(_("Paid link"), "link_id", _names_of_links),
    "product": Grouping(_("Product"), "link__product_id", _names_of_products),
    "program": Grouping(_("Program"), "link__program_id", _names_of_programs),
    "page": Grouping(_("Page"), "page_id", _names_of_pages, "wagtailadmin_pages:edit"),
    "position": Grouping(_("Place on the page"), "position", _names_of_positions),
}


class ClicksMenuItem(MenuItem):
    """The entry under “Reports”, for those who may see the counts."""

    def is_shown(self, request: Any) -> bool:
        return bool(request.user.has_perm(VIEW))


def menu_item() -> ClicksMenuItem:
    """What “Reports” shows."""
    return ClicksMenuItem(
        _("Clicks on paid links"),
        reverse("health_content_clicks"),
        name="health-content-clicks",
        icon_name="link-external",
        order=850,
    )


class ClickFilterSet(WagtailFilterSet):
    """By what the clicks are counted together, and of which days."""

    by = django_filters.ChoiceFilter(
        label=_("Counted by"),
        choices=[(key, item.label) for key, item in GROUPINGS.items() if key != "link"],
        empty_label=GROUPINGS["link"].label,
        method="in_order",
    )
    day = django_filters.DateFromToRangeFilter(label=_("Days"), widget=DateRangePickerWidget)

    class Meta:
        model = ClickCount
        fields: ClassVar[list[str]] = []

    def in_order(self, queryset: Any, name: str, value: str) -> Any:
        """All of them: the view counts them together once they are filtered."""
        del name, value
        return queryset


class _NameColumn(Column):
    cell_template_name = "health_content/admin/clicks/name_cell.html"


class _CountColumn(Column):
    cell_template_name = "health_content/admin/clicks/count_cell.html"


class _Lines(WagtailPaginator):
    verbose_name = _("line")
    verbose_name_plural = _("lines")


class ClicksView(TamedExport, ReportView):
    """Counts by link, product, program, page or position, most first, small ones hidden."""

    model = ClickCount
    template_name = "health_content/admin/clicks/report.html"
    results_template_name = "health_content/admin/clicks/results.html"
    page_title = _("Clicks on paid links")
    header_icon = "link-external"
    index_url_name = "health_content_clicks"
    index_results_url_name = "health_content_clicks_results"
    filterset_class = ClickFilterSet
    paginator_class = _Lines
    verbose_name_plural = _("lines")
    is_searchable = True
    search_fields: ClassVar = [
        "link__product__name",
        "link__product__brand",
        "link__program__name",
        "link__url",
        "page__title",
    ]
    default_ordering = None
    any_permission_required: ClassVar = ["view"]
    export_headings: ClassVar = {"name": _("Name"), "told": _("Clicks")}
    list_export: ClassVar = ["name", "told"]

    @cached_property
    def grouping(self) -> Grouping:
        """By what the lines are told apart."""
        return GROUPINGS.get(self.request.GET.get("by", ""), GROUPINGS["link"])

    @cached_property
    def columns(self) -> list[Column]:
        """The name of each line, and its count."""
        return [
            _NameColumn("name", label=self.grouping.label, width="50%"),
            _CountColumn("told", label=_("Clicks")),
        ]

    def get_filename(self) -> str:
        return f"clicks-{site_day().isoformat()}"

    @cached_property
    def counted(self) -> Any:
        """The counts that the filters leave."""
        return self.get_queryset().order_by()

    def get_filtered_queryset(self) -> Any:
        rows = self.counted.values(self.grouping.key).annotate(clicks=Sum("count"))
        # By what is shown, so that the order tells nothing more.
        rows = rows.annotate(shown=F("clicks") - F("clicks") % clicks()["SMALLEST_SHOWN"])
        return rows.order_by("-shown", self.grouping.key)

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        found = list(object_list)
        grouping, most = self.grouping, self._most(found)
        names = grouping.names([row[grouping.key] for row in found])
        # In place: the table holds the same rows.
        for row in found:
            key = row[grouping.key]
            row["name"] = names.get(key, "")
            row["address"] = reverse(grouping.address, args=[key]) if grouping.address else ""
            row["told"] = told(row["clicks"])
            row["percent"] = round(100 * row["shown"] / most) if most else 0
        return found

    def _most(self, rows: list[dict[str, Any]]) -> int:
        """The largest number of the whole list, which stands on its first page."""
        if self.request.GET.get(self.page_kwarg, "1") != "1":
            rows = list(self.get_filtered_queryset()[:1])
        return max((row["shown"] for row in rows), default=0)

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        known = super().get_context_data(*args, **kwargs)
        if self.is_export:
            return known
        by_day = dict(self.counted.values_list("day").annotate(clicks=Sum("count")))
        return known | {
            "chart": Chart.of(by_day),
            "total": told(sum(by_day.values())),
            "smallest": clicks()["SMALLEST_SHOWN"],
            "is_counting": clicks()["COUNT"],
        }


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of the chart, and its line in the table that says the same."""

    label: str
    told: str
    left: int
    top: int
    height: int
    is_small: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """Clicks over time as bars, in units of a drawing of ``width`` by ``CHART_HEIGHT``."""

    bars: tuple[Bar, ...]
    width: int
    height: int = CHART_HEIGHT

    @classmethod
    def of(cls, by_day: dict[date, int]) -> Chart | None:
        """The chart of counts by day: of days, weeks or months, as many as it can show."""
        if not by_day:
            return None
        spans = _spans(min(by_day), max(by_day))
        sums: Counter[date] = Counter()
        for day, count in by_day.items():
            sums[spans[day]] += count
        starts = sorted(set(spans.values()))
        most = max(rounded(sums[start]) for start in starts) or clicks()["SMALLEST_SHOWN"]
        bars = tuple(_bar(place, start, sums[start], most) for place, start in enumerate(starts))
        return cls(bars, 10 * len(starts))


def _bar(place: int, start: date, count: int, most: int) -> Bar:
    shown = rounded(count)
    is_small = bool(count) and not shown
    height = 2 if is_small else round(CHART_HEIGHT * shown / most)
    label = date_format(start, "SHORT_DATE_FORMAT")
    return Bar(label, told(count), 10 * place, CHART_HEIGHT - height, height, is_small)


def _spans(first: date, last: date) -> dict[date, date]:
    """Each day from the first to the last with the first day of its day, week or month."""
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    if len(days) <= BARS_AT_MOST:
        return {day: day for day in days}
    if len(days) <= 7 * BARS_AT_MOST:
        return {day: day - timedelta(days=day.weekday()) for day in days}
    return {day: day.replace(day=1) for day in days}


def click_permissions() -> Any:
    """For the group form."""
    return Permission.objects.filter(
        content_type__app_label="health_content", codename="view_clickcount"
    )


urlpatterns = [
    path("health-content/clicks/", ClicksView.as_view(), name="health_content_clicks"),
    path(
        "health-content/clicks/results/",
        ClicksView.as_view(results_only=True),
        name="health_content_clicks_results",
    ),
]
