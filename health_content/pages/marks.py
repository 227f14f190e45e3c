"""Findings marked in a preview, for Wagtail's own Checks panel. Readers never meet a mark."""

from __future__ import annotations

import logging
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser
from itertools import accumulate
from typing import Any

from health_content.compliance import Finding
from health_content.publishing.judging import judge

logger = logging.getLogger("health_content.pages")

MARK = "data-hc-finding"
"""The attribute that names the rules which found something in an element, by their codes."""

_UNREAD = frozenset({"head", "nav", "script", "style", "template", "wagtail-userbar"})
_INLINE = frozenset({"a", "abbr", "b", "cite", "code", "em", "i", "mark", "q", "s", "small"}) | {
    "span",
    "strong",
    "sub",
    "sup",
    "time",
    "u",
}
_VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta"}) | {
    "param",
    "source",
    "track",
    "wbr",
}
_WHOLE_PAGE = ("h1", "main", "body")


def with_marks(response: Any, page: Any) -> Any:
    """A preview's response, marked when it is rendered; one that renders no template as it is.

    A page that cannot be judged is previewed without marks.
    """
    if hasattr(response, "add_post_render_callback"):
        response.add_post_render_callback(lambda rendered: _mark(rendered, page))
    return response


def _mark(response: Any, page: Any) -> None:
    if not response.get("content-type", "").startswith("text/html"):
        return
    try:
        findings = judge(page).findings
    except Exception:
        logger.exception("Page %s could not be judged for its preview.", page.pk)
        return
    marked = mark_findings(response.content.decode(response.charset), findings)
    response.content = marked.encode(response.charset)


def mark_findings(source: str, findings: Iterable[Finding]) -> str:
    """HTML with a mark on the innermost block that holds each finding's sentence.

    What is nowhere to be seen, such as the text for search engines, is marked on the headline.
    """
    words = _Words(source)
    codes: dict[int, list[str]] = {}
    for finding in findings:
        where = words.holder_of(finding.excerpt) or words.holder_of(finding.quote)
        where = where or words.first_of(*_WHOLE_PAGE)
        if where is not None and finding.code not in codes.setdefault(where.name_end, []):
            codes[where.name_end].append(finding.code)
    for position in sorted(codes, reverse=True):
        mark = f' {MARK}="{escape(" ".join(codes[position]))}"'
        source = source[:position] + mark + source[position:]
    return source


@dataclass(eq=False)
class _Element:
    """An element: where the name in its tag ends, and which letters it holds."""

    tag: str
    name_end: int
    start: int
    end: int = -1


class _Words(HTMLParser):
    """The letters of a page, without the space between them, and the elements they stand in."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self._lines = [0, *accumulate(len(line) + 1 for line in source.split("\n"))]
        self._parts: list[str] = []
        self._length = 0
        self._open: list[_Element] = []
        self._elements: list[_Element] = []
        self.feed(source)
        self.close()
        self._letters = "".join(self._parts)
        self._close_down_to(0)

    def holder_of(self, text: str) -> _Element | None:
        """The innermost block that shows a text; ``None`` where none does."""
        letters = _letters_of(text)
        start = self._letters.find(letters) if letters else -1
        if start < 0:
            return None
        end = start + len(letters)
        last = bisect_left(self._elements, start + 1, key=lambda element: element.start)
        for element in reversed(self._elements[:last]):
            if element.end >= end and element.tag not in _INLINE:
                return element
        return None

    def first_of(self, *tags: str) -> _Element | None:
        """The first element of the first kind that there is."""
        for tag in tags:
            for element in self._elements:
                if element.tag == tag:
                    return element
        return None

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        del attrs
        if tag in _VOID:
            return
        line, column = self.getpos()
        name_end = self._lines[line - 1] + column + 1 + len(tag)
        element = _Element(tag, name_end, self._length)
        self._open.append(element)
        self._elements.append(element)

    def handle_startendtag(self, tag: str, attrs: Any) -> None:
        """An element without content, such as those of SVG, holds no words."""

    def handle_endtag(self, tag: str) -> None:
        for depth in reversed(range(len(self._open))):
            if self._open[depth].tag == tag:
                self._close_down_to(depth)
                return

    def handle_data(self, data: str) -> None:
        if not any(element.tag in _UNREAD for element in self._open):
            letters = _letters_of(data)
            self._parts.append(letters)
            self._length += len(letters)

    def _close_down_to(self, depth: int) -> None:
        for element in self._open[depth:]:
            element.end = self._length
        del self._open[depth:]


def _letters_of(text: str) -> str:
    return "".join(text.split())
