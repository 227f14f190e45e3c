"""Taking calls to action down for a while, and saying so in the ledger.

What a suspension does is told in :mod:`health_content.library.suspensions`; how it ends, in
:mod:`health_content.lifting`.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from health_content.compliance import all_rules
from health_content.library.ledger import Event, Outcome
from health_content.library.pseudonyms import Pseudonym
from health_content.library.suspensions import Scope, Suspension
from health_content.recording.ledger import Entry, append, hold


@transaction.atomic
def suspend(scope: Scope | str, subject: Any, *, reason: str, user: Any) -> Suspension:
    """Hide the calls to action of a page, a product, a program, or of pages that break a rule.

    ``subject`` is the page, product or program, or the rule's code. Where it is suspended
    already, that suspension is returned and nothing is recorded. ``user`` may be ``None``,
    where no person decided. Raises ``ValidationError`` where the reason or the subject is
    missing.
    """
    hold()
    scope = Scope(scope)
    if subject in (None, ""):
        raise ValidationError({scope.value: _("Say what is to be suspended.")})
    named = subject.pk if scope is Scope.PAGE else subject
    known = Suspension.objects.in_force().filter(scope=scope, **{scope.value: named}).first()
    if known is not None:
        return known
    made = Suspension(scope=scope, reason=reason, by=Pseudonym.of(user))
    if scope is Scope.PAGE:
        # The key points at the base page, and would not take one that is specific.
        made.page_id = subject.pk
    else:
        setattr(made, scope.value, subject)
    made.full_clean(validate_constraints=False)
    if made.rule and made.rule not in {rule.code for rule in all_rules()}:
        raise ValidationError({"rule": _("There is no rule %(code)s.") % {"code": made.rule}})
    made.save()
    note(made, "suspended", user)
    return made


def note(suspension: Suspension, action: str, user: Any) -> None:
    """Record what was done about a suspension in the ledger."""
    subject: Any = suspension.subject
    append(
        Entry(
            event=Event.SUSPENSION,
            outcome=Outcome.DONE,
            subject=subject if hasattr(subject, "_meta") else None,
            user=user,
            payload={"action": action, "suspension": as_data(suspension)},
        )
    )


def as_data(suspension: Suspension) -> dict[str, Any]:
    """A suspension as JSON: what it holds for, who said why, and its end."""
    subject: Any = suspension.subject
    return {
        "id": suspension.pk,
        "scope": suspension.scope,
        "subject": subject if isinstance(subject, str) else str(subject.pk),
        "title": str(subject),
        "reason": suspension.reason,
        "by": suspension.by,
        "since": suspension.since,
        "lifted_by": suspension.lifted_by,
        "lifted_at": suspension.lifted_at,
    }


def is_suspended(page: Any) -> bool:
    """Whether all calls to action of a page are hidden: by the page's or a rule's suspension."""
    return bool(page.pk) and Suspension.objects.in_force().of_page(page.pk).exists()
