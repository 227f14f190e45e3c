"""What is said by standing together: a product and a disease in one sentence or heading."""

from __future__ import annotations

from collections.abc import Iterator

from health_content.compliance.annotate import Mention, Sentence
from health_content.compliance.claims.agents import Agent, agent_of, names_product
from health_content.compliance.claims.claim import (
    GENERIC,
    Claim,
    Criterion,
    claim_about,
    claim_of,
)
from health_content.compliance.claims.grammar import is_denied, is_fragment, parted
from health_content.compliance.claims.targets import TARGETS, diseases_in, targets_in
from health_content.compliance.shapes import Kind

_OTHER_TALK = frozenset(
    """prescribe risk infect characterize deposit absorb tolerate diagnose test measure affect
    regulate regulation law rare inherit avoid interfere""".split()
)
_MORE = frozenset({"more", "higher", "increase", "worse", "most"})
_USES = frozenset({"use", "take", "give", "drink", "apply"})
_ILLNESSES = frozenset({"cancer", "oncology", "tumor", "hiv"})
_LONGEST_NAME = 9
_REACH_OF_WITHOUT = 4
_UNNAMED_WORDS = 4
_NAMED_ONLY = frozenset(
    {Kind.DISEASE, Kind.SYMPTOM, Kind.POPULATION, Kind.BODY, Kind.MODALITY, Kind.DRUG_CLASS}
)


def of_benefits(
    sentence: Sentence, relations: list[Mention], targets: list[Mention]
) -> Iterator[Claim]:
    """A product, a word of benefit and a disease in one sentence, whatever joins them."""
    if sentence.has(Kind.HARM) or not names_product(sentence):
        return
    benefits = [
        item
        for item in relations
        if item.entry.tags & {"benefit", "noun", "help", "act"} and not is_denied(sentence, item)
    ]
    if not benefits:
        return
    for target in targets:
        if Kind.DISEASE not in target.entry.kinds or target.is_weak(TARGETS):
            continue
        agent = agent_of(sentence, target.first)
        if agent is not Agent.PRODUCT or target.entry.phrase in GENERIC:
            continue
        for benefit in benefits:
            first, second = sorted((benefit, target), key=lambda item: item.first)
            if not parted(sentence, first, second):
                yield claim_of(sentence, benefit, target, agent)
                return


def of_citations(sentence: Sentence) -> Iterator[Claim]:
    """A study that joins something sold with a disease, without saying what it found."""
    if not sentence.has(Kind.STUDY) or sentence.has(Kind.HARM) or sentence.is_question:
        return
    if not names_product(sentence) or sentence.has(Kind.SAFETY):
        return
    if any(not item.has("false") for item in sentence.of(Kind.NEGATION)):
        return
    for target in diseases_in(sentence):
        if not target.is_weak(TARGETS):
            yield claim_about(sentence, Criterion.CITATION, target, Agent.PRODUCT, is_topic=True)
            return


def of_uses(sentence: Sentence) -> Iterator[Claim]:
    """A use that is told: "can be used internally for allergies", "has taken it for eczema"."""
    if _USES.isdisjoint(sentence.keys) or sentence.has(Kind.HARM, Kind.SAFETY):
        return
    for target in targets_in(sentence):
        number = target.first - sentence.first
        if "for" not in sentence.keys[max(0, number - 2) : number] or target.is_weak(TARGETS):
            continue
        told = [at for at, key in enumerate(sentence.keys[:number]) if key in _USES]
        if not told or any(
            item.last - sentence.first in range(told[-1] - 3, told[-1])
            for item in sentence.of(Kind.NEGATION)
        ):
            continue
        if agent_of(sentence, target.first) is Agent.PRODUCT:
            yield claim_of(sentence, target, target, Agent.PRODUCT)
            return


def of_company(sentence: Sentence) -> Iterator[Claim]:
    """Something sold and a disease in one sentence, and nothing that says why else."""
    if sentence.has(Kind.HARM, Kind.SAFETY, Kind.DRUG):
        return
    if any(not _treats_illness(item) for item in sentence.of(Kind.THERAPY)):
        return
    if not names_product(sentence, outright="suffer" not in sentence.keys):
        return
    if _OTHER_TALK & set(sentence.keys):
        return
    if "without" in sentence.keys and deprivation_in(sentence):
        return
    if any(
        not item.has("false") and item.entry.phrase not in {"no", "without", "nothing"}
        for item in sentence.of(Kind.NEGATION)
    ):
        return
    if any(
        item.entry.tags & {"hard", "lifestyle", "regulator"} for item in sentence.of(Kind.SUBJECT)
    ):
        return
    ill = [item for item in sentence.of(Kind.THERAPY) if _treats_illness(item)]
    for target in (*targets_in(sentence), *ill):
        if _MORE & set(sentence.keys[max(0, target.first - sentence.first - 3) :][:3]):
            continue
        if Kind.THERAPY in target.entry.kinds or (
            target.entry.kinds & {Kind.DISEASE, Kind.PATHOGEN} and not target.is_weak(TARGETS)
        ):
            yield claim_about(sentence, Criterion.IMPLIED, target, Agent.PRODUCT, is_topic=True)
            return


def _treats_illness(item: Mention) -> bool:
    """Whether a therapy is named after the illness: "cancer treatment"."""
    return not _ILLNESSES.isdisjoint(item.entry.phrase.split())


def deprivation_in(sentence: Sentence) -> Mention | None:
    """The disease threatened to who goes without what is sold: "without magnesium, fractures".

    A disease of want itself ("without vitamin C, scurvy") is a fact, and no threat.
    """
    for number, key in enumerate(sentence.keys):
        if key != "without":
            continue
        first = sentence.first + number
        if any(
            0 < item.first - first <= _REACH_OF_WITHOUT
            and not item.entry.kinds.isdisjoint({Kind.NUTRIENT, Kind.PRODUCT})
            for item in sentence.mentions
        ):
            return next((item for item in targets_in(sentence) if item.first > first), None)
    return None


def is_bare_name(sentence: Sentence) -> bool:
    """Whether it is nothing but the name of a disease, as a label has what it is for."""
    if len(sentence.keys) > _LONGEST_NAME or sentence.text.endswith((":", "?")):
        return False
    named = [item for item in diseases_in(sentence) if not item.is_weak(TARGETS)]
    if not named or not is_fragment(sentence):
        return False
    covered = sum(item.last - item.first + 1 for item in sentence.mentions)
    return len(sentence.keys) - covered <= _UNNAMED_WORDS and all(
        item.entry.kinds & _NAMED_ONLY or item.has("association") for item in sentence.mentions
    )


def is_praise(sentence: Sentence) -> bool:
    """Whether it says something good of something sold, whatever the good is."""
    if sentence.has(Kind.HARM):
        return False
    return any(
        item.entry.tags & {"act", "help", "lower", "benefit"}
        and agent_of(sentence, item.first) is Agent.PRODUCT
        and not is_denied(sentence, item)
        for item in sentence.of(Kind.RELATION)
    )
