"""A US health claim with a nutrient in it that the claim is not about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from health_content.compliance.annotate import Sentence, annotate
from health_content.compliance.finding import Market
from health_content.compliance.health_claims import (
    Alteration,
    alteration,
    authorized,
    claim_around,
)
from health_content.compliance.health_claims.wordings import words_of
from health_content.compliance.rules.claims.voice import said
from health_content.compliance.shapes import Kind

if TYPE_CHECKING:
    from health_content.compliance.material import Copy, Material

_QUOTES = str.maketrans(dict.fromkeys("“”„«»", '"'))


def altered_claims(material: Material) -> Iterator[tuple[Copy, Sentence, Alteration]]:
    """Every sentence that is a US claim altered or cut, and not part of an exact one.

    A sentence that asks, denies the claim or quotes its exact words is none.
    """
    for copy in said(material):
        for sentence in copy.sentences:
            found = alteration(sentence.text)
            if (
                found is not None
                and not sentence.is_question
                and not _denies(sentence, found)
                and not _quotes_exactly(sentence.text)
                and claim_around(copy.text, sentence.start, sentence.end, Market.US) is None
            ):
                yield copy, sentence, found


def swapped_in(sentence: Sentence, found: Alteration) -> str:
    """The nutrient that a sentence names and the claim does not; empty where there is none."""
    claimed = {
        item.entry.phrase
        for part in annotate(found.claim.text).sentences
        for item in part.of(Kind.NUTRIENT)
    }
    claimed.update(found.claim.substances)
    changed = {word for _, said_instead in found.changes for word in said_instead.split()}
    for item in sentence.of(Kind.NUTRIENT):
        words = sentence.text[item.start - sentence.start : item.end - sentence.start]
        if item.entry.phrase not in claimed and changed & set(words_of(words)):
            return words
    return ""


def _denies(sentence: Sentence, found: Alteration) -> bool:
    denials = sum(not item.has("false") for item in sentence.of(Kind.NEGATION))
    admitted = sum(
        not item.has("false")
        for part in annotate(found.claim.text).sentences
        for item in part.of(Kind.NEGATION)
    )
    return denials > admitted


def _quotes_exactly(text: str) -> bool:
    pieces = text.translate(_QUOTES).split('"')
    return any(authorized(piece, Market.US) for piece in pieces[1::2])
