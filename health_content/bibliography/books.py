"""Books, their chapters and reports: who published them, where and when."""

from __future__ import annotations

import re
from dataclasses import dataclass

_YEAR = r"(?:1[6-9]|20)[0-9]{2}"
_CITY = (
    r"[^\W\d_a-z][\w'\u2019.-]{1,25}(?:(?:,\s|\s|/|\s&\s|-)(?:(?:upon|am|on|de|of)\s)?"
    r"[^\W\d_a-z][\w'\u2019.-]{0,25}){0,5}(?:\s\([A-Z]{2,20}\))?"
)
_PLACED = re.compile(
    rf"(?:[.?!)\],]|^)\s{{1,2}}(?P<city>{_CITY})\s?:\s(?P<publisher>[^\W\d_a-z][^:;]{{1,110}}?)"
    rf"(?:\s?[;,.]\s?(?:c|\u00a9)?(?P<year>{_YEAR})(?P<after>[^\w].{{0,200}})?|\.?)$"
)
_UNPLACED = re.compile(
    r"[.?!)\]]\s(?P<publisher>(?:[^\W\d_a-z][\w.&'\u2019-]{0,30}|&|and|of|the|for)"
    r"(?:,?\s(?:[^\W\d_a-z][\w.&'\u2019()-]{0,30}|&|and|of|the|for)){0,8})"
    rf"[;,.]\s(?P<year>{_YEAR})(?P<after>[^\w].{{0,200}})?$"
)
_TELLING = re.compile(
    r"\b(?:Press|Publ(?:ish(?:er|ing)s?)?\b|Books?|Verlag|Wiley|Elsevier|Springer|Saunders|Mosby|"
    r"Lippincott|McGraw|Karger|Routledge|Thieme|Plenum|Humana|Academic|Editora|Editorial)|"
    r"\bed(?:ition|n)\b"
)
_PAGES = re.compile(
    r"(?:\b(?:pp?|pages?|S)\.?\s?|(?:1[6-9]|20)[0-9]{2}\s?[:.]\s?(?:p\.?\s?)?)"
    r"(?P<page>[A-Za-z]?[0-9]{1,5}(?:\s?[-\u2013]\s?[A-Za-z]?[0-9]{1,5})?)(?![0-9])"
)
_IN = re.compile(
    r"(?:[.?!,\u201d\"]|[.?!]['\u2019])\s(?:In|in|Em|En):\s(?=[^\W\d_a-z])|"
    r"[.?!\u201d\"]\s(?:In)\s(?=[A-Z]\.|[A-Z][\w.-]{1,20},?\s[A-Z])"
)
_EDITORS = re.compile(
    r"\(?\b(?:[Ee]ds?|[Ee]ditors?|[Hh]rsg|[Oo]rgs?|[Cc]oords?|EDITORS?|EDS?|ORGS?)\b\.?\)?[.,:]?\s"
)
_EDITION = re.compile(
    r"[\s,.;]{1,3}\(?(?:(?:[0-9]{1,2}(?:st|nd|rd|th|\.|a|\u00aa)?|[Rr]ev(?:ised|\.)?|[Ss]econd|[Tt]hird|"
    r"[Ff]ourth|[Ff]ifth|[Ff]irst|[Nn]ew)\s(?:[Ee]d(?:ition|n)?|Aufl(?:age)?)\b\.?)\)?"
)


@dataclass(frozen=True, slots=True)
class Publication:
    """Who published a book, where (``city``) and when, and the ``page`` cited.

    ``start`` is where it is told.
    """

    publisher: str = ""
    year: str = ""
    page: str = ""
    start: int = 0
    city: str = ""


def find_publication(text: str) -> Publication | None:
    """The publisher named at the end of ``text``, with or without a place, if there is one."""
    match = _PLACED.search(text)
    if match is None:
        match = _UNPLACED.search(text)
        if match is None or not _TELLING.search(match["publisher"]):
            return None
    if match.start() == 0:
        return None
    start = match.start() + 1
    for edition in _EDITION.finditer(text):
        if edition.start() < start < edition.end() + 1:
            start = edition.start()
    page = _PAGES.search(text, match.start())
    return Publication(
        match["publisher"].strip(" .,"),
        match["year"] or "",
        page["page"] if page else "",
        start,
        match.groupdict().get("city", ""),
    )


def find_book(text: str) -> tuple[str, str] | None:
    """The title of a chapter and the rest, which names the book, if ``text`` cites one."""
    match = _IN.search(text)
    if match is None:
        return None
    rest = text[match.end() :]
    told = ":" in match[0] or _EDITORS.search(rest[:300])
    if not told or not (_EDITORS.search(rest[:300]) or find_publication(". " + rest)):
        return None
    return text[: match.start() + 1], rest


def title_of_book(rest: str) -> str:
    """The title in what follows "In:": after the editors, before the publisher."""
    editors = _EDITORS.search(rest[:300])
    rest = rest[editors.end() :] if editors else rest
    published = find_publication(rest)
    if published:
        rest = rest[: published.start]
    return re.split(r"\.\s|\s\(pp?\.|,\spp?\.", without_edition(rest))[0].strip(" .,;:(")


def pages_of(rest: str) -> str:
    """The pages that a chapter is on."""
    match = _PAGES.search(rest)
    return match["page"] if match else ""


def without_edition(text: str) -> str:
    """A title without "2nd ed."."""
    return _EDITION.sub(" ", f" {text}", count=1).replace(" .", ".").strip(" ,")


def has_edition(text: str) -> bool:
    """Whether a text names the edition of a book."""
    return bool(_EDITION.search(f" {text}"))


def is_publisher(text: str) -> bool:
    """Whether one of its words is one that publishers are called by."""
    return bool(_TELLING.search(text))
