"""Scheduled publication: a page that may not go live does not keep others from it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import PageLogEntry

from health_content.library.ledger import Door
from health_content.library.schedule import BLOCKED as BLOCKED
from health_content.library.schedule import SCHEDULED as SCHEDULED
from health_content.publishing.actions import GatedPublishAction
from health_content.publishing.notices import tell_of_refusal
from health_content.recording.refusals import write_waiting

logger = logging.getLogger("health_content.publishing")


def publish_scheduled(revision: Any, make: Callable[[], GatedPublishAction]) -> Any:
    """Publish what is due, with the action that ``make`` gives. Never raises.

    What is refused, or cannot be saved, is taken off the schedule and left as a draft, and
    whoever scheduled it is told; what fails otherwise stays on the schedule and is tried again
    by the next run. In the ledger stands who scheduled it.
    """
    try:
        try:
            with transaction.atomic():
                action = make()
                action.door = Door.SCHEDULED
                action.user = scheduled_by(revision)
                return action.execute(skip_permission_checks=True)
        except ValidationError as error:
            _take_off_the_schedule(revision, error)
        finally:
            write_waiting()
    except Exception:
        logger.exception(
            "Revision %s of page %s could not be published; it is tried again.",
            revision.pk,
            revision.object_id,
        )
    return None


def scheduled_by(revision: Any) -> Any:
    """Who put a revision on the schedule, else who wrote it; ``None`` where nobody knows."""
    entry = (
        PageLogEntry.objects.filter(revision=revision, action="wagtail.publish.schedule")
        .exclude(user_id=None)
        .order_by("-timestamp", "-pk")
        .first()
    )
    return (entry.user if entry else None) or revision.user


def _take_off_the_schedule(revision: Any, error: ValidationError) -> None:
    page = revision.content_object
    with transaction.atomic():
        revision.approved_go_live_at = None
        revision.save(update_fields=["approved_go_live_at"])
        log(instance=page, action=BLOCKED, data={"findings": error.messages}, revision=revision)
    logger.warning("Page %s was not published: %s", page.pk, " ".join(error.messages))
    tell_of_refusal(page, [page.owner, scheduled_by(revision)], error.messages)
