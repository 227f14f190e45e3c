"""Suspensions in the admin: the list, making one, lifting one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

import django_filters
from django import forms
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets import AdminPageChooser
from wagtail.admin.widgets.button import HeaderButton
from wagtail.models import Page
from wagtail.snippets.widgets import AdminSnippetChooser

from health_content.admin.columns import LabelledColumn, LabelledDateColumn
from health_content.admin.waivers.telling import names_of_people
from health_content.compliance import all_rules
from health_content.library.products import Product
from health_content.library.programs import AffiliateProgram
from health_content.library.suspensions import Scope, Suspension
from health_content.lifting import lift
from health_content.publishing import ComplianceError, is_gated
from health_content.suspending import suspend

_SCOPES = (
    (Scope.PAGE, _("Everything that one page sells.")),
    (Scope.PRODUCT, _("One product, on every page that offers it.")),
    (Scope.PROGRAM, _("All links of one affiliate program, on every page.")),
    (Scope.RULE, _("All pages on which one rule has a finding that nobody waived.")),
)
ADD = "health_content.add_suspension"
LIFT = "health_content.change_suspension"
VIEW = "health_content.view_suspension"


def may_see(user: Any) -> bool:
    """Whether suspensions are any business of a person."""
    return user.is_active and any(user.has_perm(right) for right in (VIEW, ADD, LIFT))


class SuspensionsMenuItem(MenuItem):
    """The entry under “Reports”, for those whose business suspensions are."""

    def is_shown(self, request: Any) -> bool:
        return may_see(request.user)


def menu_item() -> SuspensionsMenuItem:
    """What “Reports” shows."""
    return SuspensionsMenuItem(
        _("Suspensions"), reverse("health_content_suspensions"), icon_name="view", order=830
    )


def suspension_permissions() -> Any:
    """For the group form."""
    return Permission.objects.filter(
        content_type__app_label="health_content",
        codename__in=("view_suspension", "add_suspension", "change_suspension"),
    )


class SuspensionFilterSet(WagtailFilterSet):
    """In force or lifted, and what they hold for."""

    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[("in-force", _("In force")), ("lifted", _("Lifted"))],
        method="in_state",
        empty_label=_("All"),
    )
    scope = django_filters.ChoiceFilter(
        label=_("Holds for"), choices=Scope.choices, empty_label=_("All")
    )

    class Meta:
        model = Suspension
        fields: ClassVar = ["state", "scope"]

    def in_state(self, queryset: Any, name: str, value: str) -> Any:
        """Those that hold, or those that do no more."""
        del name
        return queryset.filter(lifted_at__isnull=value == "in-force")


class SuspensionsView(ReportView):
    """The list, with filters and export."""

    model = Suspension
    template_name = "health_content/admin/reports/findings.html"
    page_title = _("Suspensions")
    header_icon = "view"
    index_url_name = "health_content_suspensions"
    index_results_url_name = "health_content_suspensions_results"
    filterset_class = SuspensionFilterSet
    verbose_name_plural = _("suspensions")
    default_ordering = "-since"
    export_headings: ClassVar = {
        "get_scope_display": _("Holds for"),
        "subject": _("Subject"),
        "reason": _("Reason"),
        "by_name": _("By"),
        "since": _("Since"),
        "lifted_by_name": _("Lifted by"),
        "lifted_at": _("Lifted at"),
    }
    list_export: ClassVar = list(export_headings)

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if not may_see(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def columns(self) -> list[Any]:
        """What the table shows of each."""
        return [
            TitleColumn("subject", label=_("Subject"), accessor=str, get_url=self._lift_url),
            StatusTagColumn(
                "state",
                label=_("State"),
                accessor=lambda item: _("Lifted") if item.lifted_at else _("In force"),
                primary=lambda item: item.lifted_at is None,
            ),
            Column("reason", label=_("Reason"), accessor="reason", classname="hc-report__sentence"),
            LabelledColumn("by", label=_("By"), accessor="by_name"),
            LabelledDateColumn("since", label=_("Since"), sort_key="since"),
            LabelledColumn("lifted_by", label=_("Lifted by"), accessor="lifted_by_name"),
            LabelledDateColumn("lifted_at", label=_("Lifted"), sort_key="lifted_at"),
        ]

    def _lift_url(self, suspension: Suspension) -> str | None:
        if suspension.lifted_at or not self.request.user.has_perm(LIFT):
            return None
        return reverse("health_content_suspension_lift", args=[suspension.pk])

    @property
    def header_buttons(self) -> list[Any]:
        """Where one is made, for those who may."""
        if not self.request.user.has_perm(ADD):
            return []
        return [
            HeaderButton(
                gettext("Suspend calls to action"),
                reverse("health_content_suspend"),
                icon_name="plus",
            )
        ]

    def get_filename(self) -> str:
        return "suspensions"

    def get_base_queryset(self) -> Any:
        return Suspension.objects.select_related("page", "product", "program")

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        found = list(object_list)
        names = names_of_people({key for item in found for key in (item.by, item.lifted_by)} - {""})
        for item in found:
            item.by_name = names.get(item.by, "")
            item.lifted_by_name = names.get(item.lifted_by, "")
        return found


SUBJECTS: dict[str, Callable[[], forms.Field]] = {
    Scope.PAGE: lambda: forms.ModelChoiceField(
        Page.objects.filter(depth__gt=1), label=_("Page"), widget=AdminPageChooser
    ),
    Scope.PRODUCT: lambda: forms.ModelChoiceField(
        Product.objects.all(), label=_("Product"), widget=AdminSnippetChooser(Product)
    ),
    Scope.PROGRAM: lambda: forms.ModelChoiceField(
        AffiliateProgram.objects.all(),
        label=_("Affiliate program"),
        widget=AdminSnippetChooser(AffiliateProgram),
    ),
    Scope.RULE: lambda: forms.ChoiceField(
        label=_("Rule"),
        choices=[("", "---------")]
        + [(rule.code, f"{rule.code} {rule.name}") for rule in all_rules()],
    ),
}


def _is_subject(scope: str, said: Any) -> bool:
    try:
        return bool(SUBJECTS[scope]().clean(said))
    except ValidationError:
        return False


class SuspensionForm(forms.Form):
    """What is to be suspended, and why. Of the subjects there is the one that fits the scope."""

    scope = forms.ChoiceField(choices=Scope.choices, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Kept on record for whoever asks later. Readers do not see it."),
    )

    def __init__(self, *args: Any, scope: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.subject_name = scope
        self.fields[scope] = SUBJECTS[scope]()
        self.fields[scope].error_messages["required"] = _("Say what is to be suspended.")
        if self.is_bound and not _is_subject(scope, self.data.get(scope)):
            # The choosers fail at a key that no subject has.
            self.data = {name: self.data.get(name) for name in self.data} | {scope: ""}
        self.order_fields(["scope", scope, "reason"])

    @property
    def subject(self) -> forms.BoundField:
        """The field of what is suspended."""
        return self[self.subject_name]

    def clean_page(self) -> Page:
        page: Page = self.cleaned_data["page"]
        if not is_gated(page.specific):
            raise ValidationError(_("Pages of this type have no calls to action."))
        return page


class _Screen(WagtailAdminTemplateMixin, FormView):
    """What both forms have in common."""

    header_icon = "view"
    permission = ""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if not request.user.is_active or not request.user.has_perm(self.permission):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("health_content_suspensions"), "label": gettext("Suspensions")},
            {"url": "", "label": self.get_page_title()},
        ]


class SuspendView(_Screen):
    """Makes a suspension. Asks for its scope first, where the address names none."""

    form_class = SuspensionForm
    page_title = _("Suspend calls to action")
    permission = ADD

    @property
    def scope(self) -> str:
        """What it is to hold for; empty where nobody said so yet."""
        said = self.request.POST.get("scope") or self.request.GET.get("scope", "")
        return said if said in SUBJECTS else ""

    def post(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        return super().post(request, *args, **kwargs) if self.scope else redirect(request.path)

    def get_template_names(self) -> list[str]:
        name = "suspend" if self.scope else "choose"
        return [f"health_content/admin/suspensions/{name}.html"]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"scope": self.scope}

    def get_initial(self) -> dict[str, Any]:
        if not self.scope:
            return {}
        said = self.request.GET.get(self.scope)
        return {"scope": self.scope} | ({self.scope: said} if _is_subject(self.scope, said) else {})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if not self.scope:
            return super().get_context_data(form=None, scopes=_SCOPES, **kwargs)
        label = Scope(self.scope).label
        return super().get_context_data(scope_label=label, **kwargs)

    def form_valid(self, form: forms.Form) -> Any:
        said = form.cleaned_data
        try:
            suspend(
                said["scope"], said[said["scope"]], reason=said["reason"], user=self.request.user
            )
        except ValidationError as error:
            form.add_error(None, error.messages)
            return self.form_invalid(form)
        messages.success(self.request, gettext("Suspended. Readers see the texts, and no link."))
        return redirect("health_content_suspensions")


class LiftView(_Screen):
    """Asks whether a suspension is to be lifted."""

    form_class = forms.Form
    template_name = "health_content/admin/suspensions/lift.html"
    page_title = _("Lift this suspension")
    permission = LIFT

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        in_force = Suspension.objects.in_force()
        self.suspension = get_object_or_404(in_force, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return str(self.suspension)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        by = self.suspension.by
        name = names_of_people({by}).get(by, by) if by else ""
        return super().get_context_data(suspension=self.suspension, by=name, **kwargs)

    def form_valid(self, form: forms.Form) -> Any:
        try:
            lift(self.suspension, user=self.request.user)
        except ComplianceError as error:
            form.add_error(None, error.messages)
            return self.form_invalid(form)
        messages.success(self.request, gettext("Lifted. The calls to action are shown again."))
        return redirect("health_content_suspensions")


urlpatterns = [
    path(
        "health-content/suspensions/", SuspensionsView.as_view(), name="health_content_suspensions"
    ),
    path(
        "health-content/suspensions/results/",
        SuspensionsView.as_view(results_only=True),
        name="health_content_suspensions_results",
    ),
    path("health-content/suspensions/add/", SuspendView.as_view(), name="health_content_suspend"),
    path(
        "health-content/suspensions/<int:pk>/lift/",
        LiftView.as_view(),
        name="health_content_suspension_lift",
    ),
]
