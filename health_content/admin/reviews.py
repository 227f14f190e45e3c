"""Recording a medical review, by the person who made it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.widgets import Button
from wagtail.models import Page

from health_content.conversion import content_hash_of
from health_content.library.people import Person
from health_content.library.records import ReviewRecord
from health_content.pages.mixin import HealthPageMixin
from health_content.recording import OWN_WORK, StaleReview, is_own_work, record_review
from health_content.recording.reviews import may_review, person_of


class ReviewForm(forms.Form):
    """What the reviewer decided about the version on the screen."""

    outcome = forms.ChoiceField(
        label=_("Outcome"),
        choices=ReviewRecord.Outcome.choices,
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea({"rows": 4}))
    content_hash = forms.CharField(widget=forms.HiddenInput)


class RecordReviewView(FormView):
    """The form behind “Record medical review”."""

    form_class = ReviewForm
    template_name = "health_content/admin/record_review.html"
    page: Any
    person: Person

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        self.page = get_object_or_404(Page, pk=kwargs["page_id"]).specific
        person = person_of(request.user)
        if person is None or not issubclass(type(self.page), HealthPageMixin):
            raise PermissionDenied
        if not may_review(request.user, self.page):
            raise PermissionDenied
        if is_own_work(request.user, self.page):
            raise PermissionDenied(OWN_WORK)
        self.person = person
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        return {"content_hash": content_hash_of(self.page.get_latest_revision_as_object())}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, page=self.page, person=self.person)

    def form_valid(self, form: ReviewForm) -> Any:
        try:
            record = record_review(
                self.page,
                self.person,
                approved=form.cleaned_data["outcome"] == ReviewRecord.Outcome.APPROVED,
                note=form.cleaned_data["note"],
                user=self.request.user,
                content_hash=form.cleaned_data["content_hash"],
            )
        except StaleReview as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(
            self.request,
            gettext("Recorded for “%(title)s”: %(record)s")
            % {"title": self.page.title, "record": record},
        )
        return redirect("wagtailadmin_pages:edit", self.page.pk)


def review_button(page: Any, user: Any) -> Button | None:
    """The entry in a page's menu, for those who may use it."""
    if not issubclass(page.cached_content_type.model_class() or object, HealthPageMixin):
        return None
    if not may_review(user, page):
        return None
    return Button(
        _("Record medical review"),
        reverse("health_content_record_review", args=[page.pk]),
        icon_name="clipboard-list",
        priority=62,
    )


def review_permissions() -> Any:
    """For the group form."""
    return Permission.objects.filter(
        content_type__app_label="health_content", codename="add_reviewrecord"
    )


urlpatterns = [
    path(
        "health-content/pages/<int:page_id>/review/",
        RecordReviewView.as_view(),
        name="health_content_record_review",
    )
]
