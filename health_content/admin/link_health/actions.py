"""What can be done about links, many at once, with Wagtail's own bulk actions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.log_actions import log

from health_content.admin.link_health.report import CHANGE, CHANGE_LINK, may_see
from health_content.library.link_health import LinkHealth, LinkState
from health_content.library.products import PaidLink
from health_content.link_health import accept
from health_content.link_health.accepting import why_not_accept

_TOLD_AT_MOST = 5
_DIGITS = 18
"""How many digits a key has at most: more is none that a database knows."""


class ReasonForm(forms.Form):
    """Why something is done, for whoever asks later."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=250,
        widget=forms.TextInput,
        help_text=_("Kept for whoever asks later. Readers do not see it."),
    )


class LinkAction(BulkAction):
    """What the actions have in common: each link by itself, and the reasons where one fails."""

    models: ClassVar = [LinkHealth]
    template_name = "health_content/admin/link_health/confirm.html"
    permission = CHANGE
    question: Any = ""
    button: Any = ""
    classes: ClassVar[set[str]] = set()

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if not may_see(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @classmethod
    def get_queryset(cls, model: Any, object_ids: Iterable[Any]) -> Any:
        keys = [key for key in map(str, object_ids) if key.isascii() and key.isdecimal()]
        rows = LinkHealth.objects.filter(pk__in=[key for key in keys if len(key) <= _DIGITS])
        return rows.select_related("link__program", "link__product").order_by("pk")

    def check_perm(self, obj: Any) -> bool:
        return bool(self.request.user.has_perm(self.permission)) and not self.why_not(obj)

    def why_not(self, row: LinkHealth) -> str:
        """Why this cannot be done about one link; empty where it can."""
        return ""

    def do(self, row: LinkHealth, said: dict[str, Any]) -> None:
        """Do it. Raises ``ValidationError`` where it turns out that it cannot be done."""
        raise TypeError(f"{type(self).__name__} lacks do().")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        lacking = context["items_with_no_access"]
        return context | {
            "title": self.display_name,
            "question": self.question,
            "button": self.button,
            "refused": [{"row": row, "why": self._said(row)} for row in lacking],
            "button_class": "serious" if "serious" in self.classes else "",
        }

    def _said(self, row: LinkHealth) -> str:
        return self.why_not(row) or gettext("You may not do that.")

    def get_execution_context(self) -> dict[str, Any]:
        said = self.cleaned_form.cleaned_data if self.cleaned_form is not None else {}
        return {"action": self, "said": said}

    @classmethod
    def execute_action(cls, objects: Any, **kwargs: Any) -> tuple[int, int]:
        """Link by link: one that cannot be done keeps no other from being done."""
        action, done, problems = kwargs["action"], 0, []
        for row in objects:
            try:
                with transaction.atomic():
                    action.do(row, kwargs["said"])
                done += 1
            except ValidationError as error:
                problems.append(f"{row.link}: {' '.join(error.messages)}")
        for problem in problems[:_TOLD_AT_MOST]:
            messages.error(action.request, problem)
        more = len(problems) - _TOLD_AT_MOST
        if more > 0:
            text = ngettext("%(count)d more failed.", "%(count)d more failed.", more)
            messages.error(action.request, text % {"count": more})
        return done, 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str | None:
        if not num_parent_objects:
            return None
        text = ngettext(
            "%(what)s: %(count)d link.", "%(what)s: %(count)d links.", num_parent_objects
        )
        return text % {"what": self.display_name, "count": num_parent_objects}


class CheckAgain(LinkAction):
    """Has the next run look at links, whenever they would have been due."""

    display_name = _("Check again")
    action_type = "check-again"
    aria_label = _("Check the selected links again")
    action_priority = 10
    question = _("The next run of the link check looks at these links.")
    button = _("Yes, check them again")

    def do(self, row: LinkHealth, said: dict[str, Any]) -> None:
        LinkHealth.objects.filter(pk=row.pk).update(due_at=timezone.now())


class Accept(LinkAction):
    """Lets readers get links as they were found."""

    display_name = _("Accept")
    action_type = "accept"
    aria_label = _("Accept what was found at the selected links")
    action_priority = 20
    form_class = ReasonForm
    question = _("Readers get these links as they were found, until something else is found.")
    button = _("Yes, accept them")

    def why_not(self, row: LinkHealth) -> str:
        return why_not_accept(row)

    def do(self, row: LinkHealth, said: dict[str, Any]) -> None:
        accept(row, reason=said["reason"], user=self.request.user)


class Pause(LinkAction):
    """Takes links from readers."""

    display_name = _("Pause")
    action_type = "pause"
    aria_label = _("Pause the selected links")
    action_priority = 30
    classes: ClassVar[set[str]] = {"serious"}
    form_class = ReasonForm
    permission = CHANGE_LINK
    question = _("Readers do not get these links: others of the product take their place, or none.")
    button = _("Yes, pause them")

    def why_not(self, row: LinkHealth) -> str:
        if row.link.status == PaidLink.Status.ACTIVE:
            return ""
        return gettext("The link is not active.")

    def do(self, row: LinkHealth, said: dict[str, Any]) -> None:
        link = row.link
        link.status, link.status_reason = PaidLink.Status.PAUSED, said["reason"]
        _save(link, self.request.user, ["status", "status_reason"])


class Replace(LinkAction):
    """Puts the final address of links that moved in the place of theirs."""

    display_name = _("Use final address")
    action_type = "replace"
    aria_label = _("Replace the addresses of the selected links by their final ones")
    action_priority = 40
    permission = CHANGE_LINK
    question = _("The links get the addresses to which the shop leads. They are checked again.")
    button = _("Yes, replace the addresses")

    def why_not(self, row: LinkHealth) -> str:
        if row.state != LinkState.MOVED or not row.final_address:
            return gettext("The shop did not move the page.")
        if row.address != row.link.url:
            return gettext("The link has another address by now.")
        return ""

    def do(self, row: LinkHealth, said: dict[str, Any]) -> None:
        link = row.link
        link.url = row.final_address
        _save(link, self.request.user, ["url"])


def _save(link: PaidLink, user: Any, fields: list[str]) -> None:
    """Through the model's own rules, and through the gate, which stands in its way of saving."""
    link.full_clean(validate_unique=False)
    link.save()
    log(instance=link, action="wagtail.edit", user=user, content_changed=True, data={
        "fields": fields
    })  # fmt: skip


ACTIONS = (CheckAgain, Accept, Pause, Replace)
