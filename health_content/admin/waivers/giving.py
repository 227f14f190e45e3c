"""The form for one finding of one page."""

from __future__ import annotations

import hashlib
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminDateInput
from wagtail.models import Page

from health_content.admin.waivers.telling import told_of
from health_content.compliance import Finding, Severity
from health_content.library.waivers import Category
from health_content.publishing import is_gated
from health_content.waiving import (
    WaiverInvalid,
    default_day,
    finding_now,
    give,
    last_day,
    needs_second_person,
)
from health_content.waiving.giving import standing_for
from health_content.waiving.rights import WAIVE, categories_for, may_give


class WaiverForm(forms.Form):
    """Why a finding may stand, and until when.

    ``seen`` names what the finding depended on when it was shown, so that nobody lets stand
    what they did not read.
    """

    category = forms.ChoiceField(label=_("Reason"))
    reason = forms.CharField(
        label=_("In words"),
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Why may this stand? It is kept on record for whoever asks later."),
    )
    expires_on = forms.DateField(label=_("Holds until"), widget=AdminDateInput)
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, finding: Finding, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        allowed = categories_for(user, finding)
        choices: list[Any] = [
            (value, label) for value, label in Category.choices if value in allowed
        ]
        if len(choices) > 1:
            choices.insert(0, ("", "---------"))
        field: Any = self.fields["category"]
        field.choices = choices
        day: Any = self.fields["expires_on"]
        day.help_text = _("Including this day; %(latest)s at the latest.") % {
            "latest": last_day(finding).isoformat()
        }


class WaiveView(WagtailAdminTemplateMixin, FormView):
    """Shows a finding, and takes a reason, a waiver or word of a false alarm."""

    form_class = WaiverForm
    template_name = "health_content/admin/waivers/waive.html"
    header_icon = "warning"
    page: Any
    finding: Finding

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        self.page = get_object_or_404(Page, pk=kwargs["page_id"]).specific
        if not is_gated(self.page):
            raise Http404
        if not may_give(request.user, self.page):
            raise PermissionDenied
        finding = finding_now(self.page, kwargs["fingerprint"])
        if finding is None:
            messages.info(
                request,
                gettext("This finding is no longer there: the page was changed, or the rule."),
            )
            return redirect(self.get_success_url())
        self.finding = finding
        if known := standing_for(self.page, finding):
            messages.info(request, gettext("There is a waiver for this finding already."))
            return redirect("health_content_waiver", known.pk)
        return super().dispatch(request, *args, **kwargs)

    @property
    def is_report(self) -> bool:
        """Whether this person can do no more than say that the rule is mistaken."""
        return categories_for(self.request.user, self.finding) == [Category.FALSE_ALARM]

    @property
    def waits(self) -> bool:
        """Whether what is given here has no effect before somebody confirms it."""
        blocks = self.finding.severity is Severity.BLOCKING
        is_officer = self.request.user.has_perm(WAIVE)
        return needs_second_person(self.finding) or (blocks and not is_officer)

    def get_page_title(self) -> str:
        if self.is_report:
            return gettext("Report a false alarm")
        if self.finding.severity is Severity.BLOCKING:
            return gettext("Waive a finding")
        return gettext("Give a reason")

    def get_page_subtitle(self) -> str:
        return str(self.page.get_admin_display_title())

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            *self.breadcrumbs_items,
            {"url": editor_of(self.page, self.request.user), "label": self.get_page_subtitle()},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"finding": self.finding, "user": self.request.user}

    def get_initial(self) -> dict[str, Any]:
        return {"expires_on": default_day(self.finding), "seen": mark_of(self.finding)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            **kwargs,
            page=self.page,
            told=told_of(self.finding),
            waits=self.waits,
            is_report=self.is_report,
            editor=editor_of(self.page, self.request.user),
            can_edit=self.page.permissions_for_user(self.request.user).can_edit(),
            next=get_valid_next_url_from_request(self.request),
        )

    def form_valid(self, form: WaiverForm) -> Any:
        given = dict(form.cleaned_data)
        if given.pop("seen") != mark_of(self.finding):
            # What is shown now is what may be waived next.
            form.data = {**self.request.POST.dict(), "seen": mark_of(self.finding)}
            form.add_error(
                None,
                gettext(
                    "What this finding depends on has changed since you opened this form. Please "
                    "read it again."
                ),
            )
            return self.form_invalid(form)
        try:
            waiver = give(self.page, self.finding, user=self.request.user, **given)
        except WaiverInvalid as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        if waiver.is_waiting:
            done = gettext("On record. It has an effect when a second person has confirmed it.")
        else:
            done = gettext("On record. The finding no longer keeps the page from going live.")
        messages.success(self.request, done)
        return redirect(self.get_success_url())

    def get_success_url(self) -> str:
        return get_valid_next_url_from_request(self.request) or editor_of(
            self.page, self.request.user
        )


def editor_of(page: Any, user: Any) -> str:
    """The page editor for those who may use it, else the list of waivers."""
    if page.permissions_for_user(user).can_edit():
        return reverse("wagtailadmin_pages:edit", args=[page.pk])
    return reverse("health_content_waivers")


def mark_of(finding: Finding) -> str:
    """The same as long as the finding is as grave and depends on the same."""
    told = f"{finding.severity}|{finding.context!r}"
    return hashlib.sha256(told.encode()).hexdigest()[:16]
