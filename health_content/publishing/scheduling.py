"""Scheduled publication: a page that may not go live does not keep others from it."""

from __future__ import annotations

import logging
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.log_actions import log

from health_content.library.ledger import Door
from health_content.publishing.actions import GatedPublishAction

logger = logging.getLogger("health_content.publishing")

SCHEDULED = "wagtail.publish.scheduled"
"""What Wagtail's ``publish_scheduled`` calls its action."""

BLOCKED = "health_content.publish_blocked"


def publish_scheduled(action: GatedPublishAction) -> Any:
    """Publish what is due. Never raises.

    What is refused, or cannot be saved, is taken off the schedule and left as a draft; what
    fails otherwise stays on the schedule and is tried again by the next run.
    """
    action.door = Door.SCHEDULED
    revision = action.revision
    try:
        with transaction.atomic():
            return action.execute(skip_permission_checks=True)
    except ValidationError as error:
        revision.approved_go_live_at = None
        revision.save(update_fields=["approved_go_live_at"])
        log(
            instance=action.object,
            action=BLOCKED,
            data={"findings": error.messages},
            revision=revision,
        )
        logger.warning("Page %s was not published: %s", action.object.pk, error.messages)
    except Exception:
        logger.exception("Page %s could not be published; it is tried again.", action.object.pk)
    return None
