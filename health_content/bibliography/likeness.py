"""Whether two spellings stand for one title, name, number or range of pages.

Each function takes what a citation says and what a record says, both not empty. Its time grows
with the length of the texts, of which no more than ``LONGEST`` characters are read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from html import unescape

from rapidfuzz import fuzz

from health_content.bibliography.record import Name
from health_content.bibliography.spelling import same_wording

LONGEST = 600

NEAR_TITLE = 80.0
"""How alike titles are at least, of 100, by their letters, for their words to be looked at."""

SHORTEST_START = 20
"""How many characters a title without its subtitle has at least to be known by."""

SAME_BODY = 85.0
"""How alike the names of one institution are at least, whatever the order of their words."""

SMALL = frozenset(
    """the of and in for on a an to voor und der die das fur de la le et des du del y e series ser
    section sect part official""".split()
)
"""Words that do not count in the name of a journal or an institution."""

_LETTERS = str.maketrans(
    {"ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
_SPELT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
_GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta",
    "η": "eta", "θ": "theta", "κ": "kappa", "λ": "lambda", "μ": "mu", "µ": "mu", "π": "pi",
    "σ": "sigma", "τ": "tau", "φ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega",
}  # fmt: skip
_GREEK_LETTERS = str.maketrans({letter: f" {name} " for letter, name in _GREEK.items()})
_MARKUP = re.compile(r"</?(?:i|b|em|strong|sub|sup|sc|jats:\w{1,20}|mml:\w{1,20})\b[^<>]{0,80}>")
# What a publisher sets before the title of a paper that it took back. "Retraction:" and
# "Correction:" stand before the notice on it, which is another work.
_TOLD_BEFORE = re.compile(
    r"^\W*(?:retracted|withdrawn|removed)(?:\s(?:article|paper|chapter))?\b\W*[:\]]\W*",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"\[([^\[\]]{1,600})\]")
_SUBTITLE = re.compile(r"[:?!.]\s|\s[-\u2013\u2014]\s")
_PARTICLES = frozenset(
    """van von de der den da do dos du la le di del della el al bin ter ten t d l das zu zur
    af av abu ibn st saint jr sr ii iii""".split()
)


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """Words in plain lower-case letters with one space between; Greek letters by name."""
    lowered = _MARKUP.sub("", unescape(text[:LONGEST])).casefold().translate(_LETTERS)
    lowered = lowered.translate(_GREEK_LETTERS)
    plain = "".join(
        sign for sign in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(sign)
    )
    return " ".join(re.findall(r"[^\W_]+", plain.replace("'", "").replace("\u2019", "")))


@lru_cache(maxsize=8192)
def title_readings(title: str) -> tuple[str, ...]:
    """The ways in which a title may be given: whole, and where it is given twice, either half."""
    bare = _TOLD_BEFORE.sub("", title[:LONGEST].strip())
    found = [folded(bare)]
    if "[" in bare:
        found += [folded(inner) for inner in _BRACKETED.findall(bare)]
        found.append(folded(_BRACKETED.sub(" ", bare)))
    return tuple(dict.fromkeys(reading for reading in found if reading))


def is_translated(title: str) -> bool:
    """Whether a record gives a title in brackets: PubMed's translation of it."""
    return bool(_BRACKETED.fullmatch(title.strip().rstrip(".")))


def same_title(cited: str, found: str) -> bool:
    """Whether two titles are those of one work, with or without a subtitle."""
    ours, theirs = title_readings(cited), title_readings(found)
    if not ours or not theirs:
        return True
    if any(_alike(one, other) for one in ours for other in theirs):
        return True
    starts, other_starts = _start(cited), _start(found)
    return any(_alike(start, one) for start in starts for one in theirs) or any(
        _alike(start, one) for start in other_starts for one in ours
    )


def _start(title: str) -> Iterator[str]:
    """A title without its subtitle, where enough is left to know it by."""
    bare = _TOLD_BEFORE.sub("", title[:LONGEST].strip())
    match = _SUBTITLE.search(bare, SHORTEST_START)
    if match:
        yield folded(bare[: match.start()])


