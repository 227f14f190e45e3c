"""What is written down when a waiver is given, confirmed or taken back."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from health_content.library.ledger import Event, Outcome
from health_content.library.pseudonyms import Pseudonym
from health_content.library.waivers import Waiver
from health_content.recording.ledger import Entry, append

LOG_ACTION = "health_content.waiver"
CHOICES = ("given", "confirmed", "taken-back")


def note(waiver: Waiver, action: str, user: Any) -> None:
    """Record what was done about a waiver in the ledger, and in the history of its page."""
    append(
        Entry(
            event=Event.WAIVER,
            outcome=Outcome.DONE,
            subject=waiver.page.specific,
            user=user,
            payload={"action": action, "waiver": as_data(waiver)},
        )
    )
    log(
        instance=waiver.page.specific,
        action=f"{LOG_ACTION}.{action}",
        user=user,
        data={"waiver": waiver.pk, "rule": waiver.code, "words": waiver.quote[:200]},
    )


def as_data(waiver: Waiver) -> dict[str, Any]:
    """A waiver as JSON: the finding, what it is held to, who said what, and its end."""
    return {
        "id": waiver.pk,
        "code": waiver.code,
        "fingerprint": waiver.fingerprint,
        "severity": waiver.severity,
        "quote": waiver.quote,
        "sentence": waiver.excerpt,
        "finding": waiver.message,
        "sells": waiver.is_commercial,
        "products": waiver.products,
        "markets": waiver.markets,
        "rule_version": waiver.rule_version,
        "category": waiver.category,
        "reason": waiver.reason,
        "given_by": waiver.given_by,
        "given_at": waiver.given_at,
        "expires_on": waiver.expires_on,
        "needs_second_person": waiver.needs_second_person,
        "confirmed_by": waiver.confirmed_by,
        "confirmed_at": waiver.confirmed_at,
        "taken_back_by": waiver.taken_back_by,
        "taken_back_at": waiver.taken_back_at,
        "taken_back_why": waiver.taken_back_why,
    }


def end(waiver: Waiver, user: Any, why: str) -> None:
    """Mark a waiver as taken back, and record it."""
    waiver.taken_back_by = Pseudonym.of(user)
    waiver.taken_back_at = timezone.now()
    waiver.taken_back_why = why
    waiver.save(update_fields=["taken_back_by", "taken_back_at", "taken_back_why"])
    note(waiver, "taken-back", user)


def replace_older(waiver: Waiver, user: Any) -> None:
    """End the earlier waivers of the same finding, now that a later one is in force."""
    earlier = Waiver.objects.of_page(waiver.page).filter(
        fingerprint=waiver.fingerprint, taken_back_at=None
    )
    for old in earlier.exclude(pk=waiver.pk):
        if old.plain.context == waiver.plain.context:
            end(old, user, _("A later waiver took its place."))
