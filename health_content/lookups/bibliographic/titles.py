"""Titles as services give them: with tags, odd spaces and, at times, what became of the work."""

from __future__ import annotations

import re
from html import unescape

from health_content.bibliography.notices import NoticeKind

_TAG = re.compile(r"</?[A-Za-z][\w:-]{0,40}(?:\s[^<>]{0,500})?/?>")
_PREFIX = re.compile(
    r"\s*[\[(]?(?P<word>retracted|withdrawn|removed|expression of concern)"
    r"(?:\s(?:article|paper|chapter))?(?:[\])]\s?:?|\s?:|\.\s|\s[\u2013\u2014-]\s)\s*",
    re.IGNORECASE,
)
# Not "of": "Correction of hypomagnesemia" is a study.
_NOTICE = re.compile(
    r"\s*(?P<word>retraction|withdrawal|expression of concern|corrigendum|erratum|errata|"
    r"correction|retracted and republished)"
    r"(?:\s(?:notice|note|statement))?(?:\s?[:.\u2013\u2014]|\s(?:to|for)\b[:\s]|$)",
    re.IGNORECASE,
)
_KINDS = {
    "retracted": NoticeKind.RETRACTION,
    "withdrawn": NoticeKind.WITHDRAWAL,
    "removed": NoticeKind.WITHDRAWAL,
    "retraction": NoticeKind.RETRACTION,
    "withdrawal": NoticeKind.WITHDRAWAL,
    "expression of concern": NoticeKind.CONCERN,
}


def plain(title: str) -> str:
    """A title without tags, entities and runs of spaces."""
    return " ".join(unescape(_TAG.sub("", title)).split())


def without_fate(title: str) -> tuple[str, NoticeKind | None]:
    """A title without what was put before it, and what that says of the work.

    "RETRACTED: Magnesium …" and "WITHDRAWN: …" stand before the titles of works; publishers do so
    where they tell nobody else.
    """
    match = _PREFIX.match(title)
    if match is None or not title[match.end() :].strip():
        return title, None
    return title[match.end() :].strip(), _KINDS[match["word"].lower()]


def notice_named(title: str) -> NoticeKind | None:
    """What a work is a notice of, where its title begins like a notice's."""
    match = _NOTICE.match(title)
    return _KINDS.get(match["word"].lower(), NoticeKind.CORRECTION) if match else None
