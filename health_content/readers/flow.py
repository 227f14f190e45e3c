"""The tree of a structured source as pieces, which the recognition takes from there.

Paragraphs and headings become lines, so that lists typed with bullets or numbers are grouped
as in plain text; what the source states as a list or a table is one; what has a node of its
own (a picture, a box with a warning, something to unfold) comes as that node.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from health_content.manuscript import Node
from health_content.readers import marks, wording
from health_content.readers.boxes import add_box, add_details, add_preformatted, add_quote
from health_content.readers.figures import add_figure, add_shown
from health_content.readers.inline import Inline
from health_content.readers.lines import Line, bare, stated_line
from health_content.readers.pictures import Pictures
from health_content.readers.pieces import Kind, Piece, pieces_of
from health_content.readers.reading import Remark
from health_content.readers.reference_lists import is_cited
from health_content.readers.rendering import html_of
from health_content.readers.stated_lists import add_definitions, add_list
from health_content.readers.stated_tables import add_table
from health_content.readers.tree import HEADINGS, SILENT, Element
from health_content.readers.wording import Topic

_LONGEST_HEADING = 400
_MARKER_AFTER_BREAK = re.compile(
    r"^\s*(?:[•●▪◦‣○■✓✔✅–-]\s*\S|\(?[0-9]{1,3}[.)]\s|\[[0-9]{1,3}\]\s)"
)
_CONTAINERS = frozenset(
    "#root html body div section article main aside header footer nav center form fieldset hgroup "
    "address dialog figcaption caption tbody thead tfoot tr td th summary legend menu noscript "
    "amp-accordion amp-fit-text search".split()
)
_BLOCKS = (
    _CONTAINERS
    | HEADINGS
    | {"p", "ul", "ol", "li", "dl", "dt", "dd", "table", "blockquote", "pre", "figure"}
    | {"details", "hr"}
)


class Flow:
    """Goes through a tree once. ``numbered``: lines of the source are known."""

    def __init__(self, base: str = "", *, numbered: bool = False) -> None:
        self.inline = Inline(base)
        self.pictures = Pictures(base)
        self.base = base
        self.numbered = numbered
        self.pieces: list[Piece] = []
        self.remarks: list[Remark] = []
        self._lines: list[Line] = []
        self.level = 1
        self._with_blocks: set[int] = set()
        self.late: list[Piece] = []
        self._lists_sources = False

    def run(self, root: Element) -> list[Piece]:
        """The pieces of everything inside ``root``, in order."""
        for element in reversed(list(root.walk())):
            holds = element.name in _BLOCKS or id(element) in self._with_blocks
            if holds and element.parent is not None:
                self._with_blocks.add(id(element.parent))
        self.blocks(root.children)
        self.flush()
        return self.pieces

    # Paragraphs

    def blocks(self, nodes: list[Element | str]) -> None:
        """Read nodes as blocks; words between blocks are paragraphs."""
        run: list[Element | str] = []
        for node in nodes:
            if isinstance(node, str) or not self.is_block(node):
                run.append(node)
                continue
            self.paragraph(run)
            run = []
            self._block(node)
        self.paragraph(run)

    def is_block(self, element: Element) -> bool:
        """Whether an element stands by itself, by its name or for what it holds."""
        if element.name in SILENT:
            return False
        return element.name in _BLOCKS or id(element) in self._with_blocks

    def paragraph(self, nodes: list[Element | str], line: int = 0) -> None:
        """Read nodes as the inside of one paragraph."""
        if not nodes:
            return
        text = self.inline.text(nodes)
        number = line or self.number(next((n for n in nodes if isinstance(n, Element)), None))
        for part in text.split(marks.BREAK * 2):
            for words in _sources(part) if self._lists_sources else _typed_items(part):
                self.line(words, number)
        self.put_beside()

    def line(self, text: str, number: int, level: int = 0) -> None:
        """A line of text, of a heading where it has a level."""
        text = marks.balanced(text.strip(f" {marks.BREAK}"))
        if bare(text).strip(" ·|•"):
            self._lines.append(stated_line(text, number, level))

    def number(self, element: Element | None) -> int:
        """The line in the source that an element stands on; 0 where unknown."""
        if element is None:
            return 0
        stated = element.get("data-line")
        if stated.isascii() and stated.isdigit() and len(stated) < 9:
            return int(stated)
        return element.line if self.numbered else 0

    def flush(self) -> None:
        """Let the lines so far become pieces."""
        if self._lines:
            self.pieces += pieces_of(self._lines)
            self._lines = []

    def add(self, piece: Piece) -> None:
        """A piece after everything so far."""
        self.flush()
        self.pieces.append(piece)

    def node(self, node: Node, words: str, number: int) -> None:
        """A node after everything so far; ``words`` are those of its source."""
        line = Line(number, words, words, words, stated_cells=())
        self.add(Piece(Kind.NODE, [line], node=node))

    def html(self, html: str, words: str, number: int) -> None:
        """Rich text as it stands after everything so far."""
        line = Line(number, words, words, words, stated_cells=())
        self.add(Piece(Kind.HTML, [line], html=html))

    def put_beside(self, caption: Element | None = None) -> None:
        """Tables and pictures that were met inside a text, after it."""
        found, self.inline.beside = self.inline.beside, []
        for element in found:
            if element.name == "table":
                add_table(self, element)
            else:
                add_shown(self, element, caption)

    # Blocks

    def _block(self, element: Element) -> None:
        handler: Callable[[Flow, Element], None] | None = _HANDLERS.get(element.name)
        if element.name in HEADINGS:
            self._heading(element)
        elif element.name == "p" or handler is None:
            if element.name == "p" and id(element) not in self._with_blocks:
                self.paragraph(element.children, self.number(element))
            elif not add_box(self, element):
                self.blocks(element.children)
        else:
            handler(self, element)

    def _heading(self, element: Element) -> None:
        text = self.inline.text(element.children).replace(marks.BREAK, " ")
        level = int(element.name[1])
        number = self.number(element)
        if len(bare(text)) > _LONGEST_HEADING:
            self.line(text, number)
        else:
            self.level = level
            self._lists_sources = wording.topic(bare(text)) is Topic.REFERENCES
            text = marks.without_links(text)
            self.line(marks.whole_bold(text) or text, number, level)
        self.put_beside()

    def inner_pieces(self, nodes: list[Element | str]) -> list[Piece]:
        """The pieces of nodes, by themselves."""
        pieces, lines = self.pieces, self._lines
        self.pieces, self._lines = [], []
        self.blocks(nodes)
        self.flush()
        inner, self.pieces, self._lines = self.pieces, pieces, lines
        return inner

    def inner_html(self, nodes: list[Element | str]) -> str:
        """The text of nodes as rich text; what is no text waits in ``late``."""
        inner = self.inner_pieces(nodes)
        self.late += [piece for piece in inner if not piece.is_text]
        return "".join(html_of(piece) for piece in inner if piece.is_text)

    def _nothing(self, element: Element) -> None:
        """A ruled line says nothing."""


_HANDLERS: dict[str, Callable[[Flow, Element], None]] = {
    "ul": add_list,
    "ol": add_list,
    "dl": add_definitions,
    "blockquote": add_quote,
    "pre": add_preformatted,
    "details": add_details,
    "table": add_table,
    "figure": add_figure,
    "hr": Flow._nothing,
}


def _typed_items(text: str) -> list[str]:
    """The lines of a paragraph apart where each is an item of a typed list."""
    if marks.BREAK not in text:
        return [text]
    parts = text.split(marks.BREAK)
    typed = [bool(_MARKER_AFTER_BREAK.match(bare(part))) for part in parts]
    if all(typed) or (len(parts) > 2 and all(typed[1:])):
        return parts
    return [text]


def _sources(text: str) -> list[str]:
    """The sources of one paragraph apart: each begins with its number, or each line is one."""
    parts = text.split(marks.BREAK)
    starts = [index for index, part in enumerate(parts) if _MARKER_AFTER_BREAK.match(bare(part))]
    if len(starts) < 2 or starts[0] > 0:
        return parts if all(is_cited(bare(part)) for part in parts) else [text]
    ends = [*starts[1:], len(parts)]
    return [marks.BREAK.join(parts[a:b]) for a, b in zip(starts, ends, strict=True)]
