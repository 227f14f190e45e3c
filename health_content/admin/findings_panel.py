"""What the rules find in a page, beside its form."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.side_panels import BaseSidePanel

from health_content.admin import managing
from health_content.admin.holds import holds_on
from health_content.admin.references.tasks import open_tasks_on
from health_content.admin.waivers.telling import names_of_people
from health_content.compliance import Finding, Severity, all_rules
from health_content.compliance.rule import Rule
from health_content.compliance.waivers import UNUSED_WAIVER, Waived
from health_content.library.page_tasks import PageTask
from health_content.library.policies import Mode
from health_content.library.waivers import Category, Waiver
from health_content.publishing import Judgment, is_gated, judge
from health_content.publishing.places import form_path
from health_content.waiving.rights import categories_for, may_give

logger = logging.getLogger("health_content.admin")

MOST_AROUND = 140
"""How many characters of its sentence stand on either side of a quote."""

_GROUPS = (
    (Severity.BLOCKING, _("Blocking"), _("Refuses publication until it is changed or waived.")),
    (
        Severity.NEEDS_REASON,
        _("Needs a reason"),
        _("Refuses publication until it is changed, or a reason is on file."),
    ),
    (Severity.ADVICE, _("Advice"), _("Refuses nothing.")),
)


@dataclass(frozen=True, slots=True)
class Leave:
    """The waiver of a finding, as the panel tells of it."""

    by: str
    confirmed_by: str
    category: Any
    reason: str
    until: Any


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding as the panel shows it.

    ``path`` leads to its field or block in the form. ``action`` is what this person may do
    about it besides changing the words, and ``address`` where; ``manage`` is where they make a
    typed paid link a managed one.
    """

    finding: Finding
    before: str
    after: str
    path: str
    rule: Rule | None
    rule_address: str
    action: Any = ""
    address: str = ""
    manage: str = ""
    is_waiting: bool = False
    leave: Leave | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of one severity."""

    severity: Severity
    title: Any
    effect: Any
    findings: list[Shown]


class FindingsPanel(BaseSidePanel):
    """The findings in a page as it stands in the latest draft, or in the form just refused.

    Autosave brings Wagtail to render it anew; what it shows is judged once for each request.
    """

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        """The button that opens it, with the number of findings."""

        aria_label = _("Toggle compliance")
        icon_name = "clipboard-list"
        counter_classname = "w-bg-critical-200"

        def get_context_data(self, parent_context):
            context = super().get_context_data(parent_context)
            return {**context, "count": self.panel.count}

    name = "compliance"
    title = _("Compliance")
    order = 320
    template_name = "health_content/admin/findings_panel.html"

    class Media:
        css = {"all": ["health_content/admin/findings.css"]}
        js = ("health_content/admin/findings.js",)

    @property
    def is_judged(self) -> bool:
        """Whether there is something to judge: a page of our types that was written to."""
        return is_gated(self.object) and not self.is_blank

    @property
    def is_blank(self) -> bool:
        """Whether nobody has written anything yet."""
        return self.object.pk is None and self.request.method != "POST"

    @cached_property
    def judgment(self) -> Judgment | None:
        """What was found; ``None`` where nothing was judged, or judging failed."""
        if not self.is_judged:
            return None
        try:
            return judge(self.object)
        except Exception:
            logger.exception("Page %s could not be judged for its editor.", self.object.pk)
            return None

    @cached_property
    def tasks(self) -> list[PageTask]:
        """What is to be done because of news of sources."""
        return open_tasks_on(self.object)

    @property
    def count(self) -> int:
        """The number of findings that stand, and of tasks that are open."""
        return (len(self.judgment.findings) if self.judgment else 0) + len(self.tasks)

    def get_context_data(self, parent_context):
        context = super().get_context_data(parent_context)
        judgment = self.judgment
        context |= {
            "is_gated": is_gated(self.object),
            "is_blank": self.is_blank,
            "has_failed": self.is_judged and judgment is None,
            "suspensions": list(holds_on(self.object, self.request.user)),
            "tasks": self.tasks,
            "count": self.count,
        }
        if judgment is not None:
            context |= {
                "judgment": judgment,
                "only_reports": judgment.mode is Mode.REPORT,
                "judged_at": timezone.now(),
                "groups": self._groups(judgment),
                "waived": list(self._waived(judgment)),
            }
        return context

    def _groups(self, judgment: Judgment) -> list[Group]:
        waiting = set()
        if self.object.pk:
            waivers = Waiver.objects.of_page(self.object).waiting()
            waiting = set(waivers.values_list("fingerprint", flat=True))
        can_give = bool(self.object.pk) and may_give(self.request.user, self.object)
        groups = []
        for severity, title, effect in _GROUPS:
            shown = [
                self._shown(finding, can_give=can_give, waiting=waiting)
                for finding in judgment.findings
                if finding.severity is severity
            ]
            if shown:
                groups.append(Group(severity, title, effect, shown))
        return groups

    def _shown(self, finding: Finding, *, can_give: bool, waiting: set[str]) -> Shown:
        action: Any = ""
        if finding.code == UNUSED_WAIVER:
            address = _address("health_content_waivers")
            action = _("Waivers") if can_give else ""
        else:
            address = _address("health_content_waive", self.object.pk, finding.fingerprint)
            action = self._action(finding) if can_give else ""
        return self._plain(
            finding,
            action=action if address else "",
            address=address,
            manage=managing.address_for(self.object, finding, self.request.user),
            is_waiting=finding.fingerprint in waiting,
        )

    def _action(self, finding: Finding) -> Any:
        if categories_for(self.request.user, finding) == [Category.FALSE_ALARM]:
            return _("Report a false alarm")
        if finding.severity is Severity.NEEDS_REASON:
            return _("Give a reason")
        return _("Waive…")

    def _waived(self, judgment: Judgment) -> Iterator[Shown]:
        waivers = [item.waiver for item in judgment.waived]
        people = {key for item in waivers for key in (item.person, item.confirmed_by)}
        names = names_of_people(people) if people else {}
        for item in judgment.waived:
            yield self._plain(item.finding, leave=_leave(item, names))

    def _plain(self, finding: Finding, **more: Any) -> Shown:
        rule = _RULES.get(finding.code)
        rules = _address("health_content_rules")
        start = finding.span.start - finding.excerpt_start
        return Shown(
            finding=finding,
            before=_end_of(finding.excerpt[:start]),
            after=_beginning_of(finding.excerpt[start + len(finding.quote) :]),
            path=".".join(form_path(self.object, finding.span.location)),
            rule=rule,
            rule_address=f"{rules}#{finding.code}" if rules and rule else "",
            **more,
        )


_RULES = {rule.code: rule for rule in all_rules()}


def _leave(item: Waived, names: dict[str, str]) -> Leave:
    waiver = item.waiver
    return Leave(
        by=names.get(waiver.person, waiver.person),
        confirmed_by=names.get(waiver.confirmed_by, waiver.confirmed_by),
        category=Category(waiver.category.value).label,
        reason=waiver.reason,
        until=waiver.expires_on,
    )


def _end_of(text: str) -> str:
    return text if len(text) <= MOST_AROUND else f"… {text[-MOST_AROUND:].partition(' ')[2]}"


def _beginning_of(text: str) -> str:
    return text if len(text) <= MOST_AROUND else f"{text[:MOST_AROUND].rpartition(' ')[0]} …"


def _address(name: str, *args: Any) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
