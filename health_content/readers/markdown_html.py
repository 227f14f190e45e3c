"""Markdown to the HTML that readers of structure take, with nothing lost on the way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from health_content.manuscript import escape
from health_content.readers.reading import Remark, RemarkKind
from health_content.readers.traced import TracedText

_RAISED = re.compile(
    r"\^(?P<number>\[?[0-9]{1,3}(?:[\s]?[,–-][\s]?[0-9]{1,3}){0,12}\]?)\^|"
    r"(?<=[A-Za-z0-9)])\^(?P<power>[A-Za-z0-9+-]{1,8})\^|"
    r"(?<=[A-Za-z)])~(?P<lowered>[0-9+-]{1,4})~(?!~)|"
    r"\[\^(?P<label>[0-9]{1,3})\]"
)
_NOTE = re.compile(r"^[ ]{0,3}\[\^(?P<label>[^\]\s]{1,200})\]:[ \t]*", re.MULTILINE)
_TASK = re.compile(r"\[([ xX])\]\s+")
_WORDS = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Page:
    """HTML with the source's lines in it, and what editors should know."""

    html: str
    remarks: tuple[Remark, ...]


def rendered(source: TracedText) -> Page:
    """Markdown as HTML; footnotes nobody refers to become paragraphs at the end."""
    parser = _parser()
    source = _without_doubles(source)
    environment: dict[str, Any] = {}
    tokens = parser.parse(source.text, environment)
    remarks: list[Remark] = []
    if orphans := _orphans(environment):
        source = _without_orphans(source, orphans)
        environment = {}
        tokens = parser.parse(source.text, environment)
        message = "Footnotes that nothing in the text refers to; they stand where they were."
        remarks.append(Remark(RemarkKind.UNPLACED, message, text=", ".join(orphans)))
    struck: list[str] = []
    titles: list[str] = []
    for token in tokens:
        if token.map and token.nesting >= 0:
            token.attrSet("data-line", str(source.line(token.map[0] + 1)))
        if token.type == "inline" and token.children is not None:
            struck += _between(token.children, "s_open", "s_close")
            titles += _titles(token.children)
            token.children = list(_inline(token.children))
    _tasks(tokens)
    _figures(tokens)
    remarks += _told(struck, titles, _unused(environment, tokens), source)
    html = parser.renderer.render(_references_to_notes(tokens), parser.options, environment)
    return Page(html, tuple(remarks))


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True})
    parser.enable(["table", "strikethrough"])
    parser.use(footnote_plugin).use(deflist_plugin)
    # An indented line in an article is an indented line; nobody means a program by it.
    parser.disable("code")
    # Whether an address may be linked is decided where all HTML is cleaned; refusing it here
    # would leave the marks in the text.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    return parser


# Footnotes


def _orphans(environment: dict[str, Any]) -> list[str]:
    """Footnotes that are explained but never referred to, which the parser would drop."""
    references: dict[str, int] = environment.get("footnotes", {}).get("refs", {})
    return [label.removeprefix(":") for label, number in references.items() if number < 0]


def _without_doubles(source: TracedText) -> TracedText:
    """The text with footnotes of a name that was used before as paragraphs."""
    seen: set[str] = set()

    def plain(match: re.Match[str], line: int) -> str:
        if match["label"] in seen:
            return "\n\n"
        seen.add(match["label"])
        return match[0]

    return source.replaced(_NOTE, plain)


def _without_orphans(source: TracedText, labels: list[str]) -> TracedText:
    """The text with these footnotes as numbered entries, or as paragraphs."""
    wanted = set(labels)

    def plain(match: re.Match[str], line: int) -> str:
        if match["label"].upper() not in wanted and match["label"] not in wanted:
            return match[0]
        return f"\n\n{match['label']}. " if match["label"].isdecimal() else "\n\n"

    return source.replaced(_NOTE, plain)


def _references_to_notes(tokens: list[Token]) -> list[Token]:
    """Footnotes in the form that readers of structure know: ``#note-1`` and its list."""
    kept: list[Token] = []
    for token in tokens:
        match token.type:
            case "footnote_anchor":
                continue
            case "footnote_open":
                token = _html(f'<li id="note-{token.meta["id"] + 1}">')
            case "footnote_close":
                token = _html("</li>\n")
            case "footnote_block_open":
                token = _html('<section class="footnotes"><ol>\n')
            case "footnote_block_close":
                token = _html("</ol></section>\n")
            case "inline":
                token.children = [_note(child) for child in token.children or []]
        kept.append(token)
    return kept


