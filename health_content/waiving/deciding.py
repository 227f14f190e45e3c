"""The second person's word, and taking a waiver back."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from health_content.library.pseudonyms import Pseudonym
from health_content.library.waivers import State, Waiver
from health_content.recording.ledger import hold
from health_content.waiving.errors import WaiverInvalid, WaiverNotAllowed
from health_content.waiving.faces import finding_now, look_again
from health_content.waiving.giving import says_something
from health_content.waiving.noting import end, note, replace_older
from health_content.waiving.rights import may_take_back, why_not_confirm


def confirm(waiver: Waiver, *, user: Any) -> Waiver:
    """Give the second person's word, by which a waiver comes into effect.

    Raises :class:`WaiverNotAllowed` where this person may not be the second, and
    :class:`WaiverInvalid` where the waiver does not wait, or its finding is gone.
    """
    with transaction.atomic():
        stored = _held(waiver)
        if why := why_not_confirm(user, stored):
            raise WaiverNotAllowed(why)
        if stored.state is not State.WAITING:
            raise WaiverInvalid(_("This waiver does not wait for a second person."))
        finding = finding_now(stored.page, stored.fingerprint)
        if finding is None or not stored.plain.fits(finding):
            raise WaiverInvalid(
                _(
                    "Nothing on the page fits this waiver any more: the sentence was changed, or "
                    "what the page sells, or the rule. Take it back."
                )
            )
        stored.confirmed_by = Pseudonym.of(user)
        stored.confirmed_at = timezone.now()
        stored.save(update_fields=["confirmed_by", "confirmed_at"])
        note(stored, "confirmed", user)
        replace_older(stored, user)
        look_again(stored.page)
        stored.refresh_from_db()
    return stored


def take_back(waiver: Waiver, *, user: Any, why: str) -> Waiver:
    """End a waiver. A live page that it let stand stays live, and is listed.

    For one that waits it is the second person's no. Raises :class:`WaiverNotAllowed` and
    :class:`WaiverInvalid`.
    """
    with transaction.atomic():
        stored = _held(waiver)
        if not may_take_back(user, stored):
            raise WaiverNotAllowed(_("You may not take this waiver back."))
        if stored.taken_back_at:
            raise WaiverInvalid(_("This waiver was taken back already."))
        if not says_something(why):
            raise WaiverInvalid({"why": _("Say in a sentence why you take it back.")})
        end(stored, user, why.strip())
        look_again(stored.page, ended=stored)
        stored.refresh_from_db()
    return stored


def _held(waiver: Waiver) -> Waiver:
    """The waiver as it is stored, while nobody else goes live or decides about it."""
    hold()
    return Waiver.objects.select_related("page").get(pk=waiver.pk)
