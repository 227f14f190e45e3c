"""Counting words, to prove that none was lost and none said twice."""

from __future__ import annotations

import re
from collections import Counter

from health_content.manuscript import Node, PaidLinkTarget, RichText, passages, walk
from health_content.readers import Reading, RemarkKind

_WORD = re.compile(r"[^\W_]+")
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad]")
_GLUED = re.compile(r"(?<=daily)(is|are|was)\b")
_MARKER = re.compile(
    r"^[\s#*_>]*(?:\(?[0-9]{1,3}[.)]|\[[0-9]{1,3}\]|o(?=\t)|step\s[0-9]{1,2}(?=\s?[:.)–—-]))", re.I
)
_LABEL = re.compile(
    r"^[\s#*_]*(?:\(?[0-9]{1,3}[.)])?[\s*]*(?:(?:myth|q|question|a|answer|(?:the\s)?(?:facts?|"
    r"reality|truth))\s?(?:#\s?)?[0-9]{0,2}(?=\s?[:.)–—-]))",
    re.I,
)


def words(text: str) -> Counter[str]:
    """How often each word stands in a text, whatever the case; "dailyis" is two words."""
    return Counter(_WORD.findall(_GLUED.sub(r" \1", _INVISIBLE.sub("", text).casefold())))


def words_of_sources(reading: Reading) -> Counter[str]:
    """The words of everything the reading says it was made from."""
    manuscript = reading.manuscript
    found = words(f"{manuscript.title}\n{manuscript.attribution}")
    for _, node in walk(manuscript):
        found += words(node.source_text)
    for remark in reading.remarks:
        if remark.kind is RemarkKind.DUPLICATE_REMOVED:
            found += words(remark.text)
    return found


def words_shown(reading: Reading) -> Counter[str]:
    """The words a reader meets, with the addresses that links lead to."""
    found: Counter[str] = Counter()
    for passage in passages(reading.manuscript):
        found += words(passage.text)
    for _, node in walk(reading.manuscript):
        found += words(" ".join(_targets(node)))
    return found


def words_to_show(text: str, reading: Reading) -> Counter[str]:
    """The words of a source that must be shown: without numbering, labels and duplicates."""
    expected: Counter[str] = Counter()
    for line in text.splitlines():
        expected += words(_LABEL.sub("", _MARKER.sub("", line)))
    for remark in reading.remarks:
        if remark.kind is RemarkKind.DUPLICATE_REMOVED:
            expected -= words(remark.text)
    return expected


def _targets(node: Node) -> list[str]:
    if isinstance(node, PaidLinkTarget):
        return [node.url]
    htmls = (getattr(node, name, None) for name in ("html", "fact", "note", "introduction"))
    return [
        link.target
        for html in htmls
        if isinstance(html, RichText)
        for link in html.links
        if link.text != link.target
    ]