def _note(token: Token) -> Token:
    if token.type == "footnote_anchor":
        return _html("")
    if token.type != "footnote_ref":
        return token
    number = token.meta["id"] + 1
    return _html(f'<sup><a href="#note-{number}">{number}</a></sup>')


def _html(content: str) -> Token:
    return Token("html_inline", "", 0, content=content)


# Inline text


def _inline(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        if token.type != "text" or not _RAISED.search(token.content):
            yield token
            continue
        position = 0
        for match in _RAISED.finditer(token.content):
            yield Token("text", "", 0, content=token.content[position : match.start()])
            yield _html(_shifted(match))
            position = match.end()
        yield Token("text", "", 0, content=token.content[position:])


def _shifted(match: re.Match[str]) -> str:
    if match["lowered"]:
        return f"<sub>{escape(match['lowered'])}</sub>"
    if match["label"]:
        return f"<sup>[{match['label']}]</sup>"
    return f"<sup>{escape(match['number'] or match['power'])}</sup>"


def _between(tokens: list[Token], opening: str, closing: str) -> list[str]:
    found: list[str] = []
    depth = 0
    for token in tokens:
        depth += (token.type == opening) - (token.type == closing)
        if token.type == opening and depth == 1:
            found.append("")
        elif depth and found:
            found[-1] += token.content
    return found


def _titles(tokens: list[Token]) -> list[str]:
    found = [
        str(token.attrs["title"])
        for token in tokens
        if token.type == "link_open" and token.attrs.get("title")
    ]
    for image in tokens:
        if image.type == "image":
            found += _titles(image.children or [])
    return found


def _tasks(tokens: list[Token]) -> None:
    """The boxes of task lists say nothing in an article."""
    for before, token in pairwise(tokens):
        is_item = before.type == "paragraph_open" and token.type == "inline"
        if is_item and token.level >= 2 and token.children and _TASK.match(token.content):
            first = token.children[0]
            if first.type == "text":
                first.content = _TASK.sub("", first.content, count=1)


# Pictures


def _figures(tokens: list[Token]) -> None:
    """A paragraph that is one picture, with a line in italics below it, as a figure."""
    for index in range(len(tokens) - 2):
        opening, inline, closing = tokens[index : index + 3]
        if opening.type != "paragraph_open" or closing.type != "paragraph_close":
            continue
        children = [
            child
            for child in inline.children or []
            if child.type != "text" or child.content.strip()
        ]
        if not children or children[0].type != "image":
            continue
        caption = _caption(children[1:])
        title = str(children[0].attrs.get("title", ""))
        if caption is None or (not caption and not title):
            continue
        opening.tag = closing.tag = "figure"
        opening.hidden = closing.hidden = False
        children[0].attrs.pop("title", None)
        head = f"{escape(title)} " if title and _WORDS.search(title) else escape(title)
        inline.children = [
            children[0],
            _html(f"<figcaption>{head}"),
            *caption,
            _html("</figcaption>"),
        ]


def _caption(tokens: list[Token]) -> list[Token] | None:
    """The caption in what follows a picture: nothing, or one stretch of italics."""
    if not tokens:
        return []
    if tokens[0].type not in {"softbreak", "hardbreak"} or len(tokens) < 3:
        return None
    inner = tokens[1:]
    if inner[0].type != "em_open" or inner[-1].type != "em_close":
        return None
    if sum(token.type == "em_open" for token in inner) != 1:
        return None
    return inner[1:-1]


# Remarks


def _unused(environment: dict[str, Any], tokens: list[Token]) -> list[str]:
    """Link definitions that nothing refers to, which would vanish."""
    used = {
        str(child.attrs.get("href") or child.attrs.get("src") or "")
        for token in tokens
        for child in _all(token.children or [])
    }
    return [
        f"[{label}]: {known['href']} {known.get('title', '')}".strip()
        for label, known in environment.get("references", {}).items()
        if known["href"] not in used
    ]


def _all(tokens: Iterable[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _all(token.children or [])


def _told(
    struck: list[str], titles: list[str], unused: list[str], source: TracedText
) -> Iterator[Remark]:
    if struck := [text for text in struck if text.strip()]:
        yield Remark(
            RemarkKind.GUESSED,
            "Text that is struck through. It was kept as ordinary text, which turns its meaning "
            "round: delete it or say what replaced it.",
            text="\n".join(struck),
        )
    if titles:
        yield Remark(
            RemarkKind.UNPLACED,
            "Words that show only while the pointer rests on a link were left out.",
            text="\n".join(dict.fromkeys(titles)),
        )
    if unused:
        yield Remark(
            RemarkKind.UNPLACED,
            "Addresses that the source defines and nothing in it refers to were left out.",
            text="\n".join(unused),
        )
