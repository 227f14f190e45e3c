"""An HTML document or fragment as a tree of bounded depth and size, whatever was written.

lxml parses: it is the only one of Python's HTML parsers that takes under a second for every
400 KB that are meant to be slow. Beautiful Soup over ``html.parser`` is quadratic on comments
that are never closed, and over html5lib it took 110 s for 20,000 nested ``div`` (both measured
2026-11-23). What libxml2 would pass over silently is mended before or after: see ``_mended``,
``_Conversion``.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from health_content.readers.reading import UnreadableSource

DEEPEST = 100
"""Elements nested deeper than this are not opened; their words stay where they are."""
MOST_ELEMENTS = 200_000

VOID = frozenset(
    "area base br col embed frame hr img input link meta param source track wbr".split()
)
SILENT = frozenset(
    {"#dropped", "script", "style", "template", "head", "title", "datalist", "svg", "math"}
)
"""Elements that show no words, or none that are part of a text."""
BREAKING = frozenset(
    "address article aside blockquote br button dd details dialog div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr li main menu nav ol option p pre "
    "section table td th tr ul".split()
)
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_ROW_PARTS = frozenset({"table", "thead", "tbody", "tfoot", "tr"})
_IN_TABLES = _ROW_PARTS | {"td", "th", "caption", "colgroup", "col", "script", "style", "template"}

_LAST_LINE = 65_535
"""As far as libxml2 counts; a line beyond is unknown."""
_ENDS = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)
_CLOSED_BREAK = re.compile(r"</br\s*/?>", re.IGNORECASE)
_BOXES = re.compile(r"<(/?)(?:div|section|article|center|blockquote)\b[^<>]*>", re.IGNORECASE)
_DRESS = re.compile(r"</?(?:span|font|b|i|u|em|strong|small|big|a)\b[^<>]*>", re.IGNORECASE)


@dataclass(slots=True, eq=False)
class Element:
    """An element with its texts and elements in order. ``line`` counts from 1; 0 is unknown."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)
    parent: Element | None = field(default=None, repr=False)
    line: int = 0

    def get(self, name: str) -> str:
        """An attribute, empty where there is none."""
        return self.attributes.get(name, "")

    @property
    def elements(self) -> list[Element]:
        """The elements directly inside."""
        return [child for child in self.children if isinstance(child, Element)]

    def walk(self) -> Iterator[Element]:
        """Every element inside that was not dropped, in the order of the document."""
        stack = self.elements[::-1]
        while stack:
            element = stack.pop()
            if element.name == "#dropped":
                continue
            yield element
            stack.extend(element.elements[::-1])

    def find(self, *names: str) -> Element | None:
        """The first element inside that has one of these names."""
        return next((element for element in self.walk() if element.name in names), None)

    def all(self, *names: str) -> list[Element]:
        """The elements inside that have one of these names."""
        return [element for element in self.walk() if element.name in names]

    def ancestors(self) -> Iterator[Element]:
        """What it stands in, from the inside out."""
        above = self.parent
        while above is not None:
            yield above
            above = above.parent

    @property
    def text(self) -> str:
        """All words inside that are meant to be read, on one line."""
        pieces: list[str] = []
        stack: list[Element | str] = [self]
        while stack:
            node = stack.pop()
            if isinstance(node, str):
                pieces.append(node)
            elif node is self or node.name not in SILENT:
                if node.name in BREAKING:
                    pieces.append(" ")
                    stack.append(" ")
                stack.extend(reversed(node.children))
        return " ".join("".join(pieces).split())

    def drop(self) -> None:
        """Let it say nothing from now on."""
        self.name = "#dropped"


