"""Citations in the texts of a page, linked with the entries they cite, and back."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext
from wagtail import blocks

from health_content.bibliography.citing import CITATION, Cited, parts_of
from health_content.blocks.links import rich_texts, values_of

_TAG = re.compile(r"<[^>]*>")
_OPENS_LINK = re.compile(r"<a\b", re.IGNORECASE)
_CLOSES_LINK = re.compile(r"</a\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the reference list as it is shown: ``back`` are the places that cite it."""

    number: int
    reference: Any
    back: tuple[str, ...] = ()


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


class CitingValue(blocks.StructValue):
    """A block that names one reference, with the number it has in the page's list."""

    number: int = 0
    anchor: str = ""


@dataclass(slots=True)
class _Linker:
    entries: int
    back: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))

    def link(self, html: str) -> str:
        """Rich text with every citation in it linked, except within links."""
        if "[" not in html:
            return html
        written, position, depth = [], 0, 0
        for tag in _TAG.finditer(html):
            written.append(self._linked(html[position : tag.start()], depth))
            written.append(tag[0])
            depth += bool(_OPENS_LINK.match(tag[0])) - bool(_CLOSES_LINK.match(tag[0]))
            position = tag.end()
        written.append(self._linked(html[position:], depth))
        return "".join(written)

    def _linked(self, text: str, depth: int) -> str:
        return CITATION.sub(self._citation, text) if depth <= 0 else text

    def _citation(self, match: re.Match[str]) -> str:
        parts = parts_of(match[1], self.entries)
        return f"[{''.join(map(self._part, parts))}]" if parts else match[0]

    def _part(self, part: Cited) -> str:
        first = self._anchor(part.first)
        for number in part.numbers[1:-1]:
            # A number inside a range is not printed; its entry leads back to the range.
            self.back[number].append(self.back[part.first][-1])
        last = self._anchor(part.last) if part.last != part.first else ""
        return f"{first}{part.dash}{last}{part.separator}"

    def _anchor(self, number: int) -> str:
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
    number that no entry has, the text stays as it was typed.
    """
    lists = list(values_of(stream, ReferencesValue))
    numbers: dict[Any, int] = {}
    entries = 0
    for value in lists:
        value.first_number = entries + 1
        for reference in value["items"]:
            entries += 1
            if reference is not None:
                numbers.setdefault(reference.pk, entries)
    if not entries:
        return
    linker = _Linker(entries)
    for text in rich_texts(stream):
        if text.resolved is not None:
            text.resolved = linker.link(text.resolved)
    for note in values_of(stream, CitingValue):
        reference = note["reference"]
        if reference is not None and reference.pk in numbers:
            note.number = numbers[reference.pk]
            note.anchor = linker.place(note.number)
    for value in lists:
        value.back_links = linker.back
