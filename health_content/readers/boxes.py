"""What stands in a box: cautions, points to remember, quotations, what unfolds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from health_content.manuscript import (
    Details,
    DosAndDonts,
    PullQuote,
    Question,
    Questions,
    RichText,
    SafetyCard,
)
from health_content.readers import cautions, lists, marks, wording
from health_content.readers.pieces import Kind
from health_content.readers.rendering import html_of
from health_content.readers.tree import BREAKING, HEADINGS, SILENT, Element
from health_content.readers.wording import Topic

if TYPE_CHECKING:
    from health_content.readers.flow import Flow

_LONGEST_PULLED = 60
_ATTRIBUTED = re.compile(r"[-–—―]\s?(?P<who>\S.{1,120})$")


def add_box(flow: Flow, element: Element) -> bool:
    """A box with a caution, advice or points to remember as the node it is; false for others."""
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
    inner = flow.inner_pieces(rest)
    words, number = element.text, flow.number(element)
    is_plain = bool(inner) and all(p.is_text and not p.first.hashes for p in inner)
    if kind is not None and is_plain:
        html = RichText("".join(map(html_of, inner)))
        flow.node(SafetyCard(kind, name.rstrip(" :"), html), words, number)
    elif advice and [piece.kind for piece in inner] == [Kind.LIST]:
        items = lists.points(inner[0].entries)
        do_or_not = DosAndDonts(dos=items) if advice == "do" else DosAndDonts(donts=items)
        flow.node(do_or_not, words, number)
    elif is_points and [piece.kind for piece in inner] == [Kind.LIST]:
        flow.node(lists.key_points(name.rstrip(" :"), inner[0].entries), words, number)
    else:
        flow.blocks([heading])
        flow.flush()
        flow.pieces += inner
    return True


def add_quote(flow: Flow, element: Element) -> None:
    """A quotation: short and with its speaker, as one to stand out."""
    parts = [part for part in element.all("cite", "footer", "figcaption") if part.text]
    who = parts[0].text if parts else ""
    words = element.text
    said = words.removesuffix(who).strip() if who and words.endswith(who) else words
    if not who and (match := _ATTRIBUTED.search(words[-140:])) and "." in words[:-1]:
        who, said = match["who"], words[: -len(match[0])].strip()
    who = who.lstrip("-–—― ")
    is_short = len(said.split()) <= _LONGEST_PULLED and not element.find("ul", "ol", "table")
    if said and who and is_short and wording.disclaimer(words) is None:
        flow.node(PullQuote(wording.unquoted(said), who), words, flow.number(element))
        return
    inner = flow.inner_pieces(element.children)
    if all(piece.is_text for piece in inner) and wording.disclaimer(words) is None:
        if words:
            html = f"<blockquote>{''.join(map(html_of, inner))}</blockquote>"
            flow.html(html, words, flow.number(element))
    else:
        flow.flush()
        flow.pieces += inner


def add_details(flow: Flow, element: Element) -> None:
    """What unfolds: a question, something to open, or a section."""
    summary = next((part for part in element.elements if part.name == "summary"), None)
    rest = [child for child in element.children if child is not summary]
    name = summary.text if summary is not None else ""
    inner = flow.inner_pieces(rest) if name else []
    number = flow.number(element)
    is_prose = bool(inner) and all(piece.is_text and not piece.first.hashes for piece in inner)
    if is_prose and wording.topic(name) is None:
        html = RichText("".join(map(html_of, inner)))
        words = element.text
        if name.endswith("?"):
            match = wording.QUESTION.match(name)
            question = Question(match["rest"] if match else name, html, source_text=words)
            flow.node(Questions(items=(question,)), words, number)
        else:
            flow.node(Details(name, html), words, number)
        return
    if name:
        level = min(6, flow.level + 1) if wording.topic(name) is None else 2
        flow.line(marks.literal(name), number, level)
    if inner:
        flow.flush()
        flow.pieces += inner
    else:
        flow.blocks(rest)


def add_preformatted(flow: Flow, element: Element) -> None:
    """A text whose line ends count."""
    texts = [flow.inline.text([line]) for line in _plain(element).strip("\n").split("\n")]
    flow.line(marks.BREAK.join(texts), flow.number(element))


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
            if node is not element and node.name in BREAKING:
                if pieces and not pieces[-1].endswith("\n"):
                    pieces.append("\n")
                stack.append("\n")
            stack.extend(reversed(node.children))
    return "".join(pieces)
