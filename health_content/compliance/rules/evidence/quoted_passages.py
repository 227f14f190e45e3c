"""Numbers of a sentence that are not in what is quoted from its source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from html import unescape

from health_content.compliance.annotate import Sentence
from health_content.compliance.material import Copy
from health_content.compliance.rules.evidence.sources import marks_of
from health_content.manuscript import ResearchNote, RichText

_NUMBER = re.compile(
    r"(?<![\w.,])(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,9})(?:\.[0-9]{1,4})?(?![0-9])"
)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_WORD = re.compile(r"[a-z]+")
_CITE = re.compile(r"<a\b[^<>]{0,4000}>", re.IGNORECASE)
_PASSAGE = re.compile(r"\bdata-passage=\"([^\"<>]{0,4000})\"", re.IGNORECASE)
_KIND = "reference:"
_UNITS = {
    word: value
    for value, word in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
        fifteen sixteen seventeen eighteen nineteen""".split()
    )
}
_TENS = {
    word: 10 * value
    for value, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2
    )
}


def may_quote(copy: Copy) -> bool:
    """Whether anything in a text quotes its source: asked before it is read."""
    node = copy.node
    if isinstance(node, ResearchNote) and node.passage:
        return True
    html = getattr(node, "html", None)
    return isinstance(html, RichText) and "data-passage" in html.html


def missing_numbers(copy: Copy, sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Where a sentence has numbers that no passage quoted for it has.

    Nothing where one of its citations quotes nothing: the number may be in that source. Years
    do not count, and a number may be that of the passage rounded.
    """
    quoted = _quoted(copy, sentence)
    if not quoted:
        return
    known = {value for passage in quoted for value in _values(passage)}
    marks = [(mark.start, mark.end) for mark in marks_of(copy.text)]
    for match in _NUMBER.finditer(copy.text, sentence.start, sentence.end):
        if any(start <= match.start() < end for start, end in marks):
            continue
        if not _YEAR.fullmatch(match[0]) and not _is_among(match[0], known):
            yield match.span()


def _quoted(copy: Copy, sentence: Sentence) -> tuple[str, ...]:
    found = []
    if isinstance(copy.node, ResearchNote) and copy.location.path[-1:] == ("html",):
        if not copy.node.passage:
            return ()
        found.append(copy.node.passage)
    inside = [
        (start, passage)
        for start, passage in _cited_passages(copy)
        if sentence.start <= start < sentence.end
    ]
    marks = {
        mark.start for mark in marks_of(copy.text) if sentence.start <= mark.start < sentence.end
    }
    if len(marks) > len(inside) or not all(passage for _, passage in inside):
        return ()
    return (*found, *(passage for _, passage in inside))


def _cited_passages(copy: Copy) -> Iterator[tuple[int, str]]:
    """Where a text cites an entry, with the words that it quotes, which may be none."""
    html = getattr(copy.node, "html", None)
    if not isinstance(html, RichText) or "data-passage" not in html.html or html.text != copy.text:
        return
    tags = [tag[0] for tag in _CITE.finditer(html.html)]
    links = sorted(html.links, key=lambda link: (link.start, -link.end))
    if len(tags) != len(links):
        return
    for tag, link in zip(tags, links, strict=True):
        if link.entry.startswith(_KIND) or link.target.startswith(_KIND):
            match = _PASSAGE.search(tag)
            yield link.start, unescape(match[1]) if match else ""


@lru_cache(maxsize=2048)
def _values(passage: str) -> frozenset[Decimal]:
    found = {Decimal(match[0].replace(",", "")) for match in _NUMBER.finditer(passage)}
    tens = 0
    for word in _WORD.findall(passage.casefold()):
        if word in _UNITS:
            found.add(Decimal(tens + _UNITS[word] if _UNITS[word] < 10 else _UNITS[word]))
            found.add(Decimal(_UNITS[word]))
        tens = _TENS.get(word, 0)
        if tens:
            found.add(Decimal(tens))
    return frozenset(found)


def _is_among(number: str, known: set[Decimal]) -> bool:
    value = Decimal(number.replace(",", ""))
    return value in known or any(round(other, -_places(value)) == value for other in known)


def _places(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0
