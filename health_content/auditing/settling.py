"""Writing down what an audit found, and doing something about it."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from health_content import suspending
from health_content.auditing.states import (
    BYPASSED,
    Admission,
    State,
    admissions,
    state_judged,
)
from health_content.auditing.stored import StoredHash
from health_content.library.ledger import Door, Event, Outcome
from health_content.library.standings import Standing, Version
from health_content.library.suspensions import Scope
from health_content.publishing.gate import store_standing
from health_content.publishing.judging import Judgment
from health_content.publishing.payload import payload_of
from health_content.recording.audits import BASELINE, FOUND
from health_content.recording.ledger import Entry, append, hold

logger = logging.getLogger("health_content.auditing")

SUSPEND, UNPUBLISH = "suspend", "unpublish"
FIXES = (SUSPEND, UNPUBLISH)

TAKEN_OVER = (State.UNJUDGED, State.CHANGED, State.REPORTED)
"""What a baseline takes as it is. A waiver that ended is given again, not passed over."""


@dataclass(slots=True)
class Judged:
    """A page, what was said of it, and what was known when it was read."""

    page: Any
    judgment: Judgment
    stored: StoredHash | None
    known: Standing | None


def settle(
    judged: list[Judged], *, is_baseline: bool = False, user: Any = None
) -> dict[int, State]:
    """Write down how pages of one type stand; the state of each, by its key.

    Nobody goes live meanwhile. A page that went live, or was taken offline, after it was read
    is passed over: a door has judged it, or readers do not get it.
    """
    if not judged:
        return {}
    keys = [one.page.pk for one in judged]
    states: dict[int, State] = {}
    with transaction.atomic():
        hold()
        live = set(Page.objects.filter(pk__in=keys, live=True).values_list("pk", flat=True))
        now = standings_of(keys)
        last = admissions(type(judged[0].page), keys)
        for one in judged:
            key = one.page.pk
            if key not in live or _door_of(now.get(key)) != _door_of(one.known):
                continue
            try:
                with transaction.atomic():
                    states[key] = _settle(one, last.get(key), is_baseline=is_baseline, user=user)
            except Exception:
                logger.exception("What was found in page %s could not be stored.", key)
                states[key] = State.FAILED
    return states


def standings_of(keys: list[int]) -> dict[int, Standing]:
    """How the live versions of pages stood when they were judged last."""
    standings = Standing.objects.filter(page_id__in=keys, version=Version.LIVE)
    return {standing.page_id: standing for standing in standings}


def require_fix(how: str) -> None:
    """Raise ``ValueError`` where this is nothing that can be done about a page."""
    if how not in FIXES:
        raise ValueError(f"Pages cannot be fixed by {how!r}. Known are: {', '.join(FIXES)}.")


def fix(page_id: int, how: str, *, user: Any = None) -> bool:
    """Suspend the calls to action of a live page, or take it offline. Whether it was done.

    Raises ``ValueError`` where ``how`` is neither.
    """
    require_fix(how)
    page = Page.objects.filter(pk=page_id, live=True).first()
    if page is None:
        return False
    specific = page.specific
    if how == SUSPEND:
        if suspending.is_suspended(specific):
            return False
        reason = _("An audit found it live without admission, and it would be refused.")
        suspending.suspend(Scope.PAGE, specific, reason=reason, user=user)
    else:
        specific.unpublish(user=user)
    return True


def _door_of(standing: Standing | None) -> tuple[Any, ...]:
    """What is another one as soon as a door has judged the page."""
    if standing is None:
        return ()
    return (
        standing.pk,
        standing.record_number,
        standing.is_admitted,
        standing.content_hash,
        standing.context_hash,
        standing.stored_hash,
    )


def _settle(one: Judged, last: Admission | None, *, is_baseline: bool, user: Any) -> State:
    known, judgment = one.known, one.judgment
    state = state_judged(judgment, known, last, one.stored)
    stored = str(one.stored or "")
    if is_baseline and state in TAKEN_OVER:
        _take_over(one, state, user)
        return State.LISTED if judgment.refusing else State.FINE
    if known is not None and known.is_admitted and state is not State.CHANGED:
        _renew(one, known)
        return state
    words = (judgment.content_hash, judgment.context_hash)
    saw = last if last is not None and last.is_of(*words) else None
    restored = saw if saw is not None and saw.holds else None
    seen = known.record_number if known is not None and state not in BYPASSED else None
    standing = store_standing(
        one.page,
        judgment,
        Version.LIVE,
        is_admitted=restored is not None,
        record_number=saw.number if saw is not None else seen,
        is_baseline=restored is not None and restored.is_baseline,
        stored_hash=stored,
    )
    if restored is not None:
        _patch(standing, admitted_until=restored.until)
    if state in BYPASSED and _is_news(known, judgment):
        append(_entry(one, None, {FOUND: state.value}))
    return state


def _take_over(one: Judged, state: State, user: Any) -> None:
    record = append(_entry(one, user, {BASELINE: True, FOUND: state.value}))
    store_standing(
        one.page,
        one.judgment,
        Version.LIVE,
        is_admitted=True,
        record_number=record.number,
        is_baseline=True,
        stored_hash=str(one.stored or ""),
    )


def _renew(one: Judged, known: Standing) -> None:
    """Keep what was admitted, when and until when; store what is found in it today."""
    standing = store_standing(
        one.page,
        one.judgment,
        Version.LIVE,
        is_admitted=True,
        record_number=known.record_number,
        is_baseline=known.is_baseline,
        stored_hash=str(one.stored or ""),
    )
    _patch(
        standing,
        content_hash=known.content_hash,
        context_hash=known.context_hash,
        admitted_until=known.admitted_until,
    )


def _patch(standing: Standing, **values: Any) -> None:
    Standing.objects.filter(pk=standing.pk).update(**values, judged_at=timezone.now())


def _is_news(known: Standing | None, judgment: Judgment) -> bool:
    """Whether no audit before has recorded this."""
    return (
        known is None
        or known.is_admitted
        or (known.content_hash, known.context_hash)
        != (judgment.content_hash, judgment.context_hash)
    )


def _entry(one: Judged, user: Any, payload: dict[str, Any]) -> Entry:
    return Entry(
        event=Event.AUDIT,
        outcome=Outcome.DONE,
        subject=one.page,
        door=Door.AUDIT,
        user=user,
        channel=one.judgment.edition.channel,
        revision_id=one.page.live_revision_id,
        content_hash=one.judgment.content_hash,
        payload={**payload_of(one.judgment), **payload},
    )
