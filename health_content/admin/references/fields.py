"""The fields of a work as a form has them: text both ways, with what is wrong in plain words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from health_content.bibliography.identifiers import Identifiers, find_identifiers, is_isbn
from health_content.bibliography.record import Name, ReferenceRecord

ET_AL = "et al."
"""The last line of authors where there are more."""

WORK_TYPES: dict[str, Any] = {
    "article-journal": _("Article in a journal"),
    "article": _("Preprint or other article"),
    "article-magazine": _("Article in a magazine"),
    "article-newspaper": _("Article in a newspaper"),
    "book": _("Book"),
    "chapter": _("Chapter of a book"),
    "report": _("Report"),
    "webpage": _("Page of a website"),
    "thesis": _("Thesis"),
    "paper-conference": _("Paper at a conference"),
    "dataset": _("Dataset"),
}

_INITIALS_ONLY = re.compile(r"[^\s,]+(?:\s[^\s,]+)?\s(?:[A-Z]\.?[\s-]?){1,3}")
PLAIN = (
    "title",
    "container_title",
    "volume",
    "issue",
    "page",
    "publisher",
    "publisher_place",
    "edition",
    "doi",
    "pmid",
    "pmcid",
    "isbn",
    "url",
)
NUMBERS = ("year", "month", "day")
FIELDS = ("type", "authors", "editors", *PLAIN, *NUMBERS)
"""The fields of a work, by their names in a form."""


def values_of(record: ReferenceRecord) -> dict[str, Any]:
    """A record as a form shows it."""
    return {
        "type": record.type,
        "authors": lines_of(record.authors, record.authors_complete),
        "editors": lines_of(record.editors),
        **{name: getattr(record, name).strip() for name in PLAIN},
        **{name: getattr(record, name) or None for name in NUMBERS},
    }


def record_of(values: Mapping[str, Any], known: ReferenceRecord | None = None) -> ReferenceRecord:
    """The record that a form's cleaned values make. Raises ``ValidationError`` for names.

    ``known`` is the one it was, which has what a form does not show.
    """
    known = known or ReferenceRecord()
    names, is_complete = names_of(values.get("authors") or "")
    editors, _all = names_of(values.get("editors") or "")
    journal = values.get("container_title") or ""
    short = known.container_title_short if journal == known.container_title else ""
    texts: dict[str, Any] = {name: str(values.get(name) or "") for name in PLAIN}
    numbers: dict[str, Any] = {name: int(values.get(name) or 0) for name in NUMBERS}
    return replace(
        known,
        id="",
        type=values.get("type") or "article-journal",
        authors=names,
        authors_complete=is_complete,
        editors=editors,
        container_title_short=short,
        **texts,
        **numbers,
    )


def lines_of(names: Iterable[Name], is_complete: bool = True) -> str:
    """Names, one to a line."""
    lines = [_line_of(name) for name in names]
    if lines and not is_complete:
        lines.append(ET_AL)
    return "\n".join(lines)


def _line_of(name: Name) -> str:
    if name.literal:
        is_ambiguous = "," in name.literal or _INITIALS_ONLY.fullmatch(name.literal)
        return f'"{name.literal}"' if is_ambiguous else name.literal
    return f"{name.family}, {name.given}".rstrip(" ") if name.family else f'"{name.given}"'


def names_of(text: str) -> tuple[tuple[Name, ...], bool]:
    """Names from their lines, and whether they are all. Raises ``ValidationError``."""
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    is_complete = True
    if lines and lines[-1].casefold().rstrip(".") == ET_AL.rstrip("."):
        lines, is_complete = lines[:-1], False
    names, problems = [], []
    for line in lines:
        if len(line) > 2 and line[0] in '"\u201c' and line[-1] in '"\u201d':
            names.append(Name(literal=line[1:-1].strip()))
        elif "," in line:
            family, _comma, given = (part.strip() for part in line.partition(","))
            names.append(Name(family, given) if family else Name(literal=given))
        elif _INITIALS_ONLY.fullmatch(line):
            problems.append(_unclear(line))
        else:
            names.append(Name(literal=line))
    if problems:
        raise ValidationError(problems)
    return tuple(names), is_complete


def _unclear(line: str) -> str:
    family, _space, given = line.partition(" ")
    told = gettext(
        "“%(line)s” may be a person: write “%(family)s, %(given)s”. An organization of that "
        "name is written in quotation marks."
    )
    return told % {"line": line, "family": family, "given": given}


def clean_doi(text: str) -> str:
    """A DOI, also from its address. Raises ``ValidationError``."""
    doi = find_identifiers(text).doi
    if text and not doi:
        raise ValidationError(gettext("A DOI begins with “10.”, as in 10.1000/182."))
    return doi


def clean_pmid(text: str) -> str:
    """A PubMed ID, also from its address. Raises ``ValidationError``."""
    pmid = text if _is_number(text, 9) else find_identifiers(text).pmid
    if text and not pmid:
        raise ValidationError(gettext("A PubMed ID is a number of up to 9 digits."))
    return pmid.lstrip("0")


def clean_pmcid(text: str) -> str:
    """The ID of an article in PubMed Central, also from its address. Raises ``ValidationError``."""
    pmcid = f"PMC{text.lstrip('0')}" if _is_number(text, 9) else find_identifiers(text).pmcid
    if text and not pmcid:
        raise ValidationError(gettext("An ID of PubMed Central is “PMC” and a number."))
    return pmcid


def clean_isbn(text: str) -> str:
    """An ISBN without hyphens. Raises ``ValidationError``."""
    bare = re.sub(r"^ISBN(?:-1[03])?:?|[\s-]", "", text, flags=re.IGNORECASE).upper()
    if bare and not is_isbn(bare):
        raise ValidationError(
            gettext("This is no ISBN: it has 10 or 13 digits, the last of which checks the others.")
        )
    return bare


def _is_number(text: str, most: int) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= most and bool(text.strip("0"))


def identifiers_of(values: Mapping[str, Any]) -> Identifiers:
    """What a form's values identify a work by, as far as they can be read. Never raises."""

    def read(clean: Any, name: str) -> str:
        try:
            return str(clean(str(values.get(name) or "").strip()))
        except ValidationError:
            return ""

    return Identifiers(
        doi=read(clean_doi, "doi"),
        pmid=read(clean_pmid, "pmid"),
        pmcid=read(clean_pmcid, "pmcid"),
        isbn=read(clean_isbn, "isbn"),
    )
