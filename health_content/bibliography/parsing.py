"""Reading a citation as printed: its title and identifiers, and its fields as far as they go.

Citations come in many styles and with many slips. What cannot be told apart is left
empty; a guess is never filled in for a field that a reader would rely on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from health_content.bibliography.abstracts import citing_part
from health_content.bibliography.identifiers import find_identifiers, spans
from health_content.bibliography.locus import NOWHERE, Locus, find_locus
from health_content.bibliography.names import (
    NOBODY,
    Authors,
    is_organization,
    leading_authors,
    names_in,
)
from health_content.bibliography.record import Name, ReferenceRecord
from health_content.bibliography.sentences import sentences, starts_like_journal
from health_content.manuscript import Reference

_LONGEST = 4000
_LIST_NUMBER = re.compile(
    r"^\s{0,40}(?:[\u2022\u00b7*\u25cf-]\s{1,8})?"
    r"(?:\(\s?[0-9]{1,3}\s?\)|\[\s?[0-9]{1,3}\s?\]|[0-9]{1,3}[.)](?![0-9]))\s{0,8}"
)
_BULLET = re.compile(r"^\s{0,40}[\u2022\u00b7*\u25cf]\s{0,8}")
_DAY = (
    r"(?:[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}|[0-9]{4}-[0-9]{2}-[0-9]{2}|"
    r"(?:[0-9]{1,2}\s)?[A-Z][a-z]{2,8}\.?\s(?:[0-9]{1,2},?\s)?[0-9]{4})"
)
_NOISE = re.compile(
    rf"""
    \[\s?(?:Internet|Online|Google\sScholar|PubMed|CrossRef|(?:Free\s)?PMC\s(?:free\s)?article)\s?\]
    | \[(?:cited|accessed)[^\]]{{0,40}}\]
    | \b(?:Published|Updated|(?:Last\s)?reviewed|Last\supdated)(?:\sonline)?(?:\son)?:?
      (?=\s(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{{0,6}}\.?\s[0-9])
    | \b(?-i:Retrieved|Available|Accessible)\s(?:online\s)?(?:(?:on\s)?{_DAY},?\s)?
      (?:from|at|on)\b\s?:?(?:\s(?=$|Accessed))?
    | \b(?:retrieved|available|accessible)\s(?:online\s)?(?:from|at|on)\s?(?::|(?=\s?\0))
    | \b(?:Last\s)?accessed\s(?:on\s)?:?\s?{_DAY}
    | \bEpub\s(?:ahead\sof\sprint|[0-9]{{4}}(?:\s[A-Z][a-z]{{2}})?(?:\s[0-9]{{1,2}})?)\.?
    | \bdoi\s?:\s?[0-9]{{1,5}}/[^\s]{{1,100}}
    | \b(?:doi|PMID|PMCID|PubMed\sPMID|ISBN(?:-1[03])?)\s?:?(?=\s?(?:[.;,]|$|\0))
    """,
    re.IGNORECASE | re.VERBOSE,
)
_QUOTED = re.compile(
    r"(?:(?<=[\s(.,;])|^)(?:\u201c(?P<curly>[^\u201c\u201d]{8,500})\u201d|\"(?P<straight>[^\"]{8,500})\"|"
    r"\u00ab(?P<angle>[^\u00ab\u00bb]{8,500})\u00bb|\u2018(?P<single>[^\u2018]{8,500}?)[.,?!]\u2019(?=\s|$)|"
    r"\u2018(?P<single_outside>[^\u2018\u2019]{8,500})\u2019(?=[.,]))"
)
_YEAR_IN_PARENTHESES = re.compile(
    r"[\s.,;]{0,3}[(\[](?:(?P<year>(?:1[5-9]|20)[0-9]{2})[a-z]?"
    r"(?:,\s[A-Z][a-z]{2,8}\.?(?:\s[0-9]{1,2})?)?|n\.\s?d\.|in press)[)\]][.,:;\s]{0,4}",
    re.IGNORECASE,
)
_BARE_YEAR = re.compile(r"[\s,]{1,2}(?P<year>(?:1[89]|20)[0-9]{2})[a-z]?[.:]\s")
_JOURNAL_FIRST = re.compile(
    r"^(?P<journal>[A-Z][\w .&'()-]{2,80})\.\s"
    r"(?P<locus>(?:19|20)[0-9]{2}[^;.]{0,16};[^.:]{1,20}:[^.\s]{1,16}\.)\s"
)
_YEAR = re.compile(r"(?<![\w/.-])(?P<year>(?:1[89]|20)[0-9]{2})(?![\w/-])")
_SLASHED_DATE = re.compile(r"\b[0-9]{1,2}/[0-9]{1,2}/(?P<year>(?:19|20)[0-9]{2})\b")
_BOOK = re.compile(
    r"\b(?:Press|Publ(?:ish(?:er|ing)s?)?\b|Books?\b|Verlag|Wiley|Elsevier|Springer)|"
    r"\bed(?:ition|n)\b"
)
_NO_JOURNAL = re.compile(r"[0-9/ .,-]*|[\w.-]{1,60}\.[a-z]{2,6}", re.IGNORECASE)


def clean_citation(text: str) -> str:
    """The citation on one line, without the number or bullet of its list.

    Of a text that holds an abstract, only what cites.
    """
    text = text.replace("\u200b", "").replace("\ufeff", "")
    text = _LIST_NUMBER.sub("", text, count=1)
    return citing_part(_BULLET.sub("", text, count=1))


def parse_citation(text: str) -> Reference:
    """The citation as an entry of a reference list, with what identifies it.

    ``citation`` keeps the words as given. Fields that were not found are empty.
    """
    record = parse_record(text)
    return Reference(
        citation=clean_citation(text),
        title=record.title,
        doi=record.doi,
        pmid=record.pmid,
        pmcid=record.pmcid,
        url=record.url,
        source_text=text,
    )


def parse_record(text: str) -> ReferenceRecord:
    """The citation's fields, best effort. Never raises."""
    citation = clean_citation(text)[:_LONGEST]
    known = find_identifiers(citation)
    fields = _fields(_prose(citation), bool(known.url))
    locus, names = fields.locus, fields.authors
    record = ReferenceRecord(
        title=fields.title,
        authors=names.names,
        authors_complete=names.complete,
        container_title=fields.journal,
        year=int(fields.year or locus.year or 0),
        volume=locus.volume,
        issue=locus.issue,
        page=locus.page,
        publisher=fields.publisher,
        doi=known.doi,
        pmid=known.pmid,
        pmcid=known.pmcid,
        isbn=known.isbn,
        url=known.url,
    )
    if record.container_title in {name.literal for name in names.names}:
        record = replace(record, container_title="")
    record = replace(record, type=_type(record, locus))
    return replace(record, id=record.key())


@dataclass(frozen=True, slots=True)
class _Fields:
    title: str = ""
    authors: Authors = NOBODY
    journal: str = ""
    publisher: str = ""
    year: str = ""
    locus: Locus = NOWHERE


def _prose(citation: str) -> str:
    """The citation without identifiers, addresses and remarks on when it was read."""
    pieces, position = [], 0
    for start, end in spans(citation):
        if start >= position:
            pieces.append(citation[position:start])
            pieces.append("\0")
        position = max(position, end)
    pieces.append(citation[position:])
    prose = _NOISE.sub(" ", "".join(pieces)).replace("\0", " ")
    prose = re.sub(r"\s{1,20}(?=[.,;](?:\s|$))", "", " ".join(prose.split()))
    return re.sub(r"(?:[.;,:]\s?){2,20}$", ".", prose).strip(" ;,:")


def _fields(prose: str, has_address: bool) -> _Fields:
    if journal_first := _JOURNAL_FIRST.match(prose):
        return _journal_first(prose, journal_first)
    if quoted := _quoted_title(prose):
        title, before, after = quoted
        return _after_title(title, _authors_before(before), after, _year_in(before))
    authors = leading_authors(prose)
    if not authors.names:
        authors = _organization(prose) if has_address or _organized(prose) else authors
    if dated := _YEAR_IN_PARENTHESES.match(prose, authors.end):
        year = dated["year"] or ""
        return _title_first(prose[dated.end() :], authors, year)
    if not authors.names and (dated := _YEAR_IN_PARENTHESES.search(prose[:300])):
        before = prose[: dated.start()]
        if ". " not in before.strip(" .") or leading_authors(before).names:
            return _title_first(prose[dated.end() :], names_in(before), dated["year"] or "")
    if authors.names and (bare := _BARE_YEAR.match(prose, authors.end)):
        return _title_first(prose[bare.end() :], authors, bare["year"])
    return _title_first(prose[authors.end :].lstrip(" .,;:"), authors, "")


def _organized(prose: str) -> bool:
    parts = sentences(prose)
    return (
        len(parts) >= 2
        and is_organization(parts[0].rstrip("."))
        and not find_locus(parts[1]).volume
    )


def _organization(prose: str) -> Authors:
    end = 0
    names = []
    for part in sentences(prose)[:-1]:
        name = part.rstrip(". ")
        if not is_organization(name):
            break
        names.append(name)
        end = prose.index(part, end) + len(part)
    return Authors((Name(literal=". ".join(names)),), True, end) if names else Authors()


def _journal_first(prose: str, match: re.Match[str]) -> _Fields:
    rest = sentences(prose[match.end() :])
    title: list[str] = []
    authors = Authors()
    for index, part in enumerate(rest):
        authors = leading_authors(part)
        if authors.names and title:
            break
        authors = Authors()
        title.append(rest[index])
    return _Fields(
        _bare(" ".join(title)), authors, match["journal"], "", "", find_locus(match["locus"])
    )


def _quoted_title(prose: str) -> tuple[str, str, str] | None:
    match = _QUOTED.search(prose)
    if match is None:
        return None
    title = next(group for group in match.groups() if group)
    before, after = prose[: match.start()], prose[match.end() :]
    begins = not before.strip() or before.rstrip()[-1] in ".,;:)]"
    if not begins or len(title.split()) < 3:
        return None
    if match["single"]:
        title += match[0][-2] if match[0][-2] in "?!" else ""
    return _bare(title), before, after


def _authors_before(before: str) -> Authors:
    bare = _YEAR_IN_PARENTHESES.sub(_full_stop, before).strip(" ,;:(")
    return names_in(bare) if bare else Authors()


def _full_stop(match: re.Match[str]) -> str:
    """A stop before the year belongs to an initial."""
    return "." if match[0].startswith(".") else ""


def _year_in(text: str) -> str:
    found = _YEAR_IN_PARENTHESES.search(text)
    return (found["year"] or "") if found else ""


def _after_title(title: str, authors: Authors, rest: str, year: str) -> _Fields:
    locus = find_locus(rest)
    head = rest[: locus.start] if locus else rest
    journal = _journal(sentences(head)[0] if sentences(head) and not locus else head)
    return _Fields(title, authors, journal, "", year or locus.year or _any_year(rest), locus)


def _title_first(text: str, authors: Authors, year: str) -> _Fields:
    locus = find_locus(text)
    head = text[: locus.start] if locus else text
    parts = sentences(head.strip())
    if locus and len(parts) == 1 and not re.search(r"[.?!]\s", text[: locus.start + 1]):
        journal = _journal(parts[0])
        return _Fields("", authors, journal, "", year or locus.year, locus)
    if not authors.names and len(parts) >= 2:
        later = leading_authors(parts[1])
        if len(later.names) > 1 or not later.complete or later.end >= len(parts[1]) - 1 > 0:
            authors = later
            rest = parts[1][later.end :].strip(" .,;")
            parts = [parts[0], *([rest] if rest else []), *parts[2:]]
    boundary = _boundary(parts, bool(locus), year)
    title = _bare(" ".join(parts[:boundary]))
    tail = " ".join(parts[boundary:])
    year = year or locus.year or _any_year(text)
    if locus.volume or locus.issue or locus.page:
        return _Fields(title, authors, _journal(tail), "", year, locus)
    if _BOOK.search(tail):
        return _Fields(title, authors, "", _publisher(tail), year, locus)
    return _Fields(title, authors, _journal(tail), "", year, locus)


def _boundary(parts: list[str], has_locus: bool, year: str) -> int:
    """How many sentences belong to the title."""
    if len(parts) <= 1:
        return len(parts)
    if has_locus:
        for index in range(1, len(parts)):
            if starts_like_journal(parts[index]) or parts[index - 1].rstrip().endswith(
                ("?.", "!.")
            ):
                return index
        return len(parts) - 1
    if _BOOK.search(parts[-1]):
        return len(parts) - 1
    return 1


def _journal(text: str) -> str:
    text = " " + re.sub(r"^(?:In:?\s)", "", text.strip(" .,;:"))
    text = re.sub(
        r"[\s.,;(]{1,3}(?:(?:[0-9]{1,2}\s)?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
        r"(?:-[A-Z][a-z]{2,8})?(?:\s[0-9]{1,2},?)?[\s,]{0,2})?(?:(?:1[89]|20)[0-9]{2})?[)]?$",
        "",
        text,
    )
    text = text.strip(" ,;:").removesuffix(" .").strip()
    return "" if _NO_JOURNAL.fullmatch(text) else text


def _publisher(text: str) -> str:
    text = re.sub(r"[;,]?\s?(?:1[89]|20)[0-9]{2}\.?$", "", text.strip(" ."))
    _, colon, publisher = text.rpartition(": ")
    return (publisher if colon else text.split(", ")[0]).strip(" ,.;")


def _any_year(text: str) -> str:
    found = _YEAR.search(text) or _SLASHED_DATE.search(text)
    return found["year"] if found else ""


def _bare(title: str) -> str:
    """A title without the punctuation that divides it from what follows."""
    title = title.strip(' .,;:\u201c\u201d"')
    title = re.sub(r"\s?\[(?:Internet|Article in [A-Z][a-z]+|PDF|Online)\]$", "", title, flags=re.I)
    title = title.strip(" .,;:")
    return title if any(sign.isalpha() for sign in title) else ""


def _type(record: ReferenceRecord, locus: Locus) -> str:
    if locus.volume or locus.issue or locus.page or record.doi or record.pmid or record.pmcid:
        return "article-journal"
    if record.publisher or record.isbn:
        return "book"
    return "webpage" if record.url or not record.container_title else "article"
