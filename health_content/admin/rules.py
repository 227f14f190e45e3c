"""The reference of the rules, written from the rules themselves and the policy in force."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from health_content.admin.waivers.telling import SEVERITIES
from health_content.assessment import OFF, policy
from health_content.compliance import (
    RULE_SET_VERSION,
    Family,
    Market,
    Policy,
    Rule,
    Severity,
    all_rules,
)
from health_content.compliance.catalogue import TITLES
from health_content.compliance.waivers import UNUSED_WAIVER


@dataclass(frozen=True, slots=True)
class Entry:
    """A rule as the reference shows it.

    ``sells`` and ``elsewhere`` say what the policy in force makes of it, in words, and
    ``is_changed`` whether that is not what the rule does by itself. ``asked`` is false where
    none of the policy's markets has the rule.
    """

    rule: Rule
    message: str
    found: str
    left_alone: str
    sells: str
    elsewhere: str
    kinds: str
    own_sells: Any
    own_elsewhere: Any
    is_changed: bool
    asked: bool
    markets: str

    @property
    def sought(self) -> str:
        """What a search looks through, in small letters."""
        rule = self.rule
        told = (rule.code, rule.name, self.message, rule.why, rule.remedy, rule.better)
        return " ".join((*told, rule.authority.citation, rule.authority.title)).casefold()

    @property
    def part(self) -> str:
        """The part of the authority that decides, where the citation does not name it."""
        rule = self.rule
        return "" if rule.authority.citation.endswith(rule.criterion) else rule.criterion


def entries(by: Policy) -> Iterator[Entry]:
    """Every rule of the package, as a policy has it."""
    for rule in all_rules():
        asked = any(market in rule.markets for market in by.markets)
        sells = _effect(rule, rule.severity, by) if asked else None
        elsewhere = _effect(rule, rule.severity_elsewhere, by) if asked else None
        kinds = {severity.value if severity else OFF for severity in (sells, elsewhere)}
        yield Entry(
            rule=rule,
            message=rule.message.replace("{quote}", "…"),
            found=_first_text(rule.failing),
            left_alone=_first_text(rule.passing),
            sells=_told(sells),
            elsewhere=_told(elsewhere),
            kinds=" ".join(sorted(kinds)),
            own_sells=SEVERITIES[rule.severity],
            own_elsewhere=SEVERITIES[rule.severity_elsewhere],
            is_changed=(sells, elsewhere) != (rule.severity, rule.severity_elsewhere),
            asked=asked,
            markets=", ".join(rule.markets) if set(rule.markets) != set(Market) else "",
        )


def _effect(rule: Rule, own: Severity, by: Policy) -> Severity | None:
    """What a policy makes of a rule's own severity; ``None`` where it is off."""
    wanted = by.severities.get(rule.code, own)
    if wanted is not None and rule.is_locked and wanted.rank > own.rank:
        return own
    return wanted


def _told(severity: Severity | None) -> Any:
    return SEVERITIES[severity] if severity else _("Off")


def _first_text(examples: tuple[object, ...]) -> str:
    return next((" ".join(item.split()) for item in examples if isinstance(item, str)), "")


class RulesForm(forms.Form):
    """What to look for."""

    q = forms.CharField(
        label=_("Look for"), required=False, widget=forms.TextInput({"type": "search"})
    )
    severity = forms.ChoiceField(
        label=_("Severity in force"),
        required=False,
        choices=[("", _("All")), *SEVERITIES.items(), (OFF, _("Off"))],
    )


class RulesView(WagtailAdminTemplateMixin, TemplateView):
    """All rules, family by family; those that fit where somebody looks for something."""

    template_name = "health_content/admin/rules.html"
    page_title = _("Compliance rules")
    header_icon = "clipboard-list"
    breadcrumbs_items: ClassVar = [
        *WagtailAdminTemplateMixin.breadcrumbs_items,
        {"url": "", "label": _("Compliance rules")},
    ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = RulesForm(self.request.GET)
        given = form.cleaned_data if form.is_valid() else {}
        by = policy()
        known = list(entries(by))
        found = [entry for entry in known if _fits(entry, given)]
        return super().get_context_data(**kwargs) | {
            "form": form,
            "families": [
                (TITLES[family], members)
                for family in Family
                if (members := [entry for entry in found if entry.rule.family is family])
            ],
            "count": len(found),
            "total": len(known),
            "rule_set": RULE_SET_VERSION,
            "policy": by,
            "policy_address": _policy_address(self.request.user),
            "unused_waiver": UNUSED_WAIVER,
        }


def _fits(entry: Entry, given: dict[str, Any]) -> bool:
    words = given.get("q", "").casefold().split()
    severity = given.get("severity", "")
    fits = not severity or severity in entry.kinds.split()
    return fits and all(word in entry.sought for word in words)


def _policy_address(user: Any) -> str:
    may = user.has_perm("health_content.add_policyversion")
    return reverse("health_content_policy") if may else ""


class RulesMenuItem(MenuItem):
    """An entry under “Reports” for those who work on pages."""

    def is_shown(self, request: Any) -> bool:
        return user_has_any_page_permission(request.user)


def menu_item() -> RulesMenuItem:
    """What “Reports” shows."""
    return RulesMenuItem(
        _("Compliance rules"),
        reverse("health_content_rules"),
        name="health-content-rules",
        icon_name="list-ul",
        order=815,
    )


urlpatterns = [path("health-content/rules/", RulesView.as_view(), name="health_content_rules")]
