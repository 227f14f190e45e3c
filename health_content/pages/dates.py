"""The dates of an article: which cannot be, and which are a reason to act."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

ADVISED_MONTHS = 24
"""After how many months without a medical review an editor is advised to ask for one."""


def day_of(moment: datetime | None) -> date | None:
    """The day of a moment in the site's time zone."""
    return timezone.localdate(moment) if moment else None


def check(page: Any) -> None:
    """Refuse dates that cannot be. Raises ``ValidationError``, for each field its own."""
    today, problems = timezone.localdate(), {}
    if page.first_published and page.first_published > today:
        problems["first_published"] = _(
            "This day is still to come. Give the day on which the article did appear, or leave "
            "this empty; to publish later, use “Set schedule”."
        )
    start = page.published_on
    if page.next_review_due and start and page.next_review_due < start:
        problems["next_review_due"] = _(
            "A review cannot be due before the article was first published, on %(day)s. Choose "
            "a later day, or correct “First published”."
        ) % {"day": date_format(start, "DATE_FORMAT")}
    if problems:
        raise ValidationError(problems)


def review_advice(page: Any) -> str:
    """What an editor is advised to do about a published page's medical review.

    Empty for a draft, and for a page reviewed in the last ``ADVISED_MONTHS`` months.
    """
    published = page.published_on
    if published is None or page.pk is None:
        return ""
    today = timezone.localdate()
    review = page.review
    if review is None or not review.is_current:
        if months_between(published, today) < ADVISED_MONTHS:
            return ""
        return _(
            "No medical review of these words is on record. Ask a reviewer to read the article."
        )
    if months_between(review.reviewed_on, today) < ADVISED_MONTHS:
        return ""
    return _(
        "The last medical review was on %(day)s, more than %(months)d months ago. Ask a reviewer "
        "to read the article again."
    ) % {"day": date_format(review.reviewed_on, "DATE_FORMAT"), "months": ADVISED_MONTHS}


def months_between(start: date, end: date) -> int:
    """The completed months from one day to another."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - (end.day < start.day)
