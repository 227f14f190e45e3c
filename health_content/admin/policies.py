"""The policy in force, drafting another, what it would change, and switching it on."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from typing import Any, ClassVar

from django import forms
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.signing import BadSignature, Signer
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from health_content.admin.waivers.telling import SEVERITIES, names_of_people, rule_address
from health_content.assessment import OFF, in_force, only_rises, policy_problems
from health_content.auditing import PageChange, Preview, preview
from health_content.auditing.pages import gated_types, of_type
from health_content.compliance import Family, Market, Rule, Thresholds, all_rules
from health_content.compliance.catalogue import TITLES
from health_content.library.policies import Mode, PolicyVersion
from health_content.switching import as_given, may_switch, switch_policy

PAGES_AT_ONCE = 500
"""With more live pages than these a preview is left to ``manage.py preview_policy``."""

HISTORY_SHOWN = 20
_MARKETS = {
    Market.US: _("United States"),
    Market.UK: _("United Kingdom: only some rules are known"),
    Market.EU: _("European Union: only some rules are known"),
    Market.AU: _("Australia: only some rules are known"),
    Market.CA: _("Canada: only some rules are known"),
}
_THRESHOLDS = {
    "NEAR_OFFER_BLOCKS": _("How many blocks from a call to action still count as beside it"),
    "REVIEW_MONTHS": _("How many months a medical review holds"),
}
_DEFAULTS = {field.name.upper(): field.default for field in fields(Thresholds)}
_signer = Signer(salt="health_content.policy")


class PolicyForm(forms.Form):
    """A policy as people choose one; ``given`` is it in the shape of the setting."""

    mode = forms.ChoiceField(label=_("Mode"), choices=Mode.choices, widget=forms.RadioSelect)
    markets = forms.MultipleChoiceField(
        label=_("Markets"), choices=list(_MARKETS.items()), widget=forms.CheckboxSelectMultiple
    )
    note = forms.CharField(
        label=_("Reason"),
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Kept on record with the policy. Needed to switch it on."),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    instead_of = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in _THRESHOLDS.items():
            self.fields[name] = forms.IntegerField(label=label, min_value=1)
        for rule in all_rules():
            self.fields[rule.code] = forms.ChoiceField(
                label=f"{rule.code} {rule.name}",
                required=False,
                choices=[("", _as_it_is(rule)), *SEVERITIES.items(), (OFF, _("Off"))],
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        for problem in policy_problems(self.given):
            named = next((rule for rule in all_rules() if repr(rule.code) in problem), None)
            if named is None:
                self.add_error(None, problem)
            else:
                self.add_error(named.code, _only_rises_told(named))
        return cleaned

    @property
    def given(self) -> dict[str, Any]:
        """The policy that was chosen, without what is as by default."""
        said = self.cleaned_data
        kept = in_force()["THRESHOLDS"]
        return as_given(
            {
                "MODE": said["mode"],
                "MARKETS": said["markets"],
                "RULES": {
                    rule.code: said[rule.code] for rule in all_rules() if said.get(rule.code)
                },
                "THRESHOLDS": {
                    name: said[name]
                    for name in _THRESHOLDS
                    if said[name] != _DEFAULTS[name] or name in kept
                },
            }
        )

    def families(self) -> Iterator[tuple[str, list[Any], int, bool]]:
        """The fields of the rules by family, how many are changed, and whether to show them."""
        for family in Family:
            members = [self[rule.code] for rule in all_rules() if rule.family is family]
            changed = sum(bool(field.value()) for field in members)
            is_wrong = any(field.errors for field in members)
            if members:
                yield TITLES[family], members, changed, bool(changed) or is_wrong

    def thresholds(self) -> list[Any]:
        """The fields of the thresholds."""
        return [self[name] for name in _THRESHOLDS]


def _as_it_is(rule: Rule) -> str:
    sells, elsewhere = SEVERITIES[rule.severity], SEVERITIES[rule.severity_elsewhere]
    if sells == elsewhere:
        own = gettext("By itself: %(sells)s") % {"sells": sells}
    else:
        own = gettext("By itself: %(sells)s; where nothing is sold: %(elsewhere)s") % {
            "sells": sells,
            "elsewhere": elsewhere,
        }
    if rule.is_locked:
        return f"{own} ({gettext('locked')})"
    return f"{own} ({gettext('never lowered')})" if only_rises(rule) else own


def _only_rises_told(rule: Rule) -> str:
    if rule.is_locked:
        told = gettext("%(code)s is locked: it can be raised, never lowered or switched off.")
    else:
        told = gettext(
            "%(code)s finds disease claims: it can be raised, never lowered or switched off. "
            "A claim that may stand gets a waiver."
        )
    return told % {"code": rule.code}


def initial_of(given: dict[str, Any], version: PolicyVersion | None) -> dict[str, Any]:
    """What the form shows of a policy."""
    return {
        "mode": given["MODE"],
        "markets": list(given["MARKETS"]),
        "instead_of": version.pk if version else None,
        **_DEFAULTS,
        **given["THRESHOLDS"],
        **given["RULES"],
    }


@dataclass(frozen=True, slots=True)
class Changed:
    """Pages of one fate, and how often each rule is the reason."""

    heading: Any
    pages: list[PageChange]
    codes: list[tuple[str, int, str]]


def told_of_preview(found: Preview) -> list[Changed]:
    """What a preview found, by what would become of the pages."""
    told = (
        (_("Newly refused"), found.newly_refused, "added"),
        (_("No longer refused"), found.no_longer_refused, "removed"),
        (_("Refused all the same, for other findings"), found.refused_otherwise, "added"),
    )
    return [Changed(heading, pages, codes_of(pages, side)) for heading, pages, side in told]


def codes_of(pages: Iterable[PageChange], side: str) -> list[tuple[str, int, str]]:
    """The rules that make the difference, those of most pages first, with their reference."""
    counted = Counter(code for page in pages for code in {it.code for it in getattr(page, side)})
    return [(code, number, rule_address(code)) for code, number in counted.most_common()]


class PolicyView(WagtailAdminTemplateMixin, FormView):
    """Shows, drafts, previews and switches on.

    What is switched on is what was previewed: the form carries a signature of it.
    """

    form_class = PolicyForm
    template_name = "health_content/admin/policy.html"
    page_title = _("Compliance policy")
    header_icon = "cogs"
    breadcrumbs_items: ClassVar = [
        *WagtailAdminTemplateMixin.breadcrumbs_items,
        {"url": "", "label": _("Compliance policy")},
    ]

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if not may_switch(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        return initial_of(in_force(), PolicyVersion.objects.first())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        versions = list(PolicyVersion.objects.all()[:HISTORY_SHOWN])
        names = names_of_people({item.by for item in versions} - {""})
        return super().get_context_data(**kwargs) | {
            "given": in_force(),
            "mode": Mode(in_force()["MODE"]).label,
            "version": versions[0] if versions else None,
            "history": [(item, names.get(item.by, "")) for item in versions],
            "live_pages": count_live_pages(),
            "most_pages": PAGES_AT_ONCE,
        }

    def form_valid(self, form: Any) -> HttpResponse:
        if "switch" not in self.request.POST:
            return self._preview(form)
        if not _was_seen(form):
            form.add_error(
                None, gettext("This is not what was previewed. Look at the preview below first.")
            )
            return self._preview(form)
        try:
            switch_policy(
                form.given,
                note=form.cleaned_data["note"],
                user=self.request.user,
                instead_of=form.cleaned_data["instead_of"],
            )
        except ValidationError as error:
            form.add_error(None if form.cleaned_data["note"].strip() else "note", error.messages)
            return self._preview(form)
        messages.success(self.request, gettext("The policy is in force."))
        return redirect("health_content_policy")

    def _preview(self, form: Any) -> HttpResponse:
        """The page again, with what would change and the way to switch it on."""
        form.data = {**_single(form.data), "seen": _signer.sign(_mark(form.given))}
        context: dict[str, Any] = {"is_previewed": True}
        if count_live_pages() > PAGES_AT_ONCE:
            context["command"] = command_for(form.given)
        else:
            found = preview(form.given)
            context |= {"preview": found, "changes": told_of_preview(found)}
        return self.render_to_response(self.get_context_data(form=form, **context))


def count_live_pages() -> int:
    """How many pages a preview would have to judge."""
    return sum(of_type(model).filter(live=True).count() for model in gated_types())


def command_for(given: dict[str, Any]) -> str:
    """The command that previews a policy outside a request."""
    parts = [f"manage.py preview_policy --mode {given['MODE']}"]
    parts += [f"--market {name}" for name in given["MARKETS"]]
    known = in_force()["RULES"]
    parts += [f"--rule {code}={value}" for code, value in given["RULES"].items()]
    parts += [f"--rule {code}=default" for code in known if code not in given["RULES"]]
    parts += [f"--threshold {name}={value}" for name, value in given["THRESHOLDS"].items()]
    return " ".join(parts)


def _single(data: Any) -> dict[str, Any]:
    """What was posted, as the form reads it; of what may be said several times, all."""
    values = {name: data.get(name) for name in data}
    return values | {"markets": data.getlist("markets")} if hasattr(data, "getlist") else values


def _mark(given: dict[str, Any]) -> str:
    return json.dumps(given, sort_keys=True)


def _was_seen(form: Any) -> bool:
    try:
        return bool(_signer.unsign(form.cleaned_data["seen"]) == _mark(form.given))
    except BadSignature:
        return False


class PolicyMenuItem(MenuItem):
    """An entry under “Settings”, for those who may switch a policy on."""

    def is_shown(self, request: Any) -> bool:
        return may_switch(request.user)


def menu_item() -> PolicyMenuItem:
    """What “Settings” shows."""
    return PolicyMenuItem(
        _("Compliance policy"),
        reverse("health_content_policy"),
        name="health-content-policy",
        icon_name="cogs",
        order=650,
    )


def policy_permissions() -> Any:
    """For the group form."""
    return Permission.objects.filter(
        content_type__app_label="health_content", codename="add_policyversion"
    )


urlpatterns = [path("health-content/policy/", PolicyView.as_view(), name="health_content_policy")]
