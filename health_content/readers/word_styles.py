"""What the styles of a word processor's document mean, whoever made it and in what language.

Word keeps the English names of its own styles in every language ("heading 1"), whatever
their ids; LibreOffice, Google Docs and Pages have names of their own, and authors make
theirs, based on these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from xml.etree.ElementTree import Element

from health_content.readers.word_package import q


class StyleRole(StrEnum):
    """What a paragraph is by its style."""

    BODY = "body"
    TITLE = "title"
    SUBTITLE = "subtitle"
    HEADING = "heading"
    CAPTION = "caption"
    QUOTE = "quote"
    CONTENTS = "contents"


@dataclass(frozen=True, slots=True)
class Look:
    """Character properties; ``None`` where a style says nothing. ``size`` is in half points."""

    bold: bool | None = None
    italic: bool | None = None
    struck: bool | None = None
    hidden: bool | None = None
    raised: str | None = None
    size: int | None = None

    def over(self, below: Look) -> Look:
        """This look, with what it leaves open taken from another."""
        return Look(
            below.bold if self.bold is None else self.bold,
            below.italic if self.italic is None else self.italic,
            below.struck if self.struck is None else self.struck,
            below.hidden if self.hidden is None else self.hidden,
            below.raised if self.raised is None else self.raised,
            below.size if self.size is None else self.size,
        )


PLAIN = Look()


@dataclass(frozen=True, slots=True)
class Style:
    """A style, with what it is based on taken in."""

    id: str = ""
    name: str = ""
    role: StyleRole = StyleRole.BODY
    level: int = 0
    look: Look = PLAIN
    numbering: tuple[str, int] | None = None


_HEADING_WORDS = (
    "heading|header|überschrift|titre|título|titulo|titolo|kop|rubrik|overskrift|otsikko|nagłówek|"
    "nadpis|címsor|titlu|başlık|заголовок|επικεφαλίδα|見出し|标题|標題|제목|encabezado|cabeçalho|"
    "intestazione|encapçalament|berschrift|rubrik"
)
_HEADING = re.compile(rf"(?:{_HEADING_WORDS})[\s_-]*([1-9])(?:\s|$|char)", re.IGNORECASE)
_BARE_HEADING = re.compile(r"(?:heading|überschrift)$", re.IGNORECASE)
_NAMED: tuple[tuple[StyleRole, re.Pattern[str]], ...] = (
    (
        StyleRole.SUBTITLE,
        re.compile(
            r"(?:sub-?title|untertitel|sous-titre|subtítulo|sottotitolo|ondertitel|underrubrik|"
            r"podtytuł|podnadpis|подзаголовок|dek|standfirst|lead|abstract)$",
            re.IGNORECASE,
        ),
    ),
    (
        StyleRole.TITLE,
        re.compile(
            r"(?:title|titel|titre|título|titolo|tytuł|název|название|rubrik|otsikko|cím|titlu|"
            r"konu başlığı|표제|表題|標題|标题|document title|article title)$",
            re.IGNORECASE,
        ),
    ),
    (
        StyleRole.CAPTION,
        re.compile(
            r"(?:caption|beschriftung|légende|leyenda|epígrafe|legenda|didascalia|bijschrift|"
            r"beskrivning|illustration|figure|table caption|image caption|drawing|abbildung)$",
            re.IGNORECASE,
        ),
    ),
    (
        StyleRole.QUOTE,
        re.compile(
            r"(?:(?:intense |block ?)?quot(?:e|ation)s?|quote|block text|zitat|intensives zitat|"
            r"citation|citation intense|cita|citazione|citaat|blockquote)$",
            re.IGNORECASE,
        ),
    ),
    (
        StyleRole.CONTENTS,
        re.compile(
            r"(?:toc|contents?|verzeichnis|inhaltsverzeichnis|tm|tdc|sommario|inhopg)[\s_]*"
            r"(?:heading|überschrift|[1-9])$|table of (?:contents|figures)$",
            re.IGNORECASE,
        ),
    ),
)
_MOST_ANCESTORS = 20


class Styles:
    """The styles of a document, by id."""

    def __init__(self, tree: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._defaults: dict[str, str] = {}
        self._styles: dict[str, Style] = {}
        self._table_headers: dict[str, bool] = {}
        for element in tree.findall(q("w:style")) if tree is not None else ():
            style_id = element.get(q("w:styleId"), "")
            self._elements.setdefault(style_id, element)
            if element.get(q("w:default")) in {"1", "true", "on"}:
                self._defaults.setdefault(element.get(q("w:type"), ""), style_id)
        self.base = self._document_look(tree)

    def paragraph(self, style_id: str | None) -> Style:
        """The paragraph style with this id; the document's own one without."""
        return self.style(style_id or self._defaults.get("paragraph", ""))

    def style(self, style_id: str) -> Style:
        """The style with this id, whatever its type; an empty one for an unknown id."""
        if style_id not in self._styles:
            self._styles[style_id] = self._resolved(style_id)
        return self._styles[style_id]

    @property
    def usual_size(self) -> int:
        """The size of running text in half points."""
        return self.paragraph(None).look.over(self.base).size or 22

    def _document_look(self, tree: Element | None) -> Look:
        path = "/".join(map(q, ("w:docDefaults", "w:rPrDefault", "w:rPr")))
        return look_of(tree.find(path) if tree is not None else None)

    def _ancestors(self, style_id: str) -> Iterator[Element]:
        for _ in range(_MOST_ANCESTORS):
            element = self._elements.get(style_id)
            if element is None:
                return
            yield element
            based = element.find(q("w:basedOn"))
            style_id = based.get(q("w:val"), "") if based is not None else ""

    def _resolved(self, style_id: str) -> Style:
        chain = list(self._ancestors(style_id))
        look = PLAIN
        numbering = None
        for element in chain:
            look = look.over(look_of(element.find(q("w:rPr"))))
            numbering = numbering or numbering_of(element.find(q("w:pPr")))
        role, level = (StyleRole.BODY, 0) if chain else _role(style_id, None, "")
        for position, element in enumerate(chain):
            role, level = _role(_name(element), element, "" if position else style_id)
            if role is not StyleRole.BODY:
                break
        name = _name(chain[0]) if chain else style_id
        return Style(style_id, name, role, level, look, numbering)


