"""What one look means for the state of a link. Nothing is saved here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from health_content.library.link_health import DEAD, LinkHealth, LinkState
from health_content.lookups.links import Look, Verdict

STATES = {
    Verdict.WORKS: LinkState.OK,
    Verdict.MOVED: LinkState.MOVED,
    Verdict.GONE: LinkState.BROKEN,
    Verdict.FAILED: LinkState.BROKEN,
    Verdict.UNREACHED: LinkState.BROKEN,
    Verdict.OUT_OF_STOCK: LinkState.OUT_OF_STOCK,
    Verdict.OTHER_MERCHANT: LinkState.WRONG_MERCHANT,
    Verdict.REFUSED: LinkState.UNSAFE,
    Verdict.ROBOT_CHECK: LinkState.ROBOT_CHECK,
    Verdict.LOG_IN: LinkState.ROBOT_CHECK,
}
"""What a verdict would be as a state. A page that asks for an account tells as little as one that
asks for a person."""

_LONGEST_CHAIN = 12
_LONGEST_SHOWN = 2000
_ASKED_TO_WAIT = frozenset({429, 503})


@dataclass(frozen=True, slots=True)
class Pace:
    """How often links are looked at, and how often a look must be bad."""

    interval: timedelta
    retry: timedelta
    failures: int


def judge(before: LinkHealth, address: str, look: Look, pace: Pace, now: datetime) -> None:
    """Note on ``before`` what a look at ``address`` found.

    A link is dead after ``pace.failures`` bad looks in a row, each of a run of its own; until then
    it stays what it was. A robot check says nothing about the link: it neither kills nor revives
    it, and ends no count. What a person accepted stays accepted until something else is found.
    """
    if before.address != address:
        _begin_anew(before, address)
    found = STATES[look.verdict]
    before.checked_at = now
    before.detail = "".join(letter for letter in look.detail[:500] if letter.isprintable())
    before.due_at = now + _wait(before, found, look, pace)
    if found in DEAD:
        before.failures += 1
    elif found != LinkState.ROBOT_CHECK:
        before.failures = 0
    if _is_as_accepted(before, found, look):
        return
    if found == LinkState.ROBOT_CHECK and before.state in {*DEAD, LinkState.ACCEPTED}:
        return
    if found in DEAD and before.failures < pace.failures and before.state not in DEAD:
        return
    _become(before, found, now)
    before.status_code = look.status
    before.final_address = look.final[:_LONGEST_SHOWN]
    before.chain = [url[:_LONGEST_SHOWN] for url in look.chain[:_LONGEST_CHAIN]]


def _begin_anew(health: LinkHealth, address: str) -> None:
    health.address = address
    health.failures = 0
    health.state = LinkState.UNCHECKED
    health.since = None
    _forget_acceptance(health)


def _become(health: LinkHealth, state: LinkState, now: datetime) -> None:
    if health.state != state or health.since is None:
        health.since = now
    health.state = state
    _forget_acceptance(health)


def _forget_acceptance(health: LinkHealth) -> None:
    health.accepted_by = health.accepted_why = health.accepted_state = ""


def _is_as_accepted(health: LinkHealth, found: LinkState, look: Look) -> bool:
    return (
        health.state == LinkState.ACCEPTED
        and health.accepted_state == found
        and health.status_code == look.status
        and _stem(health.final_address) == _stem(look.final)
    )


def _stem(url: str) -> str:
    """Without the query, in which networks count their visitors."""
    parts = urlsplit(url)
    return f"{parts.hostname or ''}{parts.path.rstrip('/')}"


def _wait(health: LinkHealth, found: LinkState, look: Look, pace: Pace) -> timedelta:
    if found in DEAD:
        doubled: timedelta = pace.retry * 2 ** min(health.failures, 10)
        return min(pace.interval, doubled)
    if look.status in _ASKED_TO_WAIT:
        return max(pace.retry, timedelta(seconds=look.wait))
    return pace.interval


def as_data(health: LinkHealth) -> dict[str, Any]:
    """What the ledger keeps of a link's health."""
    return {
        "state": health.state,
        "address": health.address,
        "final_address": health.final_address,
        "status": health.status_code,
        "detail": health.detail,
        "failures": health.failures,
    }
