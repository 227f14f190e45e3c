"""The second person's word, and taking a waiver back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages

from health_content.admin.waivers.reading import OneWaiver
from health_content.library.waivers import State
from health_content.waiving import WaiverInvalid, confirm, take_back
from health_content.waiving.rights import may_take_back, why_not_confirm


class TakeBackForm(forms.Form):
    """Why a waiver ends before its day."""

    why = forms.CharField(label=_("Why"), widget=forms.Textarea({"rows": 4}))


class DecisionView(OneWaiver, FormView):
    """A form about one waiver that leads back to it."""

    done: Any = ""

    def get(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if not self.is_open():
            return redirect("health_content_waiver", self.waiver.pk)
        return super().get(request, *args, **kwargs)

    def is_open(self) -> bool:
        """Whether there is anything left to decide."""
        raise TypeError(f"{type(self).__name__} lacks is_open().")

    def form_valid(self, form: forms.Form) -> Any:
        try:
            self.decide(form)
        except WaiverInvalid as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        messages.success(self.request, self.done)
        return redirect("health_content_waiver", self.waiver.pk)

    def decide(self, form: forms.Form) -> None:
        """Do what the screen is for."""
        raise TypeError(f"{type(self).__name__} lacks decide().")


class ConfirmView(DecisionView):
    """Asks the second person."""

    form_class = forms.Form
    template_name = "health_content/admin/waivers/confirm.html"
    page_title = _("Confirm this waiver")
    done = _("Confirmed. The waiver is in force.")

    def require_allowed(self) -> None:
        if why := why_not_confirm(self.request.user, self.waiver):
            raise PermissionDenied(why)

    def is_open(self) -> bool:
        return self.waiver.state is State.WAITING

    def decide(self, form: forms.Form) -> None:
        confirm(self.waiver, user=self.request.user)


class TakeBackView(DecisionView):
    """Asks why."""

    form_class = TakeBackForm
    template_name = "health_content/admin/waivers/take_back.html"
    page_title = _("Take this waiver back")
    done = _("Taken back.")

    def require_allowed(self) -> None:
        if not may_take_back(self.request.user, self.waiver):
            raise PermissionDenied

    def get_page_title(self) -> str:
        if self.waiver.is_waiting:
            return gettext("Refuse or take back this waiver")
        return super().get_page_title()

    def is_open(self) -> bool:
        return self.waiver.taken_back_at is None

    def decide(self, form: forms.Form) -> None:
        take_back(self.waiver, user=self.request.user, why=form.cleaned_data["why"])
