"""Citations in the texts of a page, linked with the entries they cite, and back."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from django.utils.translation import gettext
from wagtail import blocks

from health_content.bibliography.citing import CITATION, CONTEXT, Cited, parts_of
from health_content.blocks.base import ArticleRichText
from health_content.blocks.links import rich_texts, values_of

_TAG = re.compile(r"<[^>]*>")
_OPENS_LINK = re.compile(r"<a\b", re.IGNORECASE)
_CLOSES_LINK = re.compile(r"</a\b", re.IGNORECASE)
_OPENS_SUP = re.compile(r"<sup\b", re.IGNORECASE)
_CLOSES_SUP = re.compile(r"</sup\b", re.IGNORECASE)
_BREAKS = re.compile(r"</?(?:p|li|ul|ol|h[1-6]|br|hr|div|blockquote|t[dhr])\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the reference list as it is shown: ``back`` are the places that cite it."""

    number: int
    reference: Any
    back: tuple[str, ...] = ()

    @property
    def notable_status(self) -> str:
        """What has become of the publication, where readers must know."""
        return notable_status(self.reference)


_NOTABLE = frozenset({"corrected", "concern", "retracted", "withdrawn"})


def notable_status(reference: Any) -> str:
    """What has become of a publication, where readers must know; else empty."""
    return str(reference.status) if reference.status in _NOTABLE else ""


def _addresses(references: Iterable[Any]) -> Iterator[str]:
    for reference in references:
        for _, address in reference.links if reference is not None else ():
            yield address


class ReferencesValue(blocks.StructValue):
    """A reference list with its numbers. They go on where the page's list before it ended."""

    first_number: int = 1
    back_links: dict[int, list[str]] | None = None

    @property
    def entries(self) -> list[Entry]:
        """The entries that the library still has, numbered."""
        back = self.back_links or {}
        return [
            Entry(number, reference, tuple(back.get(number, ())))
            for number, reference in enumerate(self["items"], start=self.first_number)
            if reference is not None
        ]

    @property
    def cited_addresses(self) -> tuple[str, ...]:
        """Where the links of its entries lead."""
        return tuple(_addresses(self["items"]))


class CitingValue(blocks.StructValue):
    """A block that names one reference, with the number it has in the page's list."""

    number: int = 0
    anchor: str = ""

    @property
    def notable_status(self) -> str:
        """What has become of the publication, where readers must know."""
        return notable_status(self["reference"]) if self["reference"] else ""

    @property
    def cited_addresses(self) -> tuple[str, ...]:
        """Where its links lead."""
        return tuple(_addresses([self["reference"]]))


_CITES: Any = (ArticleRichText, CitingValue)


@dataclass(slots=True)
class _Linker:
    """Links citations with entries. ``standing`` are the numbers that still have one."""

    entries: int
    standing: frozenset[int]
    back: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))

    def link(self, html: str) -> str:
        """Rich text with every citation in it linked, except within links."""
        if "[" not in html:
            return html
        written, position, depth, raised, before = [], 0, 0, 0, ""
        for tag in _TAG.finditer(html):
            text = html[position : tag.start()]
            written.append(self._linked(text, before, bool(raised)) if depth <= 0 else text)
            written.append(tag[0])
            before = "" if _BREAKS.match(tag[0]) else (before + unescape(text))[-CONTEXT:]
            depth += bool(_OPENS_LINK.match(tag[0])) - bool(_CLOSES_LINK.match(tag[0]))
            raised += bool(_OPENS_SUP.match(tag[0])) - bool(_CLOSES_SUP.match(tag[0]))
            position = tag.end()
        written.append(self._linked(html[position:], before, False))
        return "".join(written)

    def _linked(self, text: str, before: str, is_raised: bool) -> str:
        def citation(match: re.Match[str]) -> str:
            words = "" if is_raised else before + unescape(text[: match.start()])
            parts = parts_of(match[1], self.entries, words)
            return f"[{''.join(map(self._part, parts))}]" if parts else match[0]

        return CITATION.sub(citation, text)

    def _part(self, part: Cited) -> str:
        first = self._anchor(part.first)
        last = self._anchor(part.last) if part.last != part.first else ""
        for number in part.numbers[1:-1]:
            # A number inside a range is not printed; its entry leads back to the range.
            place = next(iter(self.back[part.first][-1:] or self.back[part.last][-1:]), "")
            if place and number in self.standing:
                self.back[number].append(place)
        return f"{first}{part.dash}{last}{part.separator}"

    def _anchor(self, number: int) -> str:
        if number not in self.standing:
            return str(number)
        place = self.place(number)
        label = gettext("Reference %(number)s") % {"number": number}
        return (
            f'<a class="hc-cite" id="{place}" href="#ref-{number}" role="doc-noteref" '
            f'aria-label="{label}">{number}</a>'
        )

    def place(self, number: int) -> str:
        place = f"cite-{number}-{len(self.back[number]) + 1}"
        self.back[number].append(place)
        return place


def link_citations(stream: Any) -> None:
    """Link ``[3]`` in the texts of an article with entry 3 of its list, and the entry back.

    The links of the texts must have been resolved. Without a reference list, and for a
    number that no entry has, the text stays as it was typed. An entry that the library has
    no more keeps its number and is not linked.
    """
    lists = list(values_of(stream, ReferencesValue))
    numbers: dict[Any, int] = {}
    standing: set[int] = set()
    entries = 0
    for value in lists:
        value.first_number = entries + 1
        for reference in value["items"]:
            entries += 1
            if reference is not None:
                standing.add(entries)
                numbers.setdefault(reference.pk, entries)
    if not entries:
        return
    linker = _Linker(entries, frozenset(standing))
    _link_in_reading_order(stream, linker, numbers)
    for value in lists:
        value.back_links = linker.back


def _link_in_reading_order(stream: Any, linker: _Linker, numbers: dict[Any, int]) -> None:
    """Places are counted as they are read; a note's own citation stands below its text."""
    done: set[int] = set()
    for found in values_of(stream, _CITES):
        note = found if isinstance(found, CitingValue) else None
        for text in rich_texts(found):
            if text.resolved is not None and id(text) not in done:
                text.resolved = linker.link(text.resolved)
                done.add(id(text))
        reference = note["reference"] if note is not None else None
        if note is not None and reference is not None and reference.pk in numbers:
            note.number = numbers[reference.pk]
            note.anchor = linker.place(note.number)
