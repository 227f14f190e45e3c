"""Loading a list of retractions in the admin."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from health_content.admin.references.tasks import CHANGE_REFERENCE
from health_content.library.references import Reference
from health_content.reference_checks.list_loading import Loaded, load_list
from health_content.reference_checks.list_reading import UnreadableList

SHOWN = 20


class ListForm(forms.Form):
    """The file."""

    file = forms.FileField(
        label=_("File (CSV)"),
        help_text=_("With the columns of the Retraction Watch list, which Crossref gives away."),
    )


class LoadView(WagtailAdminTemplateMixin, FormView):
    """Checks a list, and loads it when asked to."""

    template_name = "health_content/admin/references/load_list.html"
    page_title = _("Load a list of retractions")
    header_icon = "upload"
    form_class = ListForm
    loaded: Loaded | None = None

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Raises ``PermissionDenied`` for those who may not change references."""
        if not request.user.has_perm(CHANGE_REFERENCE):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("health_content_page_tasks"), "label": gettext("News of sources")},
            {"url": "", "label": self.get_page_title()},
        ]

    def form_valid(self, form: ListForm) -> Any:
        self.told: list[tuple[Reference, str]] = []
        is_dry = "load" not in self.request.POST
        try:
            self.loaded = load_list(
                form.cleaned_data["file"].file,
                is_dry=is_dry,
                tell=lambda reference, before: self.told.append((reference, before)),
            )
        except UnreadableList as error:
            form.add_error("file", str(error))
            return self.form_invalid(form)
        if is_dry or self.loaded.problem_count:
            return self.render_to_response(self.get_context_data(form=form, is_dry=is_dry))
        count = self.loaded.references
        words = ngettext(
            "Loaded. %d reference has another status.",
            "Loaded. %d references have another status.",
            count,
        )
        messages.success(self.request, words % count)
        return redirect("health_content_page_tasks")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        known = super().get_context_data(**kwargs)
        if self.loaded is None:
            return known
        return known | {
            "loaded": self.loaded,
            "problems": self.loaded.problems[:SHOWN],
            "more": max(0, self.loaded.problem_count - SHOWN),
            "told": [reference for reference, _before in self.told[:SHOWN]],
        }


urlpatterns = [
    path(
        "health-content/references/retractions/load/",
        LoadView.as_view(),
        name="health_content_load_retractions",
    ),
]
