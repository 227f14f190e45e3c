"""Claims: what a sentence says that something sold does to a disease.

A claim is a relation ("prevents", "relief of", "good for") and what it acts upon (a
disease, a symptom, a marker, a germ), said of the product or of nobody else. Verbs alone
are none, nor are names of diseases. Hedges do not take a claim back; denials, advice to see
a doctor, and acts of doctors, medicines and ways of life do. Which of the ten criteria of
21 CFR 101.93(g)(2) a claim falls under follows from what it acts upon.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from health_content.compliance.annotate import Sentence
from health_content.compliance.claims.acts import of_acts
from health_content.compliance.claims.agents import Agent, names_product
from health_content.compliance.claims.caveats import caveats_in, stands
from health_content.compliance.claims.claim import Claim, Criterion
from health_content.compliance.claims.company import (
    deprivation_in,
    is_bare_name,
    is_praise,
    of_benefits,
    of_citations,
    of_company,
    of_uses,
)
from health_content.compliance.claims.grammar import MEDICAL, is_fragment
from health_content.compliance.claims.lists import claims_of_entry, lead_of
from health_content.compliance.claims.targets import TARGETS, diseases_in, targets_in
from health_content.compliance.claims.therapies import (
    of_classes,
    of_cut_medicine,
    of_people,
    of_side_effects,
    of_therapies,
)
from health_content.compliance.shapes import Kind

__all__ = [
    "Agent",
    "Claim",
    "Criterion",
    "claims_in",
    "claims_of_entry",
    "deprivation_in",
    "diseases_in",
    "is_bare_name",
    "is_fragment",
    "lead_of",
    "names_product",
    "praises",
]

_WORTH = TARGETS | MEDICAL | {Kind.POPULATION, Kind.BODY, Kind.SUBJECT}
_MEMORY = 8192
_MOST = 12
_DATING = frozenset({"in", "by", "around", "during", "of"})
_WARNING = frozenset("warn warned warning prohibit ban accuse charge fine forbid seize".split())
_OLD_YEARS = tuple(str(century) for century in range(14, 19))


@lru_cache(maxsize=_MEMORY)
def claims_in(sentence: Sentence) -> tuple[Claim, ...]:
    """The claims of a sentence, each target once, in order.

    A sentence is bad enough with a dozen: no more are looked for.
    """
    if not sentence.has(*_WORTH) or _tells_of_others(sentence):
        return ()
    caveats = caveats_in(sentence)
    found: dict[int, Claim] = {}
    for claim in _all(sentence):
        if caveats and not stands(sentence, claim, caveats):
            continue
        known = found.get(claim.target.first)
        if known is None or claim.end - claim.start < known.end - known.start:
            found[claim.target.first] = claim
        if len(found) >= _MOST:
            break
    if not found and not caveats:
        found = {claim.target.first: claim for claim in of_citations(sentence)}
    if not found and not caveats:
        found = {claim.target.first: claim for claim in of_company(sentence)}
    return _joined(sorted(found.values(), key=lambda claim: (claim.start, -claim.end)))


def _joined(claims: list[Claim]) -> tuple[Claim, ...]:
    """One claim for all that one act does: "cures gout, arthritis and asthma"."""
    kept: dict[tuple[int, Criterion], Claim] = {}
    for claim in claims:
        kept.setdefault((claim.start, claim.criterion), claim)
    return tuple(kept.values())


def praises(sentence: Sentence) -> bool:
    """Whether it says something good of something sold, whatever the good is."""
    return not _tells_of_others(sentence) and not caveats_in(sentence) and is_praise(sentence)


def _all(sentence: Sentence) -> Iterator[Claim]:
    targets = targets_in(sentence)
    relations = sentence.of(Kind.RELATION)
    yield from of_classes(sentence)
    yield from of_therapies(sentence, relations)
    yield from of_cut_medicine(sentence, relations)
    yield from of_side_effects(sentence, relations)
    yield from of_people(sentence, relations)
    if targets:
        yield from of_acts(sentence, relations, targets)
        yield from of_benefits(sentence, relations, targets)
        yield from of_uses(sentence)


def _tells_of_others(sentence: Sentence) -> bool:
    """Whether the sentence tells of a regulator's warning or of old history."""
    if any(item.has("regulator") for item in sentence.of(Kind.SUBJECT)) and not _WARNING.isdisjoint(
        sentence.keys
    ):
        return True
    return any(
        len(key) == 4 and key.isdigit() and key[:2] in _OLD_YEARS and before in _DATING
        for before, key in pairwise(sentence.keys)
    )
