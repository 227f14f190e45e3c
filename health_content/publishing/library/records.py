"""What is written down of a change of the library: in the ledger, and how its pages stand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wagtail.models import Page

from health_content.library.ledger import Door, Event, Outcome
from health_content.library.standings import Version
from health_content.publishing.doors import current_attempt
from health_content.publishing.gate import store_standing
from health_content.publishing.library.trial import BATCH, Trial, TriedPage
from health_content.publishing.payload import finding_data
from health_content.recording import record_publication
from health_content.recording.ledger import Entry

CREATED, CHANGED, DELETED = "created", "changed", "deleted"

PAGES_AT_MOST = 300
"""How many pages a record names; it always says how many they are."""


def entry_for(
    trial: Trial, action: str, outcome: Outcome, *, suspended: Iterable[int] = ()
) -> Entry:
    """What is to be recorded of a change: what was changed, by whom, and which pages show it."""
    attempt = current_attempt()
    entry = trial.entry
    pages = [page.page_id for page in trial.pages]
    return Entry(
        event=Event.LIBRARY_CHANGE,
        outcome=outcome,
        subject=entry,
        door=Door.LIBRARY,
        user=attempt.user,
        revision_id=getattr(entry, "live_revision_id", None),
        payload={
            "action": action,
            "mode": trial.mode.value,
            "changes": [
                {"field": change.field, "before": change.before, "after": change.after}
                for change in trial.changes
            ],
            "on_every_page": entry.is_on_every_page,
            "pages": pages[:PAGES_AT_MOST],
            "page_count": len(pages),
            "own": [finding_data(finding) for finding in trial.own],
            "findings": [
                {"page": page.page_id, **finding_data(finding)}
                for page in trial.harmed[:PAGES_AT_MOST]
                for finding in page.new
            ],
            "not_judged": [page.page_id for page in trial.pages if page.judgment is None],
            "suspended": list(suspended),
        },
    )


def renew(pages: list[TriedPage], record_number: int) -> None:
    """Store how live pages stand now that an entry they show has changed.

    A page is admitted where nothing refuses it, and where it was admitted with what it has. Pages
    that are what they were are left alone, and so are those of which something else is not what a
    door saw: the audit finds it. Words that are new to readers are noted as public.
    """
    for start in range(0, len(pages), BATCH):
        batch = [page for page in pages[start : start + BATCH] if page.judgment is not None]
        for page in batch:
            _renew(page, record_number)
        _note_public([page.page_id for page in batch if _is_new_to_readers(page)])


def _renew(page: TriedPage, record_number: int) -> None:
    judgment, known = page.judgment, page.known
    if judgment is None or known is None or not page.is_as_known:
        return
    is_admitted = not judgment.refusing or (page.was_admitted and not page.is_harmed)
    if not _is_new_to_readers(page) and known.is_admitted == is_admitted:
        return
    shown: Any = Page(pk=page.page_id)
    store_standing(
        shown,
        judgment,
        Version.LIVE,
        is_admitted=is_admitted,
        record_number=record_number,
        is_baseline=known.is_baseline and bool(judgment.refusing),
        stored_hash=known.stored_hash,
    )


def _is_new_to_readers(page: TriedPage) -> bool:
    judgment, known = page.judgment, page.known
    if judgment is None or known is None:
        return judgment is not None
    words = (known.content_hash, known.context_hash)
    return words != (judgment.content_hash, judgment.context_hash)


def _note_public(keys: list[int]) -> None:
    """An alias shows another page's words and has no reviews of its own."""
    for page in Page.objects.filter(pk__in=keys, live=True, alias_of=None).specific():
        record_publication(page)
