"""Entries of the reference library that are one work, by identifiers or by title and year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from itertools import combinations

from django.db.models import Q, QuerySet

from health_content.bibliography.likeness import folded, same_name, same_title
from health_content.bibliography.record import ReferenceRecord
from health_content.library.references import Reference

LOOKED_AT = 200
"""How many entries that share a telling word are held against one title at most."""

_BLOCK = 30
"""How many entries that begin alike are held against each other at most."""

_TELLING = 5
_LONG_TITLE = 40
_IDENTIFIERS = ("doi", "pmid", "pmcid")


@dataclass(frozen=True, slots=True)
class Twin:
    """An entry that is likely the same work; ``by`` is "doi", "pmid", "pmcid" or "title"."""

    reference: Reference
    by: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entries of the library that are likely one work, the older one first."""

    first: Reference
    second: Reference
    by: str


def twins_of(source: Reference | ReferenceRecord) -> list[Twin]:
    """The entries that are likely the same work as one entry or record, in two queries.

    By DOI, PubMed ID or PMC ID, else by a title that is alike and a year or a first author
    that does not contradict. Two that have different identifiers of one kind are two works.
    """
    record = source.cited_record() if isinstance(source, Reference) else source
    known = _identifiers(source)
    rows = Reference.objects.all()
    if isinstance(source, Reference) and source.pk:
        rows = rows.exclude(pk=source.pk)
    found = {twin.reference.pk: twin for twin in _by_identifier(rows, known)}
    for other in _of_like_title(rows, record.title):
        if other.pk not in found and _is_same_by_title(
            record, known, other.cited_record(), _identifiers(other)
        ):
            found[other.pk] = Twin(other, "title")
    return sorted(found.values(), key=lambda twin: twin.reference.pk)


def likely_duplicates() -> list[Pair]:
    """All pairs of entries that are likely one work, in one pass through the library."""
    blocks: dict[Hashable, list[_Row]] = defaultdict(list)
    for reference in Reference.objects.order_by("pk").iterator(chunk_size=500):
        row = _Row(reference, reference.cited_record(), _identifiers(reference))
        for key in row.common():
            blocks[key].append(row)
    found: dict[tuple[int, int], Pair] = {}
    for rows in blocks.values():
        for one, other in combinations(rows[:_BLOCK], 2):
            pair = (one.reference.pk, other.reference.pk)
            if pair not in found and (by := one.same_as(other)):
                found[pair] = Pair(one.reference, other.reference, by)
    return [found[key] for key in sorted(found)]


@dataclass(frozen=True, slots=True, eq=False)
class _Row:
    reference: Reference
    record: ReferenceRecord
    known: dict[str, str]

    def common(self) -> Iterator[Hashable]:
        """What twins have in common: an identifier, the title, its start, its longest words."""
        yield from self.known.items()
        title = folded(self.record.title)
        if title:
            yield ("title", title)
            yield ("start", title.replace(" ", "")[:16])
            yield ("words", tuple(sorted(_telling(title)[:2])))

    def same_as(self, other: _Row) -> str:
        for name, value in self.known.items():
            if other.known.get(name) == value:
                return name
        is_same = _is_same_by_title(self.record, self.known, other.record, other.known)
        return "title" if is_same else ""


def _identifiers(source: Reference | ReferenceRecord) -> dict[str, str]:
    found = {name: str(getattr(source, name)).strip().casefold() for name in _IDENTIFIERS}
    return {name: value for name, value in found.items() if value}


def _by_identifier(rows: QuerySet[Reference], known: dict[str, str]) -> Iterator[Twin]:
    if not known:
        return
    asked = Q(pk__in=[])
    for name, value in known.items():
        asked |= Q(**{f"{name}__iexact": value})
    for other in rows.filter(asked)[:LOOKED_AT]:
        theirs = _identifiers(other)
        yield Twin(other, next(name for name in known if theirs.get(name) == known[name]))


def _of_like_title(rows: QuerySet[Reference], title: str) -> Iterator[Reference]:
    """Entries that have one of the longest words of a title, as it is spelt there."""
    words = sorted(title.split(), key=len, reverse=True)[:3]
    words = [word.strip(".,:;?!\"'()[]\u201c\u201d") for word in words]
    asked = Q(pk__in=[])
    for word in words:
        if len(word) >= _TELLING:
            asked |= Q(title__icontains=word) | Q(title="", citation__icontains=word)
    yield from rows.filter(asked).order_by("pk")[:LOOKED_AT]


def _telling(title: str) -> list[str]:
    return sorted({word for word in title.split() if len(word) >= _TELLING}, key=len)[::-1]


def _is_same_by_title(
    one: ReferenceRecord,
    one_known: dict[str, str],
    other: ReferenceRecord,
    other_known: dict[str, str],
) -> bool:
    if not one.title.strip() or not other.title.strip():
        return False
    if any(other_known.get(name, value) != value for name, value in one_known.items()):
        return False
    if one.year and other.year and abs(one.year - other.year) > 1:
        return False
    if one.authors and other.authors and not same_name(one.authors[0], other.authors[0]):
        return False
    if not (one.url and one.url == other.url) and not _tell_enough(one, other):
        return False
    return same_title(one.title, other.title)


def _tell_enough(one: ReferenceRecord, other: ReferenceRecord) -> bool:
    """Whether a title that is alike may stand for the work: a publisher's name tells little.

    An entry that has a year or authors is found by one that has neither, if its title is long.
    """
    tells = [bool(each.year or each.authors) for each in (one, other)]
    return all(tells) or (any(tells) and min(len(one.title), len(other.title)) >= _LONG_TITLE)
