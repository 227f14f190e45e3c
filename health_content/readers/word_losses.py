"""The words of a document against the words of what was made of it: nothing goes unnoticed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from xml.etree.ElementTree import Element

from bs4 import Tag
from bs4.element import PreformattedString

from health_content.readers.word_package import q
from health_content.readers.word_text import own_text, text_of

_WORD = re.compile(r"[^\W_]+")
_RUNS_ON = frozenset(
    "a abbr b big bdi bdo cite code del dfn em font i ins kbd label mark q s samp small span "
    "strike strong sub sup time tt u var wbr".split()
)


def words_in(text: str) -> Counter[str]:
    """How often each word stands in a text, whatever the case."""
    return Counter(_WORD.findall(text.casefold().replace("\u00ad", "")))


def source_paragraphs(tree: Element) -> list[str]:
    """The text of every paragraph of a part as it came, text boxes by themselves.

    Of alternatives that say the same, the fullest counts. Deleted words do not count.
    """
    found: list[str] = []
    _gather(tree, found)
    return found


def _gather(element: Element, found: list[str]) -> None:
    for child in element:
        if child.tag in {q("w:del"), q("w:moveFrom")}:
            continue
        if child.tag == q("w:tr") and child.find(f"{q('w:trPr')}/{q('w:del')}") is not None:
            continue
        if child.tag == q("mc:AlternateContent"):
            if len(child):
                _gather(max(child, key=lambda branch: len(text_of(branch).split())), found)
            continue
        if child.tag == q("w:p"):
            found.append(own_text(child))
        _gather(child, found)


def html_text(node: Tag) -> str:
    """The text of HTML with a space wherever a reader would see one; with alternative texts."""
    if str(node.get("href", "")).startswith("#note-"):
        # The number of a note is the converter's, and no word.
        return ""
    parts: list[str] = []
    for child in node.children:
        if isinstance(child, Tag):
            parts.append(html_text(child))
        elif not isinstance(child, PreformattedString):
            parts.append(str(child))
    inner = f"{node.get('alt', '')}{''.join(parts)}"
    return inner if node.name in _RUNS_ON else f" {inner} "


def lost_paragraphs(sources: Iterable[str], kept: Iterable[str]) -> list[str]:
    """The paragraphs with words that are nowhere among what was kept."""
    paragraphs = list(sources)
    left: Counter[str] = Counter()
    for text in kept:
        left += words_in(text)
    missing = Counter[str]()
    for paragraph in paragraphs:
        missing += words_in(paragraph)
    missing -= left
    lost: list[str] = []
    # From the end: of words said twice, the later ones are more likely the lost ones.
    for paragraph in reversed(paragraphs):
        if not missing:
            break
        shared = words_in(paragraph) & missing
        if shared:
            missing -= shared
            lost.append(" ".join(paragraph.split()))
    return lost[::-1]
