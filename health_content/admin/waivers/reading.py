"""One waiver, with the finding it was given for."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from health_content.admin.waivers.giving import editor_of
from health_content.admin.waivers.telling import names_of_people, told_of_waiver
from health_content.library.waivers import State, Waiver
from health_content.waiving import finding_now
from health_content.waiving.rights import (
    CONFIRM,
    may_see_any,
    may_take_back,
    visible_to,
    why_not_confirm,
)


class OneWaiver(WagtailAdminTemplateMixin):
    """What the screens about one waiver have in common.

    Whoever has nothing to do with waivers is refused; who may read some finds no others.
    """

    header_icon = "check"
    page_title = _("Waiver")
    request: Any
    waiver: Waiver

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if not may_see_any(request.user):
            raise PermissionDenied
        waivers = visible_to(request.user).select_related("page")
        self.waiver = get_object_or_404(waivers, pk=kwargs["pk"])
        self.require_allowed()
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    def require_allowed(self) -> None:
        """Raise ``PermissionDenied`` where this person may not do what the screen is for."""

    def get_page_subtitle(self) -> str:
        return str(self.waiver)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        own = reverse("health_content_waiver", args=[self.waiver.pk])
        items = [
            *self.breadcrumbs_items,
            {"url": reverse("health_content_waivers"), "label": gettext("Waivers")},
            {"url": own, "label": str(self.waiver)},
        ]
        if self.get_page_title() != OneWaiver.page_title:
            items.append({"url": "", "label": self.get_page_title()})
        else:
            items[-1] = {"url": "", "label": str(self.waiver)}
        return items

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        waiver = self.waiver
        keys = {waiver.given_by, waiver.confirmed_by, waiver.taken_back_by} - {""}
        names = names_of_people(keys)
        return super().get_context_data(
            **kwargs,
            waiver=waiver,
            page=waiver.page,
            told=told_of_waiver(waiver),
            editor=editor_of(waiver.page, self.request.user),
            given_by=names[waiver.given_by],
            confirmed_by=names.get(waiver.confirmed_by, ""),
            taken_back_by=names.get(waiver.taken_back_by, ""),
        )


class WaiverView(OneWaiver, TemplateView):
    """Everything about one waiver, and what may be done with it."""

    template_name = "health_content/admin/waivers/waiver.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        waiver, user = self.waiver, self.request.user
        is_over = waiver.state in {State.TAKEN_BACK, State.EXPIRED}
        finding = None if is_over else finding_now(waiver.page, waiver.fingerprint)
        is_second = waiver.state is State.WAITING and user.has_perm(CONFIRM)
        why_not = why_not_confirm(user, waiver) if is_second else ""
        return super().get_context_data(
            **kwargs,
            is_over=is_over,
            fits=finding is not None and waiver.plain.fits(finding),
            may_confirm=is_second and not why_not,
            why_not=why_not,
            may_take_back=not waiver.taken_back_at and may_take_back(user, waiver),
        )
