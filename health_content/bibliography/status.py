"""What has become of a work, by the notices on it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from health_content.bibliography.notices import Notice, NoticeKind


class WorkStatus(StrEnum):
    """What has become of a work. A status of *unknown* means that nobody who knows was asked."""

    UNKNOWN = "unknown"
    CURRENT = "current"
    CORRECTED = "corrected"
    CONCERN = "concern"
    RETRACTED = "retracted"
    WITHDRAWN = "withdrawn"


GRAVITY = {
    WorkStatus.UNKNOWN: 0,
    WorkStatus.CURRENT: 0,
    WorkStatus.CORRECTED: 1,
    WorkStatus.CONCERN: 2,
    WorkStatus.WITHDRAWN: 3,
    WorkStatus.RETRACTED: 4,
}
"""How much worse than nothing known it is for a work."""

TAINTED = tuple(status for status, gravity in GRAVITY.items() if gravity)
"""What somebody must look at who cites the work."""

_TAKEN_BACK = {
    NoticeKind.RETRACTION: WorkStatus.RETRACTED,
    NoticeKind.WITHDRAWAL: WorkStatus.WITHDRAWN,
}
_ORDER = (
    (NoticeKind.RETRACTION, WorkStatus.RETRACTED),
    (NoticeKind.WITHDRAWAL, WorkStatus.WITHDRAWN),
    (NoticeKind.CONCERN, WorkStatus.CONCERN),
    (NoticeKind.CORRECTION, WorkStatus.CORRECTED),
)


def decide(
    notices: Iterable[Notice], *, was_checked: bool, listed: Iterable[Notice] = ()
) -> WorkStatus:
    """The gravest that stands of what a look-up and a list told of a work.

    A reinstatement takes back what came before it, and leaves concerns and corrections. Where
    nothing is told, a work is *current* only if somebody was asked who would know
    (``was_checked``): to be missing from a list proves nothing.
    """
    found = {notice.kind for notice in standing([*notices, *listed])}
    for kind, status in _ORDER:
        if kind in found:
            return status
    return WorkStatus.CURRENT if was_checked else WorkStatus.UNKNOWN


def standing(notices: Iterable[Notice]) -> list[Notice]:
    """The notices that hold: without those that a reinstatement took back, and without it.

    Where it is not sure whether a retraction came before the reinstatement, it holds, unless it
    is the only one that can have been taken back.
    """
    found = list(notices)
    back = [notice for notice in found if notice.kind is NoticeKind.REINSTATEMENT]
    if not back:
        return found
    taken = [notice for notice in found if notice.kind in _TAKEN_BACK]
    day = max(notice.on for notice in back) or _first_taken_back(found)
    ended = [notice for notice in taken if _is_surely_before(notice, day)]
    if not ended:
        unsure = [notice for notice in taken if not _is_surely_after(notice.on, day)]
        ended = sorted(unsure, key=lambda notice: notice.on)[:1]
    return [
        notice
        for notice in found
        if notice.kind is not NoticeKind.REINSTATEMENT and notice not in ended
    ]


def _first_taken_back(notices: list[Notice]) -> str:
    """A reinstatement without a day came after the first retraction, and may be no later."""
    days = [notice.on for notice in notices if notice.kind in _TAKEN_BACK and notice.on]
    return min(days, default="")


def _is_surely_before(notice: Notice, day: str) -> bool:
    """Whether a notice came before a day, or on it. Either may be a month or a year alone.

    What has neither a day nor a name of its own is the retraction that others tell of.
    """
    if not notice.on:
        return not (notice.doi or notice.pmid)
    shorter = min(len(notice.on), len(day))
    is_the_day = notice.on == day and len(day) == len("2020-01-01")
    return is_the_day or notice.on[:shorter] < day[:shorter]


def _is_surely_after(on: str, day: str) -> bool:
    shorter = min(len(on), len(day))
    return bool(on) and on[:shorter] > day[:shorter]


def merged(known: Iterable[Notice], told: Iterable[Notice]) -> tuple[Notice, ...]:
    """Both, each notice once, by their days. What was published once is not lost because somebody
    was not asked, and what two tell of it is put together.
    """
    kept: list[Notice] = []
    for notice in (*known, *told):
        for place, other in enumerate(kept):
            if _are_same(other, notice):
                kept[place] = _together(other, notice)
                break
        else:
            kept.append(notice)
    return tuple(sorted(kept, key=lambda notice: (notice.on, notice.kind.value)))


def _are_same(one: Notice, other: Notice) -> bool:
    if one.kind is not other.kind:
        return False
    for ours, theirs in ((one.doi, other.doi), (one.pmid, other.pmid)):
        if ours and theirs:
            return ours.casefold() == theirs.casefold()
    if one.on and other.on:
        return one.on.startswith(other.on) or other.on.startswith(one.on)
    # A retraction that is told twice, once without a day, is one retraction.
    return one.kind not in (NoticeKind.CORRECTION, NoticeKind.CONCERN) or one == other


def _together(one: Notice, other: Notice) -> Notice:
    return Notice(
        kind=one.kind,
        on=max(one.on, other.on, key=len),
        doi=one.doi or other.doi,
        pmid=one.pmid or other.pmid,
        source=one.source or other.source,
        reason=one.reason or other.reason,
    )
