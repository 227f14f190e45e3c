"""Author names at the start of a citation."""

from __future__ import annotations

import re
from dataclasses import dataclass

from health_content.bibliography.full_names import full_names
from health_content.bibliography.organizations import is_organization
from health_content.bibliography.record import Name

__all__ = ["NOBODY", "Authors", "is_organization", "leading_authors", "names_in"]

_UPPER = (
    "".join(chr(code) for code in range(0x41, 0x250) if chr(code).isupper())
    + "\u0386-\u03ab\u0401-\u042f\u1e00-\u1eff"
)
_PARTICLE_WORDS = (
    r"[Vv]an|[Vv]on|[Dd]e|[Dd]er|[Dd]en|[Dd]a|[Dd]os?|[Dd]as|[Dd]u|[Ll]a|[Ll]e|[Ll]os|[Dd]i|[Dd]el|"
    r"[Dd]ell[ao]|[Ee]l|[Aa]l|[Bb]in|[Ii]bn|[Tt]er|[Tt]en|[Zz]u[mr]?|[Ss]t\.?|[Ss]anta|'t|\u2019t"
)
_PARTICLES = rf"(?:(?:{_PARTICLE_WORDS})[\s-]){{0,3}}"
_SURNAME = (
    rf"{_PARTICLES}(?:[DdLl]['\u2019])?[{_UPPER}][\w'\u2019\u2010\u2011-]{{0,40}}"
    rf"(?:\s(?:(?:de|y|e|da|dos|del|la|van|der|von)\s){{0,2}}[{_UPPER}][\w'\u2019-]{{1,40}}){{0,2}}"
)
_DOTTED = rf"(?:[{_UPPER}][a-z]?\.[\s-]?){{1,5}}"
_SUFFIX = r"(?:,?\s(?:Jr|Sr|II|III|IV|2nd|3rd|4th)\b\.?)?"

_COMMA_INITIALS = re.compile(rf"(?P<family>{_SURNAME}),\s?(?P<given>{_DOTTED}){_SUFFIX}")
_COMMA_BARE = re.compile(
    rf"(?P<family>{_SURNAME}),\s(?P<given>[{_UPPER}]{{1,4}}(?:-[{_UPPER}])?){_SUFFIX}"
    r"(?=[,;]|\.?\s?(?:&|and\s|\(|et\s)|\s(?:1[89]|20)[0-9]{2}|$)"
)
_BARE_INITIALS = re.compile(
    rf"(?P<family>{_SURNAME})\s(?P<given>{_DOTTED}(?![{_UPPER}])|"
    rf"[{_UPPER}]{{1,6}}(?:-[{_UPPER}]{{1,2}})?|(?!Jr|Sr)[{_UPPER}][a-z](?=[,.;])|"
    rf"[{_UPPER}](?:\s[{_UPPER}]){{1,3}}){_SUFFIX}(?![\w'\u2019-])"
)
_INITIALS_FIRST = re.compile(
    rf"(?P<given>{_DOTTED})(?P<family>{_SURNAME}){_SUFFIX}(?![\w'\u2019-])"
)
_SEPARATOR = re.compile(
    r"\s?(?:\.?[,;]|\.?,?\s(?:and|und|et|y|och|og|en|oraz|ve|(?-i:e|i)|&)(?=\s)|\.?,?\s?&|(?<=\.)\s?(?:\.\s?\.\s?\.|\u2026)(?=\s))"
    r"\s?(?:(?:and|&|\.\s?\.\s?\.|\u2026)\s)?",
    re.IGNORECASE,
)
_ET_AL = re.compile(
    r"[\s.,;]{0,3}(?:\bet\.?\s?al\b\.{0,2}|\b(?:and|&)\s(?:others|colleagues|co-?workers)\b\.?)[,;]?",
    re.IGNORECASE,
)
_SURNAME_ET_AL = re.compile(rf"(?P<family>{_SURNAME}),?\s{_ET_AL.pattern}", re.IGNORECASE)
_LIST_ENDS = re.compile(
    r"\s?\.|[.,;]{0,2}\s{0,2}(?:\(|[\"\u201c\u201e\u00ab\u2018']|$)|:\s|,?\s(?:1[89]|20)[0-9]{2}[a-z]?[.,:]"
)
_GROUP = re.compile(
    r"(?:(?:for|on\sbehalf\sof)\s)?(?:the\s)?(?P<name>[A-Z][^.;:,()]{2,100}?\s(?:Investigators|Group|"
    r"Committee|Consortium|Collaboration|Collaborators|Network|Team|Panel|Society|Foundation|"
    r"Association|Organization|Council|Alliance)(?:\s(?:of|on|for)\s[^.;:,()]{2,80})?)(?=\s?[.:]|\s\()"
)
_NOT_SURNAMES = frozenset(
    {"vitamin", "vitamins", "group", "type", "table", "phase", "hepatitis", "coenzyme", "omega"}
    | {"the", "a", "an", "study", "part", "grade", "factor", "world", "class", "appendix"}
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

    They have to end like an author list does: with a full stop, a colon, a year, a
    quotation mark, "et al." or the end of the text. Names that begin with initials may
    also end before words that are none.
    """
    names: list[Name] = []
    position = end = start
    last = None
    while len(names) < 500 and (match := _name(text, position)):
        family = match["family"].strip()
        if family.split()[0].casefold() in _NOT_SURNAMES:
            break
        names.append(Name(family, _given(match)))
        end, last = match.end(), match
        separator = _SEPARATOR.match(text, _stop(text, match))
        if separator is None:
            break
        position = separator.end()
    if last is None:
        alone = _SURNAME_ET_AL.match(text, start)
        if alone is None:
            return Authors(end=start)
        return Authors((Name(alone["family"]),), False, alone.end())
    if position > end and (group := _GROUP.match(text, position)):
        names.append(Name(literal=group["name"]))
        return Authors(tuple(names), True, group.end())
    if et_al := _ET_AL.match(text, end):
        group = _GROUP.match(text, et_al.end() + 1) if text[et_al.end() - 1] in ";l." else None
        if group and text[et_al.end() - 1 : et_al.end() + 1] != ". ":
            return Authors((*names, Name(literal=group["name"])), False, group.end())
        return Authors(tuple(names), False, et_al.end())
    if _LIST_ENDS.match(text, end) or text[end - 1] in {".", " "}:
        return Authors(tuple(names), True, end)
    if position > end and last.re is _INITIALS_FIRST:
        return Authors(tuple(names), True, position)
    return Authors(end=start)


def names_in(text: str) -> Authors:
    """The names of a text known to be an author list, in whatever form.

    What has no initials ("Thacher, Tom", "National Institutes of Health") is read as given
    and family names where it can be, otherwise as an organization.
    """
    text = text.strip(" ,;:")
    if not text.strip("."):
        return NOBODY
    found = leading_authors(text + " (")
    et_al = _ET_AL.search(text)
    text = text.rstrip(".") if not re.search(rf"\b[{_UPPER}]\.$", text) else text
    if found.names and found.end >= len(text) - 1:
        return Authors(found.names, found.complete, len(text))
    if found.names and et_al:
        return Authors(found.names, False, len(text))
    body = (text[: et_al.start()] if et_al else text).strip(" ,;:")
    return Authors(full_names(body), et_al is None, len(text))


def _name(text: str, position: int) -> re.Match[str] | None:
    for pattern in (_COMMA_INITIALS, _BARE_INITIALS, _INITIALS_FIRST, _COMMA_BARE):
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
