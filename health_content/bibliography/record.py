"""A reference as fields: one CSL-JSON item, typed.

Names follow the CSL-JSON data schema of the Citation Style Language 1.0.2
(https://docs.citationstyles.org/en/stable/specification.html, read 2026-11-22).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


class RecordError(ValueError):
    """A CSL-JSON item that cannot be read; the message names the field."""


@dataclass(frozen=True, slots=True)
class Name:
    """A person by ``family`` and ``given`` name, or an organization by ``literal``.

    Initials stay as printed ("R. K.", "EM").
    """

    family: str = ""
    given: str = ""
    literal: str = ""

    def __str__(self) -> str:
        return self.literal or " ".join(part for part in (self.family, self.given) if part)

    def to_csl(self) -> dict[str, str]:
        """The name as a CSL-JSON name variable."""
        parts = {"family": self.family, "given": self.given, "literal": self.literal}
        return {name: value for name, value in parts.items() if value}

    @classmethod
    def from_csl(cls, name: object, where: str = "author") -> Name:
        """Read a CSL-JSON name. Particles join the family name they stand before."""
        if not isinstance(name, Mapping):
            raise RecordError(f"{where}: a name is an object with family, given or literal.")
        particles = [
            _text(name, key, where) for key in ("dropping-particle", "non-dropping-particle")
        ]
        family = " ".join(part for part in (*particles, _text(name, "family", where)) if part)
        given = ", ".join(
            part for part in (_text(name, "given", where), _text(name, "suffix", where)) if part
        )
        return cls(family, given, _text(name, "literal", where))


@dataclass(frozen=True, slots=True)
class ReferenceRecord:
    """One work, in the fields of a CSL-JSON item.

    ``type`` is a CSL type ("article-journal", "book", "webpage" ...). ``year`` is the
    year of ``issued``, 0 where none is known; ``month`` and ``day`` are 0 where unknown.
    ``authors_complete`` is false where the citation says "et al.". ``accessed`` is the day an
    address was read, in ISO form ("2024-05-02"). ``container_title_short`` is the journal's
    abbreviation, where it is known beside its name.
    """

    id: str = ""
    type: str = "article-journal"
    title: str = ""
    authors: tuple[Name, ...] = ()
    authors_complete: bool = True
    container_title: str = ""
    year: int = 0
    month: int = 0
    day: int = 0
    volume: str = ""
    issue: str = ""
    page: str = ""
    publisher: str = ""
    doi: str = ""
    pmid: str = ""
    pmcid: str = ""
    isbn: str = ""
    url: str = ""
    editors: tuple[Name, ...] = ()
    edition: str = ""
    publisher_place: str = ""
    container_title_short: str = ""
    accessed: str = ""

    def to_csl(self) -> dict[str, Any]:
        """The item as CSL-JSON. Empty fields are left out; ``id`` and ``type`` never are."""
        item: dict[str, Any] = {"id": self.id or self.key(), "type": self.type}
        for name, attribute in _PLAIN.items():
            if value := getattr(self, attribute):
                item[name] = value
        for name, people in (("author", self.authors), ("editor", self.editors)):
            if people:
                item[name] = [person.to_csl() for person in people]
        if self.accessed:
            item["accessed"] = _day_as_csl(self.accessed)
        if self.year:
            parts = [self.year, *([self.month] if self.month else [])]
            item["issued"] = {
                "date-parts": [[*parts, self.day] if self.month and self.day else parts]
            }
        if not self.authors_complete:
            item["custom"] = {"authors-complete": False}
        return item

    @classmethod
    def from_csl(cls, item: Mapping[str, Any]) -> ReferenceRecord:
        """Read a CSL-JSON item. Raises :class:`RecordError` where a field has a wrong shape.

        Fields that this record does not hold are passed over.
        """
        if not isinstance(item, Mapping):
            raise RecordError("A CSL-JSON item is an object.")
        year, month, day = _issued(item.get("issued"))
        custom = item.get("custom")
        incomplete = isinstance(custom, Mapping) and custom.get("authors-complete") is False
        return cls(
            id=_text(item, "id"),
            type=_text(item, "type") or "article-journal",
            authors=_names(item, "author"),
            editors=_names(item, "editor"),
            accessed=_day_from_csl(item.get("accessed")),
            authors_complete=not incomplete,
            year=year,
            month=month,
            day=day,
            **{attribute: _text(item, name) for name, attribute in _PLAIN.items()},
        )

    def key(self) -> str:
        """A readable id made of the first author and year, or of an identifier."""
        if self.authors and self.year:
            first = self.authors[0].family or self.authors[0].literal
            return re.sub(r"\W+", "-", first).strip("-").casefold() + f"-{self.year}"
        if self.pmid:
            return f"pmid-{self.pmid}"
        return self.doi or self.pmcid or "reference"


_PLAIN = {
    "title": "title",
    "container-title": "container_title",
    "volume": "volume",
    "issue": "issue",
    "page": "page",
    "publisher": "publisher",
    "DOI": "doi",
    "PMID": "pmid",
    "PMCID": "pmcid",
    "ISBN": "isbn",
    "URL": "url",
    "edition": "edition",
    "publisher-place": "publisher_place",
    "container-title-short": "container_title_short",
}


def _text(item: Mapping[str, Any], name: str, where: str = "") -> str:
    value = item.get(name, "")
    if isinstance(value, bool) or not isinstance(value, str | int):
        place = f"{where}.{name}" if where else name
        raise RecordError(f"{place}: expected text, not {type(value).__name__}.")
    return str(value)


def _names(item: Mapping[str, Any], variable: str) -> tuple[Name, ...]:
    names = item.get(variable, [])
    if not isinstance(names, list):
        raise RecordError(f"{variable}: expected a list of names.")
    return tuple(Name.from_csl(name, f"{variable}[{index}]") for index, name in enumerate(names))


def _day_as_csl(day: str) -> dict[str, Any]:
    if re.fullmatch(r"[0-9]{4}(?:-[0-9]{2}){0,2}", day):
        return {"date-parts": [[int(part) for part in day.split("-")]]}
    return {"raw": day}


def _day_from_csl(value: object) -> str:
    year, month, day = _dated(value, "accessed")
    if not year:
        raw = value.get("raw") if isinstance(value, Mapping) else ""
        return raw if isinstance(raw, str) else ""
    return "-".join([f"{year:04}", *(f"{part:02}" for part in (month, day) if part)])


def _issued(value: object) -> tuple[int, int, int]:
    return _dated(value, "issued")


def _dated(value: object, variable: str) -> tuple[int, int, int]:
    if value is None:
        return 0, 0, 0
    if not isinstance(value, Mapping):
        raise RecordError(f"{variable}: expected an object with date-parts.")
    parts = value.get("date-parts")
    if parts is None:
        told = (value.get("raw"), value.get("literal"))
        raw = next((text for text in told if isinstance(text, str) and text), "")
        if whole := re.match(r"([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?\b", raw):
            return int(whole[1]), int(whole[2]), int(whole[3] or 0)
        found = re.search(r"\b(?:1[5-9]|20)[0-9]{2}\b", raw)
        return (int(found[0]), 0, 0) if found else (0, 0, 0)
    try:
        numbers = [int(part) for part in parts[0]][:3]
    except (TypeError, ValueError, OverflowError, IndexError, KeyError) as error:
        raise RecordError(f"{variable}: date-parts are like [[2018, 3, 1]].") from error
    year, month, day = (*numbers, 0, 0, 0)[:3]
    return year, month, day
