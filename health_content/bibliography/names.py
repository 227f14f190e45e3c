"""Author names at the start of a citation."""

from __future__ import annotations

import re
from dataclasses import dataclass

from health_content.bibliography.record import Name

_UPPER = "".join(
    (
        "A-Z\u00c0-\u00d6\u00d8-\u00de\u0100\u0106\u010c\u0110",
        "\u0141\u0152\u015a\u0160\u0179\u017b\u017d",
    )
)
_PARTICLES = (
    r"(?:(?:van|von|de|der|den|da|do|dos|du|la|le|di|del|della|el|al|bin|ter|ten|'t)[\s-]){0,3}"
)
_SURNAME = (
    rf"{_PARTICLES}(?:[Dd]['\u2019])?[{_UPPER}][\w'\u2019-]{{0,40}}"
    rf"(?:\s[{_UPPER}][\w'\u2019-]{{1,40}}){{0,2}}"
)
_DOTTED = rf"(?:[{_UPPER}][a-z]?\.[\s-]?){{1,5}}"
_SUFFIX = r"(?:,?\s(?:Jr|Sr|II|III|IV|2nd|3rd)\.?)?"

_COMMA_INITIALS = re.compile(rf"(?P<family>{_SURNAME}),\s?(?P<given>{_DOTTED}){_SUFFIX}")
_BARE_INITIALS = re.compile(
    rf"(?P<family>{_SURNAME})\s(?P<given>{_DOTTED}(?![{_UPPER}])|"
    rf"[{_UPPER}]{{1,6}}(?:-[{_UPPER}])?|[{_UPPER}][a-z](?=[,.;])){_SUFFIX}(?![\w'\u2019-])"
)
_INITIALS_FIRST = re.compile(
    rf"(?P<given>{_DOTTED})(?P<family>{_SURNAME}){_SUFFIX}(?![\w'\u2019-])"
)
_SEPARATOR = re.compile(
    r"\s?(?:\.?[,;]|\.?,?\s(?:and|&)(?=\s)|\.?,?\s?&)\s?(?:(?:and|&)\s)?", re.IGNORECASE
)
_ET_AL = re.compile(r"[\s.,;]{0,3}\bet\.?\s?al\b\.{0,2},?", re.IGNORECASE)
_SURNAME_ET_AL = re.compile(rf"(?P<family>{_SURNAME}),?\s{_ET_AL.pattern}")
_NOT_SURNAMES = frozenset(
    {"vitamin", "vitamins", "group", "type", "table", "phase", "hepatitis", "coenzyme", "omega"}
    | {"the", "a", "an", "study", "part", "grade"}
)
_ORGANIZATION_WORDS = re.compile(
    r"\b(?:Institutes?|National|Organi[sz]ation|Association|Society|Foundation|Centers?|Centres?|"
    r"Agency|Department|Ministry|Committee|Council|University|Office|Board|Administration|Clinic|"
    r"College|Academy|Academies|Panel|Authority|Federation|Collaboration|Consortium|Service|"
    r"Research|Group|Hospital|Commission)\b"
)


@dataclass(frozen=True, slots=True)
class Authors:
    """The names a citation begins with; ``end`` is where they end in the text."""

    names: tuple[Name, ...] = ()
    complete: bool = True
    end: int = 0


NOBODY = Authors()


def leading_authors(text: str, start: int = 0) -> Authors:
    """The authors that stand at ``start``: none where the text begins otherwise.

    They have to end like an author list does: with a full stop, a year in parentheses,
    a quotation mark, "et al." or the end of the text.
    """
    names: list[Name] = []
    position = end = start
    while len(names) < 500 and (match := _name(text, position)):
        family = match["family"].strip()
        if family.split()[0].casefold() in _NOT_SURNAMES:
            break
        names.append(Name(family, _given(match)))
        end = match.end()
        separator = _SEPARATOR.match(text, _stop(text, match))
        if separator is None:
            break
        position = separator.end()
    if not names:
        alone = _SURNAME_ET_AL.match(text, start)
        if alone is None:
            return Authors(end=start)
        return Authors((Name(alone["family"]),), False, alone.end())
    et_al = _ET_AL.match(text, end)
    if et_al:
        return Authors(tuple(names), False, et_al.end())
    if not re.match(
        r"(?:\s?\.|[.,;]{0,2}\s{0,2}(?:\(|[\"\u201c\u2018']|$)|(?<=\.)\s)", text[end - 1 :][1:][:4]
    ) and (text[end - 1 : end] not in {".", " "}):
        return Authors(end=start)
    return Authors(tuple(names), True, end)


def names_in(text: str) -> Authors:
    """The names of a text known to be an author list, in whatever form.

    What has no initials ("Thacher, Tom", "National Institutes of Health") is read as
    family and given name where a single comma divides it, otherwise as an organization.
    """
    text = text.strip(" ,;:")
    if not text.strip("."):
        return NOBODY
    found = leading_authors(text + " (")
    et_al = _ET_AL.search(text)
    text = text.rstrip(".")
    if found.names and found.end >= len(text) - 1:
        return Authors(found.names, found.complete, len(text))
    if found.names and et_al:
        return Authors(found.names, False, len(text))
    body = _ET_AL.sub("", text).strip(" .,;:")
    names = []
    for piece in re.split(r"\s?;\s?|,?\s(?:and|&)\s", body):
        family, comma, given = piece.partition(", ")
        if comma and "," not in given and not is_organization(piece) and len(piece.split()) <= 5:
            names.append(Name(family, given))
        elif piece:
            names.append(Name(literal=piece))
    return Authors(tuple(names), et_al is None, len(text))


def is_organization(text: str) -> bool:
    """Whether a first sentence is the name of an organization rather than a title."""
    words = text.split()
    if not words or len(words) > 12:
        return False
    if len(words) == 1:
        return sum(sign.isupper() for sign in text) >= 2 and text.isalnum()
    if not _ORGANIZATION_WORDS.search(text):
        return False
    small = {"of", "for", "and", "the", "on", "in", "de", "&"}
    return all(word[0].isupper() or word.casefold() in small for word in words) and ":" not in text


def _name(text: str, position: int) -> re.Match[str] | None:
    for pattern in (_COMMA_INITIALS, _BARE_INITIALS, _INITIALS_FIRST):
        if match := pattern.match(text, position):
            return match
    return None


def _given(match: re.Match[str]) -> str:
    """The initials; the stop after a single bare one ends the list, not the name."""
    given = match["given"].strip()
    is_bare = match.re is _BARE_INITIALS and len(given) == 2
    return given.rstrip(".") if is_bare else given


def _stop(text: str, match: re.Match[str]) -> int:
    """Where to look for a separator: dotted initials may have eaten the space before it."""
    end = match.end()
    return end - 1 if end and text[end - 1] == " " else end
