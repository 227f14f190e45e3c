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
