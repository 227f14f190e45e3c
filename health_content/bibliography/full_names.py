"""Names of people with their given names written out."""

from __future__ import annotations

import re

from health_content.bibliography.journal_words import likeness
from health_content.bibliography.organizations import has_word_of_organizations, is_organization
from health_content.bibliography.record import Name

_AND = re.compile(r",?\s(?:and|&)\s", re.IGNORECASE)
_PARTICLES = frozenset(
    "van von de der den da do dos das du la le di del della el al bin ibn ter ten zu st".split()
)
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "2nd", "3rd"})
_DEGREES = re.compile(
    r",\s(?:M\.?D|Ph\.?D|R\.?D\.?N?|M\.?P\.?H|D\.?O|M\.?Sc?|B\.?Sc?|PharmD|DDS|RN|CNS)\.?(?=,|$|\s)"
)
_INVERTED = re.compile(
    r"(?P<family>(?:(?:van|von|de|der|den|da|do|dos|du|la|le|di|del|el|al)\s){0,3}[^\W\d_a-z][\w'\u2019-]{1,40}"
    r"(?:\s[^\W\d_a-z][\w'\u2019-]{1,40})?),\s(?P<given>[^\W\d_a-z][\w'\u2019-]{0,40}"
    r"(?:\s[^\W\d_a-z][\w'\u2019-]{0,40}\.?){0,2})(?=;\s|\.\s|\s\(|(?<=\.)\s)"
)
_ALONE = re.compile(r"\b[^\W\d_]\b\.?")
_WORD = re.compile(r"[^\W\d_][\w.'\u2019\u2010\u2011-]{0,40}")


def full_names(text: str) -> tuple[Name, ...]:
    """The people or organizations that a text known to be an author list names.

    "Smith, John, and Alice Doe", "John Smith and Alice Doe" and "Smith, John; Doe, Alice"
    are read; what is none of these is the name of one organization.
    """
    text = _DEGREES.sub("", text).strip(" ,;:")
    if ";" in text:
        pieces = [piece.strip(" ,.") for piece in re.sub(r";\s(?:and|&)\s", "; ", text).split(";")]
        return tuple(_one(piece) for piece in pieces if piece)
    if (
        is_organization(text)
        or likeness(text) > 0.4
        or (has_word_of_organizations(text) and not _people(text))
    ):
        return _organizations(text)
    return _people(text) or ((Name(literal=text.rstrip(".")),) if text else ())


def _organizations(text: str) -> tuple[Name, ...]:
    pieces = [piece.strip() for piece in re.split(r",?\s&\s|,\sand\s", text)]
    if all(is_organization(piece) for piece in pieces):
        return tuple(Name(literal=piece) for piece in pieces)
    return (Name(literal=text.rstrip(".")),)


def people(text: str) -> tuple[Name, ...]:
    """The people of a text that is nothing but names, two or more; else nobody."""
    if has_word_of_organizations(text) or any(sign in text for sign in ":?!()[]0123456789"):
        return ()
    found = _people(text.strip(" ,;."))
    return found if len(found) > 1 else ()


def person(text: str) -> tuple[Name, ...]:
    """The one person that a text names with a given and a family name; else nobody."""
    if has_word_of_organizations(text) or "," in text or not 1 < len(text.split()) < 5:
        return ()
    found = _people(text) if all(not word.islower() for word in text.split()[:1]) else ()
    return found if len(found) == 1 else ()


def inverted(text: str) -> tuple[tuple[Name, ...], int] | None:
    """The people of "Smith, John; Doe, Alice B." at the start, and where they end."""
    names: list[Name] = []
    end = 0
    while len(names) < 200 and (match := _INVERTED.match(text, end)):
        names.append(Name(match["family"], match["given"].rstrip(".")))
        end = match.end()
        if text[end : end + 1] != ";":
            break
        end += 2
    end -= text[end - 1 : end] == "."
    if not names or text[end : end + 2] not in {". ", " ("}:
        return None
    if any(has_word_of_organizations(str(name)) or likeness(str(name)) > 0.5 for name in names):
        return None
    return tuple(names), end + 1


def _people(text: str) -> tuple[Name, ...]:
    pieces = [piece.strip() for piece in ", ".join(_AND.split(text)).split(", ")]
    pieces = _with_suffixes([piece for piece in pieces if piece])
    if not pieces or not all(_is_name(piece) for piece in pieces):
        return ()
    is_alone = all(len(piece.split()) == 1 for piece in pieces)
    if is_alone and (len(pieces) % 2 if len(pieces) > 2 else "," not in text):
        return tuple(Name(piece) for piece in pieces)
    if len(pieces) == 1:
        return (_direct(pieces[0]),) if len(pieces[0].split()) > 1 else (Name(pieces[0]),)
    if all(_is_direct(piece) for piece in pieces):
        return tuple(_direct(piece) for piece in pieces)
    if all(_is_direct(piece) for piece in pieces[2:]):
        return (Name(pieces[0], pieces[1]), *(_direct(piece) for piece in pieces[2:]))
    if len(pieces) % 2 == 0:
        pairs = zip(pieces[::2], pieces[1::2], strict=True)
        return tuple(Name(family, given) for family, given in pairs)
    return ()


def _one(piece: str) -> Name:
    family, comma, given = piece.partition(", ")
    if comma and "," not in given and not is_organization(piece) and _is_name(given):
        return Name(family, given)
    if not comma and _is_direct(piece) and not has_word_of_organizations(piece):
        return _direct(piece)
    return Name(literal=piece)


def _is_name(piece: str) -> bool:
    words = piece.split()
    return 0 < len(words) <= 5 and all(
        _WORD.fullmatch(word) and (not word[0].islower() or word.casefold() in _PARTICLES)
        for word in words
    )


def _is_direct(piece: str) -> bool:
    """Whether a piece is a given and a family name, rather than one of them."""
    words = piece.split()
    return (
        len(words) > 1 and words[0].casefold() not in _PARTICLES and len(words[-1].strip(".")) > 1
    )


def _direct(piece: str) -> Name:
    words = piece.split()
    suffix = [words.pop()] if words[-1].strip(".").casefold() in _SUFFIXES else []
    first = len(words) - 1
    while first > 1 and words[first - 1].casefold() in _PARTICLES:
        first -= 1
    return Name(" ".join(words[first:]), " ".join([*words[:first], *suffix]))


def _with_suffixes(pieces: list[str]) -> list[str]:
    joined: list[str] = []
    for piece in pieces:
        if joined and piece.strip(".").casefold() in _SUFFIXES:
            joined[-1] += f" {piece}"
        else:
            joined.append(piece)
    return joined
