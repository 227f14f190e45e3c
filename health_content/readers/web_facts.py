"""What a web page says about itself: title, author, dates, address, questions."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from health_content.readers import wording
from health_content.readers.inline import absolute
from health_content.readers.lines import plain_spaces
from health_content.readers.tree import HEADINGS, Element

_SEPARATOR = re.compile(r"\s+[|–—·•»:-]\s+|\s*::\s*|:\s+")
_DATE = re.compile(r"(?P<year>[12][0-9]{3})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})(?![0-9])")
_ARTICLE = re.compile(r"(?:Article|BlogPosting|WebPage|Report|HowTo|Recipe)$")
_TITLED = re.compile(
    r"(?:^|[\s_-])(?:entry|post|article|page|mso|story|content)-?_?title(?:$|[\s_-])|^title$", re.I
)
_DEK = re.compile(
    r"(?:^|[\s_-])(?:dek|standfirst|subtitle|sub-?head(?:line)?|deck|article-(?:intro|summary)|"
    r"entry-summary|post-excerpt)(?:$|[\s_-])",
    re.I,
)
_FIRST_PAGE = re.compile(r"https?://[^/?#]+/?(?:index\.[a-z]{2,5})?")
_LONGEST_JSON = 400_000
_LONGEST_TITLE = 300
_AUTHOR = re.compile(
    r"(?:^|[\s_-])(?:by-?line|author|authorname|author-?name|vcard)(?:$|[\s_-])", re.I
)
_OTHERS_NAMES = re.compile(r"comment|bio|about|related|review|footer-?widget|fact-?check", re.I)
_BY = re.compile(r"^(?:(?:written|posted|published|words)\s)?by:?\s+", re.I)
_NAME = re.compile(
    r"[^\W\d_a-z][\w.’'-]*(?:\s(?:(?:de|van|von|der|la|al|bin)\s)*[^\W\d_a-z][\w.’'-]*){1,3}"
    r"(?=$|\s*[·|•,;–—(]|\s+(?:on|at|updated|fact)\b)"
)
_NO_PERSON = re.compile(r"https?://|^(?:admin|editor|staff)$", re.I)


@dataclass(slots=True)
class WebFacts:
    """What the head and the data of a page say; empty where they do not."""

    headline: str = ""
    page_title: str = ""
    site: str = ""
    description: str = ""
    author: str = ""
    published: str = ""
    address: str = ""
    base: str = ""
    language: str = ""
    topics: tuple[str, ...] = ()
    questions: dict[str, str] = field(default_factory=dict)


def facts_of(root: Element) -> WebFacts:
    """Read the head, the attributes and the linked data of a page."""
    metas: dict[str, str] = {}
    facts = WebFacts()
    keywords: list[str] = []
    for element in root.walk():
        if element.name == "meta":
            name = (element.get("property") or element.get("name")).lower()
            content = plain_spaces(element.get("content"))
            if name and content:
                metas.setdefault(name, content)
                if name in {"article:tag", "article:section"}:
                    keywords.append(content)
        elif element.name == "link" and "canonical" in element.get("rel").lower().split():
            facts.address = facts.address or absolute(element.get("href").strip(), "")
        elif element.name == "base":
            facts.base = facts.base or absolute(element.get("href").strip(), "")
        elif element.name == "html":
            facts.language = facts.language or (element.get("lang") or element.get("xml:lang"))
        elif element.name == "title" and not facts.page_title and not _is_drawn(element):
            facts.page_title = plain_spaces("".join(map(str, element.children)))
    facts.address = facts.address or absolute(metas.get("og:url", ""), "")
    facts.base = facts.base or facts.address
    facts.site = metas.get("og:site_name", "") or metas.get("application-name", "")
    facts.headline = metas.get("og:title", "") or metas.get("twitter:title", "")
    facts.description = metas.get("description", "") or metas.get("og:description", "")
    author = metas.get("author", "") or metas.get("article:author", "")
    facts.author = "" if _NO_PERSON.search(author) else author[:200]
    facts.published = iso_date(
        metas.get("article:published_time", "")
        or metas.get("datepublished", "")
        or metas.get("dc.date", "")
        or metas.get("date", "")
    )
    _linked_data(root, facts)
    _attributes(root, facts)
    facts.topics = tuple(dict.fromkeys(keywords))[:20]
    return facts


def iso_date(text: str) -> str:
    """The day that a text begins with in the ISO form; empty where there is none."""
    match = _DATE.match(text.strip())
    if match is None:
        return ""
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"])).isoformat()
    except ValueError:
        return ""


def title_element(root: Element, facts: WebFacts) -> Element | None:
    """The element that shows the title of the article, if any does."""
    named = [text for text in (facts.headline, facts.page_title, *_parts(facts.page_title)) if text]
    keys = {wording.key(text) for text in named}
    candidates = [
        element
        for element in root.walk()
        if (element.name in HEADINGS or _says_title(element)) and element.name not in {"#dropped"}
    ]
    shown = [(element, element.text) for element in candidates]
    shown = [(element, text) for element, text in shown if 1 < len(text) <= _LONGEST_TITLE]
    shown = [(element, text) for element, text in shown if not is_site_name(element)]
    named_so = [element for element, text in shown if wording.key(text) in keys - {""}]
    if named_so:
        return max(named_so, key=lambda element: 2 * (element.name == "h1") + _says_title(element))
    first = [element for element, _ in shown if _says_title(element) or element.name == "h1"]
    return first[0] if first else None


def page_title(facts: WebFacts) -> str:
    """The title that the head states, without the name of the site."""
    if facts.headline:
        return _without_site(facts.headline, facts.site)
    return _without_site(facts.page_title, facts.site)


def dek_element(root: Element) -> Element | None:
    """The element that shows the sentence or two below the title."""
    for element in root.walk():
        is_named = _DEK.search(element.get("class")) is not None
        if is_named and element.name in _DEK_TAGS and 20 < len(element.text) <= 600:
            return element
    return None


_DEK_TAGS = frozenset({"p", "div", "h2", "span", "section"})


def _is_drawn(element: Element) -> bool:
    return any(above.name == "svg" for above in element.ancestors())


def _says_title(element: Element) -> bool:
    names = element.get("class")
    is_named = any(_TITLED.search(name) for name in names.split())
    is_named = is_named or element.get("itemprop").lower() == "headline"
    return is_named and element.name in {*HEADINGS, "p", "div", "span", "a"}


def is_site_name(element: Element) -> bool:
    """Whether a heading is the name of the site, which leads to its first page."""
    link = element.find("a")
    if link is None or link.text != element.text:
        return False
    href = link.get("href").strip()
    return href in {"/", "./", "."} or bool(_FIRST_PAGE.fullmatch(href))


def _parts(title: str) -> list[str]:
    return [part for part in _SEPARATOR.split(title[:_LONGEST_TITLE]) if len(part.split()) > 1]


def _without_site(title: str, site: str) -> str:
    if site:
        for part in (f" {mark} {site}" for mark in "|–—·•»:-"):
            if title.endswith(part):
                return title[: -len(part)].strip()
    for mark in (" | ", " :: ", " » ", " · ", " – ", " — ", " - "):
        before, found, after = title.rpartition(mark)
        if found and len(before.split()) >= 2 and len(after.split()) <= 4:
            return before.strip()
    return title


def _linked_data(root: Element, facts: WebFacts) -> None:
    for script in root.all("script"):
        if "ld+json" not in script.get("type").lower():
            continue
        text = "".join(child for child in script.children if isinstance(child, str))
        if len(text) > _LONGEST_JSON:
            continue
        try:
            data = json.loads(text)
        except (ValueError, RecursionError):
            continue
        for thing in _things(data):
            _from_thing(thing, facts)


def _things(data: Any) -> Iterator[dict[str, Any]]:
    stack, seen = [data], 0
    while stack and seen < 5_000:
        value = stack.pop(0)
        seen += 1
        if isinstance(value, dict):
            yield value
            stack += [inner for inner in value.values() if isinstance(inner, dict | list)]
        elif isinstance(value, list):
            stack += value[:500]


def _from_thing(thing: dict[str, Any], facts: WebFacts) -> None:
    kinds = thing.get("@type")
    names = [str(kind) for kind in (kinds if isinstance(kinds, list) else [kinds]) if kind]
    if "Question" in names:
        answer = thing.get("acceptedAnswer")
        answer = answer[0] if isinstance(answer, list) and answer else answer
        text = answer.get("text") if isinstance(answer, dict) else ""
        name = plain_spaces(str(thing.get("name") or ""))
        if name:
            facts.questions.setdefault(name[:500], str(text or ""))
    if any(_ARTICLE.search(name) for name in names):
        facts.headline = facts.headline or plain_spaces(str(thing.get("headline") or ""))
        facts.author = facts.author or _people(thing.get("author"))
        facts.published = facts.published or iso_date(str(thing.get("datePublished") or ""))


def _people(value: Any) -> str:
    found = value if isinstance(value, list) else [value]
    names = [
        plain_spaces(str(person.get("name") or "") if isinstance(person, dict) else str(person))
        for person in found[:10]
        if person
    ]
    return ", ".join(name for name in names if name and not _NO_PERSON.search(name))[:300]


def _attributes(root: Element, facts: WebFacts) -> None:
    for element in root.walk():
        properties = element.get("itemprop").lower().split()
        if "datepublished" in properties and not facts.published:
            facts.published = iso_date(
                element.get("content")
                or element.get("datetime")
                or element.get("title")
                or element.text
            )
        is_author = "author" in properties or "author" in element.get("rel").lower().split()
        if is_author and not facts.author and element.name not in {"link", "meta"}:
            name = element.text
            if 1 < len(name) <= 80 and not _NO_PERSON.search(name):
                facts.author = re.sub(r"^(?:written\s)?by\s+", "", name, flags=re.I)
    facts.author = facts.author or _signed(root)
    if not facts.published:
        marked = [part for part in root.walk() if "published" in part.get("class").lower().split()]
        stated = [part.get("datetime") or part.get("title") for part in marked]
        stated += [time.get("datetime") for time in root.all("time")]
        facts.published = next(filter(None, map(iso_date, stated)), "")


def _signed(root: Element) -> str:
    """The name in the line that says who wrote the article."""
    for element in root.walk():
        names = f"{element.get('class')} {element.get('data-testid')}"
        if not _AUTHOR.search(names):
            continue
        above = [element, *element.ancestors()]
        if any(_OTHERS_NAMES.search(f"{part.get('class')} {part.get('id')}") for part in above):
            continue
        own = next((part for part in element.walk() if "fn" in part.get("class").split()), element)
        match = _NAME.match(_BY.sub("", own.text[:200]))
        if match and not _NO_PERSON.search(match[0]):
            return match[0]
    return ""
