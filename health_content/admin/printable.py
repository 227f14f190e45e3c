"""What was found in one page, to be printed for counsel."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.widgets import Button
from wagtail.models import Page

from health_content.admin.waivers.telling import SEVERITIES, Told, names_of_people, told_of
from health_content.compliance import Finding, Market
from health_content.compliance.waivers import Waived
from health_content.library.ledger import ComplianceRecord, Event, Outcome
from health_content.library.policies import Mode, PolicyVersion
from health_content.library.standings import Version
from health_content.library.waivers import Category
from health_content.pages.mixin import HealthPageMixin
from health_content.publishing import Judgment, is_gated, judge
from health_content.publishing.payload import payload_of
from health_content.waiving.rights import WAIVE

RECORDS = "health_content.view_compliancerecord"
_ADMISSIONS = (Outcome.ADMITTED, Outcome.UNCHANGED, Outcome.REPORTED)

logger = logging.getLogger("health_content.admin")


@dataclass(frozen=True, slots=True)
class Printed:
    """A finding with its authority and, where a waiver lets it stand, who gave that and why."""

    finding: Finding
    told: Told
    given_by: str = ""
    confirmed_by: str = ""
    category: Any = ""
    waiver: Any = None


def may_print(user: Any, page: Any) -> bool:
    """Whether the findings in a page are a person's business."""
    if not user.is_active:
        return False
    if user.has_perm(RECORDS) or user.has_perm(WAIVE):
        return True
    may = page.permissions_for_user(user)
    return bool(may.can_edit() or may.can_publish())


class FindingsOfView(TemplateView):
    """A page of its own, without the admin around it, that says what is known and no more.

    ``?version=live`` judges what readers see, ``draft`` the latest draft; without it the
    latter, where there is one.
    """

    template_name = "health_content/admin/printable.html"
    page: Any

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        stored = get_object_or_404(Page, pk=kwargs["page_id"])
        if not may_print(request.user, stored):
            raise PermissionDenied
        self.page = stored.specific
        if not is_gated(self.page):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @property
    def version(self) -> Version:
        """What is to be judged. Raises ``Http404`` for what is not there."""
        has_draft = not self.page.live or self.page.has_unpublished_changes
        wanted = self.request.GET.get("version", Version.DRAFT if has_draft else Version.LIVE)
        if wanted not in Version.values or (wanted == Version.LIVE and not self.page.live):
            raise Http404
        return Version(wanted)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        version = self.version
        is_live = version is Version.LIVE
        face = self.page if is_live else self.page.get_latest_revision_as_object()
        revision = self.page.live_revision_id if is_live else self.page.latest_revision_id
        context = super().get_context_data(**kwargs) | {
            "page": face,
            "is_live": is_live,
            "has_both": self.page.live and self.page.has_unpublished_changes,
            "revision": revision,
            "address": self.page.full_url if is_live else "",
            "printed_at": timezone.now(),
            "by": get_user_display_name(self.request.user),
            "record": last_admission(self.page),
            "version_in_force": PolicyVersion.objects.first(),
            "edit_url": reverse("wagtailadmin_pages:edit", args=[self.page.pk]),
        }
        judgment = _judged(face)
        return context if judgment is None else context | _told(judgment)


def last_admission(page: Any) -> ComplianceRecord | None:
    """The record of the last time a page went live."""
    record: ComplianceRecord | None = ComplianceRecord.objects.filter(
        subject_type=page._meta.label_lower,
        subject_id=str(page.pk),
        event=Event.PUBLICATION,
        outcome__in=_ADMISSIONS,
    ).first()
    return record


def _judged(page: Any) -> Judgment | None:
    try:
        return judge(page)
    except Exception:
        logger.exception("Page %s could not be judged for printing.", page.pk)
        return None


def _told(judgment: Judgment) -> dict[str, Any]:
    report = judgment.report
    waivers = [item.waiver for item in judgment.waived]
    people = {key for item in waivers for key in (item.person, item.confirmed_by)} - {""}
    names = names_of_people(people)
    stands = [Printed(item, told_of(item)) for item in judgment.findings]
    shown = payload_of(judgment)
    return {
        "judgment": judgment,
        "mode": Mode(judgment.mode).label,
        "markets": [(Market(name), name in report.partial_markets) for name in report.markets],
        "groups": [
            (severity.value, label, [item for item in stands if item.finding.severity is severity])
            for severity, label in SEVERITIES.items()
        ],
        "waived": [_with_waiver(item, names) for item in judgment.waived],
        "texts": shown["texts"],
        "links": shown["links"],
    }


def _with_waiver(item: Waived, names: dict[str, str]) -> Printed:
    waiver = item.waiver
    return Printed(
        finding=item.finding,
        told=told_of(item.finding),
        given_by=names.get(waiver.person, waiver.person),
        confirmed_by=names.get(waiver.confirmed_by, ""),
        category=Category(waiver.category.value).label,
        waiver=waiver,
    )


def printable_button(page: Any, user: Any) -> Button | None:
    """The entry in a page's menu, for those who may print its findings."""
    if not issubclass(page.cached_content_type.model_class() or object, HealthPageMixin):
        return None
    if not may_print(user, page):
        return None
    return Button(
        _("Findings to print"),
        reverse("health_content_findings_of", args=[page.pk]),
        icon_name="doc-full",
        priority=63,
    )


urlpatterns = [
    path(
        "health-content/pages/<int:page_id>/findings/",
        FindingsOfView.as_view(),
        name="health_content_findings_of",
    )
]
