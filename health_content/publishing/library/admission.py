"""The door of the library: what is about to be saved is judged, and recorded when it is saved."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext
from wagtail.models import Page

from health_content.assessment import mode
from health_content.library.caches import forget_on_commit
from health_content.library.ledger import Outcome
from health_content.library.policies import Mode
from health_content.library.shown import ShownEntry
from health_content.library.suspensions import Scope
from health_content.publishing.doors import acting_user
from health_content.publishing.library.changes import (
    Change,
    changes_between,
    saved_fields,
    stored_version,
)
from health_content.publishing.library.choice import is_to_suspend
from health_content.publishing.library.memory import forget, recalled, remember
from health_content.publishing.library.records import CHANGED, CREATED, entry_for, renew
from health_content.publishing.library.refusal import EntryRefused
from health_content.publishing.library.suspended import StaysSuspended, ended_suspension
from health_content.publishing.library.trial import Trial, judged_pages, tried_on
from health_content.recording.ledger import append, hold
from health_content.recording.refusals import record_refusal
from health_content.suspending import suspend

_TRIED = "_health_content_trial"


def require_entry(entry: ShownEntry, names: Collection[str] | None = None) -> Trial | None:
    """Judge an entry that is about to be saved; raise :class:`EntryRefused` where it may not.

    ``None`` where nothing changes that readers see. ``names`` are the fields that are saved, all
    where they are not given. Needs a transaction: until its end nobody goes live. The refusal is
    recorded after the rollback that it brings about. Nothing is refused where the gate only
    reports, where the change only takes something down, and where somebody chose to suspend the
    calls to action of the pages that the entry would harm. A paid link that is suspended stays so,
    whatever the gate does, unless whoever is at work may lift that.
    """
    if not _may_be_shown(entry) or not any(saved_fields(entry, names)):
        return None
    if not _changed(entry, names)[1]:
        return None
    hold()
    # Somebody may have saved it while one waited.
    before, changes = _changed(entry, names)
    if not changes:
        return None
    if suspension := ended_suspension(before, changes):
        held = Trial(entry, changes, mode=mode())
        record_refusal(entry_for(held, _action(entry), Outcome.REFUSED))
        raise StaysSuspended(entry, suspension)
    trial = recalled(entry, changes)
    if trial is None:
        trial = tried_on(entry, before, changes, names)
        remember(trial)
    if not trial.would_refuse or trial.mode is Mode.REPORT:
        return trial
    if is_to_suspend() and not trial.own:
        return trial
    record_refusal(entry_for(trial, _action(entry), Outcome.REFUSED))
    raise EntryRefused(entry, trial.refused_pages, trial.own)


def admit_entry(entry: ShownEntry, names: Collection[str] | None = None) -> None:
    """Judge what is about to be saved, and remember it until it is saved."""
    entry.__dict__.pop(_TRIED, None)
    trial = require_entry(entry, names)
    if trial is not None:
        setattr(entry, _TRIED, (trial, _action(entry)))


def note_entry(entry: ShownEntry) -> None:
    """Record what was admitted, now that it is saved, and renew how its pages stand.

    Caches forget those pages.

    Nothing is recorded of what no live page shows.
    """
    known = entry.__dict__.pop(_TRIED, None)
    if known is None:
        return
    trial, action = known
    forget()
    forget_on_commit(trial.shown_on)
    if not trial.pages and not entry.is_on_every_page:
        return
    suspended = _suspend_harmed(trial) if _is_to_be_suspended(trial) else []
    is_reported = trial.would_refuse and trial.mode is Mode.REPORT
    outcome = Outcome.REPORTED if is_reported else Outcome.ADMITTED
    record = append(entry_for(trial, action, outcome, suspended=suspended))
    if suspended:
        # Without its offers a page is another one.
        _judge_again(trial, suspended)
    renew(trial.pages, record.number)


def _changed(
    entry: ShownEntry, names: Collection[str] | None
) -> tuple[ShownEntry | None, list[Change]]:
    """The stored version and what readers would see changed. No draft makes a difference."""
    before = stored_version(entry)
    if not entry.is_shown and (before is None or not before.is_shown):
        return before, []
    return before, changes_between(before, entry, names)


def _may_be_shown(entry: ShownEntry) -> bool:
    """A draft that was never published is shown nowhere."""
    return entry.is_shown or entry.pk is not None


def _action(entry: ShownEntry) -> str:
    return CREATED if entry._state.adding else CHANGED


def _is_to_be_suspended(trial: Trial) -> bool:
    return trial.would_refuse and trial.mode is Mode.ENFORCE and is_to_suspend()


def _suspend_harmed(trial: Trial) -> list[int]:
    reason = gettext("“%(entry)s” was changed, and the page would be refused with it: %(codes)s.")
    user = acting_user()
    for page in trial.harmed:
        codes = ", ".join(sorted({item.code for item in page.new})) or gettext("not judged")
        told: dict[str, Any] = {"entry": trial.entry, "codes": codes}
        suspend(Scope.PAGE, Page(pk=page.page_id), reason=reason % told, user=user)
    return [page.page_id for page in trial.harmed]


def _judge_again(trial: Trial, keys: list[int]) -> None:
    now = {page.page_id: page for page in judged_pages(keys)}
    for page in trial.pages:
        if page.page_id in now:
            page.judgment = now[page.page_id].judgment
            page.was_admitted = False
