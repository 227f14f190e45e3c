"""The fields of a citation, told apart by how they stand to each other.

The authors, the title, what it appeared in, and where: the order of most styles, and those
with the title or the journal first. Titles are also told by quotation marks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from health_content.bibliography.books import (
    Publication,
    find_book,
    find_publication,
    has_edition,
    is_publisher,
    pages_of,
    title_of_book,
    without_edition,
)
from health_content.bibliography.dividing import divided
from health_content.bibliography.full_names import inverted, people, person
from health_content.bibliography.journal_words import is_abbreviated, is_newspaper, likeness
from health_content.bibliography.locus import NOWHERE, Locus, find_locus
from health_content.bibliography.names import NOBODY, Authors, leading_authors, names_in
from health_content.bibliography.organizations import is_organization
from health_content.bibliography.record import Name
from health_content.bibliography.sentences import sentences
from health_content.bibliography.titles import YEAR_AT_END, bare_title, quoted_title

_YEAR_IN_PARENTHESES = re.compile(
    r"[\s.,;]{0,3}[(\[](?:(?:[0-9]{1,2}\s)?(?:[A-Z][a-z]{2,8}\.?,?\s){0,2}(?:c\.?\s?|\u00a9\s?)?"
    r"(?P<year>(?:1[5-9]|20)[0-9]{2})[a-z]?(?:[/-](?:1[5-9]|20)?[0-9]{2})?"
    r"(?:[,;]?\s[A-Z][a-z]{2,8}\.?(?:[-\u2013/][A-Z][a-z]{2,8}\.?)?(?:\s[0-9]{1,2})?(?:[-\u2013][0-9]{1,2})?)?"
    r"|n\.\s?d\.?|s\.\s?f\.?|no\sdate|in\spress|forthcoming)[)\]][.,:;\s]{0,4}",
    re.IGNORECASE,
)
_MONTH_AT_END = re.compile(
    r"[,\u2013\u2014-]\s(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?$"
)
_OF_REPORTS = re.compile(
    r"\b(?:Report|Thesis|Dissertation|White\sPaper|Working\sPaper|Bulletin\sNo)\b"
)
_VERSION = re.compile(
    r"[,.;]?\s\(?[Vv]ersion\s[0-9.]{1,6}(?:\s?[\u2013\u2014-]\s?(?:[A-Z][a-z]{2,9}\.?\s)?[0-9]{4})?\)?[.\s]*$"
)
_BARE_YEAR = re.compile(r"[\s,.]{1,2}(?P<year>(?:1[89]|20)[0-9]{2})[a-z]?[.:,]\s")
_JOURNAL_FIRST = re.compile(
    r"^(?P<journal>[A-Z][\w .&'():-]{2,80})\.\s"
    r"(?P<locus>(?:19|20)[0-9]{2}[^;.]{0,16};[^.:]{1,20}(?::[^.\s]{1,16})?\.)\s"
)
_LEAD = re.compile(r"^[^\W\d_][\w\s'-]{2,40}:\s(?=[^\W\d_])")
_YEAR = re.compile(r"(?<![\w/.-])(?P<year>(?:1[89]|20)[0-9]{2})(?![\w/]|[-\u2013][0-9])")
_SLASHED_DATE = re.compile(r"\b[0-9]{1,2}/[0-9]{1,2}/(?P<year>(?:19|20)[0-9]{2})\b")
_STOP_AND_COMMA = re.compile(r"\.,\s?(?:\((?:19|20)[0-9]{2}\),?)?\s?$")
_NO_JOURNAL = re.compile(
    r"[0-9/ .,-]*|[\w.-]{1,60}\.(?:com|org|net|gov|edu|info|[a-z]{2})|p\.?|pp\.?|n\.\s?d\.?|"
    r".{0,40}\b(?:regist(?:er|ry|ration)|report\s(?:no|nr)|publication\sno|isbn|issn)\b.*|"
    r"(?:last\s)?(?:updated|reviewed|version|accessed|published)\b.*",
    re.IGNORECASE,
)
_SITE = re.compile(r"\s[-\u2013\u2014|]\s(?=(?:[A-Z][\w.&'\u2019-]*\s?){1,5}\.?$)")
_DATE_PIECE = re.compile(
    r"[(\[]?(?:(?:last\s)?(?:updated|reviewed|published|posted|modified)[:\s]{0,2}(?:on\s)?)?"
    r"(?:[0-9]{1,2}\s)?(?:[A-Z][a-z]{2,8}\.?\s?)?(?:[0-9]{1,2},?\s)?(?P<year>(?:1[89]|20)[0-9]{2})"
    r"(?:,?\s[A-Z][a-z]{2,8}\.?(?:\s[0-9]{1,2})?)?[)\].;,\s]{0,3}|(?i:version\s[0-9.]{1,6})",
)

_TAIL = re.compile(
    r"(?:[\s,;(]{1,3}(?=[^\s,;(])(?:(?:[0-9]{1,2}\s)?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
    r"(?:-[A-Z][a-z]{2,8})?(?:\s[0-9]{1,2},?)?[\s,]{0,2})?(?:(?:1[89]|20)[0-9]{2})(?:\s[A-Z][a-z]{2,8}\.?(?:\s[0-9]{1,2})?)?[).]{0,2}|"
    r"[\s,;(]{1,3}(?:[0-9]{1,2}\s)?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
    r"(?:-[A-Z][a-z]{2,8}\.?)?)?$"
)


@dataclass(frozen=True, slots=True)
class Fields:
    """What the words of a citation tell; ``type`` is a CSL type where they tell that too."""

    title: str = ""
    authors: Authors = NOBODY
    journal: str = ""
    publisher: str = ""
    year: str = ""
    locus: Locus = NOWHERE
    type: str = ""
    city: str = ""


def fields_of(prose: str, is_on_a_page: bool) -> Fields:
    """The fields in the words of a citation, which have no identifiers or addresses in them.

    ``is_on_a_page`` says that it gives the address of a page that is no journal's.
    """
    if journal_first := _JOURNAL_FIRST.match(prose):
        return _journal_first(prose, journal_first)
    if quoted := quoted_title(prose):
        title, before, after = quoted
        authors, year = _authors_and_year(before)
        return _after_title(title, authors, after, year, is_on_a_page)
    authors = leading_authors(prose)
    if not authors.names and (lead := _LEAD.match(prose)):
        after_lead = leading_authors(prose, lead.end())
        if after_lead.names and not find_locus(prose[: lead.end()]):
            authors = after_lead
    if not authors.names:
        authors = _written_out(prose) or _organization(prose, is_on_a_page) or authors
    if dated := _YEAR_IN_PARENTHESES.match(prose, authors.end):
        if authors.names:
            return _title_first(prose[dated.end() :], authors, dated["year"] or "", is_on_a_page)
    elif not authors.names and (dated := _YEAR_IN_PARENTHESES.search(prose[:400])):
        before, after = prose[: dated.start()].strip(" ."), prose[dated.end() :]
        if ". " not in before or leading_authors(before).names:
            if not _is_title(before, after):
                return _title_first(after, names_in(before), dated["year"] or "", is_on_a_page)
            return _dated_title(before, after, dated["year"] or "")
    if authors.names and (bare := _BARE_YEAR.match(prose, authors.end)):
        return _title_first(prose[bare.end() :], authors, bare["year"], is_on_a_page)
    return _title_first(prose[authors.end :].lstrip(" .,;:"), authors, "", is_on_a_page)


def _is_title(before: str, after: str) -> bool:
    """Whether words before a year in parentheses are those of the title, not of an author."""
    if is_organization(before) or people(before) or find_locus(after):
        return False
    words, rest = before.split(), after.split()
    if _SITE.search(before) and len(rest) < 3:
        return True
    is_sentence = any(word[0].islower() and len(word) > 3 for word in words)
    return is_sentence and len(words) > 3 and len(rest) < 7


def _dated_title(before: str, after: str, year: str) -> Fields:
    """ "Title. (2020). Site"."""
    return Fields(bare_title(before), NOBODY, _journal(after), "", year, NOWHERE, "webpage")


def _written_out(prose: str) -> Authors | None:
    """People with their given names at the start: at least two of them."""
    if found := inverted(prose[:1500]):
        names, end = found
        return Authors(names, True, end)
    parts = sentences(prose[:1500])
    if len(parts) < 2 or likeness(parts[0]) > 0.5:
        return None
    names = people(parts[0].rstrip("."))
    return Authors(names, True, len(parts[0])) if names else None


def _organization(prose: str, is_on_a_page: bool) -> Authors | None:
    parts = sentences(prose[:1500])
    if len(parts) < 2 or find_locus(parts[1]).volume:
        return None
    end = 0
    names: list[str] = []
    for part in parts[:-1]:
        name = part.rstrip(". ")
        is_brand = is_on_a_page and not names and len(parts) > 2 and _is_brand(name, parts[1])
        is_named = is_organization(_without_brackets(name)) or is_brand
        if not is_named and not (not names and _is_named_alone(name, parts[1], prose)):
            break
        names.append(name)
        end = prose.index(part, end) + len(part)
    return Authors((Name(literal=". ".join(names)),), True, end) if names else None


def _is_named_alone(name: str, following: str, prose: str) -> bool:
    """Whether a first sentence in capitals is whose page or guide the next sentence names."""
    words = name.replace("/", " ").split()
    capital = all(not word[0].islower() or len(word) < 4 or "'" in word for word in words)
    if (
        not words
        or not capital
        or len(words) > 6
        or ":" in name
        or any(sign.isdigit() for sign in name)
    ):
        return False
    told = following.split()
    if len(words) < 5 and len(words[0]) > 1 and words[0].isupper() and len(told) > 2:
        return not is_organization(following.rstrip(".")) and not find_locus(prose)
    is_title = len(told) > 3 and sum(word[0].islower() and len(word) > 3 for word in told) > 0
    return is_title and not is_organization(following.rstrip(".")) and not find_locus(prose)


def _is_brand(name: str, following: str) -> bool:
    return name.isalpha() and name[0].isupper() and len(following.split()) > 3


def _without_brackets(name: str) -> str:
    return re.sub(r"\s?\([^()]{1,20}\)$", "", name).replace("/", " ")


def _journal_first(prose: str, match: re.Match[str]) -> Fields:
    rest = sentences(prose[match.end() :])
    title: list[str] = []
    authors = Authors()
    for index, part in enumerate(rest):
        authors = leading_authors(part)
        if authors.names and title:
            break
        authors = Authors()
        title.append(rest[index])
    return Fields(
        bare_title(" ".join(title)), authors, match["journal"], "", "", find_locus(match["locus"])
    )


def _authors_and_year(before: str) -> tuple[Authors, str]:
    found = _YEAR_IN_PARENTHESES.search(before)
    year = (found["year"] or "") if found else ""
    bare = _YEAR_IN_PARENTHESES.sub(_full_stop, before).strip(" ,;:(")
    if not year and (at_end := YEAR_AT_END.search(bare)):
        year = at_end["year"]
        stop = "." if re.search(r"\b[A-Z]\.$", bare[: at_end.start() + 1]) else ""
        bare = bare[: at_end.start()] + stop
    if (lead := _LEAD.match(bare)) and leading_authors(bare[lead.end() :] + " (").names:
        bare = bare[lead.end() :]
    return (names_in(bare) if bare else Authors()), year


def _full_stop(match: re.Match[str]) -> str:
    """A stop before the year belongs to an initial."""
    return "." if match[0].startswith(".") else ""


def _after_title(title: str, authors: Authors, rest: str, year: str, is_on_a_page: bool) -> Fields:
    rest = rest.lstrip(" .,;:\u2013\u2014-")
    if book := find_book(". " + rest):
        return _chapter(title, authors, book[1], year)
    locus = find_locus(rest)
    year = year or locus.year or _any_year(rest)
    if locus:
        return Fields(title, authors, _journal(rest[: locus.start]), "", year, locus)
    parts = [part for part in sentences(rest) if not _DATE_PIECE.fullmatch(part)]
    tail = parts[0] if parts else ""
    kind = "webpage" if is_on_a_page and likeness(_journal(tail)) < 1 else ""
    kind = "report" if _OF_REPORTS.search(tail) else kind
    return Fields(title, authors, _journal(tail), "", year, locus, kind)


def _title_first(text: str, authors: Authors, year: str, is_on_a_page: bool) -> Fields:
    if book := find_book(text):
        return _chapter(bare_title(book[0]), authors, book[1], year)
    locus = find_locus(text)
    if not authors.names:
        authors, text = _authors_after_title(text, locus)
        locus = find_locus(text)
    if locus:
        head = text[: locus.start].rstrip(" (")
        title, journal = divided(_TAIL.sub("", head.rstrip(" ,;(")))
        journal = _journal(f"{journal}," if _STOP_AND_COMMA.search(head) else journal)
        year = year or locus.year or _any_year(text[len(title) :])
        return Fields(bare_title(without_date(title)), authors, journal, "", year, locus)
    if published := find_publication(text):
        title = without_edition(text[: published.start])
        year = year or published.year or _any_year(title)
        title = re.sub(r",\s(?:1[89]|20)[0-9]{2}[.\s]*$", "", title)
        page, name, city = Locus(page=published.page), published.publisher, published.city
        return Fields(bare_title(title), authors, "", name, year, page, "book", city)
    return _loose(text, authors, year, is_on_a_page)


def _loose(text: str, authors: Authors, year: str, is_on_a_page: bool) -> Fields:
    """A work without volume and publisher: title first, then what it appeared in."""
    is_dated = bool(year)
    parts = sentences(text)
    kept = [part for part in parts if not _DATE_PIECE.fullmatch(part)]
    title = kept[0] if kept else ""
    if title.endswith("?") and len(kept) > 2 and likeness(kept[1]) < -1:
        title = f"{title} {kept.pop(1)}"
    tail = " ".join(kept[1:])
    year = year or _any_year(text[text.find(title) + len(title) :] if title else text)
    if not year and (dated := YEAR_AT_END.search(title)):
        if title[dated.start()] in ",(.":
            title = title[: dated.start()]
            year = dated["year"]
        elif _MONTH_AT_END.search(title[: dated.start()]):
            year = dated["year"]
    bare = bare_title(_VERSION.sub("", without_edition(title)))
    if is_publisher(tail) and likeness(tail) < 2:
        return Fields(bare, authors, "", _publisher(tail), year, NOWHERE, "book")
    journal = _journal(kept[1]) if len(kept) > 2 and is_on_a_page else _journal(tail)
    if is_organization(_without_brackets(journal)) and likeness(journal) < 2:
        return Fields(bare, authors, "", journal, year, NOWHERE, "report")
    if _OF_REPORTS.search(journal):
        return Fields(bare, authors, "", journal, year, NOWHERE, "report")
    if is_newspaper(journal):
        return Fields(bare, authors, journal, "", year, NOWHERE, "article-newspaper")
    if is_on_a_page and likeness(journal) < 1:
        return Fields(bare, authors, journal, "", year, NOWHERE, "webpage")
    is_book = is_dated and likeness(journal) < 0
    if journal and (has_edition(title) or has_edition(tail) or is_book):
        return Fields(bare, authors, "", _publisher(without_edition(tail)), year, NOWHERE, "book")
    if not journal and likeness(bare) > 1.5 and authors.names:
        return Fields("", authors, bare, "", year)
    kind = "article" if journal and likeness(journal) >= 1 else ""
    return Fields(bare, authors, journal, "", year, NOWHERE, kind)


def _chapter(title: str, authors: Authors, rest: str, year: str) -> Fields:
    published = find_publication(rest) or Publication()
    page, name, city = Locus(page=pages_of(rest)), published.publisher, published.city
    year = year or published.year or _any_year(rest)
    return Fields(title, authors, title_of_book(rest), name, year, page, "chapter", city)


def _authors_after_title(text: str, locus: Locus) -> tuple[Authors, str]:
    """The authors of a work whose title comes first, and the text without them."""
    parts = sentences(text[: locus.start] if locus else text)
    if len(parts) < 2:
        return NOBODY, text
    for index, part in enumerate(parts[1:4], start=1):
        later = _authors_alone(part) or _written_authors(parts, index, bool(locus))
        if later:
            start = text.index(part, sum(len(before) for before in parts[:index]))
            rest = text[start + later.end :].lstrip(" .,;:")
            return later, f"{text[:start]}{rest}"
    return NOBODY, text


def _authors_alone(part: str) -> Authors | None:
    """The names that a sentence begins with, if it is sure that they are names."""
    later = leading_authors(part)
    if not later.names:
        return None
    is_sure = len(later.names) > 1 or not later.complete or later.end >= len(part) - 1
    return later if is_sure else None


def _written_authors(parts: list[str], index: int, has_locus: bool) -> Authors | None:
    """The people that a sentence between title and journal names in full."""
    if index + 1 >= len(parts) or likeness(parts[index]) > 0:
        return None
    part = parts[index].rstrip(". ")
    names = people(part)
    if not names and has_locus and likeness(" ".join(parts[index + 1 :])) > 1:
        names = person(part)
    return Authors(names, True, len(parts[index])) if names else None


def _journal(text: str) -> str:
    text = " " + re.sub(r"^(?:In:?\s)", "", text.strip(" ;:\u2013\u2014-").lstrip(".,"))
    text = re.sub(r"\s[\u2014\u2013]\s[^\u2014\u2013]{0,200}$", "", text)
    is_shortened = text.endswith(".,")
    text = _TAIL.sub("", f" {text}".rstrip(" ,")).strip(" ,;:").removesuffix(" .").strip()
    bare = text.rstrip(". ")
    if _NO_JOURNAL.fullmatch(bare):
        return ""
    return f"{bare}." if is_shortened or (text.endswith(".") and is_abbreviated(bare)) else bare


def _publisher(text: str) -> str:
    text = re.sub(r"[;,]?\s?(?:1[89]|20)[0-9]{2}\.?$", "", text.strip(" ."))
    _, colon, publisher = text.rpartition(": ")
    return (publisher if colon else text.split(", ")[0]).strip(" ,.;")


def _any_year(text: str) -> str:
    found = _YEAR.search(text) or _SLASHED_DATE.search(text)
    return found["year"] if found else ""


def without_date(title: str) -> str:
    """A title without a date in parentheses behind it."""
    return re.sub(r"\s\((?:1[89]|20)[0-9]{2}\)[.\s]*$", "", title)
