"""The audit of a site: how every live page stands, whether or not a door saw it."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.db.models import F
from wagtail.models import Page

from health_content.assessment import in_force, policy_of
from health_content.auditing.days import LOOKED_ON, note_turned
from health_content.auditing.drafts import judge_drafts
from health_content.auditing.pages import fetched, live_batches
from health_content.auditing.settling import (
    TAKEN_OVER,
    Judged,
    fix,
    require_fix,
    settle,
    standings_of,
)
from health_content.auditing.states import (
    BYPASSED,
    Admission,
    State,
    admissions,
    state_kept,
)
from health_content.auditing.stored import Stored, StoredHash
from health_content.compliance.rule import RULE_SET_VERSION
from health_content.compliance.waivers import UNUSED_WAIVER
from health_content.library.ledger import Door, Event, Outcome
from health_content.library.standings import Standing, StoredFinding, Version
from health_content.library.waivers import State as WaiverState
from health_content.library.waivers import Waiver, site_day
from health_content.publishing.judging import REFUSING, judge, policy_hash_of
from health_content.recording.ledger import Entry, append, problems
from health_content.vetting import note_lapsed

logger = logging.getLogger("health_content.auditing")

MOST_NAMED = 100
"""How many ids of failed pages, and problems of the chain, a run names."""


@dataclass(frozen=True, slots=True)
class Found:
    """A live page that somebody should look at. ``rules`` are those that refuse it today."""

    page_id: int
    title: str
    path: str
    state: State
    blocking: int = 0
    needs_reason: int = 0
    rules: tuple[str, ...] = ()
    fixed: str = ""


@dataclass(slots=True)
class Audit:
    """The outcome of a run.

    ``pages`` were looked at and ``judged`` of them anew, because something moved; ``states``
    counts them all by state. ``failed`` names pages that could not be judged, ``chain`` what is
    wrong with the ledger, where that was asked; both at most ``MOST_NAMED``.
    """

    pages: int = 0
    judged: int = 0
    drafts: int = 0
    taken_over: int = 0
    fixed: int = 0
    states: Counter[State] = field(default_factory=Counter)
    waivers: dict[str, int] = field(default_factory=dict)
    failed: list[int] = field(default_factory=list)
    chain: list[str] = field(default_factory=list)
    record_number: int = 0

    def count(self, *states: State) -> int:
        """How many pages stand in one of these states."""
        return sum(self.states[state] for state in states)


def audit(
    *,
    fix_by: str = "",
    with_drafts: bool = False,
    is_baseline: bool = False,
    is_afresh: bool = False,
    with_chain: bool = False,
    user: Any = None,
    tell: Callable[[Found], None] = lambda found: None,
) -> Audit:
    """Look at every live page of a gated type; store and record how they stand.

    A page of which nothing moved since the last run is not judged again, unless ``is_afresh``.
    An audit admits nothing, but with ``is_baseline`` it takes every page as it is: in the name
    of ``user``, to be judged when it changes. ``fix_by`` is what to do about pages that no door
    admitted and that are refused: ``"suspend"`` or ``"unpublish"``. ``tell`` gets each page that
    is not fine, one at a time. One page that cannot be judged stops nothing. Raises
    ``PolicyError`` where the policy in force is none, and ``ValueError`` where ``fix_by`` is
    neither. Products whose vetting has run out are put on record first, where vettings are
    required, and so are contracts and paid links that began or ended by the day.
    """
    if fix_by:
        require_fix(fix_by)
    given = in_force()
    policy = policy_of(given)
    note_lapsed()
    day = site_day()
    note_turned(day)
    run = _Run(Audit(), fix_by, is_baseline=is_baseline, is_afresh=is_afresh, user=user)
    for model, keys in live_batches():
        for found in run.of_batch(model, keys):
            tell(found)
    outcome = run.outcome
    if with_drafts:
        outcome.drafts = judge_drafts()
    outcome.waivers = waiver_counts()
    if with_chain:
        outcome.chain = list(islice(problems(), MOST_NAMED))
    record = append(
        Entry(
            event=Event.AUDIT,
            outcome=Outcome.DONE,
            door=Door.AUDIT,
            user=user,
            payload={
                **as_data(outcome),
                LOOKED_ON: day.isoformat(),
                "rule_set": RULE_SET_VERSION,
                "policy": policy_hash_of(policy),
                "mode": given["MODE"],
            },
        )
    )
    outcome.record_number = record.number
    return outcome


def baseline(user: Any, tell: Callable[[Found], None] = lambda found: None) -> Audit:
    """Take every live page as it is, in the name of ``user``. See :func:`audit`."""
    return audit(is_baseline=True, user=user, tell=tell)


def as_data(outcome: Audit) -> dict[str, Any]:
    """The counts of a run as JSON."""
    return {
        "pages": outcome.pages,
        "judged": outcome.judged,
        "drafts": outcome.drafts,
        "taken_over": outcome.taken_over,
        "fixed": outcome.fixed,
        "states": {state.value: outcome.states[state] for state in State},
        "waivers": outcome.waivers,
        "failed": outcome.failed,
        "chain": outcome.chain,
    }


def waiver_counts() -> dict[str, int]:
    """How many waivers have ended, end soon, or fit nothing on their live page any more."""
    unused = StoredFinding.objects.filter(
        code=UNUSED_WAIVER, standing__version=Version.LIVE, standing__page__live=True
    )
    return {
        "expired": Waiver.objects.in_state(WaiverState.EXPIRED).count(),
        "expiring": Waiver.objects.in_state(WaiverState.EXPIRING).count(),
        "unused": unused.count(),
    }


@dataclass(slots=True)
class _Run:
    """One walk over all pages."""

    outcome: Audit
    fix_by: str
    is_baseline: bool
    is_afresh: bool
    user: Any
    stored: Stored = field(default_factory=Stored)

    def of_batch(self, model: Any, keys: list[int]) -> Iterator[Found]:
        """Look at some pages of one type; those that are not fine."""
        hashes = self._hashes(model, keys)
        known = standings_of(keys)
        states = {} if self.is_afresh else self._unmoved(model, hashes, known)
        anew = [key for key in keys if key not in states]
        states |= self._judge(model, anew, hashes, known)
        self.outcome.pages += len(states)
        self.outcome.judged += len(anew)
        self.outcome.states.update(states.values())
        told = [key for key, state in states.items() if state is not State.FINE]
        yield from self._found(told, states)

    def _hashes(self, model: Any, keys: list[int]) -> dict[int, StoredHash]:
        try:
            return self.stored.hashes(model, keys)
        except Exception:
            logger.exception("The stored state of pages %s cannot be read; they are judged.", keys)
            return {}

    def _unmoved(
        self, model: Any, hashes: dict[int, StoredHash], known: dict[int, Standing]
    ) -> dict[int, State]:
        """The states of pages of which nothing moved, as their last judgment had them."""
        same = {
            key: standing
            for key, standing in known.items()
            if key in hashes and standing.stored_hash == str(hashes[key])
        }
        asked = [key for key, standing in same.items() if not standing.is_admitted]
        last: dict[int, Admission] = admissions(model, asked) if asked else {}
        states = {key: state_kept(standing, last.get(key)) for key, standing in same.items()}
        if self.is_baseline:
            return {key: state for key, state in states.items() if state not in TAKEN_OVER}
        return states

    def _judge(
        self,
        model: Any,
        keys: list[int],
        hashes: dict[int, StoredHash],
        known: dict[int, Standing],
    ) -> dict[int, State]:
        states: dict[int, State] = {}
        judged: list[Judged] = []
        for key, page in fetched(model, keys):
            try:
                judgment = judge(page)
            except Exception:
                logger.exception("Page %s could not be judged.", key)
                states[key] = State.FAILED
                continue
            judged.append(Judged(page, judgment, hashes.get(key), known.get(key)))
            if len(judged) == _AT_ONCE:
                states |= self._settle(judged)
                judged = []
        states |= self._settle(judged)
        failed = [key for key, state in states.items() if state is State.FAILED]
        self.outcome.failed += failed[: MOST_NAMED - len(self.outcome.failed)]
        return states

    def _settle(self, judged: list[Judged]) -> dict[int, State]:
        before = {one.page.pk for one in judged if one.known and one.known.is_baseline}
        states = settle(judged, is_baseline=self.is_baseline, user=self.user)
        if self.is_baseline:
            after = Standing.objects.filter(
                page_id__in=states, version=Version.LIVE, is_baseline=True
            ).exclude(page_id__in=before)
            self.outcome.taken_over += after.count()
        return states

    def _found(self, keys: list[int], states: dict[int, State]) -> Iterator[Found]:
        if not keys:
            return
        standings = standings_of(keys)
        rules = _refusing_rules(keys)
        pages = Page.objects.filter(pk__in=keys).order_by("pk")
        for key, title, path in pages.values_list("pk", "title", "url_path"):
            standing, state = standings.get(key), states[key]
            found = Found(
                page_id=key,
                title=title,
                path=path,
                state=state,
                blocking=standing.blocking if standing else 0,
                needs_reason=standing.needs_reason if standing else 0,
                rules=tuple(rules.get(key, ())),
                fixed=self._fix(key, state, standing),
            )
            yield found

    def _fix(self, key: int, state: State, standing: Standing | None) -> str:
        is_refused = standing is not None and (standing.blocking or standing.needs_reason)
        if not self.fix_by or state not in BYPASSED or not is_refused:
            return ""
        try:
            is_done = fix(key, self.fix_by, user=self.user)
        except Exception:
            logger.exception("Page %s: %s did not succeed.", key, self.fix_by)
            return ""
        self.outcome.fixed += is_done
        return self.fix_by if is_done else ""


_AT_ONCE = 20
"""How many pages are judged before the end of the ledger is held, to write them down."""


def _refusing_rules(keys: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    refusing = StoredFinding.objects.filter(
        standing__page_id__in=keys,
        standing__version=Version.LIVE,
        is_waived=False,
        severity__in=REFUSING,
    )
    pairs = refusing.order_by("code").values_list(F("standing__page_id"), "code").distinct()
    for page_id, code in pairs:
        found.setdefault(page_id, []).append(code)
    return found
