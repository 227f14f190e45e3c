"""What shows only once an article stands: questions with their answers, cautions, citations."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from typing import Any, TypeVar

from health_content.manuscript import (
    DosAndDonts,
    Image,
    Node,
    Prose,
    Question,
    Questions,
    References,
    RichText,
    SafetyCard,
    Section,
    descendants,
)
from health_content.readers import cautions, wording
from health_content.readers.wording import Topic

_LONGEST_CARD = 150
_MOST_ASKED_WORDS = 40
_PLAIN_NUMBERS = re.compile(
    r"(?P<before>[^\s<>]{0,12})<sup>\s?\[?(?P<numbers>[0-9]{1,3}(?:\s?[,;–-]\s?[0-9]{1,3})*)\]?\s?</sup>"
)
_NO_CITATION_AFTER = re.compile(
    r"(?:^|[^a-zA-Z])(?:10|[kcmµ]?m|ft|in|s|min|R|r|[xyn]|χ|[0-9]+\s?×\s?10)$"
)

N = TypeVar("N", bound=Node)


def refined(body: tuple[Node, ...]) -> tuple[Node, ...]:
    """The body with its questions, safety cards and citations as what they are."""
    body = _joined(tuple(_section(node) for node in body))
    items = max(
        (len(node.items) for node in descendants(body) if isinstance(node, References)), default=0
    )
    return tuple(_with_citations(node, items) for node in body) if items else body


def _section(node: Node) -> Node:
    if not isinstance(node, Section):
        return node
    content = _joined(tuple(_section(part) for part in node.content))
    if wording.announces(node.heading, Topic.QUESTIONS):
        content = _joined(_asked(content))
        if len(content) == 1 and isinstance(content[0], Questions) and not content[0].heading:
            return replace(content[0], heading=node.heading, source_text=node.source_text)
    node = replace(node, content=content)
    return _card(node) or node


def _joined(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """Questions that follow each other, and what to do and what not, as one node."""
    joined: list[Node] = []
    for node in nodes:
        last = joined[-1] if joined else None
        if isinstance(node, Questions) and not node.heading and isinstance(last, Questions):
            joined[-1] = replace(last, items=last.items + node.items, source_text="")
        elif isinstance(node, DosAndDonts) and isinstance(last, DosAndDonts) and not node.heading:
            joined[-1] = replace(
                last,
                dos=last.dos + node.dos,
                donts=last.donts + node.donts,
                source_text="\n\n".join(filter(None, (last.source_text, node.source_text))),
            )
        else:
            # The words of its source stand in its questions.
            is_bare = isinstance(node, Questions) and not node.heading
            joined.append(replace(node, source_text="") if is_bare else node)
    return tuple(joined)


def _asked(content: tuple[Node, ...]) -> tuple[Node, ...]:
    """Subsections that ask, as questions; what is no text stands after its answer."""
    nodes: list[Node] = []
    for part in content:
        if not (isinstance(part, Section) and _is_question(part)):
            nodes.append(part)
            continue
        first = part.content[0]
        answer = first.html if isinstance(first, Prose) else RichText()
        source = "\n\n".join(filter(None, (part.source_text, first.source_text)))
        question = Question(part.heading, answer, source_text=source)
        nodes.append(Questions(items=(question,)))
        nodes += part.content[1:]
    return tuple(nodes)


def _is_question(section: Section) -> bool:
    content = section.content
    if not content or not isinstance(content[0], Prose):
        return False
    if any(isinstance(node, Prose | Section) for node in content[1:]):
        return False
    return section.heading.endswith("?") or len(section.heading.split()) <= _MOST_ASKED_WORDS


def _card(section: Section) -> SafetyCard | None:
    kind = cautions.kind_of_section(section.heading)
    if kind is None or not section.content:
        return None
    if not all(isinstance(node, Prose) for node in section.content):
        return None
    prose = [node for node in section.content if isinstance(node, Prose)]
    html = RichText("".join(node.html.html for node in prose))
    if len(html.text.split()) > _LONGEST_CARD:
        return None
    source = "\n\n".join(filter(None, (section.source_text, *(n.source_text for n in prose))))
    return SafetyCard(kind, section.heading, html, source_text=source)


def _with_citations(node: N, most: int) -> N:
    changes: dict[str, Any] = {}
    for item in fields(node):
        value = getattr(node, item.name)
        if isinstance(value, RichText) and "<sup>" in value.html:
            changes[item.name] = RichText(
                _PLAIN_NUMBERS.sub(lambda match: _cited(match, most), value.html)
            )
        elif isinstance(value, tuple) and value and isinstance(value[0], Node):
            changes[item.name] = tuple(_with_citations(part, most) for part in value)
    return replace(node, **changes) if changes else node


def _cited(match: re.Match[str], most: int) -> str:
    numbers = [int(number) for number in re.findall(r"[0-9]+", match["numbers"])]
    if not all(0 < number <= most for number in numbers):
        return match[0]
    if _NO_CITATION_AFTER.search(match["before"]) and "[" not in match[0]:
        return match[0]
    return f"{match['before']}<sup>[{match['numbers'].replace(';', ',')}]</sup>"


def with_hero(body: tuple[Node, ...]) -> tuple[Image, tuple[Node, ...]]:
    """The picture that stands before everything else, and the rest."""
    if body and isinstance(body[0], Image):
        return body[0], body[1:]
    return Image(), body
