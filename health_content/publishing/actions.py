"""Wagtail's publish action with a gate before it."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from wagtail.actions.publish_page_revision import PublishPageRevisionAction

from health_content.library.ledger import Door
from health_content.publishing.doors import at_door
from health_content.publishing.gate import is_gated
from health_content.recording.refusals import write_waiting


class GatedPublishAction(PublishPageRevisionAction):
    """Publishes or schedules a revision that may go live; else raises ``ComplianceError``.

    Registered for the base ``Page``, where API v3 looks the action up. It says at which door
    one stands and makes one transaction of the publication. What is saved in it is judged as
    it is saved: the page, or the revision that waits for its day.
    """

    door = Door.PUBLISH

    def execute(self, skip_permission_checks: bool = False) -> Any:
        if not is_gated(self.object):
            return super().execute(skip_permission_checks=skip_permission_checks)
        try:
            with at_door(self.door, self.user, self.revision.pk), transaction.atomic():
                return super().execute(skip_permission_checks=skip_permission_checks)
        finally:
            write_waiting()
