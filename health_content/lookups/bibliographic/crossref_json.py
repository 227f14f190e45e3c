"""Reading the JSON of Crossref's ``/works``.

Fields by https://github.com/CrossRef/rest-api-doc/blob/master/api_format.md; kinds of updates by
https://www.crossref.org/documentation/crossmark/version-control-corrections-and-retractions/.
``updated-by`` stands on the work itself, ``update-to`` on the notice about it.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from health_content.bibliography.identifiers import is_isbn
from health_content.bibliography.notices import Notice, NoticeKind
from health_content.bibliography.record import Name, ReferenceRecord
from health_content.bibliography.study import StudyKind
from health_content.lookups.bibliographic.shapes import (
    date_parts,
    first,
    mapping,
    mappings,
    text,
)
from health_content.lookups.bibliographic.study_kinds import by_title
from health_content.lookups.bibliographic.titles import notice_named, plain, without_fate
from health_content.lookups.bibliographic.works import Work

_TYPES = {
    "journal-article": "article-journal",
    "posted-content": "article",
    "proceedings-article": "paper-conference",
    "book": "book",
    "monograph": "book",
    "edited-book": "book",
    "reference-book": "book",
    "book-chapter": "chapter",
    "book-section": "chapter",
    "reference-entry": "entry-encyclopedia",
    "report": "report",
    "report-component": "report",
    "dissertation": "thesis",
    "dataset": "dataset",
    "peer-review": "review",
    "standard": "standard",
}
_UPDATES = {
    "correction": NoticeKind.CORRECTION,
    "corrigendum": NoticeKind.CORRECTION,
    "erratum": NoticeKind.CORRECTION,
    "err": NoticeKind.CORRECTION,
    "clarification": NoticeKind.CORRECTION,
    "addendum": NoticeKind.CORRECTION,
    "expression_of_concern": NoticeKind.CONCERN,
    "concern": NoticeKind.CONCERN,
    "partial_retraction": NoticeKind.CONCERN,
    "reinstatement": NoticeKind.REINSTATEMENT,
    "withdrawal": NoticeKind.WITHDRAWAL,
    "removal": NoticeKind.WITHDRAWAL,
    "retraction": NoticeKind.RETRACTION,
}
_REASONS = {"partial_retraction": "Retracted in part", "removal": "Removed"}
_READABLE = frozenset({"vor", "am", "unspecified"})
"""Versions that a person reads; "tdm" is for machines."""
_OPEN = re.compile(r"https?://(?:www\.)?creativecommons\.org/(?:licenses|publicdomain)/", re.I)


def work_of(message: dict[str, Any]) -> Work | None:
    """The work of a message; ``None`` where it names no DOI."""
    doi = text(message.get("DOI")).lower()
    if not doi.startswith("10."):
        return None
    kind = text(message.get("type"))
    title, fate = without_fate(_title(message))
    about = [it for it in mappings(message.get("update-to")) if _doi(it) != doi]
    year, month, day = _issued(message)
    journal = plain(first(message.get("container-title")))
    short = plain(first(message.get("short-container-title")))
    record = ReferenceRecord(
        type=_TYPES.get(kind, "document"),
        title=title,
        authors=_names(message.get("author")),
        editors=_names(message.get("editor")),
        container_title=journal,
        container_title_short=short if short != journal else "",
        year=year,
        month=month,
        day=day,
        volume=text(message.get("volume")),
        issue=text(message.get("issue")),
        page=text(message.get("page")) or text(message.get("article-number")),
        publisher=text(message.get("publisher")) if kind != "journal-article" else "",
        publisher_place=text(message.get("publisher-location")),
        edition=text(message.get("edition-number")),
        doi=doi,
        isbn=next((isbn for isbn in _isbns(message) if is_isbn(isbn)), ""),
    )
    named = _kind_of(about[0]) if about else notice_named(title)
    return Work(
        record=record,
        source="crossref",
        notices=_notices(message, fate),
        study=StudyKind.UNKNOWN if named else _study(kind, title),
        open_access_url=_free_at(message, doi),
        notice_of=named,
        notice_about=tuple(told for update in about if _kind_of(update) and (told := _doi(update))),
        aliases=tuple(text(alias).lower() for alias in _list(message.get("aliases"))),
    )


def _study(kind: str, title: str) -> StudyKind:
    return StudyKind.PREPRINT if kind == "posted-content" else by_title(title)


def _title(message: dict[str, Any]) -> str:
    title, subtitle = plain(first(message.get("title"))), plain(first(message.get("subtitle")))
    if subtitle and subtitle.casefold() not in title.casefold():
        return f"{title.rstrip(' :.')}: {subtitle}"
    return title[:-1] if title.endswith(".") and not title.endswith("..") else title


def _names(value: object) -> tuple[Name, ...]:
    names = []
    for person in mappings(value):
        family = plain(text(person.get("family")))
        given = ", ".join(
            part for part in (plain(text(person.get("given"))), text(person.get("suffix"))) if part
        )
        group = plain(text(person.get("name")) or text(person.get("literal")))
        if family:
            names.append(Name(family, given))
        elif group or given:
            names.append(Name(literal=group or given))
    return tuple(names)


def _issued(message: dict[str, Any]) -> tuple[int, int, int]:
    """The day in print, for by that a work is cited; else the first that is known."""
    for name in ("published-print", "issued", "published", "published-online", "posted"):
        found = date_parts(message.get(name))
        if found[0]:
            return found
    return 0, 0, 0


def _notices(message: dict[str, Any], fate: NoticeKind | None) -> tuple[Notice, ...]:
    own = text(message.get("DOI")).lower()
    # Some publishers put what they did to a work on the work itself.
    on_itself = [it for it in mappings(message.get("update-to")) if _doi(it) == own]
    found: list[Notice] = []
    for update in [*mappings(message.get("updated-by")), *on_itself]:
        kind = _kind_of(update)
        if kind is None:
            continue
        year, month, day = date_parts(update.get("updated"))
        parts = [f"{year:04}", f"{month:02}", f"{day:02}"]
        on = "-".join(parts[: 3 if day else 2 if month else 1]) if year else ""
        reason = _REASONS.get(_word(update), "")
        notice = Notice(kind, on, _doi(update), source="crossref", reason=reason)
        if notice not in found:
            found.append(notice)
    if fate is not None and fate not in {notice.kind for notice in found}:
        found.append(Notice(fate, source="crossref"))
    return tuple(found)


def _word(update: dict[str, Any]) -> str:
    return text(update.get("type")).lower().replace("-", "_").replace(" ", "_")


def _kind_of(update: dict[str, Any]) -> NoticeKind | None:
    """What an update does; ``None`` for new editions and what nobody knows."""
    return _UPDATES.get(_word(update))


def _doi(update: dict[str, Any]) -> str:
    doi = text(update.get("DOI")).lower()
    return doi if doi.startswith("10.") else ""


def _isbns(message: dict[str, Any]) -> list[str]:
    given = [text(isbn).rpartition("/")[2].replace("-", "") for isbn in _list(message.get("ISBN"))]
    return sorted(given, key=len, reverse=True)


def _free_at(message: dict[str, Any], doi: str) -> str:
    """The address of a work under an open license that holds already; else empty."""
    today = date.today()  # noqa: DTZ011 - licenses begin on days, not at times
    for licence in mappings(message.get("license")):
        is_open = _OPEN.match(text(licence.get("URL")))
        year, month, day = date_parts(licence.get("start"))
        begins = (year, month or 1, day or 1)
        has_begun = begins <= (today.year, today.month, today.day)
        if is_open and has_begun and text(licence.get("content-version")) in _READABLE:
            return f"https://doi.org/{doi}"
    return ""


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def message_of(answer: dict[str, Any]) -> dict[str, Any]:
    """The message of an answer; empty where there is none."""
    return mapping(answer.get("message")) if answer.get("status") == "ok" else {}
