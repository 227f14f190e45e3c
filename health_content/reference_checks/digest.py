"""Telling people by e-mail on which pages there is something to do, once a day at most."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import override
from wagtail.admin.mail import send_mail
from wagtail.admin.utils import get_admin_base_url
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.users.models import UserProfile

from health_content.conf import references
from health_content.library.link_health import ReferenceRun
from health_content.library.page_tasks import PageTask
from health_content.library.references import Reference

logger = logging.getLogger("health_content.reference_checks")

SHOWN = 40
_APART = timedelta(hours=20)
_TEMPLATE = "health_content/admin/references/digest"


def new_tasks(run: ReferenceRun) -> QuerySet[PageTask]:
    """What is open and was raised since people were last told."""
    found = PageTask.objects.filter(settled_at=None)
    if run.told_at is not None:
        found = found.filter(raised_at__gt=run.told_at)
    return found.select_related("page", "reference").order_by("reference", "page__title", "pk")


def send_digest() -> int:
    """Write to those whose work references are, where there are new tasks; how many were told.

    Whoever switched off Wagtail's messages about submitted pages gets none. A message that
    cannot be sent is logged, and keeps no other from being sent; where none could be sent, the
    next call tries again.
    """
    now = timezone.now()
    run = ReferenceRun.objects.get_or_create(pk=1)[0]
    if run.told_at is not None and now - run.told_at < _APART:
        return 0
    tasks = new_tasks(run)
    count = tasks.count()
    people = recipients() if count else []
    if not people:
        return 0
    # Whoever comes second finds the row changed and writes nothing.
    unclaimed = Q(told_at=run.told_at) if run.told_at else Q(told_at=None)
    if not ReferenceRun.objects.filter(unclaimed, pk=1).update(told_at=now):
        return 0
    told = 0
    try:
        shown = list(tasks[:SHOWN])
        for person in people:
            told += _tell(person, shown, count)
    finally:
        if not told:
            ReferenceRun.objects.filter(pk=1, told_at=now).update(told_at=run.told_at)
    return told


def recipients() -> list[Any]:
    """Those with the right that the setting names, who read such messages."""
    action = references()["DIGEST"]
    if not action:
        return []
    users = ModelPermissionPolicy(Reference).users_with_permission(action)
    return [
        user
        for user in users.order_by("pk")
        if user.email
        and user.is_active
        and user.has_perm("wagtailadmin.access_admin")
        and UserProfile.get_for_user(user).submitted_notifications
    ]


def _tell(user: Any, shown: list[PageTask], count: int) -> int:
    try:
        address = (get_admin_base_url() or "") + reverse("health_content_page_tasks")
    except NoReverseMatch:
        address = ""
    context = {"tasks": shown, "count": count, "more": count - len(shown), "address": address}
    try:
        with override(user.wagtail_userprofile.get_preferred_language()):
            subject = render_to_string(f"{_TEMPLATE}_subject.txt", context)
            text = render_to_string(f"{_TEMPLATE}.txt", context)
        return int(send_mail(" ".join(subject.split()), text.strip(), [user.email]) or 0)
    except Exception:
        logger.exception("No message about references could be sent to user %s.", user.pk)
        return 0