def _alike(one: str, other: str) -> bool:
    if one.replace(" ", "") == other.replace(" ", ""):
        return True
    near = fuzz.ratio(one, other, score_cutoff=NEAR_TITLE)
    return near >= NEAR_TITLE and same_wording(one, other)


def same_name(cited: Name, found: Name) -> bool:
    """Whether two names are one person's by the family name, or one institution's.

    Particles, accents and the ways to spell them out do not count, nor does a second family
    name that one of them lacks. Names in two scripts cannot be told apart.
    """
    if cited.literal and found.literal:
        one, other = folded(cited.literal), folded(found.literal)
        return one == other or (
            fuzz.token_set_ratio(one, other) >= SAME_BODY or is_acronym(one, other.split())
        )
    ours, theirs = _families(cited), _families(found)
    if not ours or not theirs or _is_latin(ours) != _is_latin(theirs):
        return True
    return any(_one_family(one, other) for one in ours for other in theirs)


def _families(name: Name) -> set[tuple[str, ...]]:
    family = (name.family or name.literal).casefold()
    spellings = {folded(family), folded(unicodedata.normalize("NFC", family).translate(_SPELT))}
    found = set()
    for spelling in spellings:
        words = tuple(spelling.split())
        if words:
            found.add(tuple(word for word in words if word not in _PARTICLES) or words)
    return found


def _one_family(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if "".join(one) == "".join(other):
        return True
    short, long = sorted((one, other), key=len)
    # A second family name that one of them lacks stands first or last.
    return len(short) < len(long) and short in (long[: len(short)], long[-len(short) :])


def _is_latin(names: set[tuple[str, ...]]) -> bool:
    return any(re.match("[a-z]", word) for words in names for word in words)


def is_acronym(word: str, words: list[str]) -> bool:
    """Whether a word is made of the first letters of others; small words do not count."""
    initials = "".join(part[0] for part in words if part not in SMALL)
    return len(word) > 2 and word == initials


def same_number(cited: str, found: str) -> bool:
    """Whether two volumes or issues are one; words for volume, issue, supplement do not count."""
    one, other = _number(cited), _number(found)
    return not one or not other or one == other


def _number(text: str) -> tuple[str, ...]:
    parts = re.findall(r"[0-9]+|[a-z]+", folded(text))
    digits = tuple(part.lstrip("0") or "0" for part in parts if part.isdigit())
    return digits or tuple(part for part in parts if part not in {"vol", "volume", "no", "suppl"})


def same_pages(cited: str, found: str) -> bool:
    """Whether two ranges begin and, where both say so, end on one page ("1084-99")."""
    first, last = _pages(cited)
    other_first, other_last = _pages(found)
    if not first or not other_first:
        return True
    if not _one_page(first, other_first):
        return False
    return not last or not other_last or _one_page(last, other_last)


@lru_cache(maxsize=4096)
def _pages(text: str) -> tuple[str, str]:
    plain = unicodedata.normalize("NFKC", text[:80]).casefold()
    plain = re.sub(r"\b(?:pp?|pages?|pii|article|art|no)\b[.:]?", " ", plain)
    ends = re.split(
        r"\s*[-\u2010-\u2015\u2212]+\s*", re.split("[;,]", plain, maxsplit=1)[0].strip()
    )
    first = re.sub(r"[^a-z0-9]", "", ends[0])
    last = re.sub(r"[^a-z0-9]", "", ends[1]) if len(ends) == 2 else ""
    if last.isdigit() and len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    return first, last


def _one_page(one: str, other: str) -> bool:
    if one == other:
        return True
    letters, other_letters = (re.match("[a-z]*", page) for page in (one, other))
    if letters and other_letters and letters[0] and other_letters[0]:
        return False
    return one.lstrip("abcdefghijklmnopqrstuvwxyz0") == other.lstrip("abcdefghijklmnopqrstuvwxyz0")
