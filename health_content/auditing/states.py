"""How a live page stands, seen from what doors recorded of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max, Q, TextChoices
from django.utils.translation import gettext_lazy as _

from health_content.auditing.stored import StoredHash
from health_content.library.ledger import ComplianceRecord, Event, Outcome
from health_content.library.standings import Standing
from health_content.library.waivers import site_day
from health_content.publishing.judging import REFUSING, Judgment, hashes_before_review
from health_content.recording.audits import FOUND_PAST_DOORS, TAKEN_OVER


class State(TextChoices):
    """What an audit says of a live page."""

    FINE = "fine", _("Admitted, or let through with nothing that would refuse it")
    LISTED = "listed", _("Admitted; refused by today's rules or policy")
    REPORTED = "reported", _("Let through while the gate only reported")
    ENDED = "waiver-ended", _("Admitted by a waiver that has ended")
    CHANGED = "changed", _("Changed since a door saw it")
    UNJUDGED = "unjudged", _("Live, and no door ever saw it")
    FAILED = "failed", _("Could not be judged")


BYPASSED = (State.CHANGED, State.UNJUDGED)
"""Readers get what no door saw."""

NOT_AS_ADMITTED = (*BYPASSED, State.FAILED)
REFUSED_TODAY = (State.LISTED, State.REPORTED, State.ENDED)


@dataclass(frozen=True, slots=True)
class Admission:
    """What the last record of a door about a page that went live says."""

    number: int
    content_hash: str
    context_hash: str
    is_admitted: bool
    is_baseline: bool = False
    until: date | None = None
    found_past_it: int = 0
    """The number of the last audit's record of a bypass, 0 where there is none."""

    def is_of(self, words: str, context: str) -> bool:
        """Whether it was about these words in this context."""
        return bool(words) and (self.content_hash, self.context_hash) == (words, context)

    @property
    def holds(self) -> bool:
        """Whether it admitted them, and no waiver that it needed has ended since."""
        return self.is_admitted and (self.until is None or site_day() <= self.until)


def admissions(model: Any, keys: Iterable[int]) -> dict[int, Admission]:
    """The last record of each page of one type that says that it went live, in two queries."""
    went_live = Q(event=Event.PUBLICATION) & ~Q(outcome=Outcome.REFUSED)
    of_pages = ComplianceRecord.objects.filter(
        subject_type=model._meta.label_lower, subject_id__in=[str(key) for key in keys]
    )
    last = of_pages.order_by().values("subject_id")
    last = last.annotate(
        seen=Max("number", filter=went_live | TAKEN_OVER),
        found=Max("number", filter=FOUND_PAST_DOORS),
    )
    found = {row["seen"]: row["found"] or 0 for row in last if row["seen"]}
    records = ComplianceRecord.objects.filter(number__in=found)
    return {int(record.subject_id): _admission(record, found[record.number]) for record in records}


def _admission(record: ComplianceRecord, found: int) -> Admission:
    payload = record.payload if isinstance(record.payload, dict) else {}
    ends = [
        item["expires_on"]
        for item in payload.get("waived", ())
        if "expires_on" in item and item.get("severity") in REFUSING
    ]
    return Admission(
        number=record.number,
        content_hash=record.content_hash,
        context_hash=str(payload.get("context", "")),
        is_admitted=record.outcome in {Outcome.ADMITTED, Outcome.UNCHANGED, Outcome.DONE},
        is_baseline=record.event == Event.AUDIT,
        until=min(map(date.fromisoformat, ends), default=None),
        found_past_it=found if found > record.number else 0,
    )


def state_kept(standing: Standing, last: Admission | None) -> State:
    """The state of a page of which nothing moved since it was judged last."""
    is_refused = bool(standing.blocking or standing.needs_reason)
    if standing.is_admitted:
        return _state_admitted(standing, is_refused=is_refused)
    words = (standing.content_hash, standing.context_hash)
    return _state_not_admitted(words, standing, last, is_refused=is_refused)


def state_judged(
    judgment: Judgment,
    standing: Standing | None,
    last: Admission | None,
    stored: StoredHash | None,
) -> State:
    """The state of a page that was judged just now."""
    is_refused = bool(judgment.refusing)
    words = (judgment.content_hash, judgment.context_hash)
    if standing is None or not standing.is_admitted:
        return _state_not_admitted(words, standing, last, is_refused=is_refused)
    is_same = judgment.is_unchanged or words == (standing.content_hash, standing.context_hash)
    if is_same or _is_explained(judgment, standing, stored):
        return _state_admitted(standing, is_refused=is_refused)
    return State.CHANGED


def _state_admitted(standing: Standing, *, is_refused: bool) -> State:
    if not is_refused:
        return State.FINE
    until = standing.admitted_until
    return State.ENDED if until and until < site_day() else State.LISTED


def _state_not_admitted(
    words: tuple[str, str],
    standing: Standing | None,
    last: Admission | None,
    *,
    is_refused: bool,
) -> State:
    if last is None or not last.content_hash:
        return State.UNJUDGED
    if not last.is_of(*words):
        if not _was_seen_with_the_library(words, standing, last):
            return State.CHANGED
        return State.REPORTED if is_refused else State.FINE
    if not is_refused:
        return State.FINE
    if not last.is_admitted:
        return State.REPORTED
    return State.LISTED if last.holds else State.ENDED


def _was_seen_with_the_library(
    words: tuple[str, str], standing: Standing | None, last: Admission
) -> bool:
    """Whether an entry of the library was let through that made the page what it is."""
    return (
        standing is not None
        and words == (standing.content_hash, standing.context_hash)
        and (standing.record_number or 0) > last.number
        and not last.found_past_it
    )


def _is_explained(judgment: Judgment, standing: Standing, stored: StoredHash | None) -> bool:
    """Whether the words or their context are others, and nobody changed the page.

    Nothing of the page and of what it shows moved since the last audit: then rules, policy,
    software, a review or a suspension made the difference, each by a way of its own. Before the
    first audit of a version, the policy alone may be known to have.
    """
    if stored is not None and standing.stored_hash:
        return stored.is_same_page(standing.stored_hash)
    if standing.content_hash == judgment.content_hash:
        return standing.policy_hash != judgment.policy_hash
    return hashes_before_review(judgment) == (standing.content_hash, standing.context_hash)
