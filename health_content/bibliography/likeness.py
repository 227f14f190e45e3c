"""Whether two spellings stand for one title, name, journal, number or range of pages.

Each function takes what a citation says and what a record says, both not empty. Its time grows
with the length of the texts, of which no more than ``LONGEST`` characters are read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from rapidfuzz import fuzz

from health_content.bibliography.record import Name

LONGEST = 600

SAME_TITLE = 90.0
"""How alike titles of one work are at least, of 100, by their letters and digits.

Misprints, spellings of two countries and lost hyphens stay above; in a title of 80 letters it
leaves room for eight that differ. Titles of two works on one topic stay below 80 as a rule, and
where they come near ("Part 1", "is not associated"), numbers and denials tell them apart.
"""

SHORTEST_START = 20
"""How many characters a title without its subtitle has at least to be known by."""

SAME_BODY = 85.0
"""How alike the names of one institution are at least, whatever the order of their words."""

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
_TOLD_BEFORE = re.compile(
    r"^\W*(?:retracted(?:\sarticle)?|retraction(?:\snote)?(?:\sto)?|withdrawn(?:\sarticle)?|"
    r"removed|expression\sof\sconcern|corrigendum|erratum|correction)\b\W*[:\]]\W*",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"\[([^\[\]]{1,600})\]")
_SUBTITLE = re.compile(r"[:?!.]\s|\s[-\u2013\u2014]\s")
# Numbers, and letters that stand alone: "part II", "vitamin K". "A" is an article.
_NUMBER = re.compile(r"[0-9]+|\b(?:[ivx]{1,4}|[b-z])\b")
_DENIAL = re.compile(r"\b(?:no|not|without|non|lack|fails?)\b")
_PARTICLES = frozenset(
    """van von de der den da do dos du la le di del della el al bin ter ten t d l das zu zur
    af av abu ibn st saint jr sr ii iii""".split()
)
_SMALL = frozenset(
    """the of and in for on a an to und der die das fur de la le et des du del y e series ser
    section sect part official""".split()
)
_COUNTRY = re.compile(r"\b(?:u s a|usa|united states(?: of)? america)$")


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """Words in plain lower-case letters with one space between; Greek letters by name."""
    lowered = _MARKUP.sub("", text[:LONGEST]).casefold().translate(_LETTERS)
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
    if sorted(_NUMBER.findall(one)) != sorted(_NUMBER.findall(other)):
        return False
    if bool(_DENIAL.search(one)) != bool(_DENIAL.search(other)):
        return False
    return fuzz.ratio(one, other, score_cutoff=SAME_TITLE) >= SAME_TITLE


def same_name(cited: Name, found: Name) -> bool:
    """Whether two names are one person's by the family name, or one institution's.

    Particles, accents and the ways to spell them out do not count, nor does a second family
    name that one of them lacks. Names in two scripts cannot be told apart.
    """
    if cited.literal and found.literal:
        one, other = folded(cited.literal), folded(found.literal)
        return one == other or (
            fuzz.token_set_ratio(one, other) >= SAME_BODY or _is_acronym(one, other.split())
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


def same_journal(cited: str, found: str) -> bool:
    """Whether two names are one journal's, either of them perhaps abbreviated or an acronym."""
    return any(
        _one_journal(one, other)
        for one in _journal_readings(cited)
        for other in _journal_readings(found)
    )


@lru_cache(maxsize=4096)
def _journal_readings(name: str) -> tuple[tuple[str, ...], ...]:
    """The words of a name: whole, and without subtitle, place and country."""
    ways = [name[:LONGEST]]
    ways.append(re.sub(r"\([^()]{0,80}\)", " ", ways[0]))
    ways.append(re.split(r"\s?[:=]\s", ways[1], maxsplit=1)[0])
    found = []
    for way in ways:
        words = [word for word in _COUNTRY.sub("", folded(way)).split() if word not in _SMALL]
        found.append(tuple(words or folded(way).split()))
    return tuple(dict.fromkeys(found))


def _one_journal(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if len(one) == len(other):
        return all(_stands_for(*pair) for pair in zip(one, other, strict=True))
    short, long = sorted((one, other), key=len)
    return len(short) == 1 and _is_acronym(short[0], list(long))


def _is_acronym(word: str, words: list[str]) -> bool:
    initials = "".join(part[0] for part in words if part not in _SMALL)
    return len(word) > 2 and word == initials


def _stands_for(one: str, other: str) -> bool:
    """Whether a word is the other, its beginning, or short for it ("natl", "jpn")."""
    short, long = sorted((one, other), key=len)
    if long.startswith(short):
        return True
    if len(short) > 6 or short[0] != long[0] or len(long) < len(short) + 3:
        return False
    letters = iter(long)
    return all(letter in letters for letter in short)


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
