"""Telling those who may confirm a waiver that one waits for them."""

from __future__ import annotations

import logging
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override
from wagtail.admin.mail import send_mail
from wagtail.admin.utils import get_admin_base_url
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.users.models import UserProfile

from health_content.library.waivers import Waiver
from health_content.waiving.rights import giver_of, why_not_confirm

logger = logging.getLogger("health_content.waiving")

TEMPLATE = "health_content/admin/waivers/waiting"


def tell_of_waiting(waiver: Waiver) -> int:
    """Write to everybody who may be the second person; the number of messages sent.

    Whoever switched off Wagtail's messages about submitted pages gets none. A message that
    cannot be sent is logged, and keeps no other from being sent. Nobody is told of a waiver
    that was confirmed or taken back meanwhile.
    """
    sent = 0
    if not Waiver.objects.waiting().filter(pk=waiver.pk).exists():
        return sent
    for user in seconds_for(waiver):
        try:
            sent += _tell(user, waiver)
        except Exception:
            logger.exception("No message about waiver %s could be sent.", waiver.pk)
    return sent


def seconds_for(waiver: Waiver) -> list[Any]:
    """Those who may confirm a waiver and read messages about such things."""
    users = ModelPermissionPolicy(Waiver).users_with_permission("confirm")
    return [
        user
        for user in users.order_by("pk")
        if user.email
        and user.has_perm("wagtailadmin.access_admin")
        and not why_not_confirm(user, waiver)
        and UserProfile.get_for_user(user).submitted_notifications
    ]


def _tell(user: Any, waiver: Waiver) -> int:
    address = (get_admin_base_url() or "") + reverse("health_content_waiver", args=[waiver.pk])
    context = {"waiver": waiver, "user": user, "giver": giver_of(waiver), "address": address}
    with override(user.wagtail_userprofile.get_preferred_language()):
        subject = render_to_string(f"{TEMPLATE}_subject.txt", context)
        text = render_to_string(f"{TEMPLATE}.txt", context)
    return int(send_mail(" ".join(subject.split()), text.strip(), [user.email]) or 0)