def parse(markup: str, name: str) -> Element:
    """The tree of an HTML document or fragment; ``name`` is the source's, for messages.

    Elements that need no closing tag end where they must. Raises :class:`UnreadableSource`
    above ``MOST_ELEMENTS``, and where elements are nested thousands of times.
    """
    if markup.count("<") > 4 * MOST_ELEMENTS:
        raise _too_many(name)
    markup = _mended(markup)
    top, is_too_deep = _parsed(markup)
    if is_too_deep:
        top, is_too_deep = _parsed(_DRESS.sub("", _BOXES.sub(r"<\1p>", markup)))
    if is_too_deep:
        raise UnreadableSource(
            f"{name} nests its elements thousands of times, which no browser shows well. "
            "Save only the article, or copy its text into a new document."
        )
    return _Conversion(name).run(top)


def _too_many(name: str) -> UnreadableSource:
    return UnreadableSource(
        f"{name} has more than {MOST_ELEMENTS:,} elements. Save only the article, or split it."
    )


def _mended(markup: str) -> str:
    """The markup without what makes libxml2 leave out words. No line end comes or goes.

    A comment or a tag that never ends would swallow the rest, an early ``</html>`` would
    hide it, and a CDATA section is text to those who write one.
    """
    start, *sections = markup.split("<![CDATA[")
    for section in sections:
        inside, found, rest = section.partition("]]>")
        start += html.escape(inside, quote=False) + rest if found else section
    markup = _CLOSED_BREAK.sub("<br>", _ENDS.sub("", start))
    end = markup.rfind("-->") + 1
    markup = markup[:end] + markup[end:].replace("<!--", "")
    end = markup.rfind(">") + 1
    return markup[:end] + markup[end:].replace("<", "&lt;")


def _parsed(markup: str) -> tuple[Any, bool]:
    """The top element, ``None`` without any; whether libxml2 gave up on the depth."""
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, recover=True, remove_comments=True, remove_pis=True
    )
    # Text would be refused where it states an encoding; a lone surrogate has no bytes.
    top = etree.fromstring(markup.encode("utf-8", "replace") or b" ", parser)
    gave_up = any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)
    return top, gave_up


class _Conversion:
    """From libxml2's tree to :class:`Element`, without going down by calls.

    What libxml2 does not know to be empty, such as ``<wbr>``, is; what stands in a table but
    in no cell of it, stands before the table.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.root = Element("#root")
        self.open: list[tuple[Element, int]] = [(self.root, 0)]
        self.count = 0
        self.loose: dict[int, Element] = {}

    def run(self, top: Any) -> Element:
        if top is None:
            return self.root
        for event, node in etree.iterwalk(top, events=("start", "end")):
            if event == "start":
                self._start(node)
            else:
                self.open.pop()
                self._text(node.tail)
        return self.root

    def _start(self, node: Any) -> None:
        self.count += 1
        if self.count > MOST_ELEMENTS:
            raise _too_many(self.name)
        name = str(node.tag).lower()
        within, depth = self.open[-1]
        if depth < DEEPEST or name in VOID:
            parent = self._beside(within) if name not in _IN_TABLES else within
            attributes = {key.lower(): value for key, value in node.attrib.items()}
            line = node.sourceline or 0
            line = line if line < _LAST_LINE else 0
            element = Element(name, attributes, parent=parent, line=line)
            parent.children.append(element)
            if name not in VOID:
                within, depth = element, depth + 1
        self.open.append((within, depth))
        self._text(node.text)

    def _text(self, text: str | None) -> None:
        if not text:
            return
        within = self.open[-1][0]
        # A space parts loose words too, where there are any already.
        is_loose = bool(self.loose) or not text.isspace()
        (self._beside(within) if is_loose else within).children.append(text)

    def _beside(self, within: Element) -> Element:
        """Where something belongs that no row or table can hold."""
        if within.name not in _ROW_PARTS:
            return within
        parts = [within, *within.ancestors()]
        table = next((part for part in parts if part.name == "table"), None)
        if table is None or table.parent is None:
            return within
        beside = self.loose.get(id(table))
        if beside is None:
            parent = table.parent
            beside = Element("div", parent=parent, line=table.line)
            # The table is the last child of its parent, or close to it, while it is open.
            parent.children.insert(len(parent.children) - 1, beside)
            self.loose[id(table)] = beside
        return beside
