"""Reasons and waivers in the admin: giving one, the list of all, confirming, taking back."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Permission
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from health_content.admin.waivers.deciding import ConfirmView, TakeBackView
from health_content.admin.waivers.giving import WaiveView
from health_content.admin.waivers.listing import CheckUseView, WaiversView
from health_content.admin.waivers.reading import WaiverView
from health_content.waiving.noting import LOG_ACTION
from health_content.waiving.rights import CODENAMES, may_see_any

LOG_ACTIONS = (
    (f"{LOG_ACTION}.given", _("Give a waiver"), _("Gave a reason or a waiver for a finding")),
    (f"{LOG_ACTION}.confirmed", _("Confirm a waiver"), _("Confirmed a waiver")),
    (f"{LOG_ACTION}.taken-back", _("Take back a waiver"), _("Took back a waiver")),
)


class WaiversMenuItem(MenuItem):
    """The entry under “Reports”, for those whose business waivers are."""

    def is_shown(self, request: Any) -> bool:
        return may_see_any(request.user)


def menu_item() -> WaiversMenuItem:
    """What “Reports” shows."""
    return WaiversMenuItem(
        _("Waivers"), reverse("health_content_waivers"), icon_name="check", order=820
    )


def waiver_permissions() -> Any:
    """For the group form."""
    return Permission.objects.filter(
        content_type__app_label="health_content", codename__in=CODENAMES
    )


urlpatterns = [
    path(
        "health-content/pages/<int:page_id>/findings/<slug:fingerprint>/waive/",
        WaiveView.as_view(),
        name="health_content_waive",
    ),
    path("health-content/waivers/", WaiversView.as_view(), name="health_content_waivers"),
    path(
        "health-content/waivers/results/",
        WaiversView.as_view(results_only=True),
        name="health_content_waivers_results",
    ),
    path(
        "health-content/waivers/check/",
        CheckUseView.as_view(),
        name="health_content_waivers_check",
    ),
    path("health-content/waivers/<int:pk>/", WaiverView.as_view(), name="health_content_waiver"),
    path(
        "health-content/waivers/<int:pk>/confirm/",
        ConfirmView.as_view(),
        name="health_content_waiver_confirm",
    ),
    path(
        "health-content/waivers/<int:pk>/take-back/",
        TakeBackView.as_view(),
        name="health_content_waiver_take_back",
    ),
]
