"""Acts: what is said to be done to a disease, a symptom, a marker or a germ."""

from __future__ import annotations

from collections.abc import Iterator

from health_content.compliance.annotate import Break, Mention, Sentence
from health_content.compliance.claims.agents import SOLD, Agent, agent_of, names_product
from health_content.compliance.claims.claim import GENERIC, Claim, claim_of
from health_content.compliance.claims.grammar import (
    JOINING,
    has_verb_after,
    is_denied,
    is_fragment,
    parted,
    written,
)
from health_content.compliance.claims.targets import TARGETS
from health_content.compliance.shapes import Kind

_REACH = 12
_REACH_OF_NOUNS = 8
_REACH_BACK = 6
_FARTHEST = 40
_COMPARING = frozenset("a an the or have with of be much slightly even any score".split())


def of_acts(
    sentence: Sentence, relations: list[Mention], targets: list[Mention]
) -> Iterator[Claim]:
    """Every claim that a relation makes about a target within its reach."""
    for relation in relations:
        yield from _of_relation(sentence, relation, targets)


def _of_relation(sentence: Sentence, relation: Mention, targets: list[Mention]) -> Iterator[Claim]:
    if is_denied(sentence, relation) or _is_comparison(sentence, relation):
        return
    ahead: Agent | None = None
    for target in targets:
        if target.first - relation.last > _FARTHEST:
            return
        if target is relation or not _reaches(sentence, relation, target):
            continue
        if target.first < relation.first:
            agent = _by_whom(sentence, relation) or agent_of(sentence, target.first)
        else:
            agent = ahead = ahead or agent_of(sentence, relation.first)
        if _may_claim(sentence, relation, target, agent):
            yield claim_of(sentence, relation, target, agent)


def _reaches(sentence: Sentence, relation: Mention, target: Mention) -> bool:
    """Whether a relation acts on a target, by their order and the words between them."""
    tags = relation.entry.tags
    if Kind.MARKER in target.entry.kinds and not _changes(relation, target):
        return False
    if "improve" in tags and not tags & {"act", "help", "lower"} and not target.has("good"):
        return False
    if relation.last < target.first:
        distance = target.first - relation.last - 1
        if not tags & {"act", "help", "lower", "improve"}:
            return (
                bool(tags & {"noun", "benefit"})
                and distance <= _REACH_OF_NOUNS + _listed(sentence, relation, target)
                and _leads_on(sentence, relation, target)
                and not parted(sentence, relation, target)
            )
        if distance > _REACH and distance > _REACH + _listed(sentence, relation, target):
            return False
        return not parted(sentence, relation, target)
    distance = relation.first - target.last - 1
    if distance > _REACH_BACK:
        return False
    if distance == 0 and sentence.breaks[relation.first - sentence.first] <= Break.JOINED:
        if tags & {"noun", "carenoun", "help"}:
            return True
        if "act" in tags and written(sentence, relation).endswith("ing"):
            return True
    if "carenoun" in tags and distance <= 3:
        return is_fragment(sentence) and not parted(sentence, target, relation)
    if "outcome" in tags or ("act" in tags and _is_done_by_product(sentence, relation)):
        return not parted(sentence, target, relation) and _is_outcome(sentence, target, relation)
    return False


def _is_done_by_product(sentence: Sentence, relation: Mention) -> bool:
    """Whether the target is what is acted upon by a product: "is cured by turmeric"."""
    return (
        written(sentence, relation).endswith("ed") and _by_whom(sentence, relation) is Agent.PRODUCT
    )


def _by_whom(sentence: Sentence, relation: Mention) -> Agent | None:
    """Who acts in "cured by turmeric"; ``None`` where nobody is said to."""
    number = relation.last + 1 - sentence.first
    if sentence.keys[number : number + 1] not in {("by",), ("with",)}:
        return None
    following = next((item for item in sentence.mentions if item.first > relation.last), None)
    if following is None or following.first - relation.last > _REACH_BACK:
        return None
    return Agent.PRODUCT if not following.entry.kinds.isdisjoint(SOLD) else Agent.OTHER


def _is_comparison(sentence: Sentence, relation: Mention) -> bool:
    """Whether a word such as "lower" compares: "a lower score", "2.5 or lower"."""
    number = relation.first - sentence.first
    return (
        relation.entry.phrase == "lower"
        and written(sentence, relation) == "lower"
        and number > 0
        and sentence.keys[number - 1] in _COMPARING
    )


