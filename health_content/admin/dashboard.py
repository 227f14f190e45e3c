"""How the live pages stand, on the admin's front page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.admin.ui.components import Component

from health_content.admin.references.tasks import tasks_seen_by
from health_content.admin.reports import never_judged, pages_seen_by, unjudged_pages
from health_content.admin.suspensions import may_see
from health_content.assessment import mode
from health_content.compliance import Severity
from health_content.library.policies import Mode
from health_content.library.standings import Standing, Version
from health_content.library.suspensions import Suspension
from health_content.library.waivers import State
from health_content.waiving.rights import may_see_any, visible_to


@dataclass(frozen=True, slots=True)
class Line:
    """One number with what it counts and where the list of it is."""

    count: int
    label: Any
    address: str
    is_grave: bool = False


class CompliancePanel(Component):
    """How many live pages ask for somebody's attention, each number with its list.

    Asks a few questions whatever the size of the site, and only of pages the person may edit.
    """

    name = "health_content_compliance"
    order = 105
    template_name = "health_content/admin/dashboard.html"

    class Media:
        css = {"all": ["health_content/admin/compliance.css"]}

    def __init__(self, request: Any) -> None:
        self.request = request

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        lines = [
            *self._of_pages(),
            *self._of_sources(),
            *self._of_waivers(),
            *self._of_suspensions(),
        ]
        return {
            "lines": lines,
            "is_quiet": not any(line.count for line in lines),
            "only_reports": mode() is Mode.REPORT,
        }

    def _of_pages(self) -> list[Line]:
        user = self.request.user
        standings = Standing.objects.filter(version=Version.LIVE, page__live=True)
        if not user.is_superuser:
            standings = standings.filter(page__in=pages_seen_by(user).values("pk"))
        known = standings.aggregate(
            blocking=Count("pk", filter=Q(blocking__gt=0)),
            needs_reason=Count("pk", filter=Q(needs_reason__gt=0)),
        )
        unjudged = unjudged_pages(user)
        never = never_judged(unjudged).count()
        before = unjudged.count() - never
        return [
            Line(
                known["blocking"],
                _("live pages with blocking findings"),
                _findings(severity=Severity.BLOCKING),
                is_grave=True,
            ),
            Line(
                known["needs_reason"],
                _("live pages with findings that need a reason"),
                _findings(severity=Severity.NEEDS_REASON),
            ),
            Line(never, _("live pages that were never judged"), _unjudged("never"), is_grave=True),
            Line(before, _("live pages judged by an earlier rule set"), _unjudged("before")),
        ]

    def _of_sources(self) -> list[Line]:
        tasks = tasks_seen_by(self.request.user).filter(settled_at=None)
        count = tasks.values("page").distinct().count()
        address = reverse("health_content_page_tasks")
        return [Line(count, _("pages that cite sources of which there is news"), address)]

    def _of_waivers(self) -> list[Line]:
        if not may_see_any(self.request.user):
            return []
        seen = visible_to(self.request.user)
        told = (
            (State.WAITING, _("waivers that wait for a second person")),
            (State.EXPIRING, _("waivers that end within 30 days")),
        )
        return [
            Line(
                seen.in_state(state).count(),
                label,
                f"{reverse('health_content_waivers')}?{urlencode({'state': state})}",
            )
            for state, label in told
        ]

    def _of_suspensions(self) -> list[Line]:
        if not may_see(self.request.user):
            return []
        address = f"{reverse('health_content_suspensions')}?{urlencode({'state': 'in-force'})}"
        count = Suspension.objects.in_force().count()
        return [Line(count, _("suspensions of calls to action in force"), address)]


def add_panel(request: Any, panels: list[Any]) -> None:
    """Put the panel on the front page of those who work on pages."""
    if user_has_any_page_permission(request.user):
        panels.append(CompliancePanel(request))


def _findings(**filters: str) -> str:
    given = {**filters, "version": Version.LIVE, "waived": "no"}
    return f"{reverse('health_content_findings')}?{urlencode(given)}"


def _unjudged(known: str) -> str:
    return f"{reverse('health_content_unjudged')}?{urlencode({'known': known})}"
