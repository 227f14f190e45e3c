"""Lists as a source states them: items, and terms with what they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from health_content.manuscript import Question, Questions, RichText
from health_content.readers import marks
from health_content.readers.lines import bare, stated_line
from health_content.readers.pieces import Entry, Kind, Piece
from health_content.readers.tree import HEADINGS, SILENT, Element

if TYPE_CHECKING:
    from health_content.readers.flow import Flow


def add_list(flow: Flow, element: Element) -> None:
    """A list; one whose items hold headings is read as what stands in it."""
    items = [item for item in element.elements if item.name not in SILENT]
    if any(item.find(*HEADINGS, "details") for item in items):
        flow.blocks(element.children)
        return
    beside, flow.inline.beside = flow.inline.beside, []
    entries = _entries(flow, element)
    if entries:
        flow.add(Piece(Kind.LIST, [line for e in entries for line in e.all_lines], entries=entries))
    flow.put_beside()
    flow.inline.beside = beside


def _entries(flow: Flow, element: Element) -> list[Entry]:
    is_ordered = element.name == "ol"
    start = element.get("start").strip()
    number = int(start) if start.isascii() and start.isdigit() and len(start) < 5 else 1
    entries: list[Entry] = []
    for node in element.children:
        if isinstance(node, str) or node.name in SILENT:
            if isinstance(node, str) and node.strip():
                _entry(flow, entries, [node], 0, flow.number(element))
        elif node.name in {"ul", "ol"} and entries:
            entries[-1].children += _entries(flow, node)
        else:
            _entry(flow, entries, node.children, number if is_ordered else 0, flow.number(node))
            number += 1
    return entries


def _entry(
    flow: Flow, entries: list[Entry], nodes: list[Element | str], number: int, line: int
) -> None:
    texts: list[str] = []
    children: list[Entry] = []
    _parts(flow, nodes, texts, children)
    text = marks.BREAK.join(part for part in texts if part)
    stated = stated_line(text, line)
    if stated.marker is not None:
        text = stated.body
        number = stated.marker.number or number
    elif stated.is_bold:
        text = stated.text
    if bare(text).strip() or children:
        entries.append(Entry(number, [text], [stated], children))


def _parts(flow: Flow, nodes: list[Element | str], texts: list[str], children: list[Entry]) -> None:
    run: list[Element | str] = []
    for node in nodes:
        if isinstance(node, str) or not flow.is_block(node):
            run.append(node)
            continue
        texts.append(flow.inline.text(run))
        run = []
        if node.name in {"ul", "ol"}:
            children += _entries(flow, node)
        elif node.name == "table" or node.name == "figure":
            flow.inline.beside.append(node)
        else:
            _parts(flow, node.children, texts, children)
    texts.append(flow.inline.text(run))


def add_definitions(flow: Flow, element: Element) -> None:
    """Terms and their meanings as a list, terms that ask as questions."""
    if not _only_defines(element):
        flow.blocks(element.children)
        return
    entries: list[Entry] = []
    stack = element.elements[::-1]
    name = ""
    questions: list[Question] = []
    while stack:
        part = stack.pop()
        if part.name == "dt":
            name = flow.inline.text(part.children)
        elif part.name == "dd":
            if bare(name).endswith("?"):
                answer = flow.inner_html(part.children)
                questions.append(Question(bare(name), RichText(answer), source_text=part.text))
                name = ""
                continue
            lead = f"{marks.around(marks.BOLD, marks.without_links(name))}: " if name else ""
            _entry(flow, entries, [part], 0, flow.number(part))
            if entries and lead:
                last = entries[-1]
                last.parts.insert(0, lead.rstrip())
                last.lines.insert(0, stated_line(name, flow.number(part)))
                name = ""
        else:
            stack.extend(part.elements[::-1])
    if name:
        flow.line(marks.around(marks.BOLD, name), flow.number(element))
    if entries:
        flow.add(Piece(Kind.LIST, [line for e in entries for line in e.all_lines], entries=entries))
    if questions:
        flow.node(Questions(items=tuple(questions)), element.text, flow.number(element))
        flow.pieces += flow.late
        flow.late = []
    flow.put_beside()


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
