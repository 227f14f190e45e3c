"""The vocabulary: what the lexicons' words and phrases are names of.

A lexicon is a text file of ``lexicon/``: lines beginning ``#`` say what it is, where it is
from and under what licence; every other line is an entry in its base form, with tags after
`` | ``. An entry in capitals is an acronym, found in capitals only. Inflection, spelling
and hyphens are the business of :mod:`health_content.compliance.words`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from health_content.compliance.folding import fold
from health_content.compliance.shapes import Kind, shape_of
from health_content.compliance.words import base_forms

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_KNOWN_WORDS = 50_000


class Lexicon(StrEnum):
    """The files, by stem."""

    DISEASES = "diseases"
    SYMPTOMS = "symptoms"
    MARKERS = "markers"
    PATHOGENS = "pathogens"
    DRUGS = "drugs"
    DRUG_CLASSES = "drug_classes"
    DRUG_INGREDIENTS = "drug_ingredients"
    THERAPIES = "therapies"
    NUTRIENTS = "nutrients"
    BOTANICALS = "botanicals"
    PRODUCTS = "products"
    POPULATIONS = "populations"
    BODY = "body"
    RELATIONS = "relations"
    NEGATIONS = "negations"
    SUBJECTS = "subjects"
    SAFETY = "safety"
    HARMS = "harms"
    MODALITY = "modality"
    STUDIES = "studies"
    STATES = "states"


KINDS: dict[Lexicon, Kind] = {
    Lexicon.DISEASES: Kind.DISEASE,
    Lexicon.SYMPTOMS: Kind.SYMPTOM,
    Lexicon.MARKERS: Kind.MARKER,
    Lexicon.PATHOGENS: Kind.PATHOGEN,
    Lexicon.DRUGS: Kind.DRUG,
    Lexicon.DRUG_CLASSES: Kind.DRUG_CLASS,
    Lexicon.DRUG_INGREDIENTS: Kind.DRUG_INGREDIENT,
    Lexicon.THERAPIES: Kind.THERAPY,
    Lexicon.NUTRIENTS: Kind.NUTRIENT,
    Lexicon.BOTANICALS: Kind.NUTRIENT,
    Lexicon.PRODUCTS: Kind.PRODUCT,
    Lexicon.POPULATIONS: Kind.POPULATION,
    Lexicon.BODY: Kind.BODY,
    Lexicon.RELATIONS: Kind.RELATION,
    Lexicon.NEGATIONS: Kind.NEGATION,
    Lexicon.SUBJECTS: Kind.SUBJECT,
    Lexicon.SAFETY: Kind.SAFETY,
    Lexicon.HARMS: Kind.HARM,
    Lexicon.MODALITY: Kind.MODALITY,
    Lexicon.STUDIES: Kind.STUDY,
    Lexicon.STATES: Kind.DISEASE,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A phrase of the vocabulary: what it names, and its tags of all lexicons together."""

    phrase: str
    kinds: frozenset[Kind]
    tags: frozenset[str]


@dataclass(slots=True)
class Vocabulary:
    """All phrases, by their first word, longest first; and what each written word stands for.

    ``acronyms`` are single words found in capitals only.
    """

    phrases: dict[str, list[tuple[list[str], Entry]]]
    acronyms: dict[str, Entry]
    words: frozenset[str]
    bases: dict[str, str]
    shapes: dict[str, Entry | None]

    def base(self, word: str) -> str:
        """The one form under which all inflections of a word are looked up."""
        known = self.bases.get(word)
        if known is None:
            if len(self.bases) > _KNOWN_WORDS:
                self.bases.clear()
            known = _base(word, self.words)
            self.bases[word] = known
        return known

    def shape(self, word: str) -> Entry | None:
        """What the shape of a word that is no entry tells ("-itis", "anti-")."""
        try:
            return self.shapes[word]
        except KeyError:
            if len(self.shapes) > _KNOWN_WORDS:
                self.shapes.clear()
            kind = shape_of(word)
            entry = Entry(word, frozenset({kind}), frozenset({"shape"})) if kind else None
            self.shapes[word] = entry
            return entry

    def __len__(self) -> int:
        return sum(map(len, self.phrases.values())) + len(self.acronyms)


def weak_as(kind: Kind) -> str:
    """The tag of a word that is only now and then a name of this kind."""
    return f"weak-{kind.value}"


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary of all lexicons. Raises ``ValueError`` for a line that is no entry."""
    kinds: dict[str, set[Kind]] = {}
    tags: dict[str, set[str]] = {}
    for lexicon in Lexicon:
        for phrase, marks in entries(lexicon):
            kinds.setdefault(phrase, set()).add(KINDS[lexicon])
            tags.setdefault(phrase, set()).update(marks)
            if "weak" in marks:
                tags[phrase].add(weak_as(KINDS[lexicon]))
    split = {phrase: _WORD.findall(fold(phrase).text) for phrase in kinds}
    words = frozenset(
        word for phrase, parts in split.items() if not _is_acronym(phrase) for word in parts
    )
    found = Vocabulary({}, {}, words, {}, {})
    for phrase, parts in split.items():
        entry = Entry(phrase, frozenset(kinds[phrase]), frozenset(tags[phrase]))
        if _is_acronym(phrase):
            found.acronyms[found.base(parts[0])] = entry
        else:
            keys = [found.base(part) for part in parts]
            found.phrases.setdefault(keys[0], []).append((keys[1:], entry))
    for key, members in found.phrases.items():
        found.phrases[key] = _merged(members)
    return found


def _merged(members: list[tuple[list[str], Entry]]) -> list[tuple[list[str], Entry]]:
    """Longest first, and spellings of one phrase as one entry."""
    by_rest: dict[tuple[str, ...], Entry] = {}
    for rest, entry in members:
        other = by_rest.get(tuple(rest))
        by_rest[tuple(rest)] = (
            Entry(other.phrase, other.kinds | entry.kinds, other.tags | entry.tags)
            if other
            else entry
        )
    return sorted(
        ((list(rest), entry) for rest, entry in by_rest.items()), key=lambda item: -len(item[0])
    )


def entries(lexicon: Lexicon) -> list[tuple[str, frozenset[str]]]:
    """The entries of one file with their tags. Raises ``ValueError`` naming a bad line."""
    text = (files("health_content.compliance") / "lexicon" / f"{lexicon.value}.txt").read_text(
        encoding="utf-8"
    )
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        phrase, _, marks = line.partition("|")
        phrase = phrase.strip()
        if not _WORD.search(phrase):
            raise ValueError(f"{lexicon.value}.txt, line {number}: {line!r} is no entry.")
        found.append((phrase, frozenset(marks.split())))
    return found


def _is_acronym(phrase: str) -> bool:
    return phrase.isupper() and len(_WORD.findall(phrase)) == 1


def _base(word: str, words: frozenset[str]) -> str:
    return next((form for form in base_forms(word) if form in words and form != word), word)
