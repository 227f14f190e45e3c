"""The drafts of pages, judged for lists and reports."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from wagtail.models import Revision

from health_content.auditing.pages import gated_types, key_batches, of_type
from health_content.library.standings import Standing, Version
from health_content.publishing.gate import store_standing
from health_content.publishing.judging import judge

logger = logging.getLogger("health_content.auditing")


def judge_drafts() -> int:
    """Judge the latest draft of every page that has one; how many were judged.

    What was known of drafts that are drafts no more is removed.
    """
    Standing.objects.filter(version=Version.DRAFT, page__has_unpublished_changes=False).delete()
    return sum(_judge(draft) for draft in _drafts())


def _drafts() -> Iterator[Any]:
    for model in gated_types():
        drafted = of_type(model).filter(has_unpublished_changes=True).order_by("pk")
        for keys in key_batches(drafted.exclude(latest_revision=None)):
            latest = model._base_manager.filter(pk__in=keys).values("latest_revision")
            yield from Revision.objects.filter(pk__in=latest).order_by("pk")


def _judge(revision: Any) -> bool:
    try:
        page = revision.as_object()
        judgment = judge(page)
        with transaction.atomic():
            store_standing(page, judgment, Version.DRAFT, is_admitted=False)
    except Exception:
        logger.exception("The draft of page %s could not be judged.", revision.object_id)
        return False
    return True
