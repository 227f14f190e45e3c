"""Pictures, videos and what else is shown, each with its caption."""

from __future__ import annotations

from typing import TYPE_CHECKING

from health_content.manuscript import Node
from health_content.readers import marks, markup
from health_content.readers.boxes import add_quote
from health_content.readers.inline import PICTURES, SHOWN_ELSEWHERE
from health_content.readers.lines import bare
from health_content.readers.pictures import embed
from health_content.readers.reading import Remark, RemarkKind
from health_content.readers.stated_tables import add_table
from health_content.readers.tree import SILENT, Element

if TYPE_CHECKING:
    from health_content.readers.flow import Flow


def add_figure(flow: Flow, element: Element) -> None:
    """What a figure shows, with its caption; its other words after it."""
    caption = element.find("figcaption")
    if caption is None:
        caption = next(
            (part for part in element.walk() if "caption" in part.get("class").lower()), None
        )
    words = caption.text if caption is not None else ""
    table = element.find("table")
    if table is not None and element.find("img") is None:
        add_table(flow, table, words)
        _add_other_words(flow, element, [table, caption])
        return
    if element.find("blockquote") is not None and not element.find("img"):
        add_quote(flow, element)
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
        flow.blocks(element.children)
        return
    for part in shown[:-1]:
        add_shown(flow, part, None)
    add_shown(flow, shown[-1], caption)
    _add_other_words(flow, element, [*shown, caption])


def _add_other_words(flow: Flow, element: Element, said: list[Element | None]) -> None:
    """The words of a figure that stand in none of these parts of it."""
    words: list[str] = []
    stack: list[Element | str] = [element]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            words.append(node)
        elif node not in said and node.name not in SILENT:
            words.append(" ")
            stack.extend(reversed(node.children))
    flow.line(marks.literal(marks.without_marks(" ".join("".join(words).split()))), 0)


def add_shown(flow: Flow, element: Element, caption: Element | None) -> None:
    """A picture or a video, or the words of one that cannot be shown."""
    if element.name == "figure":
        add_figure(flow, element)
        return
    number = flow.number(element)
    html, words = "", ""
    if caption is not None:
        text = flow.inline.text(caption.children)
        html, words = markup.paragraph(text), bare(text)
    node: Node | None
    if element.name in PICTURES:
        node = flow.pictures.image(element, html, words)
    else:
        node = embed(element, flow.base, words)
    if node is None:
        if caption is not None:
            flow.line(flow.inline.text(caption.children), number)
        return
    said = " ".join(filter(None, (getattr(node, "alt", "") or getattr(node, "title", ""), words)))
    flow.node(node, said, number)
    if linked := element.get("data-linked"):
        flow.remarks.append(Remark(RemarkKind.UNPLACED, "This picture was a link.", number, linked))


def _inside(element: Element, names: frozenset[str], top: Element) -> bool:
    for above in element.ancestors():
        if above is top:
            return False
        if above.name in names:
            return True
    return False
