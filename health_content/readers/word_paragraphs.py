"""What each paragraph of a word processor's document is: heading, list item, caption, text.

The answer is written into the tree as one of a few styles of our own (:data:`STYLE_MAP`),
whatever the document called its own. A bookmark carries what styles cannot: the number
of a list item.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

from health_content.readers import looks, wording
from health_content.readers.word_lists import apply_typed_lists, split_typed_lines
from health_content.readers.word_numbering import ListPlace, Numbering
from health_content.readers.word_package import q
from health_content.readers.word_styles import (
    Style,
    StyleRole,
    Styles,
    is_bold,
    look_of,
    numbering_of,
    outline_level,
)
from health_content.readers.word_tables import prepare_table
from health_content.readers.word_text import own_text
from health_content.readers.word_told import Matter, Told

_DEEPEST_LIST = 5
_LARGER = 1.15
_LONGEST_TITLE = 200
_LABEL = re.compile(r"(?:table|figure|fig\.|box|chart|abbildung|tabelle)\s*[0-9]", re.IGNORECASE)

_SET_APART = frozenset({wording.Topic.REFERENCES, wording.Topic.QUESTIONS, wording.Topic.RELATED})

STYLE_MAP = "\n".join(
    [
        "p.HcTitle => h1.hc-title:fresh",
        "p.HcSubtitle => p.hc-dek:fresh",
        "p.HcCaption => p.hc-caption:fresh",
        "p.HcQuote => blockquote > p:fresh",
        *(f"p.HcHeading{level} => h{level}.hc-stated:fresh" for level in range(1, 7)),
        *(
            f"p.Hc{kind.upper()}{level} => " + "ul|ol > li > " * (level - 1) + f"{kind} > li:fresh"
            for kind in ("ul", "ol")
            for level in range(1, _DEEPEST_LIST + 1)
        ),
        "p => p:fresh",
        "b => strong",
        "i => em",
        "strike => s",
    ]
)


@dataclass(slots=True)
class Paragraph:
    """A paragraph on its way to a style. ``place`` is its place in a list."""

    element: Element
    style: Style
    text: str
    bold: bool
    size: int
    role: StyleRole
    level: int
    place: ListPlace | None


class Paragraphs:
    """Decides for all paragraphs of one document, in order."""

    def __init__(self, styles: Styles, numbering: Numbering, told: Told) -> None:
        self._styles = styles
        self._numbering = numbering
        self._told = told

    def prepare_body(self, body: Element) -> None:
        """Style the text itself, with headings that only look like ones."""
        found = self._blocks(body)
        self._faked_headings(found)
        self._finish(body, found)

    def prepare_block(self, block: Element) -> None:
        """Style what is inside a table cell or a note: no headings by their looks there."""
        self._finish(block, self._blocks(block))

    def _blocks(self, parent: Element) -> list[Paragraph | Element]:
        split_typed_lines(parent)
        found: list[Paragraph | Element] = []
        for child in list(parent):
            if child.tag == q("w:p"):
                paragraph = self._paragraph(child)
                if paragraph.role is StyleRole.CONTENTS:
                    self._told.tell(Matter.CONTENTS, paragraph.text)
                    parent.remove(child)
                else:
                    found.append(paragraph)
            else:
                found.append(child)
                if child.tag == q("w:tbl"):
                    self._table(child)
        return found

    def _table(self, table: Element) -> None:
        prepare_table(table, self._styles)
        for row in table.findall(q("w:tr")):
            for cell in row.findall(q("w:tc")):
                self.prepare_block(cell)

    def _paragraph(self, element: Element) -> Paragraph:
        properties = element.find(q("w:pPr"))
        stated = properties.find(q("w:pStyle")) if properties is not None else None
        style = self._styles.paragraph(stated.get(q("w:val")) if stated is not None else None)
        role, level = style.role, style.level
        outline = outline_level(properties)
        if role is StyleRole.BODY and outline:
            role, level = StyleRole.HEADING, outline
        own = numbering_of(properties)
        numbering = style.numbering if own is None else own
        text = own_text(element)
        place = self._numbering.place(numbering) if text.strip() else None
        bold, size = self._looks(element, style)
        return Paragraph(element, style, text.strip(), bold, size, role, level, place)

    def _looks(self, paragraph: Element, style: Style) -> tuple[bool, int]:
        below = style.look.over(self._styles.base)
        bold, size, has_words = True, 0, False
        for run in paragraph.iter(q("w:r")):
            if not own_text(run).strip():
                continue
            has_words = True
            bold = bold and is_bold(run, below)
            look = look_of(run.find(q("w:rPr"))).over(below)
            size = max(size, look.size or self._styles.usual_size)
        return bold and has_words, size

    # Headings by their looks

    def _faked_headings(self, blocks: list[Paragraph | Element]) -> None:
        self._usual = self._commonest_size(blocks)
        faked = [
            index
            for index, block in enumerate(blocks)
            if isinstance(block, Paragraph) and self._looks_like_a_heading(blocks, index)
        ]
        self._title(blocks, faked)
        paragraphs = [blocks[index] for index in faked]
        sizes = sorted({block.size for block in paragraphs if isinstance(block, Paragraph)})[::-1]
        has_real = any(
            isinstance(block, Paragraph) and block.role is StyleRole.HEADING for block in blocks
        )
        level = 0
        for index, block in enumerate(blocks):
            if not isinstance(block, Paragraph):
                continue
            if index in faked and block.role is StyleRole.BODY:
                rank = sizes.index(block.size)
                deeper = min(level + 1, 6) if has_real else min(rank + 1, 4)
                block.role, block.level = StyleRole.HEADING, deeper or 1
                self._told.tell(Matter.HEADING, block.text)
            elif block.role is StyleRole.HEADING:
                level = block.level

    def _commonest_size(self, blocks: list[Paragraph | Element]) -> int:
        sizes: dict[int, int] = {}
        for block in blocks:
            if isinstance(block, Paragraph) and block.role is StyleRole.BODY:
                sizes[block.size] = sizes.get(block.size, 0) + len(block.text)
        return max(sizes, key=lambda size: sizes[size], default=22) or 22

    def _title(self, blocks: list[Paragraph | Element], faked: list[int]) -> None:
        """The first words of a document without a title, where they look like a heading."""
        paragraphs = [block for block in blocks if isinstance(block, Paragraph) and block.text]
        if any(block.role is StyleRole.TITLE for block in paragraphs) or not paragraphs:
            return
        first = paragraphs[0]
        stands_out = first.bold or first.size > self._usual * _LARGER
        if first.role is not StyleRole.BODY or first.place is not None or not stands_out:
            return
        if len(first.text) <= _LONGEST_TITLE and looks.like_a_title(first.text):
            first.role = StyleRole.TITLE
            faked[:] = [index for index in faked if blocks[index] is not first]

    def _looks_like_a_heading(self, blocks: list[Paragraph | Element], index: int) -> bool:
        block = blocks[index]
        if not isinstance(block, Paragraph) or block.role is not StyleRole.BODY:
            return False
        larger = block.size > self._usual * _LARGER
        if not (block.bold or larger) or block.place is not None or "\n" in block.text:
            return False
        announced = block.text.endswith(":") and wording.topic(block.text) in _SET_APART
        if _LABEL.match(block.text) or not (announced or looks.like_a_heading(block.text)):
            return False
        following = next(
            (
                other
                for other in blocks[index + 1 :]
                if not isinstance(other, Paragraph) or other.text
            ),
            None,
        )
        return following is not None

    # Styles

    def _finish(self, parent: Element, blocks: list[Paragraph | Element]) -> None:
        paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
        plain = [[block.element for block in stretch] for stretch in _plain_stretches(blocks)]
        styles = apply_typed_lists(plain, self._told)
        for paragraph in paragraphs:
            _restyle(paragraph, styles.get(id(paragraph.element)) or _style_of(paragraph))


def _plain_stretches(blocks: list[Paragraph | Element]) -> Iterator[list[Paragraph]]:
    """Stretches of running paragraphs, which may hold lists with typed marks."""
    stretch: list[Paragraph] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            if not block.text:
                continue
            if block.role is StyleRole.BODY and block.place is None:
                stretch.append(block)
                continue
        if stretch:
            yield stretch
        stretch = []
    if stretch:
        yield stretch


def _style_of(paragraph: Paragraph) -> tuple[str, str]:
    """The style of ours, and the id of a bookmark that goes with it."""
    match paragraph.role:
        case StyleRole.TITLE:
            return "HcTitle", ""
        case StyleRole.SUBTITLE:
            return "HcSubtitle", ""
        case StyleRole.HEADING:
            return f"HcHeading{paragraph.level}", ""
        case StyleRole.CAPTION:
            return "HcCaption", ""
    place = paragraph.place
    if place is not None:
        level = min(place.level, _DEEPEST_LIST)
        if place.number:
            return f"HcOL{level}", f"number-{place.number}"
        return f"HcUL{level}", ""
    return ("HcQuote", "") if paragraph.role is StyleRole.QUOTE else ("HcP", "")


def _restyle(paragraph: Paragraph, style: tuple[str, str]) -> None:
    element = paragraph.element
    properties = element.find(q("w:pPr"))
    is_deleted = False
    if properties is not None:
        is_deleted = properties.find(f"{q('w:rPr')}/{q('w:del')}") is not None
        element.remove(properties)
    name, bookmark = style
    fresh = Element(q("w:pPr"))
    SubElement(fresh, q("w:pStyle"), {q("w:val"): name})
    if is_deleted:
        SubElement(SubElement(fresh, q("w:rPr")), q("w:del"))
    element.insert(0, fresh)
    if bookmark:
        mark = Element(q("w:bookmarkStart"), {q("w:name"): bookmark})
        element.insert(1, mark)
    if paragraph.role in {StyleRole.HEADING, StyleRole.TITLE, StyleRole.SUBTITLE}:
        for run in element.iter(q("w:r")):
            # A heading is bold as a whole; that says nothing about its words.
            for bold in run.findall(f"{q('w:rPr')}/{q('w:b')}"):
                run.find(q("w:rPr")).remove(bold)  # type: ignore[union-attr]
