"""What a page cites: its reference list, the marks that point into it, links, named works."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from health_content.bibliography import Identifiers, ReferenceRecord, find_identifiers, parse_record
from health_content.bibliography.citing import CITATION, CONTEXT, parts_of
from health_content.bibliography.journal_likeness import same_journal
from health_content.compliance.annotate import Sentence
from health_content.compliance.material import Copy, Material
from health_content.compliance.rules.evidence.journals import named_study
from health_content.manuscript import Location, Reference, ResearchNote

BESIDE = 2
"""How many blocks from a paragraph a research note of the same section still supports it."""

STATEMENTS = ("title", "dek", "heading", "lead", "body", "commercial", "caption", "metadata")
"""Roles of what the article says in its own voice."""

_HIGHEST = 199
_DATED = re.compile(r"\(([A-Z][\w.'\u2019& -]{1,60}?)(,? et al\.?)?,? ((?:19|20)[0-9]{2})[a-z]?\)")
_ET_AL = re.compile(r"\b([A-Z][\w'\u2019-]{1,30}) et al\.?,? \(?((?:19|20)[0-9]{2})[a-z]?\b")
_ACCORDING = re.compile(r"\b[Aa]ccording to (?:the |an? )?(?:[0-9]{4} )?[A-Z]")


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """An entry of the reference list: its ``number`` from 1, and its ``record`` as parsed."""

    location: Location
    node: Reference
    number: int

    @property
    def record(self) -> ReferenceRecord:
        return _record(self.node.citation)


@dataclass(frozen=True, slots=True)
class Mark:
    """One number cited in brackets: characters ``start`` to ``end`` of a text."""

    number: int
    start: int
    end: int


@dataclass(eq=False)
class Sources:
    """The entries of a page, and whether what it says rests on one of them."""

    material: Material

    def __post_init__(self) -> None:
        listed = [item for item in self.material.nodes if isinstance(item[1], Reference)]
        self.entries = [
            Entry(location, node, number)
            for number, (location, node) in enumerate(listed, start=1)
            if isinstance(node, Reference)
        ]
        self.present = {entry.number for entry in self.entries if entry.node.citation.strip()}
        self.links: dict[Location, list[tuple[int, int, str]]] = {}
        paid = {(offer.location, offer.address) for offer in self.material.offers}
        for typed in self.material.links:
            target = typed.link.target
            if target.startswith(("http", "document:")) and (typed.location, target) not in paid:
                place = (typed.link.start, typed.link.end, target)
                self.links.setdefault(typed.location, []).append(place)
        self.notes: dict[tuple[str, ...], list[int]] = {}
        for copy in self.material.copies_of("evidence"):
            if (
                isinstance(copy.node, ResearchNote)
                and copy.location.path[-1:] == ("html",)
                and self.has_reference(copy)
            ):
                self.notes.setdefault(copy.headings, []).append(copy.block)

    def has_reference(self, copy: Copy) -> bool:
        """Whether a research note names its source."""
        node = copy.node
        if isinstance(node, ResearchNote) and (node.reference or node.source):
            return True
        return self.cites(copy, 0, len(copy.text))

    def marks(self, copy: Copy) -> tuple[Mark, ...]:
        """The marks of a text that may cite, also those that lead nowhere."""
        return marks_of(copy.text)

    def cites(self, copy: Copy, start: int, end: int) -> bool:
        """Whether a mark, a link or a named and dated source stands between two places."""
        for mark in marks_of(copy.text):
            if start <= mark.start < end and mark.number in self.present:
                return True
        for place in _named_places(copy.text):
            if start <= place < end:
                return True
        links = self.links.get(copy.location, ()) if self.links else ()
        return any(start <= place[0] < end for place in links)

    def supports(self, copy: Copy, sentence: Sentence) -> bool:
        """Whether a sentence, its paragraph, or a research note beside it names a source."""
        start, end = paragraph(copy.text, sentence.start)
        if self.cites(copy, start, max(end, sentence.end)):
            return True
        if isinstance(copy.node, ResearchNote):
            return self.has_reference(copy)
        notes = self.notes.get(copy.headings, ())
        return any(abs(block - copy.block) <= BESIDE for block in notes)

    def cited_in(self, copy: Copy, sentence: Sentence) -> set[int]:
        """The numbers that a sentence cites in brackets."""
        return {
            mark.number
            for mark in marks_of(copy.text)
            if sentence.start <= mark.start < sentence.end
        }

    def studies(self, copy: Copy, sentence: Sentence) -> set[str]:
        """The kinds of study that a sentence rests on; empty text for one that is not known."""
        numbers = self.cited_in(copy, sentence)
        last = len(self.entries)
        found = {self.entries[at - 1].node.study for at in numbers if 0 < at <= last}
        if isinstance(copy.node, ResearchNote) and copy.node.reference:
            found.add(copy.node.study)
        return found

    def entry_of_study(self, text: str) -> Entry | None:
        """The entry of the study that a text names by its year, and by its journal if it does."""
        study = named_study(text)
        if study is None:
            return None
        for entry in self._of_year(study.year):
            record = entry.record
            if record.year == study.year and (
                not study.journal
                or (record.container_title and same_journal(study.journal, record.container_title))
            ):
                return entry
        return None

    def cited(self) -> set[int]:
        """The numbers of all entries that something on the page cites."""
        found: set[int] = set()
        keys: set[str] = set()
        targets = [place[2] for places in self.links.values() for place in places]
        for _, node in self.material.nodes:
            if isinstance(node, ResearchNote) and node.reference:
                keys.add(node.reference)
        for copy in self.material.copies:
            if copy.role in {"reference", "disclaimer"}:
                continue
            for mark in marks_of(copy.text):
                found.add(mark.number)
            if self.entries:
                found.update(self._named(copy.text))
        for entry in self.entries:
            if entry.node.key in keys or entry.node.id in keys or self._is_linked(entry, targets):
                found.add(entry.number)
        return found

    def by_author(self, text: str) -> Iterator[tuple[int, int, Entry | None]]:
        """Where a text names "Smith et al. (2019)", and the entry that is, if it is listed."""
        if " et al" in text:
            for match in _ET_AL.finditer(text):
                yield match.start(), match.end(), self._entry_by(match[1], int(match[2]))

    def _entry_by(self, name: str, year: int) -> Entry | None:
        family = name.casefold()
        for entry in self._of_year(year):
            record = entry.record
            first = record.authors[0] if record.authors else None
            if (
                record.year == year
                and first
                and (first.family.casefold() == family or family in first.literal.casefold())
            ):
                return entry
        return None

    def _of_year(self, year: int) -> Iterator[Entry]:
        """The entries that have a year in them: only these need to be parsed."""
        return (entry for entry in self.entries if str(year) in entry.node.citation)

    def _named(self, text: str) -> Iterator[int]:
        authors, lines = _naming(text)
        for family, year in authors:
            if by := self._entry_by(family, year):
                yield by.number
        for line in lines:
            if entry_found := self.entry_of_study(line):
                yield entry_found.number

    def _is_linked(self, entry: Entry, targets: list[str]) -> bool:
        node = entry.node
        for target in targets:
            known = identifiers_of(target)
            if node.url and target.rstrip("/") == node.url.rstrip("/"):
                return True
            if (known.doi and known.doi.casefold() == node.doi.casefold()) or (
                known.pmid and known.pmid == node.pmid
            ):
                return True
        return False


def paragraph(text: str, position: int) -> tuple[int, int]:
    """Where the line of a text that holds ``position`` begins and ends."""
    start = text.rfind("\n", 0, position) + 1
    end = text.find("\n", position)
    return start, len(text) if end < 0 else end


@lru_cache(maxsize=4096)
def _naming(text: str) -> tuple[tuple[tuple[str, int], ...], tuple[str, ...]]:
    """The families and years that a text cites by, and its lines that name a study."""
    if "19" not in text and "20" not in text:
        return (), ()
    dated = [
        (match[1].replace("&", " ").split()[0].rstrip(".,"), int(match[3]))
        for match in _DATED.finditer(text)
    ]
    others = [(match[1], int(match[2])) for match in _ET_AL.finditer(text) if " et al" in text]
    lines = tuple(line for line in text.split("\n") if named_study(line) is not None)
    return (*dated, *others), lines


@lru_cache(maxsize=4096)
def _named_places(text: str) -> tuple[int, ...]:
    """Where a text names a source in words: by author and year, or "according to"."""
    return tuple(
        match.start()
        for pattern in (_ACCORDING, _DATED, _ET_AL)
        for match in pattern.finditer(text)
    )


@lru_cache(maxsize=4096)
def marks_of(text: str) -> tuple[Mark, ...]:
    """The bracketed numbers of a text that look like citations, whatever list there is."""
    if "[" not in text:
        return ()
    found: list[Mark] = []
    for match in CITATION.finditer(text):
        before = text[max(0, match.start() - CONTEXT) : match.start()]
        for part in parts_of(match[1], _HIGHEST, before):
            found.extend(Mark(number, match.start(), match.end()) for number in part.numbers)
    return tuple(found)


@lru_cache(maxsize=4096)
def identifiers_of(text: str) -> Identifiers:
    """The identifiers in a citation or an address."""
    return find_identifiers(text)


@lru_cache(maxsize=2048)
def _record(citation: str) -> ReferenceRecord:
    return parse_record(citation)


def sources_of(material: Material) -> Sources:
    """The sources of a page, read once for all rules."""
    return material.once("sources", lambda: Sources(material))
