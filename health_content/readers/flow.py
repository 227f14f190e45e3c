"""The tree of a structured source as pieces, which the recognition takes from there.

Paragraphs and headings become lines, so that lists typed with bullets or numbers are grouped
as in plain text; what the source states as a list or a table is one; what has a node of its
own (a picture, a box with a warning, something to unfold) comes as that node.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from health_content.manuscript import (
    Cell,
    Details,
    DosAndDonts,
    Node,
    PullQuote,
    Question,
    Questions,
    RichText,
    SafetyCard,
    Table,
    TableRow,
)
from health_content.readers import cautions, lists, marks, markup, wording
from health_content.readers.grid import Grid, captions_of, grid_of, is_layout
from health_content.readers.inline import PICTURES, SHOWN_ELSEWHERE, Inline
from health_content.readers.lines import Line, bare, stated_line
from health_content.readers.pictures import Pictures, embed
from health_content.readers.pieces import Entry, Kind, Piece, pieces_of
from health_content.readers.reading import Remark, RemarkKind
from health_content.readers.rendering import html_of
from health_content.readers.tree import HEADINGS, SILENT, Element
from health_content.readers.wording import Topic

_LONGEST_HEADING = 400
_LONGEST_PULLED = 60
_MARKER_AFTER_BREAK = re.compile(r"^\s*(?:[•●▪◦‣○■✓✔✅–-]\s*\S|\(?[0-9]{1,3}[.)]\s)")
_ATTRIBUTED = re.compile(r"[-–—―]\s?(?P<who>\S.{1,120})$")
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
        self._level = 1
        self._with_blocks: set[int] = set()
        self._late: list[Piece] = []

    def run(self, root: Element) -> list[Piece]:
        """The pieces of everything inside ``root``, in order."""
        for element in reversed(list(root.walk())):
            holds = element.name in _BLOCKS or id(element) in self._with_blocks
            if holds and element.parent is not None:
                self._with_blocks.add(id(element.parent))
        self._blocks(root.children)
        self._flush()
        return self.pieces

    # Paragraphs

    def _blocks(self, nodes: list[Element | str]) -> None:
        run: list[Element | str] = []
        for node in nodes:
            if isinstance(node, str) or not self._is_block(node):
                run.append(node)
                continue
            self._paragraph(run)
            run = []
            self._block(node)
        self._paragraph(run)

    def _is_block(self, element: Element) -> bool:
        if element.name in SILENT:
            return False
        return element.name in _BLOCKS or id(element) in self._with_blocks

    def _paragraph(self, nodes: list[Element | str], line: int = 0) -> None:
        if not nodes:
            return
        text = self.inline.text(nodes)
        number = line or self._number(next((n for n in nodes if isinstance(n, Element)), None))
        for part in text.split(marks.BREAK * 2):
            for words in _typed_items(part):
                self._line(words, number)
        self._beside()

    def _line(self, text: str, number: int, level: int = 0) -> None:
        text = marks.balanced(text.strip(f" {marks.BREAK}"))
        if bare(text).strip():
            self._lines.append(stated_line(text, number, level))

    def _number(self, element: Element | None) -> int:
        if element is None:
            return 0
        stated = element.get("data-line")
        if stated.isascii() and stated.isdigit() and len(stated) < 9:
            return int(stated)
        return element.line if self.numbered else 0

    def _flush(self) -> None:
        if self._lines:
            self.pieces += pieces_of(self._lines)
            self._lines = []

    def _add(self, piece: Piece) -> None:
        self._flush()
        self.pieces.append(piece)

    def _node(self, node: Node, words: str, number: int) -> None:
        line = Line(number, words, words, words, stated_cells=())
        self._add(Piece(Kind.NODE, [line], node=node))

    def _html(self, html: str, words: str, number: int) -> None:
        line = Line(number, words, words, words, stated_cells=())
        self._add(Piece(Kind.HTML, [line], html=html))

    def _beside(self, caption: Element | None = None) -> None:
        found, self.inline.beside = self.inline.beside, []
        for element in found:
            if element.name == "table":
                self._table(element)
            else:
                self._shown(element, caption)

    # Blocks

    def _block(self, element: Element) -> None:
        handler: Callable[[Flow, Element], None] | None = _HANDLERS.get(element.name)
        if element.name in HEADINGS:
            self._heading(element)
        elif element.name == "p" or handler is None:
            if element.name == "p" and id(element) not in self._with_blocks:
                self._paragraph(element.children, self._number(element))
            elif not self._boxed(element):
                self._blocks(element.children)
        else:
            handler(self, element)

    def _heading(self, element: Element) -> None:
        text = self.inline.text(element.children).replace(marks.BREAK, " ")
        level = int(element.name[1])
        number = self._number(element)
        if len(bare(text)) > _LONGEST_HEADING:
            self._line(text, number)
        else:
            self._level = level
            text = marks.without_links(text)
            self._line(marks.whole_bold(text) or text, number, level)
        self._beside()

    def _list(self, element: Element) -> None:
        items = [item for item in element.elements if item.name not in SILENT]
        if any(item.find(*HEADINGS, "details") for item in items):
            self._blocks(element.children)
            return
        beside, self.inline.beside = self.inline.beside, []
        entries = self._entries(element)
        if entries:
            self._add(
                Piece(Kind.LIST, [line for e in entries for line in e.all_lines], entries=entries)
            )
        self._beside()
        self.inline.beside = beside

    def _entries(self, element: Element) -> list[Entry]:
        is_ordered = element.name == "ol"
        start = element.get("start").strip()
        number = int(start) if start.isascii() and start.isdigit() and len(start) < 5 else 1
        entries: list[Entry] = []
        for node in element.children:
            if isinstance(node, str) or node.name in SILENT:
                if isinstance(node, str) and node.strip():
                    self._entry(entries, [node], 0, self._number(element))
            elif node.name in {"ul", "ol"} and entries:
                entries[-1].children += self._entries(node)
            else:
                self._entry(entries, node.children, number if is_ordered else 0, self._number(node))
                number += 1
        return entries

    def _entry(
        self, entries: list[Entry], nodes: list[Element | str], number: int, line: int
    ) -> None:
        texts: list[str] = []
        children: list[Entry] = []
        self._parts(nodes, texts, children)
        text = marks.BREAK.join(part for part in texts if part)
        stated = stated_line(text, line)
        if stated.marker is not None:
            text = stated.body
            number = stated.marker.number or number
        elif stated.is_bold:
            text = stated.text
        if bare(text).strip() or children:
            entries.append(Entry(number, [text], [stated], children))

    def _parts(self, nodes: list[Element | str], texts: list[str], children: list[Entry]) -> None:
        run: list[Element | str] = []
        for node in nodes:
            if isinstance(node, str) or not self._is_block(node):
                run.append(node)
                continue
            texts.append(self.inline.text(run))
            run = []
            if node.name in {"ul", "ol"}:
                children += self._entries(node)
            elif node.name == "table" or node.name == "figure":
                self.inline.beside.append(node)
            else:
                self._parts(node.children, texts, children)
        texts.append(self.inline.text(run))

    def _definitions(self, element: Element) -> None:
        if not _only_defines(element):
            self._blocks(element.children)
            return
        entries: list[Entry] = []
        stack = element.elements[::-1]
        name = ""
        questions: list[Question] = []
        while stack:
            part = stack.pop()
            if part.name == "dt":
                name = self.inline.text(part.children)
            elif part.name == "dd":
                if bare(name).endswith("?"):
                    answer = self._inner_html(part.children)
                    questions.append(Question(bare(name), RichText(answer), source_text=part.text))
                    name = ""
                    continue
                lead = f"{marks.around(marks.BOLD, marks.without_links(name))}: " if name else ""
                self._entry(entries, [part], 0, self._number(part))
                if entries and lead:
                    last = entries[-1]
                    last.parts.insert(0, lead.rstrip())
                    last.lines.insert(0, stated_line(name, self._number(part)))
                    name = ""
            else:
                stack.extend(part.elements[::-1])
        if name:
            self._line(marks.around(marks.BOLD, name), self._number(element))
        if entries:
            self._add(
                Piece(Kind.LIST, [line for e in entries for line in e.all_lines], entries=entries)
            )
        if questions:
            self._node(Questions(items=tuple(questions)), element.text, self._number(element))
            self.pieces += self._late
            self._late = []
        self._beside()

    def _quote(self, element: Element) -> None:
        parts = [part for part in element.all("cite", "footer", "figcaption") if part.text]
        who = parts[0].text if parts else ""
        words = element.text
        said = words.removesuffix(who).strip() if who and words.endswith(who) else words
        if not who and (match := _ATTRIBUTED.search(words[-140:])) and "." in words[:-1]:
            who, said = match["who"], words[: -len(match[0])].strip()
        who = who.lstrip("-–—― ")
        is_short = len(said.split()) <= _LONGEST_PULLED and not element.find("ul", "ol", "table")
        if said and who and is_short and wording.disclaimer(words) is None:
            self._node(PullQuote(wording.unquoted(said), who), words, self._number(element))
            return
        inner = self._inner_pieces(element.children)
        if all(piece.is_text for piece in inner) and wording.disclaimer(words) is None:
            if words:
                html = f"<blockquote>{''.join(map(html_of, inner))}</blockquote>"
                self._html(html, words, self._number(element))
        else:
            self._flush()
            self.pieces += inner

    def _preformatted(self, element: Element) -> None:
        texts = [self.inline.text([line]) for line in _plain(element).strip("\n").split("\n")]
        self._line(marks.BREAK.join(texts), self._number(element))

    def _details(self, element: Element) -> None:
        summary = next((part for part in element.elements if part.name == "summary"), None)
        rest = [child for child in element.children if child is not summary]
        name = summary.text if summary is not None else ""
        inner = self._inner_pieces(rest) if name else []
        number = self._number(element)
        is_prose = bool(inner) and all(piece.is_text and not piece.first.hashes for piece in inner)
        if is_prose and wording.topic(name) is None:
            html = RichText("".join(map(html_of, inner)))
            words = element.text
            if name.endswith("?"):
                match = wording.QUESTION.match(name)
                question = Question(match["rest"] if match else name, html, source_text=words)
                self._node(Questions(items=(question,)), words, number)
            else:
                self._node(Details(name, html), words, number)
            return
        if name:
            level = min(6, self._level + 1) if wording.topic(name) is None else 2
            self._line(marks.literal(name), number, level)
        if inner:
            self._flush()
            self.pieces += inner
        else:
            self._blocks(rest)

    def _boxed(self, element: Element) -> bool:
        """A box with a caution or the points to remember, as the node it is."""
        hints = f"{element.get('class')} {element.get('id')}"
        is_caution = element.get("role") in {"alert", "note"} or bool(cautions.BOX.search(hints))
        if element.name not in {"div", "section", "aside"} or len(element.children) > 60:
            return False
        if not is_caution and element.name == "section":
            return False
        heading, rest = _box_heading(element)
        if heading is None:
            return False
        name = heading.text
        kind = cautions.kind_of(name) if is_caution else None
        is_points = wording.topic(name) is Topic.KEY_POINTS
        advice = cautions.advice(name)
        if (kind is None and not is_points and not advice) or wording.disclaimer(
            element.text
        ) is not None:
            return False
        inner = self._inner_pieces(rest)
        words, number = element.text, self._number(element)
        is_plain = bool(inner) and all(p.is_text and not p.first.hashes for p in inner)
        if kind is not None and is_plain:
            html = RichText("".join(map(html_of, inner)))
            self._node(SafetyCard(kind, name.rstrip(" :"), html), words, number)
        elif advice and [piece.kind for piece in inner] == [Kind.LIST]:
            items = lists.points(inner[0].entries)
            do_or_not = DosAndDonts(dos=items) if advice == "do" else DosAndDonts(donts=items)
            self._node(do_or_not, words, number)
        elif is_points and [piece.kind for piece in inner] == [Kind.LIST]:
            self._node(lists.key_points(name.rstrip(" :"), inner[0].entries), words, number)
        else:
            self._blocks([heading])
            self._flush()
            self.pieces += inner
        return True

    def _inner_pieces(self, nodes: list[Element | str]) -> list[Piece]:
        pieces, lines = self.pieces, self._lines
        self.pieces, self._lines = [], []
        self._blocks(nodes)
        self._flush()
        inner, self.pieces, self._lines = self.pieces, pieces, lines
        return inner

    def _inner_html(self, nodes: list[Element | str]) -> str:
        inner = self._inner_pieces(nodes)
        self._late += [piece for piece in inner if not piece.is_text]
        return "".join(html_of(piece) for piece in inner if piece.is_text)

    # Tables, pictures and the like

    def _table(self, element: Element, caption: str = "") -> None:
        grid = grid_of(element)
        if is_layout(element, grid):
            if caption:
                self._line(marks.literal(caption), self._number(element))
            self._blocks(element.children)
            return
        titles = [title.text for title in captions_of(element)]
        caption = " ".join(filter(None, [*titles, caption]))
        number = self._number(element)
        rows, lines, late = self._rows(grid, number)
        heads = 1 if grid.heads else 0
        table = Table(caption, grid.header, tuple(rows), source_text=caption)
        if not any(bare(line.text).strip() for line in lines):
            return
        text = "\n".join(line.text for line in lines)
        self._add(Piece(Kind.TABLE, lines, text, node=table, heads=heads))
        self.pieces += late

    def _rows(self, grid: Grid, number: int) -> tuple[list[TableRow], list[Line], list[Piece]]:
        late: list[Piece] = []
        known: dict[int, tuple[str, str]] = {}
        table_rows: list[list[tuple[str, str]]] = []
        for row in grid.rows:
            cells: list[tuple[str, str]] = []
            for place in row:
                if place.cell is None or place.is_right_of_it:
                    cells.append(("", ""))
                    continue
                if id(place.cell) not in known:
                    inner = self._inner_pieces(place.cell.children)
                    late += [piece for piece in inner if not piece.is_text]
                    said = [piece for piece in inner if piece.is_text]
                    known[id(place.cell)] = (
                        "".join(map(html_of, said)),
                        marks.BREAK.join(line.text for piece in said for line in piece.lines),
                    )
                cells.append(known[id(place.cell)])
            table_rows.append(cells)
        if grid.heads > 1:
            table_rows = [_merged(table_rows[: grid.heads]), *table_rows[grid.heads :]]
        rows, lines = [], []
        for cells in table_rows:
            words = tuple(text for _, text in cells)
            raw = " | ".join(bare(text) for text in words if text)
            lines.append(Line(number, raw, "\t".join(words), raw, stated_cells=words))
            rows.append(TableRow(tuple(Cell(RichText(html)) for html, _ in cells), source_text=raw))
        return rows, lines, late

    def _figure(self, element: Element) -> None:
        caption = element.find("figcaption")
        if caption is None:
            caption = next(
                (part for part in element.walk() if "caption" in part.get("class").lower()), None
            )
        words = caption.text if caption is not None else ""
        table = element.find("table")
        if table is not None and element.find("img") is None:
            self._table(table, words)
            return
        if element.find("blockquote") is not None and not element.find("img"):
            self._quote(element)
            return
        shown = [
            part
            for part in element.walk()
            if part.name in PICTURES | SHOWN_ELSEWHERE and not _inside(part, PICTURES, element)
        ]
        if not shown or any(
            part.name in {"p", "ul", "ol"}
            for part in element.elements
            if part is not caption and "caption" not in part.get("class").lower()
        ):
            self._blocks(element.children)
            return
        for part in shown[:-1]:
            self._shown(part, None)
        self._shown(shown[-1], caption)

    def _shown(self, element: Element, caption: Element | None) -> None:
        if element.name == "figure":
            self._figure(element)
            return
        number = self._number(element)
        html, words = "", ""
        if caption is not None:
            text = self.inline.text(caption.children)
            html, words = markup.paragraph(text), bare(text)
        node: Node | None
        if element.name in PICTURES:
            node = self.pictures.image(element, html, words)
        else:
            node = embed(element, self.base, words)
        if node is None:
            if caption is not None:
                self._line(self.inline.text(caption.children), number)
            return
        said = " ".join(
            filter(None, (getattr(node, "alt", "") or getattr(node, "title", ""), words))
        )
        self._node(node, said, number)
        if linked := element.get("data-linked"):
            self.remarks.append(
                Remark(RemarkKind.UNPLACED, "This picture was a link.", number, linked)
            )

    def _nothing(self, element: Element) -> None:
        """A ruled line says nothing."""


_HANDLERS: dict[str, Callable[[Flow, Element], None]] = {
    "ul": Flow._list,
    "ol": Flow._list,
    "dl": Flow._definitions,
    "blockquote": Flow._quote,
    "pre": Flow._preformatted,
    "details": Flow._details,
    "table": Flow._table,
    "figure": Flow._figure,
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


def _only_defines(element: Element) -> bool:
    for child in element.children:
        if isinstance(child, str):
            if child.strip():
                return False
        elif child.name == "div":
            if not _only_defines(child):
                return False
        elif child.name not in {"dt", "dd"} | SILENT:
            return False
    return True


def _plain(element: Element) -> str:
    pieces: list[str] = []
    stack: list[Element | str] = [element]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            pieces.append(node)
        elif node.name == "br":
            pieces.append("\n")
        elif node.name not in SILENT:
            stack.extend(reversed(node.children))
    return "".join(pieces)


def _merged(rows: list[list[tuple[str, str]]]) -> list[tuple[str, str]]:
    merged: list[tuple[str, str]] = []
    filled = list(rows)
    for row in filled:
        last = ("", "")
        for index, cell in enumerate(row):
            if cell[1]:
                last = cell
            elif row is not filled[-1]:
                row[index] = last
    for column in zip(*filled, strict=True):
        texts = list(dict.fromkeys(text for _, text in column if text))
        joined = ": ".join(texts)
        merged.append((markup.paragraph(joined), joined))
    return merged


def _inside(element: Element, names: frozenset[str], top: Element) -> bool:
    for above in element.ancestors():
        if above is top:
            return False
        if above.name in names:
            return True
    return False


def _box_heading(element: Element) -> tuple[Element | None, list[Element | str]]:
    """The heading that a box begins with, or its first bold line, and what follows."""
    holder = element
    for _ in range(6):
        parts = [
            part
            for part in holder.children
            if (isinstance(part, str) and part.strip())
            or (isinstance(part, Element) and part.name not in SILENT and part.text)
        ]
        if not parts or isinstance(parts[0], str):
            return None, []
        first = parts[0]
        rest: list[Element | str] = holder.children[holder.children.index(first) + 1 :]
        if first.name in HEADINGS or (len(parts) > 1 and _is_lead(first)):
            return first, rest + _after(holder, element)
        holder = first
    return None, []


def _after(holder: Element, box: Element) -> list[Element | str]:
    rest: list[Element | str] = []
    while holder is not box and holder.parent is not None:
        above = holder.parent
        rest += above.children[above.children.index(holder) + 1 :]
        holder = above
    return rest


def _is_lead(element: Element) -> bool:
    words = element.text
    if not words or len(words) > 140:
        return False
    if element.name in {"b", "strong"}:
        return True
    hints = element.get("class").lower()
    if "title" in hints or "heading" in hints or "label" in hints:
        return True
    return any(inner.text == words for inner in element.all("b", "strong"))
