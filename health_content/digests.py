"""Telling people by e-mail what a check found since they were last told, once a day at most."""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from datetime import timedelta
from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import override
from wagtail.admin.mail import send_mail
from wagtail.admin.utils import get_admin_base_url
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.users.models import UserProfile

from health_content.library.link_health import CheckRun

logger = logging.getLogger("health_content.digests")

SHOWN = 40
_APART = timedelta(hours=20)


class Digest(ABC):
    """The message of one check.

    ``run`` is the row by which its runs know of each other, ``subject`` the model whose rights
    say who is written to, ``template`` the stem of the subject's and the text's template, and
    ``screen`` the name of the admin's screen that it leads to. The templates get ``rows``,
    ``count``, ``more``, ``address`` and ``user``.
    """

    run: ClassVar[type[CheckRun]]
    subject: ClassVar[type[Any]]
    template: ClassVar[str]
    screen: ClassVar[str]

    @abstractmethod
    def news(self, run: Any) -> QuerySet[Any]:
        """What there is to tell since ``run.told_at``, everything where that is ``None``."""

    @abstractmethod
    def action(self) -> str:
        """Those are written to who have this right; nobody where it is empty."""

    def send(self) -> int:
        """Write to those whose work it is, where there is news; how many were told.

        Whoever switched off Wagtail's messages about submitted pages gets none. A message that
        cannot be sent is logged, and keeps no other from being sent; where none could be sent,
        the next call tries again.
        """
        now = timezone.now()
        runs = self.run._default_manager
        run = runs.get_or_create(pk=1)[0]
        if run.told_at is not None and now - run.told_at < _APART:
            return 0
        news = self.news(run)
        count = news.count()
        people = self.recipients() if count else []
        if not people:
            return 0
        # Whoever comes second finds the row changed and writes nothing.
        unclaimed = Q(told_at=run.told_at) if run.told_at else Q(told_at=None)
        if not runs.filter(unclaimed, pk=1).update(told_at=now):
            return 0
        told = 0
        try:
            shown = list(news[:SHOWN])
            for person in people:
                told += self._tell(person, shown, count)
        finally:
            if not told:
                runs.filter(pk=1, told_at=now).update(told_at=run.told_at)
        return told

    def recipients(self) -> list[Any]:
        """Those with the right that the setting names, who read such messages."""
        action = self.action()
        if not action:
            return []
        users = ModelPermissionPolicy(self.subject).users_with_permission(action)
        return [
            user
            for user in users.order_by("pk")
            if user.email
            and user.is_active
            and user.has_perm("wagtailadmin.access_admin")
            and UserProfile.get_for_user(user).submitted_notifications
        ]

    def _tell(self, user: Any, shown: list[Any], count: int) -> int:
        try:
            address = (get_admin_base_url() or "") + reverse(self.screen)
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
                subject = render_to_string(f"{self.template}_subject.txt", context)
                text = render_to_string(f"{self.template}.txt", context)
            return int(send_mail(" ".join(subject.split()), text.strip(), [user.email]) or 0)
        except Exception:
            logger.exception("The message %s could not be sent to user %s.", self.screen, user.pk)
            return 0
