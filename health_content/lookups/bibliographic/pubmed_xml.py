"""Reading the XML of PubMed's ``efetch``.

Elements by https://dtd.nlm.nih.gov/ncbi/pubmed/doc/out/250101/index.html.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml import ElementTree as SafeTree
from django.utils.translation import gettext as _

from health_content.bibliography.identifiers import find_identifiers
from health_content.bibliography.notices import Notice, NoticeKind
from health_content.bibliography.record import Name, ReferenceRecord
from health_content.bibliography.study import StudyKind
from health_content.lookups.bibliographic.study_kinds import by_indexing
from health_content.lookups.bibliographic.titles import notice_named, plain, without_fate
from health_content.lookups.bibliographic.works import Work

Element = Any
"""Of :mod:`xml.etree.ElementTree`, as defusedxml makes it."""

_NOTICES = {
    "RetractionIn": NoticeKind.RETRACTION,
    "PartialRetractionIn": NoticeKind.CONCERN,
    "RetractedandRepublishedIn": NoticeKind.RETRACTION,
    "ExpressionOfConcernIn": NoticeKind.CONCERN,
    "ErratumIn": NoticeKind.CORRECTION,
    "CorrectedandRepublishedIn": NoticeKind.CORRECTION,
}
_REASONS = {"RetractedandRepublishedIn": "Retracted and republished"}
_ABOUT = {
    "RetractionOf": NoticeKind.RETRACTION,
    "PartialRetractionOf": NoticeKind.RETRACTION,
    "ExpressionOfConcernFor": NoticeKind.CONCERN,
    "ErratumFor": NoticeKind.CORRECTION,
}
_NOTICE_TYPES = {
    "Retraction of Publication": NoticeKind.RETRACTION,
    "Retraction Notice": NoticeKind.RETRACTION,
    "Expression of Concern": NoticeKind.CONCERN,
    "Published Erratum": NoticeKind.CORRECTION,
}
_MONTHS = {
    name: number
    for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)
}


class Unreadable(ValueError):
    """An answer that is no such XML; the message says what it is."""


def works_of(body: bytes) -> dict[str, Work]:
    """The works of an answer by their PubMed IDs. Raises :class:`Unreadable`."""
    root = root_of(body)
    if root.tag != "PubmedArticleSet":
        told = _("It answers with <%(tag)s>.") % {"tag": str(root.tag)[:40]}
        raise Unreadable(told_error(root) or told)
    works: dict[str, Work] = {}
    for element in root:
        read = {"PubmedArticle": _article, "PubmedBookArticle": _book}.get(element.tag)
        work = read(element) if read else None
        if work is not None and work.record.pmid:
            works[work.record.pmid] = work
    return works


def root_of(body: bytes) -> Element:
    """The root of XML that may be hostile. Raises :class:`Unreadable`."""
    try:
        return SafeTree.fromstring(body, forbid_dtd=False)
    except DefusedXmlException as error:
        raise Unreadable(_("It answers with XML that defines entities.")) from error
    except (ParseError, ValueError, LookupError) as error:
        start = body[:200].lstrip().lower()
        if start.startswith((b"<!doctype html", b"<html")):
            raise Unreadable(_("It answers with a page instead of a record.")) from error
        raise Unreadable(_("It answers with broken XML.")) from error


def told_error(root: Element) -> str:
    """The first words of an error that a service reports; empty where there is none."""
    for element in root.iter():
        if str(element.tag).upper() == "ERROR" and _text(element):
            return _("It answers: %(words)s") % {"words": _text(element)[:120]}
    return ""


def _article(element: Element) -> Work | None:
    citation = element.find("MedlineCitation")
    article = citation.find("Article") if citation is not None else None
    if citation is None or article is None:
        return None
    issue = article.find("Journal/JournalIssue")
    types = _texts(article, "PublicationTypeList/PublicationType")
    title, fate = without_fate(_title(article))
    year, month, day = _date(issue.find("PubDate") if issue is not None else None)
    if not year:
        year, month, day = _date(article.find("ArticleDate"))
    names, is_complete = _authors(article.find("AuthorList"))
    ids = _ids(element)
    about = _about(citation)
    notice_of = next((kind for name, kind in _NOTICE_TYPES.items() if name in types), None)
    if notice_of is None:
        notice_of = about[0][0] if about else notice_named(title)
    record = ReferenceRecord(
        type="article" if "Preprint" in types else "article-journal",
        title=title,
        authors=names,
        authors_complete=is_complete,
        container_title=_journal(_inner(article, "Journal/Title")),
        container_title_short=_inner(article, "Journal/ISOAbbreviation")
        or _inner(citation, "MedlineJournalInfo/MedlineTA"),
        year=year,
        month=month,
        day=day,
        volume=_inner(issue, "Volume"),
        issue=_inner(issue, "Issue"),
        page=_pages(article),
        doi=ids.get("doi") or _elocation(article, "doi"),
        pmid=_inner(citation, "PMID"),
        pmcid=ids.get("pmc", ""),
    )
    return Work(
        record=record,
        source="pubmed",
        notices=_notices(citation, types, fate),
        study=StudyKind.UNKNOWN if notice_of else by_indexing(types, _headings(citation), title),
        open_access_url=_free_at(record.pmcid),
        notice_of=notice_of,
        notice_about=tuple(told for _kind, told in about if told),
    )


def _book(element: Element) -> Work | None:
    """A book or a chapter of one, from the shelf of NCBI: StatPearls, for example."""
    document = element.find("BookDocument")
    book = document.find("Book") if document is not None else None
    if document is None or book is None:
        return None
    chapter, fate = without_fate(_title(document))
    title = plain(_inner(book, "BookTitle"))
    year, month, day = _date(book.find("PubDate"))
    names, is_complete = _authors(document.find("AuthorList[@Type='authors']"))
    if not names:
        names, is_complete = _authors(document.find("AuthorList"))
    if not names and not chapter:
        names, is_complete = _authors(book.find("AuthorList[@Type='authors']"))
    editors, _ = _authors(book.find("AuthorList[@Type='editors']"))
    types = _texts(document, "PublicationType")
    ids = _ids(element)
    record = ReferenceRecord(
        type="chapter" if chapter else "book",
        title=chapter or title,
        authors=names,
        authors_complete=is_complete,
        editors=editors,
        container_title=title if chapter else "",
        edition=_inner(book, "Edition"),
        publisher=_inner(book, "Publisher/PublisherName"),
        publisher_place=_inner(book, "Publisher/PublisherLocation"),
        year=year,
        month=month,
        day=day,
        doi=ids.get("doi", ""),
        pmid=_inner(document, "PMID"),
        pmcid=ids.get("pmc", ""),
        isbn=re.sub(r"[^0-9X]", "", _inner(book, "Isbn").upper()),
    )
    study = by_indexing(types, (), record.title)
    return Work(record, "pubmed", _notices(document, types, fate), study)


def _title(article: Element) -> str:
    title = plain(_inner(article, "ArticleTitle"))
    bracketed = re.fullmatch(r"\[(.+?)\.?\](?:\s*\([^()]*\))?\.?", title)
    if bracketed:
        title = bracketed[1]
    if title.casefold() in ("", "not available"):
        title = plain(_inner(article, "VernacularTitle"))
    return title[:-1] if title.endswith(".") and not title.endswith("..") else title


def _journal(title: str) -> str:
    """A journal's name without its subtitle and its place: "Lancet (London, England)"."""
    name = re.sub(r"\s\([^()]*\)\s*$", "", plain(title))
    return name.split(" : ")[0].rstrip(" .")


