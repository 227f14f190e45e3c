"""Switching another policy on, with a reason, on record."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from health_content.assessment import in_force, policy_problems
from health_content.library.ledger import Event, Outcome
from health_content.library.policies import PolicyVersion
from health_content.library.pseudonyms import Pseudonym
from health_content.recording.ledger import Entry, append, hold

SWITCH = "health_content.add_policyversion"


def may_switch(user: Any) -> bool:
    """Whether a person may switch a policy on."""
    return bool(user.is_active and user.has_perm(SWITCH))


def as_given(given: Mapping[str, Any]) -> dict[str, Any]:
    """A policy in the shape of the setting and nothing else, rules by code."""
    return {
        "MODE": str(given["MODE"]),
        "MARKETS": [str(name) for name in given["MARKETS"]],
        "RULES": {code: str(given["RULES"][code]) for code in sorted(given["RULES"])},
        "THRESHOLDS": {name: given["THRESHOLDS"][name] for name in sorted(given["THRESHOLDS"])},
    }


@transaction.atomic
def switch_policy(
    given: Mapping[str, Any], *, note: str, user: Any, instead_of: int | None
) -> PolicyVersion:
    """Put a policy of the setting's shape in force, and record what it took the place of.

    ``instead_of`` is the key of the version that was in force when it was decided, ``None``
    for the setting. Nobody goes live while it is switched. Raises ``PermissionDenied``, and
    ``ValidationError`` where the policy must not be, where no reason is given, where it is
    the one in force already and where another was switched on in the meantime.
    """
    if not may_switch(user):
        raise PermissionDenied
    if problems := policy_problems(given):
        raise ValidationError(problems)
    if not note.strip():
        raise ValidationError(gettext("Say why, for whoever asks later."))
    hold()
    last = PolicyVersion.objects.first()
    if (last.pk if last else None) != instead_of:
        raise ValidationError(
            gettext("Another policy was switched on in the meantime. Look at what is in force now.")
        )
    before, after = as_given(in_force()), as_given(given)
    if before == after:
        raise ValidationError(gettext("This is the policy in force already."))
    version: PolicyVersion = PolicyVersion.objects.create(
        mode=after["MODE"],
        markets=after["MARKETS"],
        rules=after["RULES"],
        thresholds=after["THRESHOLDS"],
        note=note.strip(),
        by=Pseudonym.of(user),
        since=_after(last),
    )
    payload = {"before": before, "after": after, "reason": version.note}
    append(Entry(Event.POLICY, Outcome.DONE, subject=version, user=user, payload=payload))
    return version


def _after(last: PolicyVersion | None) -> Any:
    """Now, and in any case later than the last, whatever the clock of that server said."""
    now = timezone.now()
    return now if last is None else max(now, last.since + timedelta(microseconds=1))
