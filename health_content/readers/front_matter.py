"""What a Markdown file says about itself above its text: YAML or TOML front matter."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import yaml

from health_content.manuscript import Image, RichText
from health_content.readers.reading import Remark, RemarkKind
from health_content.readers.structured import Facts

_LONGEST = 50_000
_YAML = re.compile(r"\s*---[ \t]*\n(?P<inner>.*?)(?:^|\n)(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_TOML = re.compile(r"\s*\+\+\+[ \t]*\n(?P<inner>.*?)(?:^|\n)\+\+\+[ \t]*(?:\n|$)", re.DOTALL)
_SAYS_SOMETHING = re.compile(
    r"^\s{0,4}(?:- )?[\"']?[A-Za-z][\w .-]{0,40}[\"']?\s*[:=]", re.MULTILINE
)
_QUOTABLE = re.compile(r"^([A-Za-z][\w-]{0,40}): +([^\s\"'\[{|>&*!%@`#].*:.*)$", re.MULTILINE)
_ISO_DATE = re.compile(
    r"(?P<year>[0-9]{4})[-/](?P<month>[0-9]{1,2})[-/](?P<day>[0-9]{1,2})(?![0-9])"
)
_WRITTEN_DATES = ("%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y", "%B %d %Y", "%b. %d, %Y")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")

_FIELDS = {
    "title": ("title", "headline", "h1", "name"),
    "search_title": ("seotitle", "metatitle", "searchtitle", "titletag", "pagetitle"),
    "search_description": (
        "description",
        "metadescription",
        "seodescription",
        "searchdescription",
    ),
    "dek": ("dek", "subtitle", "standfirst", "deck", "lead", "tagline", "excerpt", "summary"),
    "author": ("author", "authors", "by", "byline", "writer", "writtenby"),
    "first_published": (
        "date",
        "published",
        "publishdate",
        "pubdate",
        "datepublished",
        "publishedat",
        "publishedon",
        "firstpublished",
        "publicationdate",
    ),
    "topics": ("tags", "categories", "category", "topics", "topic", "keywords", "tag"),
    "attribution_url": ("canonical", "canonicalurl", "originalurl"),
    "attribution": ("attribution", "originallypublished"),
    "language": ("language", "lang", "locale"),
    "hero": ("image", "cover", "coverimage", "featuredimage", "hero", "heroimage", "thumbnail"),
    "hero_alt": ("imagealt", "coveralt", "featuredimagealt", "heroalt", "alt"),
    "hero_caption": ("imagecaption", "covercaption", "herocaption"),
    "hero_credit": ("imagecredit", "covercredit", "herocredit", "photocredit"),
}
_FIELD_OF = {key: name for name, keys in _FIELDS.items() for key in keys}


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What stood above the text.

    ``lines`` says how many lines were taken from the top, ``added`` how many were put there.
    """

    facts: Facts
    text: str
    lines: int = 0
    added: int = 0
    remarks: tuple[Remark, ...] = ()


class _Unreadable(ValueError):
    """Front matter that is not what it looks like."""


class _Loader(yaml.BaseLoader):
    """Builds strings, lists and mappings only, and nothing that is said by reference.

    References to earlier parts are how a few lines become gigabytes.
    """

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("aliases are not read")
        return super().compose_node(parent, index)


def take_front_matter(text: str) -> FrontMatter:
    """Split a text, with plain line ends, into its facts and the rest.

    Front matter that cannot be read stays in the text, with a remark.
    """
    match = _YAML.match(text[: _LONGEST + 20]) or _TOML.match(text[: _LONGEST + 20])
    if match is None or not _SAYS_SOMETHING.search(match["inner"]):
        return FrontMatter(Facts(), text)
    inner = match["inner"]
    lines = match[0].count("\n")
    mended: list[Remark] = []
    try:
        if match.re is _TOML:
            values = _toml(inner)
        else:
            values, mended = _mended_yaml(inner)
    except _Unreadable as error:
        remark = Remark(
            RemarkKind.UNPLACED,
            f"The front matter cannot be read ({error}); it was kept as text. Take what it says "
            "over by hand and remove it.",
            1,
            inner,
        )
        fence = f"\n\n{_as_text(inner)}\n\n"
        rest = text[match.end() :]
        return FrontMatter(Facts(), fence + rest, lines, fence.count("\n"), (remark,))
    facts, remarks = _facts(values)
    return FrontMatter(facts, text[match.end() :], lines, 0, (*mended, *remarks))


def _as_text(inner: str) -> str:
    """Broken front matter as a paragraph whose lines stay apart."""
    return "  \n".join(line.strip() for line in inner.split("\n") if line.strip())


def _in_quotes(match: re.Match[str]) -> str:
    return f"{match[1]}: {json.dumps(match[2].rstrip(), ensure_ascii=False)}"


