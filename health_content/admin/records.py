"""The ledger in the admin: to be read, searched, taken out and proved, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from typing import Any, ClassVar
from urllib.parse import urlencode

import django_filters
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.core.serializers.json import DjangoJSONEncoder
from django.http import StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets.button import Button, HeaderButton

from health_content.admin.columns import LabelledColumn, LabelledDateColumn
from health_content.admin.exports import TamedExport
from health_content.admin.waivers.telling import names_of_people, rule_address
from health_content.library.ledger import ComplianceRecord, Outcome
from health_content.library.pseudonyms import Pseudonym
from health_content.library.waivers import site_day
from health_content.recording.ledger import anchor, problems

VIEW = "health_content.view_compliancerecord"
PROBLEMS_SHOWN = 50
_READING = ["get", "head", "options"]
_WAIVING = ("given_by", "confirmed_by")
_PEOPLE = frozenset({"who", "by", "given_by", "confirmed_by", "taken_back_by", "lifted_by"})


class RecordsMenuItem(MenuItem):
    """The entry under “Reports”, for those who may read the ledger."""

    def is_shown(self, request: Any) -> bool:
        return bool(request.user.has_perm(VIEW))


def menu_item() -> RecordsMenuItem:
    """What “Reports” shows."""
    return RecordsMenuItem(
        _("Compliance records"),
        reverse("health_content_records"),
        name="health-content-records",
        icon_name="history",
        order=840,
    )


class _Reader:
    """Lets in who may read the ledger."""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Raises ``PermissionDenied`` for everybody else."""
        if not request.user.is_active or not request.user.has_perm(VIEW):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class RecordFilterSet(WagtailFilterSet):
    """Of what, with which outcome, by whom, about what, when."""

    who = django_filters.ChoiceFilter(label=_("By"), empty_label=_("Everybody"))
    subject_type = django_filters.ChoiceFilter(label=_("Kind of subject"), empty_label=_("All"))
    subject_id = django_filters.CharFilter(label=_("Id of the subject"))
    recorded_at = django_filters.DateFromToRangeFilter(
        label=_("Recorded"), widget=DateRangePickerWidget
    )

    class Meta:
        model = ComplianceRecord
        fields: ClassVar = ["event", "outcome", "door"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = Pseudonym.objects.select_related("user").order_by("key")
        self.filters["who"].extra["choices"] = [(item.key, item.name) for item in known]
        types = ComplianceRecord.objects.exclude(subject_type="").order_by("subject_type")
        self.filters["subject_type"].extra["choices"] = [
            (name, name) for name in types.values_list("subject_type", flat=True).distinct()
        ]


class RecordsView(_Reader, TamedExport, ReportView):
    """All records, newest first, with filters, search and export."""

    model = ComplianceRecord
    template_name = "health_content/admin/reports/findings.html"
    page_title = _("Compliance records")
    header_icon = "history"
    index_url_name = "health_content_records"
    index_results_url_name = "health_content_records_results"
    filterset_class = RecordFilterSet
    verbose_name_plural = _("records")
    is_searchable = True
    search_fields: ClassVar = ["subject_title", "content_hash", "hash"]
    default_ordering = "-number"
    http_method_names = _READING
    columns: ClassVar = [
        TitleColumn(
            "number",
            label=_("Record"),
            accessor=lambda record: f"{record.number}: {record.get_event_display()}",
            url_name="health_content_record",
            id_accessor="number",
            sort_key="number",
        ),
        StatusTagColumn(
            "outcome",
            label=_("Outcome"),
            accessor="get_outcome_display",
            primary=lambda record: record.outcome == Outcome.REFUSED,
        ),
        Column(
            "subject",
            label=_("Subject"),
            accessor="subject_title",
            sort_key="subject_title",
            classname="hc-report__sentence",
        ),
        LabelledColumn(
            "door",
            label=_("Door"),
            accessor=lambda record: record.get_door_display() if record.door else "",
        ),
        LabelledColumn("who", label=_("By"), accessor="who_name"),
        LabelledDateColumn("recorded_at", label=_("Recorded"), sort_key="recorded_at"),
        LabelledColumn("rule_set", label=_("Rule set")),
    ]

    export_headings: ClassVar = {
        "number": _("Record"),
        "recorded_at": _("Recorded at"),
        "get_event_display": _("Event"),
        "get_outcome_display": _("Outcome"),
        "get_door_display": _("Door"),
        "channel": _("Channel"),
        "who_name": _("By"),
        "subject_type": _("Kind of subject"),
        "subject_id": _("Id of the subject"),
        "subject_title": _("Subject"),
        "revision_id": _("Revision"),
        "content_hash": _("Content hash"),
        "rule_set": _("Rule set"),
        "previous_hash": _("Hash before"),
        "hash": _("Hash"),
    }
    list_export: ClassVar = list(export_headings)

    def get_filename(self) -> str:
        return f"compliance-records-{site_day().isoformat()}"

    def get_base_queryset(self) -> Any:
        return ComplianceRecord.objects.defer("payload")

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        found = list(object_list)
        names = names_of_people({record.who for record in found} - {""})
        for record in found:
            record.who_name = names.get(record.who, "")
        return found

    @property
    def header_buttons(self) -> list[Any]:
        """Where the chain is proved."""
        return [
            HeaderButton(
                gettext("Verify the chain"),
                reverse("health_content_records_verify"),
                icon_name="check",
            )
        ]

    @property
    def header_more_buttons(self) -> list[Any]:
        """What is listed now, a line of JSON each."""
        chosen = self.request.GET.urlencode()
        address = reverse("health_content_records_export")
        return [
            *super().header_more_buttons,
            Button(
                gettext("Download JSON lines"),
                url=f"{address}?{chosen}" if chosen else address,
                icon_name="download",
                priority=90,
            ),
        ]


class RecordsExportView(RecordsView):
    """The records that the filters leave, oldest first, whole, with the keys of people."""

    def get(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        found = self.get_filtered_queryset().defer(None).order_by("number")
        answer = StreamingHttpResponse(_lines(found), content_type="application/x-ndjson")
        name = f"{self.get_filename()}.jsonl"
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer


def _lines(records: Any) -> Iterator[str]:
    for record in records.iterator():
        yield json.dumps(as_exported(record), cls=DjangoJSONEncoder, sort_keys=True) + "\n"


def as_exported(record: ComplianceRecord) -> dict[str, Any]:
    """All that a record says, so that whoever has it can make its hash again."""
    names = [field.attname for field in record._meta.concrete_fields if not field.primary_key]
    values = {name: getattr(record, name) for name in names}
    return values | {"recorded_at": record.recorded_at.isoformat()}


class RecordView(_Reader, WagtailAdminTemplateMixin, TemplateView):
    """One record with everything in it."""

    template_name = "health_content/admin/records/record.html"
    header_icon = "history"
    http_method_names = _READING
    record: ComplianceRecord

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.record = get_object_or_404(ComplianceRecord, number=kwargs["number"])

    def get_page_title(self) -> str:
        return gettext("Compliance record %(number)d") % {"number": self.record.number}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("health_content_records"), "label": gettext("Compliance records")},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        record = self.record
        payload = record.payload
        names = names_of_people({record.who, *_keys_in(payload)} - {""})
        numbers = [record.number - 1, record.number + 1]
        near = ComplianceRecord.objects.filter(number__in=numbers).values_list("number", flat=True)
        return super().get_context_data(**kwargs) | {
            "record": record,
            "who": names.get(record.who, ""),
            "people": sorted(names.items()),
            "findings": [_with_address(item) for item in _listed(payload, "findings")],
            "waived": [
                {
                    **_with_address(item),
                    **{role: names.get(str(item.get(role)), "") for role in _WAIVING},
                }
                for item in _listed(payload, "waived")
            ],
            "texts": _listed(payload, "texts"),
            "links": _listed(payload, "links"),
            "payload": json.dumps(payload, indent=2, sort_keys=True, ensure_ascii=False),
            "previous": numbers[0] if numbers[0] in near else None,
            "next": numbers[1] if numbers[1] in near else None,
            "subject_address": _address_of(record),
        }


class VerifyView(_Reader, WagtailAdminTemplateMixin, TemplateView):
    """Reads the whole chain when somebody asks for it, and says what is wrong with it."""

    template_name = "health_content/admin/records/verify.html"
    page_title = _("Verify the chain of records")
    header_icon = "check"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("health_content_records"), "label": gettext("Compliance records")},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        known = {"count": ComplianceRecord.objects.count(), "anchor": anchor()}
        return known | super().get_context_data(**kwargs)

    def post(self, request: Any) -> Any:
        """Read the chain. Changes nothing."""
        last = ComplianceRecord.objects.defer("payload").first()
        found = list(islice(problems(), PROBLEMS_SHOWN + 1))
        return self.render_to_response(
            self.get_context_data(
                is_verified=True,
                problems=found[:PROBLEMS_SHOWN],
                has_more=len(found) > PROBLEMS_SHOWN,
                last=last,
            )
        )


