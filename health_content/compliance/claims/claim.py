"""A claim: what is said of something sold, and which criterion of the law it meets."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from health_content.compliance.annotate import Mention, Sentence
from health_content.compliance.claims.agents import Agent, names_product
from health_content.compliance.shapes import Kind

GENERIC = frozenset({"disease", "illness", "disorder", "ailment", "sickness"})
"""Words for disease in general."""


class Criterion(StrEnum):
    """The parts of 21 CFR 101.93(g)(2)."""

    DISEASE = "(g)(2)(i)"
    SYMPTOM = "(g)(2)(ii)"
    STATE = "(g)(2)(iii)"
    CITATION = "(g)(2)(iv)(C)"
    WORD = "(g)(2)(iv)(D)"
    DRUG_CLASS = "(g)(2)(v)"
    SUBSTITUTE = "(g)(2)(vi)"
    AUGMENTATION = "(g)(2)(vii)"
    INFECTION = "(g)(2)(viii)"
    SIDE_EFFECT = "(g)(2)(ix)"
    IMPLIED = "(g)(2)(x)"


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim in a sentence: characters ``start`` to ``end`` of its text as written.

    ``target`` is what is acted upon. ``is_asked`` where the sentence asks, ``is_topic`` where
    a noun names the act ("prevention of gout"), ``names_product`` where something sold is
    named in the sentence.
    """

    criterion: Criterion
    start: int
    end: int
    target: Mention
    agent: Agent
    is_asked: bool = False
    names_product: bool = False
    is_topic: bool = False

    @property
    def is_dietary(self) -> bool:
        """Whether it is said of a diet rich in something, not of a product."""
        return self.agent is Agent.DIET


def _asks(sentence: Sentence) -> bool:
    """Whether it asks if the claim is true; "how" and "did you know" take that for granted."""
    return (
        sentence.is_question
        and sentence.keys[0] not in {"how", "why"}
        and sentence.keys[:3] != ("do", "you", "know")
        and sentence.keys[:3] != ("did", "you", "know")
    )


def claim_of(sentence: Sentence, relation: Mention, target: Mention, agent: Agent) -> Claim:
    """The claim that a relation makes about a target."""
    return Claim(
        criterion=_criterion(sentence, target),
        start=min(relation.start, target.start),
        end=max(relation.end, target.end),
        target=target,
        agent=agent,
        is_asked=_asks(sentence),
        names_product=names_product(sentence),
        is_topic=relation is not target and not relation.entry.tags & {"act", "outcome"},
    )


def claim_about(
    sentence: Sentence,
    criterion: Criterion,
    target: Mention,
    agent: Agent,
    *,
    relation: Mention | None = None,
    is_topic: bool = False,
) -> Claim:
    """A claim of a given criterion about a target, from a relation where there is one."""
    ends = (target, relation or target)
    return Claim(
        criterion=criterion,
        start=min(item.start for item in ends),
        end=max(item.end for item in ends),
        target=target,
        agent=agent,
        is_asked=_asks(sentence),
        names_product=names_product(sentence),
        is_topic=is_topic,
    )


def _criterion(sentence: Sentence, target: Mention) -> Criterion:
    kinds = target.entry.kinds
    if Kind.DISEASE in kinds:
        if target.entry.phrase in GENERIC:
            return Criterion.WORD
        if target.has("state"):
            return Criterion.STATE
        return Criterion.DISEASE
    if Kind.PATHOGEN in kinds:
        return Criterion.INFECTION
    if sentence.has(Kind.DRUG, Kind.THERAPY):
        return Criterion.SIDE_EFFECT
    return Criterion.SYMPTOM
