"""A suspension stays with what it was meant for: no paid link slips out of it."""

from __future__ import annotations

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from health_content.library.products import PaidLink
from health_content.library.shown import ShownEntry
from health_content.library.suspensions import Suspension
from health_content.publishing.doors import acting_user
from health_content.publishing.library.changes import Change
from health_content.publishing.library.refusal import EntryRefused

LIFT = "health_content.change_suspension"


class StaysSuspended(EntryRefused):
    """A paid link would be hidden no more though nobody lifted the suspension that hides it."""

    def __init__(self, entry: ShownEntry, suspension: Suspension) -> None:
        told = gettext(
            "Not saved: “%(subject)s” is suspended, and this link would come out of it. Have the "
            "suspension lifted first, or make another link."
        ) % {"subject": suspension.subject}
        super().__init__(entry, (), told=[ValidationError(told, code="suspended")])


def ended_suspension(before: ShownEntry | None, changes: Collection[Change]) -> Suspension | None:
    """The suspension that a change of a paid link would end by itself.

    ``None`` where whoever is at work may lift it.
    """
    if not isinstance(before, PaidLink):
        return None
    user = acting_user()
    if user is not None and user.has_perm(LIFT):
        return None
    for change in changes:
        if change.field in {"product", "program"} and change.before is not None:
            named = {f"{change.field}_id": change.before}
            if found := Suspension.objects.in_force().filter(**named).first():
                return found
    return None