def _listed(payload: Any, name: str) -> list[dict[str, Any]]:
    """A list of a payload; empty where another kind of event has something else there."""
    found = payload.get(name) if isinstance(payload, dict) else None
    if not isinstance(found, list):
        return []
    return [item for item in found if isinstance(item, dict)]


def _with_address(item: dict[str, Any]) -> dict[str, Any]:
    return {**item, "address": rule_address(str(item.get("code", "")))}


def _keys_in(value: Any) -> Iterator[str]:
    """The keys of people, wherever a payload names some."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name in _PEOPLE and isinstance(inner, str):
                yield inner
            else:
                yield from _keys_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _keys_in(inner)


def _address_of(record: ComplianceRecord) -> str:
    """The records of the same subject."""
    if not record.subject_id:
        return ""
    chosen = {"subject_type": record.subject_type, "subject_id": record.subject_id}
    return f"{reverse('health_content_records')}?{urlencode(chosen)}"


def record_permissions() -> Any:
    """For the group form."""
    return Permission.objects.filter(
        content_type__app_label="health_content", codename="view_compliancerecord"
    )


urlpatterns = [
    path("health-content/records/", RecordsView.as_view(), name="health_content_records"),
    path(
        "health-content/records/results/",
        RecordsView.as_view(results_only=True),
        name="health_content_records_results",
    ),
    path(
        "health-content/records/export/",
        RecordsExportView.as_view(),
        name="health_content_records_export",
    ),
    path(
        "health-content/records/verify/",
        VerifyView.as_view(),
        name="health_content_records_verify",
    ),
    path(
        "health-content/records/<int:number>/",
        RecordView.as_view(),
        name="health_content_record",
    ),
]
