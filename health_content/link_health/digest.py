"""Telling people by e-mail what is newly wrong with links, once a day at most."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

from django.db.models import F, Q, QuerySet
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import override
from wagtail.admin.mail import send_mail
from wagtail.admin.utils import get_admin_base_url
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.users.models import UserProfile

from health_content.conf import link_checks
from health_content.library.link_health import DEAD, LinkHealth, LinkRun, LinkState

logger = logging.getLogger("health_content.link_health")

WRONG = (*sorted(DEAD), LinkState.OUT_OF_STOCK)
SHOWN = 40
_APART = timedelta(hours=20)
_TEMPLATE = "health_content/admin/link_health/digest"


def newly_wrong(run: LinkRun) -> QuerySet[LinkHealth]:
    """What readers lost, or find sold out, since people were last told."""
    found = LinkHealth.objects.filter(state__in=WRONG, address=F("link__url"))
    if run.told_at is not None:
        found = found.filter(since__gt=run.told_at)
    return found.select_related("link__program", "link__product").order_by("state", "pk")


def send_digest() -> int:
    """Write to those whose work links are, where something is newly wrong; how many were told.

    Whoever switched off Wagtail's messages about submitted pages gets none. A message that
    cannot be sent is logged, and keeps no other from being sent; where none could be sent, the
    next call tries again.
    """
    now = timezone.now()
    run = LinkRun.objects.get_or_create(pk=1)[0]
    if run.told_at is not None and now - run.told_at < _APART:
        return 0
    wrong = newly_wrong(run)
    count = wrong.count()
    people = recipients() if count else []
    if not people:
        return 0
    # Whoever comes second finds the row changed and writes nothing.
    unclaimed = Q(told_at=run.told_at) if run.told_at else Q(told_at=None)
    if not LinkRun.objects.filter(unclaimed, pk=1).update(told_at=now):
        return 0
    told = 0
    try:
        shown = list(wrong[:SHOWN])
        for person in people:
            told += _tell(person, shown, count)
    finally:
        if not told:
            LinkRun.objects.filter(pk=1, told_at=now).update(told_at=run.told_at)
    return told


def recipients() -> list[Any]:
    """Those with the right that the setting names, who read such messages."""
    action = link_checks()["DIGEST"]
    if not action:
        return []
    users = ModelPermissionPolicy(LinkHealth).users_with_permission(action)
    return [
        user
        for user in users.order_by("pk")
        if user.email
        and user.is_active
        and user.has_perm("wagtailadmin.access_admin")
        and UserProfile.get_for_user(user).submitted_notifications
    ]


def _tell(user: Any, shown: list[LinkHealth], count: int) -> int:
    try:
        address = (get_admin_base_url() or "") + reverse("health_content_link_health")
    except NoReverseMatch:
        address = ""
    context = {
        "rows": shown,
        "count": count,
        "more": count - len(shown),
        "user": user,
        "address": address,
    }
    try:
        with override(user.wagtail_userprofile.get_preferred_language()):
            subject = render_to_string(f"{_TEMPLATE}_subject.txt", context)
            text = render_to_string(f"{_TEMPLATE}.txt", context)
        return int(send_mail(" ".join(subject.split()), text.strip(), [user.email]) or 0)
    except Exception:
        logger.exception("No message about links could be sent to user %s.", user.pk)
        return 0
