"""Somebody's story of an illness: who tells it, and how it ended."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from health_content.compliance.annotate import Sentence
from health_content.compliance.rules.claims.phrases import written
from health_content.compliance.rules.claims.turns import (
    FIRST_PERSON,
    OUTCOMES,
    REPORTERS,
    THIRD_PERSON,
)
from health_content.compliance.rules.claims.voice import is_advice, is_denied
from health_content.compliance.shapes import Kind

if TYPE_CHECKING:
    from health_content.compliance.material import Copy

_UNLESS_DENIED = frozenset({"no", "off", "never", "haven't", "hasn't", "not", "without"})
_SAYING = frozenset({"says", "said", "writes", "wrote"})
_LATER = frozenset({"after", "since", "thanks"})
_REACHED = frozenset({"normal", "lower", "better"})
_QUOTES = '"“„«'


def may_tell(copy: Copy) -> bool:
    """Whether a text has anything of a story: a first person, a quotation, a buyer."""
    return copy.role == "quotation" or _sounds_told(copy.text)


@lru_cache(maxsize=4096)
def _sounds_told(text: str) -> bool:
    present = written(text).present
    return (
        not FIRST_PERSON.isdisjoint(present)
        or any(mark in text for mark in _QUOTES)
        or not _SAYING.isdisjoint(present)
        or REPORTERS.is_in(text)
    )


def is_told(copy: Copy, sentence: Sentence) -> bool:
    """Whether a sentence is somebody's own story, or a buyer's as others tell it."""
    present = written(sentence.text).present
    if not FIRST_PERSON.isdisjoint(present):
        return True
    if REPORTERS.is_in(sentence.text):
        return True
    is_quoted = copy.role == "quotation" or any(mark in sentence.text for mark in _QUOTES)
    is_reported = not _SAYING.isdisjoint(present)
    return (is_quoted or is_reported) and not THIRD_PERSON.isdisjoint(present)


def speaks_of_illness(sentence: Sentence) -> bool:
    """Whether a sentence names a disease, a symptom or a marker that is no everyday matter, or
    the medicine somebody took for one.
    """
    if any(item.has("medicine") for item in sentence.of(Kind.SUBJECT)):
        return True
    return any(
        not item.has("weak") and not item.has("everyday") and not item.has("nutrient")
        for kind in (Kind.DISEASE, Kind.SYMPTOM, Kind.MARKER, Kind.DRUG)
        for item in sentence.of(kind)
    )


def has_outcome(sentence: Sentence) -> bool:
    """Whether a sentence says that something got better."""
    if sentence.is_question or is_advice(sentence):
        return False
    read = written(sentence.text)
    if not _LATER.isdisjoint(read.present) and not _REACHED.isdisjoint(read.present):
        return not sentence.has(Kind.NEGATION)
    words = read.words
    for found in OUTCOMES.found_in(sentence.text):
        if words[found.first] in _UNLESS_DENIED:
            return True
        if not is_denied(sentence, sentence.start + found.start):
            return True
    return False
