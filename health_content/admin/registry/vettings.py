"""Vettings of products in the admin: what was found, how it stands, and making one."""

from __future__ import annotations

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
from wagtail.admin.panels import Panel
from wagtail.admin.ui.tables import StatusTagColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminDateInput

from health_content import conf
from health_content.admin.waivers.telling import names_of_people
from health_content.library.products import Product
from health_content.library.vetting import (
    Vetting,
    VettingState,
    in_state,
    next_due_after,
    state_of,
    wanting,
    with_vetting,
)
from health_content.library.waivers import site_day
from health_content.publishing import ComplianceError
from health_content.vetting import vet

ADD = "health_content.add_vetting"
SHOWN_AT_MOST = 20


def vetting_permissions() -> Any:
    """For the group form."""
    return Permission.objects.filter(
        content_type__app_label="health_content", codename__in=("add_vetting", "view_vetting")
    )


def is_hidden(state: VettingState) -> bool:
    """Whether readers get no call to action for a product that stands so."""
    may_be_shown = state in {VettingState.PASSED, VettingState.DUE_SOON}
    return bool(conf.vetting()["REQUIRED"]) and not may_be_shown


class VettingColumn(StatusTagColumn):
    """How a product stands; marked where readers get no call to action for that."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            "vetting",
            label=_("Vetting"),
            accessor=lambda row: state_of(row).label,
            primary=lambda row: is_hidden(state_of(row)) or state_of(row) is VettingState.FAILED,
            **kwargs,
        )


WANTING = "none-that-holds"


class ProductFilterSet(WagtailFilterSet):
    """How their vettings stand."""

    vetting = django_filters.ChoiceFilter(
        label=_("Vetting"),
        choices=[(WANTING, _("None that holds")), *VettingState.choices],
        method="in_vetting",
        empty_label=_("All"),
    )

    class Meta:
        model = Product
        fields: ClassVar[list[str]] = []

    def in_vetting(self, queryset: Any, name: str, value: str) -> Any:
        """Those whose newest vetting stands so today."""
        del name
        if value == WANTING:
            return queryset.filter(wanting())
        return queryset.filter(in_state(value))


class VettingPanel(Panel):
    """On a product's form: how it stands, what was found so far, and where to vet it."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "health_content/admin/registry/vetting_panel.html"

        def is_shown(self) -> bool:
            return super().is_shown() and self.instance.pk is not None

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            found = list(self.instance.vettings.all()[: SHOWN_AT_MOST + 1])
            names = names_of_people({made.by for made in found} - {""})
            for made in found:
                made.by_name = names.get(made.by, "")
            state = state_of(with_vetting(Product.objects.filter(pk=self.instance.pk)).get())
            return {
                **context,
                "vettings": found[:SHOWN_AT_MOST],
                "has_more": len(found) > SHOWN_AT_MOST,
                "state": state.label,
                "is_hidden": is_hidden(state),
                "is_required": conf.vetting()["REQUIRED"],
                "address": reverse("health_content_vet", args=[self.instance.pk]),
                "may_vet": self.request.user.has_perm(ADD),
            }


class VettingForm(forms.ModelForm):
    """What somebody found out about a product."""

    test_report = forms.URLField(
        label=_("Address of the test report"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=_("Where the report can be read."),
    )

    class Meta:
        model = Vetting
        fields: ClassVar = [
            "third_party_test",
            "test_report",
            "warning_letter",
            "claims_looked_at",
            "note",
            "vetted_on",
            "next_due",
            "has_passed",
        ]
        widgets: ClassVar = {
            "third_party_test": forms.RadioSelect,
            "warning_letter": forms.RadioSelect,
            "note": forms.Textarea({"rows": 4}),
            "vetted_on": AdminDateInput,
            "next_due": AdminDateInput,
        }
        help_texts: ClassVar = {
            "note": _("Kept on record for whoever asks later. Readers do not see it."),
        }


class VetView(WagtailAdminTemplateMixin, FormView):
    """The form behind “Vet this product”."""

    form_class = VettingForm
    template_name = "health_content/admin/registry/vet.html"
    page_title = _("Vet this product")
    header_icon = "pick"
    product: Product

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if not request.user.is_active or not request.user.has_perm(ADD):
            raise PermissionDenied
        self.product = get_object_or_404(Product, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return str(self.product)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        listed = reverse(Product.snippet_viewset.get_url_name("list"))
        return [
            *self.breadcrumbs_items,
            {"url": listed, "label": gettext("Products")},
            {"url": self.get_success_url(), "label": str(self.product)},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_success_url(self) -> str:
        return reverse(Product.snippet_viewset.get_url_name("edit"), args=[self.product.pk])

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"instance": Vetting(product=self.product)}

    def get_initial(self) -> dict[str, Any]:
        return {"vetted_on": site_day(), "next_due": next_due_after(site_day())}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_edit = self.request.user.has_perm("health_content.change_product")
        back = self.get_success_url() if may_edit else reverse("wagtailadmin_home")
        return super().get_context_data(product=self.product, back=back, **kwargs)

    def form_valid(self, form: Any) -> Any:
        try:
            made = vet(form.save(commit=False), user=self.request.user)
        except ComplianceError as error:
            form.add_error(None, error.messages)
            return self.form_invalid(form)
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        told = gettext("Recorded. It is due again on %(day)s.")
        messages.success(self.request, told % {"day": made.next_due})
        return redirect(self.get_success_url())


urlpatterns = [
    path("health-content/products/<int:pk>/vet/", VetView.as_view(), name="health_content_vet")
]
