"""Giving a reason, a waiver, or word of a false alarm."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from health_content.compliance import Finding, Report, Severity
from health_content.compliance.rule import RULE_SET_VERSION
from health_content.compliance.waivers import (
    FALSE_ALARM_DAYS,
    a_year_after,
    always_needs_second_person,
    apply,
    is_locked,
)
from health_content.conf import second_person_codes
from health_content.library.pseudonyms import Pseudonym
from health_content.library.waivers import NOTICE, Category, State, Waiver, site_day
from health_content.recording.ledger import hold
from health_content.waiving.errors import WaiverInvalid, WaiverNotAllowed
from health_content.waiving.faces import finding_now, look_again, source_of
from health_content.waiving.notifying import tell_of_waiting
from health_content.waiving.noting import note, replace_older
from health_content.waiving.rights import WAIVE, categories_for, may_give

USUAL_DAYS = 182
"""How long a waiver holds where nobody says otherwise: six months."""

LETTERS, DIFFERENT_LETTERS = 12, 6
"""The least a reason in words is made of."""


def needs_second_person(finding: Finding) -> bool:
    """Whether a waiver for a finding has no effect before somebody else has confirmed it.

    Always for locked rules and for disease claims where the page sells; besides, where the
    site's setting ``SECOND_PERSON`` names the rule.
    """
    return always_needs_second_person(finding) or finding.code in second_person_codes()


def last_day(finding: Finding, today: date | None = None) -> date:
    """The last day a waiver of today may hold."""
    today = today or site_day()
    if is_locked(finding.code):
        return today + timedelta(days=FALSE_ALARM_DAYS)
    return a_year_after(today)


def default_day(finding: Finding) -> date:
    """The last day of a waiver where nobody says otherwise."""
    return min(site_day() + timedelta(days=USUAL_DAYS), last_day(finding))


def give(
    page: Any,
    finding: Finding,
    *,
    user: Any,
    category: Category | str,
    reason: str,
    expires_on: date,
) -> Waiver:
    """Let a finding of a page stand for a while.

    The finding has to be there now, in the latest draft or in what readers see, exactly as it
    was read. A waiver that needs a second person has no effect yet; so has a false alarm about
    a blocking finding that somebody else than a compliance officer reports. One that ends
    within 30 days may be renewed. Everything is recorded in the same transaction.

    Raises :class:`WaiverNotAllowed` and :class:`WaiverInvalid`.
    """
    page = source_of(page)
    if not may_give(user, page):
        raise WaiverNotAllowed(_("You may not give reasons or waivers on this page."))
    with transaction.atomic():
        hold()
        fresh = _as_it_was_read(page, finding)
        _require_sound(user, fresh, category, reason, expires_on)
        _require_none_stands(page, fresh)
        waiver = _made(page, fresh, user, Category(category), reason, expires_on)
        note(waiver, "given", user)
        if not waiver.is_waiting:
            replace_older(waiver, user)
        look_again(page)
        waiver.refresh_from_db()
        if waiver.is_waiting:
            transaction.on_commit(lambda: tell_of_waiting(waiver), robust=True)
    return waiver


def _made(
    page: Any, finding: Finding, user: Any, category: Category, reason: str, expires_on: date
) -> Waiver:
    is_officer = user.has_perm(WAIVE)
    blocks = finding.severity is Severity.BLOCKING
    context = finding.context
    return Waiver.objects.create(
        page_id=page.pk,
        code=finding.code,
        fingerprint=finding.fingerprint,
        quote=finding.quote,
        excerpt=finding.excerpt,
        message=finding.message,
        severity=finding.severity,
        is_commercial=context.is_commercial,
        products=list(context.products),
        markets=list(context.markets),
        rule_version=context.rule_version,
        category=category,
        reason=reason.strip(),
        given_by=Pseudonym.of(user),
        expires_on=expires_on,
        needs_second_person=needs_second_person(finding) or (blocks and not is_officer),
    )


def _as_it_was_read(page: Any, finding: Finding) -> Finding:
    fresh = finding_now(page, finding.fingerprint)
    if fresh is None:
        raise WaiverInvalid(_("This finding is no longer there: the page was changed."))
    if (fresh.code, fresh.context, fresh.severity) != (
        finding.code,
        finding.context,
        finding.severity,
    ):
        raise WaiverInvalid(
            _("What this finding depends on has changed since you read it. Please read it again.")
        )
    return fresh


def _require_sound(
    user: Any, finding: Finding, category: Category | str, reason: str, expires_on: date
) -> None:
    problems: dict[str, str] = {}
    if category not in Category.values:
        problems["category"] = _("Choose one of the reasons.")
    elif category not in categories_for(user, finding):
        problems["category"] = _not_for_this(finding)
    if not says_something(reason):
        problems["reason"] = _("Say in a sentence why this may stand. Others have to follow it.")
    today = site_day()
    latest = last_day(finding, today)
    if expires_on < today:
        problems["expires_on"] = _("This day is over.")
    elif expires_on > latest:
        problems["expires_on"] = _("It holds until %(day)s at the latest.") % {
            "day": date_format(latest)
        }
    if problems:
        raise WaiverInvalid(problems)


def _not_for_this(finding: Finding) -> str:
    if is_locked(finding.code):
        return _("This rule is locked: only a false alarm can be reported.")
    if finding.severity is Severity.ADVICE:
        return _("Advice needs no leave: only a false alarm can be reported.")
    return _("This finding blocks: only a compliance officer may waive it.")


def says_something(reason: str) -> bool:
    """Whether a reason is more than a few strokes on the keyboard."""
    letters = [letter for letter in reason.casefold() if letter.isalnum()]
    return len(letters) >= LETTERS and len(set(letters)) >= DIFFERENT_LETTERS


def _require_none_stands(page: Any, finding: Finding) -> None:
    if (known := standing_for(page, finding)) is None:
        return
    if known.is_waiting:
        raise WaiverInvalid(_("A waiver for this finding waits for a second person already."))
    raise WaiverInvalid(
        _("A waiver for this finding is in force until %(day)s.")
        % {"day": date_format(known.expires_on)}
    )


def standing_for(page: Any, finding: Finding) -> Waiver | None:
    """A waiver that waits or holds for a finding and is not about to end, if there is one."""
    today = site_day()
    report = Report((finding,), RULE_SET_VERSION, finding.context.markets, False)
    given = Waiver.objects.of_page(page).filter(
        fingerprint=finding.fingerprint, taken_back_at=None, expires_on__gte=today
    )
    waiting: Waiver
    for waiting in given.in_state(State.WAITING):
        if waiting.plain.fits(finding):
            return waiting
    held: Waiver
    for held in given.in_force().filter(expires_on__gt=today + NOTICE):
        if apply(report, [held.plain], today).waived:
            return held
    return None
