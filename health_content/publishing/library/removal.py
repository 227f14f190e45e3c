"""Deleting an entry of the library. It is recorded, and never refused here.

What pages cannot do without is protected: in the database where rows point at it, in the admin
where a page or its draft names it. Whoever deletes an entry past the admin takes words away and
adds none; how the pages stand without it is judged and stored.
"""

from __future__ import annotations

from health_content.assessment import mode
from health_content.library.caches import forget_on_commit
from health_content.library.ledger import Outcome
from health_content.library.shown import ShownEntry
from health_content.library.usage import live_pages_showing
from health_content.publishing.library.changes import Change, stored_value
from health_content.publishing.library.known import fetch_known
from health_content.publishing.library.records import DELETED, entry_for, renew
from health_content.publishing.library.trial import (
    Trial,
    compare,
    judged_pages,
)
from health_content.recording.ledger import append, hold

_REMOVED = "_health_content_removed"


def prepare_removal(entry: ShownEntry) -> None:
    """Find out what shows an entry while it can still be asked. Needs a transaction."""
    if not entry.is_shown:
        return
    hold()
    keys = [] if entry.is_on_every_page else live_pages_showing(entry)
    if not keys and not entry.is_on_every_page:
        return
    changes = [Change(name, stored_value(entry, name), None) for name in entry.shown_fields]
    trial = Trial(entry, changes, shown_on=keys, mode=mode())
    trial.pages = list(judged_pages(keys))
    setattr(entry, _REMOVED, trial)


def note_removal(entry: ShownEntry) -> None:
    """Record that an entry is gone which live pages showed, and how they stand without it.

    Caches forget those pages.
    """
    before: Trial | None = entry.__dict__.pop(_REMOVED, None)
    if before is None:
        return
    after = Trial(entry, before.changes, mode=before.mode)
    after.pages = list(judged_pages([page.page_id for page in before.pages]))
    fetch_known(after.pages)
    compare(after.pages, before.pages)
    record = append(entry_for(after, DELETED, Outcome.DONE))
    renew(after.pages, record.number)
    forget_on_commit(before.shown_on)
