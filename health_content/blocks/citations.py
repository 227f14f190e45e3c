"""Citations in the texts of a page, linked with the entries they cite, and back."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from django.utils.translation import gettext
from wagtail import blocks

from health_content.bibliography.citing import CITATION, CONTEXT, Cited, parts_of
from health_content.blocks.base import ArticleRichText
from health_content.blocks.inline_citations import fetched, keys_in
from health_content.blocks.links import rich_texts, values_of
from health_content.edition.citations import (
    InText,
    Numbering,
    arranged,
    cited_by,
    is_typed_in,
    joined,
    may_cite,
    rewritten_runs,
)
from health_content.manuscript import Node, Section

_TAG = re.compile(r"<[^>]*>")
_OPENS_LINK = re.compile(r"<a\b", re.IGNORECASE)
_CLOSES_LINK = re.compile(r"</a\b", re.IGNORECASE)
_OPENS_SUP = re.compile(r"<sup\b", re.IGNORECASE)
_CLOSES_SUP = re.compile(r"</sup\b", re.IGNORECASE)
_PLACE = "hc-cited-"
_BREAKS = re.compile(r"</?(?:p|li|ul|ol|h[1-6]|br|hr|div|blockquote|t[dhr])\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the reference list as it is shown.

    ``back`` are the places that cite it, ``quoted`` the words that they quote of it.
    """

    number: int
    reference: Any
    back: tuple[str, ...] = ()
    quoted: tuple[str, ...] = ()


_NOTABLE = frozenset({"corrected", "concern", "retracted", "withdrawn"})


def notable_status(reference: Any) -> str:
    """What has become of a publication, where readers must know; else empty."""
    return str(reference.status) if reference.status in _NOTABLE else ""


def _addresses(references: Iterable[Any]) -> Iterator[str]:
    for reference in references:
        if reference is None:
            continue
        for _, address in reference.links:
            yield address
        if reference.open_access_url:
            yield reference.open_access_url


class ReferencesValue(blocks.StructValue):
    """A reference list with its numbers. They go on where the page's list before it ended.

    ``shown`` are its entries as the page's citations order them; without a page, as chosen.
    ``is_last`` says that no list with entries follows on the page.
    """

    first_number: int = 1
    shown: list[Entry] | None = None
    is_last: bool = False

    @property
    def entries(self) -> list[Entry]:
        """The entries that the library still has, numbered."""
        if self.shown is not None:
            return self.shown
        return [
            Entry(number, reference)
            for number, reference in enumerate(self["items"], start=self.first_number)
            if reference is not None
        ]

    @property
    def is_cited(self) -> bool:
        """Whether something on the page leads to one of its entries."""
        return any(entry.back for entry in self.entries)

    @property
    def cited_addresses(self) -> tuple[str, ...]:
        """Where the links of its entries lead."""
        return tuple(_addresses(self["items"]))


class CitingValue(blocks.StructValue):
    """A block that names one reference, with the number it has in the page's list."""

    number: int = 0
    anchor: str = ""

    @property
    def cited_addresses(self) -> tuple[str, ...]:
        """Where its links lead."""
        return tuple(_addresses([self["reference"]]))


_CITES: Any = (ArticleRichText, CitingValue)


@dataclass(slots=True)
class _Linker:
    """Links citations with entries.

    ``entries`` is how long the page's list is for numbers that somebody types, ``standing`` are
    the numbers that still have an entry, ``numbers`` those of the entries by their keys.
    """

    entries: int
    standing: frozenset[int]
    numbers: Mapping[str, int]
    back: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    quoted: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))

    def link(self, html: str) -> str:
        """Rich text with every citation in it linked, except within links."""
        runs: list[list[InText]] = []

        def place(run: list[InText]) -> str:
            runs.append(run)
            return f"<{_PLACE}{len(runs) - 1}>"

        html = rewritten_runs(html, place)
        if "[" not in html and not runs:
            return html
        written, position, depth, raised, before = [], 0, 0, 0, ""
        for tag in _TAG.finditer(html):
            text = html[position : tag.start()]
            written.append(self._linked(text, before, bool(raised)) if depth <= 0 else text)
            is_run = tag[0].startswith(f"<{_PLACE}")
            written.append(self._run(runs[int(tag[0][len(_PLACE) + 1 : -1])]) if is_run else tag[0])
            before = "" if _BREAKS.match(tag[0]) else (before + unescape(text))[-CONTEXT:]
            depth += bool(_OPENS_LINK.match(tag[0])) - bool(_CLOSES_LINK.match(tag[0]))
            raised += bool(_OPENS_SUP.match(tag[0])) - bool(_CLOSES_SUP.match(tag[0]))
            position = tag.end()
        written.append(self._linked(html[position:], before, False))
        return "".join(written)

    def _run(self, run: list[InText]) -> str:
        """Citations that stand together; nothing of those that the library lacks."""
        for it in run:
            at = self.numbers.get(it.key)
            if at and it.passage and it.passage not in self.quoted[at]:
                self.quoted[at].append(it.passage)
        parts = joined(self.numbers[it.key] for it in run if it.key in self.numbers)
        return f"[{''.join(map(self._part, parts))}]" if parts else ""

    def _linked(self, text: str, before: str, is_raised: bool) -> str:
        def citation(match: re.Match[str]) -> str:
            words = "" if is_raised else before + unescape(text[: match.start()])
            parts = parts_of(match[1], self.entries, words)
            return f"[{''.join(map(self._part, parts))}]" if parts else match[0]

        return CITATION.sub(citation, text)

    def _part(self, part: Cited) -> str:
        first = self._anchor(part.first, part)
        last = self._anchor(part.last, part) if part.last != part.first else ""
        for number in part.numbers[1:-1]:
            # A number inside a range is not printed; its entry leads back to the range.
            place = next(iter(self.back[part.first][-1:] or self.back[part.last][-1:]), "")
            if place and number in self.standing:
                self.back[number].append(place)
        return f"{first}{part.dash}{last}{part.separator}"

    def _anchor(self, number: int, part: Cited) -> str:
        if number not in self.standing:
            return str(number)
        place = self.place(number)
        label = gettext("Reference %(number)s") % {"number": number}
        more = f' data-hc-cites="{part.first}-{part.last}"' if part.last > part.first else ""
        return (
            f'<a class="hc-cite" id="{place}" href="#ref-{number}" role="doc-noteref" '
            f'aria-label="{label}"{more}>{number}</a>'
        )

    def place(self, number: int) -> str:
        place = f"cite-{number}-{len(self.back[number]) + 1}"
        self.back[number].append(place)
        return place