def _leads_on(sentence: Sentence, relation: Mention, target: Mention) -> bool:
    """Whether a noun is joined to its target by a word such as "of" or "against"."""
    first, last = relation.last + 1 - sentence.first, target.first - sentence.first
    return relation.entry.phrase.rpartition(" ")[2] in JOINING or any(
        word in JOINING for word in sentence.keys[first:last]
    )


def _changes(relation: Mention, target: Mention) -> bool:
    """Whether a relation says of a marker that it is changed, and not merely kept well.

    Of one that is better when it is higher, only a rise is a benefit.
    """
    if target.has("good"):
        return relation.has("improve")
    return (
        relation.has("lower")
        or relation.has("noun")
        or (relation.has("act") and not relation.has("help"))
    )


def _listed(sentence: Sentence, relation: Mention, target: Mention) -> int:
    """How many of the words between belong to a list of other targets."""
    return sum(
        item.last - item.first + 2
        for item in sentence.mentions
        if relation.last < item.first
        and item.last < target.first
        and not item.entry.kinds.isdisjoint(TARGETS)
    )


def _is_outcome(sentence: Sentence, target: Mention, relation: Mention) -> bool:
    between = sentence.keys[target.last + 1 - sentence.first : relation.first - sentence.first]
    passive = any(word in {"be", "get", "was", "were"} for word in between)
    if written(sentence, relation).endswith(("ed", "ing")):
        return passive or len(sentence.keys) <= 6
    return names_product(sentence) or len(sentence.keys) <= 7


def _may_claim(sentence: Sentence, relation: Mention, target: Mention, agent: Agent) -> bool:
    """Whether what acts may be the product."""
    tags = relation.entry.tags
    if agent is Agent.OTHER:
        return False
    if agent is Agent.PEOPLE and not _may_be_sold(sentence):
        return False
    if agent in {Agent.PRODUCT, Agent.DIET}:
        if _has_harm(sentence, relation, target):
            return False
        if target.is_weak(TARGETS):
            return target.first - relation.last <= 2
        return not ("carenoun" in tags and target.first > relation.last)
    if target.is_weak(TARGETS) and not is_fragment(sentence):
        return False
    number = relation.first - sentence.first
    if sentence.keys[max(0, number - 1) : number] == ("to",) and number <= 1:
        return names_product(sentence) or (is_fragment(sentence) and len(sentence.keys) <= 8)
    if target.entry.phrase in GENERIC and relation.first > sentence.first + 3:
        return False
    if any(item.has("lifestyle") for item in sentence.of(Kind.SUBJECT)):
        return False
    if _is_topic(sentence, relation, target):
        return False
    return not _has_harm(sentence, relation, target)


def _may_be_sold(sentence: Sentence) -> bool:
    """Whether "you can lower your cholesterol" may be a promise: nothing else is named that
    could do it.
    """
    if not {"you", "your"} & set(sentence.keys):
        return False
    return not sentence.has(Kind.THERAPY, Kind.DRUG, Kind.DRUG_CLASS, Kind.HARM) and not any(
        item.has("hard") or item.has("lifestyle") for item in sentence.of(Kind.SUBJECT)
    )


def _is_topic(sentence: Sentence, relation: Mention, target: Mention) -> bool:
    """Whether the act is what the sentence is about, as in "Treatment of gout includes"."""
    tags = relation.entry.tags
    if "carenoun" in tags and target.last < relation.first and relation.is_a(Kind.PRODUCT):
        return False
    finite = has_verb_after(sentence, max(relation.last, target.last))
    if written(sentence, relation).endswith("ing") and relation.first - sentence.first <= 1:
        return finite
    if "act" in tags or "help" in tags:
        return False
    return finite or not is_fragment(sentence)


def _has_harm(sentence: Sentence, relation: Mention, target: Mention) -> bool:
    """Whether the target stands there as something caused or risked."""
    if relation.has("death"):
        return False
    number = target.first - sentence.first
    if number and sentence.keys[number - 1] in {"increase", "raise", "elevate", "worsen"}:
        return "risk" in sentence.keys[number : number + 4]
    for item in sentence.of(Kind.HARM):
        if item.has("adverse") and relation.last < item.first < target.first:
            return True
        if item.has("cause") and not item.has("contribute") and item.last < target.first:
            if relation.last < item.first:
                return True
            if item.last < relation.first and target.first < relation.first:
                return True
    return False