def _yaml(inner: str) -> dict[str, Any]:
    try:
        values = yaml.load(inner, Loader=_Loader)  # noqa: S506  # builds strings only
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = f"line {mark.line + 2}: " if mark is not None else ""
        raise _Unreadable(f"{where}{error.problem or 'it is not YAML'}") from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise _Unreadable("it is not YAML") from error
    if not isinstance(values, dict):
        raise _Unreadable("it is no list of names and values")
    return {str(key): value for key, value in values.items()}


def _mended_yaml(inner: str) -> tuple[dict[str, Any], list[Remark]]:
    """YAML, with values that hold a colon put in quotation marks where it needs that."""
    try:
        return _yaml(inner), []
    except _Unreadable:
        quoted = _QUOTABLE.sub(_in_quotes, inner)
        if quoted == inner:
            raise
        try:
            values = _yaml(quoted)
        except _Unreadable:
            values = {}
        if not values:
            raise
    message = "The front matter was mended: a value with a colon needs quotation marks."
    return values, [Remark(RemarkKind.REPAIRED, message, 1)]


def _toml(inner: str) -> dict[str, Any]:
    try:
        return tomllib.loads(inner)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        raise _Unreadable(f"it is not TOML: {error}") from error


def _facts(values: Mapping[str, Any]) -> tuple[Facts, list[Remark]]:
    found: dict[str, str] = {}
    topics: list[str] = []
    left: list[str] = []
    remarks: list[Remark] = []
    for key, value in _flat(values):
        name = _FIELD_OF.get(re.sub(r"[^a-z0-9]", "", key.casefold()), "")
        said = f"{key}: {', '.join(_texts(value))}"
        words = ", ".join(_texts(value)) if name == "author" else _one(value)
        if name == "topics":
            topics.extend(_topics(value))
        elif not words or not name or found.get(name) or (name == "hero" and not _one(value)):
            left.append(said)
        elif name == "first_published":
            if day := iso_date(words):
                found[name] = day
            else:
                left.append(said)
        elif name == "language" and not _LANGUAGE.fullmatch(words):
            left.append(said)
        else:
            found[name] = words
    if left := [text for text in left if not text.endswith(": ")]:
        message = "The front matter says more; it was left out. Enter what is still needed."
        remarks.append(Remark(RemarkKind.UNPLACED, message, 1, "\n".join(left)))
    if found.get("attribution_url"):
        message = "The canonical address was taken for where the article was published first."
        remarks.append(Remark(RemarkKind.GUESSED, message, 1, found["attribution_url"]))
    return _made(found, topics), remarks


def _made(found: dict[str, str], topics: list[str]) -> Facts:
    picture = found.get("hero", "")
    hero = (
        Image(
            address=picture,
            alt=found.get("hero_alt", ""),
            caption=RichText.from_text(found.get("hero_caption", "")),
            credit=found.get("hero_credit", ""),
        )
        if picture
        else Image()
    )
    return Facts(
        title=found.get("title", ""),
        dek=found.get("dek", "") or found.get("search_description", ""),
        author=found.get("author", ""),
        first_published=found.get("first_published", ""),
        attribution=found.get("attribution", ""),
        attribution_url=found.get("attribution_url", ""),
        search_title=found.get("search_title", ""),
        search_description=found.get("search_description", ""),
        language=found.get("language", "").replace("_", "-"),
        topics=tuple(dict.fromkeys(topics)),
        hero=hero,
    )


def _flat(values: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The values; those below ``seo``, ``params`` or ``image`` under a name of their own."""
    for key, value in values.items():
        group = str(key).casefold()
        if isinstance(value, Mapping) and group in {"seo", "meta", "params", "taxonomies"}:
            for name, inner in value.items():
                prefix = "meta_" if group in {"seo", "meta"} else ""
                yield f"{prefix}{name}", inner
        elif isinstance(value, Mapping) and _FIELD_OF.get(group) == "hero":
            for name, inner in value.items():
                is_address = str(name).casefold() in {"src", "url", "path", "file", "image"}
                yield ("image" if is_address else f"image_{name}"), inner
        else:
            yield str(key), value


def _texts(value: Any) -> list[str]:
    if value is None:
        return []
    if isinstance(value, Mapping):
        named = value.get("name") or value.get("title")
        if named:
            return _texts(named)
        return [text for key, inner in value.items() for text in [f"{key} {_one(inner)}"]]
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [text for member in value for text in _texts(member)]
    text = value.isoformat() if isinstance(value, date | datetime) else str(value)
    return [" ".join(text.split())] if text.strip() else []


def _one(value: Any) -> str:
    return ", ".join(_texts(value))


def _topics(value: Any) -> Iterator[str]:
    for text in _texts(value):
        for part in re.split(r"\s*[,;]\s*", text):
            if part:
                yield part


def iso_date(text: str) -> str:
    """The day that a text begins with, as ISO 8601; empty where it names none."""
    try:
        if match := _ISO_DATE.match(text):
            return date(int(match["year"]), int(match["month"]), int(match["day"])).isoformat()
    except ValueError:
        return ""
    for pattern in _WRITTEN_DATES:
        try:
            return datetime.strptime(text, pattern).date().isoformat()  # noqa: DTZ007  # a day
        except ValueError:
            continue
    return ""