def _role(name: str, element: Element | None, style_id: str) -> tuple[StyleRole, int]:
    for text in (name, style_id):
        if match := _HEADING.match(text):
            return StyleRole.HEADING, min(int(match[1]), 6)
        for role, pattern in _NAMED:
            if pattern.match(text):
                return role, 0
    level = outline_level(element.find(q("w:pPr"))) if element is not None else 0
    if level:
        return StyleRole.HEADING, level
    if _BARE_HEADING.match(name):
        return StyleRole.HEADING, 1
    return StyleRole.BODY, 0


def _name(element: Element) -> str:
    name = element.find(q("w:name"))
    return (name.get(q("w:val"), "") if name is not None else "").strip()


def outline_level(properties: Element | None) -> int:
    """The level of heading that paragraph properties state, 1 to 6; 0 for none."""
    stated = properties.find(q("w:outlineLvl")) if properties is not None else None
    value = stated.get(q("w:val"), "") if stated is not None else ""
    # Nine stands for running text.
    return min(int(value) + 1, 6) if value in set("012345678") else 0


def numbering_of(properties: Element | None) -> tuple[str, int] | None:
    """The list and the level (from 0) that paragraph properties name."""
    numbered = properties.find(q("w:numPr")) if properties is not None else None
    if numbered is None:
        return None
    list_id = numbered.find(q("w:numId"))
    level = numbered.find(q("w:ilvl"))
    value = level.get(q("w:val"), "0") if level is not None else "0"
    if list_id is None:
        return None
    return list_id.get(q("w:val"), "0"), min(int(value), 8) if value.isdecimal() else 0


def look_of(properties: Element | None) -> Look:
    """The look that run properties state by themselves."""
    if properties is None:
        return PLAIN
    raised = properties.find(q("w:vertAlign"))
    size = properties.find(q("w:sz"))
    value = size.get(q("w:val"), "") if size is not None else ""
    return Look(
        _flag(properties, "w:b"),
        _flag(properties, "w:i"),
        _either(_flag(properties, "w:strike"), _flag(properties, "w:dstrike")),
        _flag(properties, "w:vanish"),
        raised.get(q("w:val")) if raised is not None else None,
        int(value) if value.isdecimal() and len(value) < 6 else None,
    )


def is_bold(run: Element, below: Look) -> bool:
    """Whether a run is bold, by itself or by what it stands in."""
    stated = look_of(run.find(q("w:rPr"))).bold
    return bool(below.bold if stated is None else stated)


def _either(first: bool | None, second: bool | None) -> bool | None:
    return first if second is None else bool(first) or second


def _flag(properties: Element, name: str) -> bool | None:
    element = properties.find(q(name))
    if element is None:
        return None
    return element.get(q("w:val"), "true") not in {"0", "false", "off", "none"}