_OWN_LIST = "_health_content_cited"


def link_citations(stream: Any) -> None:
    """Put numbers to the citations of an article and link them with the entries, and these back.

    A citation of the library's entry gets its number, ``[3]`` that somebody typed its link with
    entry 3; see :mod:`health_content.edition.citations`. The links of the texts must have been
    resolved. A number that no entry has stays as it was typed. An entry that the library has
    no more keeps its number in a list with typed numbers, and is not linked.
    """
    lists = list(values_of(stream, ReferencesValue))
    entries = cited_entries(stream)
    if not lists and not entries:
        # Citations whose entries are all gone still stand in the texts as marks of no number.
        _link_in_reading_order(stream, _Linker(0, frozenset(), {}))
        return
    flat = [reference for value in lists for reference in value["items"]]
    numbering = _numbering(stream, lists, entries)
    shown: list[list[Any]] = [
        [flat[it] if isinstance(it, int) else entries[it] for it in places]
        for places in numbering.lists
    ]
    together = [reference for references in shown for reference in references]
    standing = frozenset(
        number for number, reference in enumerate(together, start=1) if reference is not None
    )
    linker = _Linker(len(flat), standing, numbering.numbers)
    _link_in_reading_order(stream, linker)
    number = 1
    if not lists and shown:
        own = ReferencesValue(None, {"heading": "", "items": shown[0]})
        setattr(stream, _OWN_LIST, own)
        lists = [own]
    for value, references in zip(lists, shown, strict=True):
        value.first_number = number
        value.shown = [
            Entry(at, reference, tuple(linker.back.get(at, ())), tuple(linker.quoted.get(at, ())))
            for at, reference in enumerate(references, start=number)
            if reference is not None
        ]
        number += len(references)
    for value in [value for value in lists if value.shown][-1:]:
        value.is_last = True


def own_list(stream: Any) -> ReferencesValue | None:
    """The list of what an article cites that has none of its own, once its citations are linked."""
    return getattr(stream, _OWN_LIST, None)


def cited_entries(stream: Any) -> dict[str, Any]:
    """The existing entries that an article's texts and research notes cite, by their keys.

    Those that were not fetched with the article take one query together.
    """
    found: dict[str, Any] = {}
    untold: list[ArticleRichText] = []
    for value in values_of(stream, _CITES):
        if isinstance(value, CitingValue):
            if value["reference"] is not None:
                found[str(value["reference"].pk)] = value["reference"]
        elif "cited" in vars(value):
            found |= {str(key): entry for key, entry in value.cited.items()}
        elif may_cite(value.source):
            untold.append(value)
    if wanted := {key for text in untold for key in keys_in(text.source)}:
        entries = fetched(wanted)
        for text in untold:
            text.cited = {key: entries[key] for key in keys_in(text.source) if key in entries}
        found |= {str(key): entry for key, entry in entries.items()}
    return found


def _numbering(stream: Any, lists: list[ReferencesValue], entries: Mapping[str, Any]) -> Numbering:
    """The numbers of an article. Only where something cites by entry its words are looked at."""
    listed = [
        ["" if reference is None else str(reference.pk) for reference in value["items"]]
        for value in lists
    ]
    if not entries:
        return arranged(listed, ())
    nodes = tuple(_nodes(stream))
    cited = [it.key for it in cited_by(nodes) if it.key in entries]
    return arranged(listed, cited, is_typed=is_typed_in(nodes, sum(map(len, listed))))


def _nodes(stream: Any) -> Iterator[Node]:
    """The article's nodes, its lists apart, whose entries would be compared with their records."""
    for child in stream:
        if getattr(child.block, "node_type", None) is Section:
            yield Section(content=tuple(_nodes(child.value["content"])))
        elif not isinstance(child.value, ReferencesValue):
            yield from stream.stream_block.to_nodes([child])


def _link_in_reading_order(stream: Any, linker: _Linker) -> None:
    """Places are counted as they are read; a note's own citation stands below its text."""
    done: set[int] = set()
    for found in values_of(stream, _CITES):
        note = found if isinstance(found, CitingValue) else None
        for text in rich_texts(found):
            if text.resolved is not None and id(text) not in done:
                text.resolved = linker.link(text.resolved)
                done.add(id(text))
        reference = note["reference"] if note is not None else None
        if note is not None and reference is not None and str(reference.pk) in linker.numbers:
            note.number = linker.numbers[str(reference.pk)]
            note.anchor = linker.place(note.number)