def _authors(element: Element | None) -> tuple[tuple[Name, ...], bool]:
    if element is None:
        return (), True
    names = []
    for author in element.findall("Author"):
        if author.get("ValidYN") == "N":
            continue
        family, group = _inner(author, "LastName"), _inner(author, "CollectiveName")
        given = _inner(author, "ForeName") or _inner(author, "Initials")
        suffix = _inner(author, "Suffix")
        if family:
            names.append(Name(family, ", ".join(part for part in (given, suffix) if part)))
        elif group:
            names.append(Name(literal=group.rstrip(".")))
    return tuple(names), element.get("CompleteYN") != "N"


def _date(element: Element | None) -> tuple[int, int, int]:
    """Year, month and day of a date; a ``MedlineDate`` such as "1998 Dec-1999 Jan" has one year."""
    if element is None:
        return 0, 0, 0
    year, month, day = (_inner(element, name) for name in ("Year", "Month", "Day"))
    if not year:
        return dated(_inner(element, "MedlineDate"))
    return dated(f"{year} {month} {day}" if month else year)


def dated(text: str) -> tuple[int, int, int]:
    """The day at the start of "2010 Feb 6;375(9713):445"; 0 for what it does not say."""
    match = re.match(
        r"\s*(?P<year>[12][0-9]{3})(?:\s(?P<month>[A-Za-z]{3,9}|[01]?[0-9])(?![\w-])"
        r"(?:\s(?P<day>[0-3]?[0-9])(?![\w-]))?)?",
        text,
    )
    if match is None:
        found = re.search(r"(?<![0-9])(?:1[5-9]|20)[0-9]{2}(?![0-9])", text)
        return (int(found[0]), 0, 0) if found else (0, 0, 0)
    word = match["month"] or ""
    month = int(word) if word.isdigit() else _MONTHS.get(word[:3].lower(), 0)
    if not 1 <= month <= 12:
        return int(match["year"]), 0, 0
    day = int(match["day"] or 0)
    return int(match["year"]), month, day if day <= 31 else 0


