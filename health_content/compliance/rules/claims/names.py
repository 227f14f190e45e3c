"""Names of products, and the parts of names that name a disease or a cure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from health_content.compliance.annotate import Mention
from health_content.compliance.folding import fold
from health_content.compliance.lexicons import vocabulary
from health_content.compliance.shapes import Kind

if TYPE_CHECKING:
    from health_content.compliance.material import Copy

_WORD = re.compile(r"[^\W\d_]+")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_COINED = re.compile(r"\b[A-Z][a-z]+(?:[A-Z][a-z]*)+\b|\b[A-Z][\w-]{2,40}(?=\s?[®™])")
_SHORTEST, _LONGEST = 3, 20
_LONGEST_NAME = 5

Tags = frozenset[str]
_NOTHING: Tags = frozenset()


@dataclass(slots=True)
class _Morphemes:
    """The table: entries that begin a word, that end one, and whole words and names."""

    starts: dict[str, Tags]
    ends: dict[str, Tags]
    wholes: dict[str, Tags]

    def tags(self, word: str) -> Tags:
        """What a word in lower case says by its parts; an accepted word says nothing."""
        whole = self.wholes.get(word)
        if whole is not None:
            return whole
        return self._told(self._longest(self.starts, word)) | self._told(
            self._longest(self.ends, word, -1)
        )

    @staticmethod
    def _longest(morphemes: dict[str, Tags], word: str, step: int = 1) -> Tags:
        """The longest morpheme that a word begins with, or ends with where ``step`` is -1."""
        for size in range(min(len(word), _LONGEST), _SHORTEST - 1, -1):
            part = word[:size] if step > 0 else word[-size:]
            if part in morphemes:
                return morphemes[part]
        return _NOTHING

    @staticmethod
    def _told(tags: Tags) -> Tags:
        """A weak morpheme tells of a disease only beside a control word."""
        if "weak" not in tags:
            return tags
        return frozenset({"needs-cure"}) if "disease" in tags else _NOTHING


@dataclass(frozen=True, slots=True)
class NamePart:
    """A word of a name that tells of a disease: characters ``start`` to ``end``."""

    start: int
    end: int


def telling_parts(name: str) -> Iterator[NamePart]:
    """The words of a name that are built on a disease or a cure.

    A word written in humps ("CircuCure") is read hump by hump and as a whole. Some parts
    ("liver", "control") tell only beside each other.
    """
    words = list(_WORD.finditer(name))
    tags = [_tags(match.group()) for match in words]
    controls = any("control" in item or "cure" in item for item in tags)
    for match, item in zip(words, tags, strict=True):
        if _tells(item) or (controls and "needs-cure" in item):
            yield NamePart(match.start(), match.end())


def is_only_a_name(text: str) -> bool:
    """Whether a text is no more than a name: a few words that all begin with a capital."""
    words = text.split()
    return (
        not text.rstrip().endswith((".", "!", "?", ":"))
        and 0 < len(words) <= _LONGEST_NAME
        and all(word[:1].isupper() or not word[:1].isalpha() for word in words)
    )


def named_for(copy: Copy) -> Iterator[NamePart]:
    """Of a text that is only a name, what tells: coined parts, and what goods are named for."""
    found = list(telling_parts(copy.text))
    if found:
        yield from found
        return
    for sentence in copy.sentences:
        parts = sentence.mentions
        is_bought_for = any(map(_is_purpose, parts)) and any(map(_is_goods, parts))
        if is_bought_for or (any(map(_is_organ, parts)) and any(map(_mends, parts))):
            yield NamePart(sentence.start, sentence.end)


def _is_purpose(mention: Mention) -> bool:
    """Whether a name's part is what goods are bought for: a marker, a germ, a medicine."""
    return (
        bool(mention.entry.kinds & {Kind.MARKER, Kind.PATHOGEN, Kind.DRUG, Kind.DRUG_CLASS})
        and not mention.has("acceptable")
        and not mention.has("nutrient")
        and not mention.is_a(Kind.NUTRIENT)
        and not mention.has("good")
    )


def _is_organ(mention: Mention) -> bool:
    """Whether a name's part is a part of the body."""
    return mention.is_a(Kind.BODY) and not mention.has("process")


def _mends(mention: Mention) -> bool:
    """Whether a name's part says that something is mended: "Cleanse", "Rescue", "Therapy"."""
    return mention.is_a(Kind.RELATION) and "act" in mention.entry.tags and mention.has("noun")


def _is_goods(mention: Mention) -> bool:
    """Whether a name's part is a word for goods or for what they do: "Formula", "Cleanse"."""
    return bool(mention.entry.tags & {"goods", "form", "noun", "act", "lower"})


@lru_cache(maxsize=4096)
def telling_names(text: str) -> tuple[tuple[int, str], ...]:
    """Words of a running text that can only be names, in humps or marked ® or ™, and tell of a
    disease or a cure.
    """
    names = ((match.start(), match.group()) for match in _COINED.finditer(text))
    return tuple((start, name) for start, name in names if any(telling_parts(name)))


def _tells(tags: Tags) -> bool:
    if not tags.isdisjoint({"cure", "drug-name", "drug-stem"}):
        return True
    return "disease" in tags and "needs-cure" not in tags


@lru_cache(maxsize=4096)
def _tags(word: str) -> Tags:
    plain = fold(word).text
    known = _morphemes()
    whole = known.wholes.get(plain, _NOTHING)
    if "acceptable" in whole or _is_a_known_word(plain, whole):
        return _NOTHING
    humps = _HUMP.split(word)
    found = known.tags(plain)
    for hump in humps if len(humps) > 1 else ():
        found |= known.tags(fold(hump).text)
    return found - {"acceptable"}


def _is_a_known_word(word: str, whole: Tags) -> bool:
    """A word of the vocabulary is no coined name; what it names, its mention tells."""
    return not whole and any(not rest for rest, _ in vocabulary().phrases.get(word, ()))


@cache
def _morphemes() -> _Morphemes:
    """The table ``lexicon/disease_morphemes.txt``."""
    found = _Morphemes({}, {}, {})
    table = files("health_content.compliance") / "lexicon" / "disease_morphemes.txt"
    for line in table.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        entry, _, marks = line.partition("|")
        entry, tags = entry.strip(), frozenset(marks.split())
        if entry.endswith("-"):
            found.starts[entry[:-1]] = tags
        elif entry.startswith("-"):
            found.ends[entry[1:]] = tags
        else:
            found.wholes[entry] = tags if "weak" not in tags else found._told(tags)
    return found
