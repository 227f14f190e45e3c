"""Where on a page the article stands: the smallest element that holds nearly all of its text."""

from __future__ import annotations

import re

from health_content.readers.tree import HEADINGS, SILENT, Element

_MAIN_CLASS = re.compile(
    r"(?:^|[-_])(?:"
    "entry-content|post-(?:content|body)|article-(?:content|body|text)|story-body|page-content|"
    "main-content|content-body|post-entry|markdown-body"
    r")(?:$|[-_]|\d)",
    re.IGNORECASE,
)
_LEAST = 0.97
_LEAST_MARKED = 0.4


def main_content(root: Element) -> Element:
    """The smallest element that holds the article.

    What the page marks as its article or main part, where that has enough of the text;
    otherwise the element below which the text divides.
    """
    prose = prose_lengths(root)
    whole = max(1, prose.get(id(root), 1))
    marked = [element for element in root.walk() if _is_marked(element)]
    best = max(marked, key=lambda element: prose.get(id(element), 0), default=None)
    start = root
    if best is not None and prose.get(id(best), 0) >= _LEAST_MARKED * whole:
        start = best
    return _narrowed(start, prose)


def _narrowed(element: Element, prose: dict[int, int]) -> Element:
    while True:
        least = _LEAST * prose.get(id(element), 0)
        inner = next(
            (
                child
                for child in element.elements
                if least
                and prose.get(id(child), 0) >= least
                and (child.name not in _NOT_NARROWED or _places(child))
            ),
            None,
        )
        if inner is None or any(_says_something(child, inner) for child in element.children):
            return element
        element = inner


_NOT_NARROWED = frozenset(
    "p table ul ol dl tbody thead tr td th blockquote li pre span b i em strong font figure".split()
)


def _places(element: Element) -> bool:
    """Whether a part of a table only places what stands in it, which has headings."""
    return element.name in _TABLE_PARTS and element.find(*HEADINGS) is not None


_TABLE_PARTS = frozenset({"table", "tbody", "tr", "td"})


def _says_something(child: Element | str, inner: Element) -> bool:
    if isinstance(child, str) or child is inner:
        return isinstance(child, str) and bool(child.strip())
    if child.name in SILENT:
        return False
    return bool(child.text) and (child.name in HEADINGS or child.find(*HEADINGS, "img") is not None)


def _is_marked(element: Element) -> bool:
    if element.name in {"article", "main"} or element.get("role") in {"main", "article"}:
        return True
    if "articlebody" in element.get("itemprop").lower().split():
        return True
    return any(_MAIN_CLASS.search(name) for name in element.get("class").split())


def prose_lengths(root: Element) -> dict[int, int]:
    """How much of each element is text that is no link, by its id."""
    lengths: dict[int, int] = {}
    order = [root, *root.walk()]
    for element in reversed(order):
        if element.name in SILENT or element.name in {"nav", "button", "select", "option"}:
            continue
        own = sum(len(child.strip()) for child in element.children if isinstance(child, str))
        length = 0 if element.name == "a" else own
        length += lengths.get(id(element), 0)
        if element.name == "a":
            length = 0
        lengths[id(element)] = length
        if element.parent is not None:
            parent = id(element.parent)
            lengths[parent] = lengths.get(parent, 0) + length
    return lengths