def _pages(article: Element) -> str:
    start, end = _inner(article, "Pagination/StartPage"), _inner(article, "Pagination/EndPage")
    printed = _inner(article, "Pagination/MedlinePgn")
    if start and end:
        return whole_range(f"{start}-{end}")
    if printed or start:
        return whole_range(printed or start)
    number = _elocation(article, "pii")
    return number if re.fullmatch(r"[A-Za-z]{0,3}[0-9]{1,9}", number) else ""


def whole_range(pages: str) -> str:
    """Pages with the last one whole: "217-264" for "217-64"."""
    match = re.fullmatch(r"([A-Za-z]{0,3})([0-9]+)\s?[-\u2013]\s?([A-Za-z]{0,3})([0-9]+)", pages)
    if match is None:
        return pages
    letters, first, more, last = match.groups()
    if more not in ("", letters) or (len(last) == len(first) and int(last) < int(first)):
        return pages
    if len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    return f"{letters}{first}" if first == last else f"{letters}{first}-{more or letters}{last}"


def _elocation(article: Element, kind: str) -> str:
    for element in article.findall("ELocationID"):
        if element.get("EIdType") == kind and element.get("ValidYN") != "N":
            return _text(element)
    return ""


def _ids(element: Element) -> dict[str, str]:
    """The work's own identifiers by kind, not those of what it cites."""
    found: dict[str, str] = {}
    for path in ("PubmedData/ArticleIdList", "PubmedBookData/ArticleIdList"):
        for item in element.findall(f"{path}/ArticleId"):
            found.setdefault(str(item.get("IdType")), _text(item))
    for item in element.findall("BookDocument/ArticleIdList/ArticleId"):
        found.setdefault(str(item.get("IdType")), _text(item))
    return found


def _notices(citation: Element, types: list[str], fate: NoticeKind | None) -> tuple[Notice, ...]:
    found = [
        Notice(
            _NOTICES[element.get("RefType")],
            on=_day_of(_inner(element, "RefSource")),
            doi=find_identifiers(_inner(element, "RefSource")).doi.lower(),
            pmid=_inner(element, "PMID"),
            source="pubmed",
            reason=_REASONS.get(element.get("RefType"), ""),
        )
        for element in _corrections(citation)
        if element.get("RefType") in _NOTICES
    ]
    kinds = {notice.kind for notice in found}
    said = NoticeKind.RETRACTION if "Retracted Publication" in types else fate
    if said is not None and said not in kinds:
        found.append(Notice(said, source="pubmed"))
    return tuple(found)


def _about(citation: Element) -> list[tuple[NoticeKind, str]]:
    """What a notice is about: for each work, the kind of notice and the work's PubMed ID."""
    return [
        (
            _ABOUT[element.get("RefType")],
            f"PMID {pmid}" if (pmid := _inner(element, "PMID")) else "",
        )
        for element in _corrections(citation)
        if element.get("RefType") in _ABOUT
    ]


def _corrections(citation: Element) -> Iterator[Element]:
    yield from citation.findall("CommentsCorrectionsList/CommentsCorrections")


def _day_of(source: str) -> str:
    """The day in "Lancet. 2010 Feb 6;375(9713):445.", in ISO form."""
    match = re.search(r"\.\s((?:1[5-9]|20)[0-9]{2}\b.*)", source)
    year, month, day = dated(match[1]) if match else (0, 0, 0)
    parts = [f"{year:04}", f"{month:02}", f"{day:02}"]
    return "-".join(parts[: 3 if day else 2 if month else 1]) if year else ""


def _headings(citation: Element) -> list[str]:
    return _texts(citation, "MeshHeadingList/MeshHeading/DescriptorName")


def _free_at(pmcid: str) -> str:
    return f"https://pmc.ncbi.nlm.nih.gov/articles/{pmcid}/" if pmcid.startswith("PMC") else ""


def _texts(element: Element, path: str) -> list[str]:
    return [_text(found) for found in element.findall(path)]


def _inner(element: Element | None, path: str) -> str:
    """The words at a path, with those of tags inside, in one line."""
    found = element.find(path) if element is not None else None
    return _text(found) if found is not None else ""


def _text(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())
