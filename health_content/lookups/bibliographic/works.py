"""One work as one service knows it."""

from __future__ import annotations

from dataclasses import dataclass

from health_content.bibliography.notices import Notice, NoticeKind
from health_content.bibliography.record import ReferenceRecord
from health_content.bibliography.study import StudyKind


@dataclass(frozen=True, slots=True)
class Work:
    """A record and what is told beside it.

    ``aliases`` are other DOIs by which the service knows it. The rest is as in
    :class:`~health_content.lookups.bibliographic.answers.LookedUp`.
    """

    record: ReferenceRecord
    source: str
    notices: tuple[Notice, ...] = ()
    study: StudyKind = StudyKind.UNKNOWN
    open_access_url: str = ""
    notice_of: NoticeKind | None = None
    notice_about: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


def united(first: tuple[Notice, ...], second: tuple[Notice, ...]) -> tuple[Notice, ...]:
    """Notices of two services, each once, with what either knows of it."""
    kept = list(first)
    for notice in second:
        for place, known in enumerate(kept):
            if _are_same(known, notice):
                kept[place] = Notice(
                    kind=known.kind,
                    on=max(known.on, notice.on, key=len),
                    doi=known.doi or notice.doi,
                    pmid=known.pmid or notice.pmid,
                    source=known.source or notice.source,
                    reason=known.reason or notice.reason,
                )
                break
        else:
            kept.append(notice)
    return tuple(kept)


def _are_same(one: Notice, other: Notice) -> bool:
    if one.kind is not other.kind:
        return False
    for ours, theirs in ((one.doi, other.doi), (one.pmid, other.pmid)):
        if ours and theirs:
            return ours.casefold() == theirs.casefold()
    if one.on and other.on:
        return one.on.startswith(other.on) or other.on.startswith(one.on)
    # A retraction that is told twice, once without a day, is one retraction.
    return one.kind not in (NoticeKind.CORRECTION, NoticeKind.CONCERN)
