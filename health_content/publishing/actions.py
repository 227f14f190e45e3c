"""Wagtail's publish action with a gate before it."""

from __future__ import annotations

from typing import Any

from wagtail.actions.publish_page_revision import PublishPageRevisionAction

from health_content.library.ledger import Door
from health_content.publishing.doors import at_door
from health_content.publishing.gate import is_gated, require_publishable


class GatedPublishAction(PublishPageRevisionAction):
    """Publishes or schedules a revision that may go live; else raises ``ComplianceError``.

    Registered for the base ``Page``, where API v3 looks the action up.
    """

    door = Door.PUBLISH

    def check(self, skip_permission_checks: bool = False) -> None:
        super().check(skip_permission_checks=skip_permission_checks)
        if is_gated(self.object):
            require_publishable(self.object)

    def execute(self, skip_permission_checks: bool = False) -> Any:
        with at_door(self.door, self.user, self.revision.pk):
            return super().execute(skip_permission_checks=skip_permission_checks)
