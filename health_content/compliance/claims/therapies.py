"""Medicine as a measure: classes of drugs, therapies replaced or accompanied, the ill."""

from __future__ import annotations

from collections.abc import Iterator

from health_content.compliance.annotate import Mention, Sentence
from health_content.compliance.claims.agents import Agent, agent_of, names_product
from health_content.compliance.claims.claim import Claim, Criterion, claim_about
from health_content.compliance.claims.grammar import (
    MEDICAL,
    is_denied,
    is_fragment,
    next_word,
    word_before,
)
from health_content.compliance.claims.targets import is_everyday
from health_content.compliance.shapes import Kind

_REACH = 8
_USE = frozenset("dose dosage use abuse test testing therapy".split())
_CUTTING = frozenset("reduce stop cut eliminate decrease".split())
_STOPPING = frozenset({"stop take", "stop use"})
_NOT_SOLD = frozenset({Agent.OTHER, Agent.PEOPLE})
_SUFFERED = frozenset(
    "fog nausea vomit fatigue damage toxicity flora neuropathy loss sore pain side adverse".split()
)
_IS_A = frozenset("be as a an potent powerful strong excellent great".split())
_TAKING = frozenset("with on take taking and or other of use prescribe against to".split())
_PROPERTIES = frozenset(
    """property effect activity agent benefit action capability potential power compound quality
    formula supplement response function herb remedy botanical aid support""".split()
)
_NATURAL = frozenset({"natural", "nature's", "herbal", "botanical"})


def of_classes(sentence: Sentence) -> Iterator[Claim]:
    """Belonging to a class of drugs: "a natural antibiotic", "anti-inflammatory effects"."""
    if any(
        item.has("adverse") and not is_denied(sentence, item) for item in sentence.of(Kind.HARM)
    ):
        return
    for item in sentence.of(Kind.DRUG_CLASS):
        if item.has("acceptable") or is_denied(sentence, item) or is_everyday(sentence, item):
            continue
        agent = agent_of(sentence, item.first)
        if _is_of_class(sentence, item, agent):
            yield claim_about(sentence, Criterion.DRUG_CLASS, item, agent)


def _is_of_class(sentence: Sentence, item: Mention, agent: Agent) -> bool:
    """Whether what is sold is called one of the class, or has its property."""
    first = item.first - sentence.first
    if _NATURAL & set(sentence.keys[max(0, first - 2) : first]):
        return True
    before = word_before(sentence, first)
    is_property = item.has("adjective") or item.has("shape")
    shows_property = is_property and next_word(sentence, item) in _PROPERTIES
    if agent is Agent.PRODUCT:
        return before not in {"with", "on", "take"} and (
            shows_property or _is_called(sentence, before, first, is_property=is_property)
        )
    if agent is not Agent.NOBODY:
        return False
    if shows_property:
        return True
    if not is_fragment(sentence):
        return False
    return (is_property and before not in _TAKING and not item.is_weak(MEDICAL)) or (
        len(sentence.keys) <= 2 and not item.is_weak(MEDICAL)
    )


def _is_called(sentence: Sentence, before: str, first: int, *, is_property: bool) -> bool:
    near = set(sentence.keys[max(0, first - 4) : first])
    if before in _IS_A and not {"to", "with", "on", "than", "like"} & set(
        sentence.keys[max(0, first - 3) : first]
    ):
        return True
    return (
        is_property
        and bool({"a", "an", "be", "as"} & near)
        and not {"with", "on", "take", "or", "to"} & near
    )


def of_therapies(sentence: Sentence, relations: list[Mention]) -> Iterator[Claim]:
    """Taking the place of a therapy, or standing beside one."""
    medical = [item for item in sentence.mentions if _is_medical(item)]
    if not medical:
        return
    for relation in relations:
        substitute = relation.has("instead") or relation.entry.phrase == "avoid"
        augment = relation.entry.tags & {"augment", "during"}
        herbal = relation.has("natural") and not sentence.has(Kind.HARM)
        if not (substitute or augment or herbal) or is_denied(sentence, relation):
            continue
        if relation.entry.phrase == "need for" and not _is_lowered(sentence, relation):
            continue
        if relation.entry.phrase in _STOPPING and not names_product(sentence, outright=True):
            continue
        if substitute and any(
            item.has("cause") or (item.has("adverse") and item.first < relation.first)
            for item in sentence.of(Kind.HARM)
        ):
            continue
        agent = agent_of(sentence, relation.first)
        if relation.has("after") and agent is Agent.OTHER:
            agent = _agent_before_medicine(sentence, relation)
        if agent is Agent.OTHER or (agent is Agent.PEOPLE and not relation.has("strong")):
            continue
        if augment and (sentence.has(Kind.HARM) or not _is_companion(sentence, agent, relation)):
            continue
        for item in medical:
            reach = 1 if herbal else _REACH
            follows = 0 <= item.first - relation.last - 1 <= reach
            precedes = relation.has("after") and 0 <= relation.first - item.last - 1 <= 1
            if follows or precedes:
                criterion = Criterion.AUGMENTATION if augment else Criterion.SUBSTITUTE
                yield claim_about(sentence, criterion, item, agent, relation=relation)
                break


def of_cut_medicine(sentence: Sentence, relations: list[Mention]) -> Iterator[Claim]:
    """Medicine that people could do with less of: "users reduced their medication"."""
    medicines = [item for item in sentence.of(Kind.SUBJECT) if item.has("medicine")]
    if not medicines or sentence.has(Kind.HARM) or sentence.is_question:
        return
    for relation in relations:
        if relation.entry.phrase not in _CUTTING or is_denied(sentence, relation):
            continue
        agent = agent_of(sentence, relation.first)
        if agent is Agent.OTHER:
            continue
        for item in medicines:
            if 0 <= item.first - relation.last - 1 <= 2 and next_word(sentence, item) not in _USE:
                yield claim_about(sentence, Criterion.SUBSTITUTE, item, agent, relation=relation)
                return


def _is_lowered(sentence: Sentence, need: Mention) -> bool:
    """Whether a need is said to become less: "decrease your need for"."""
    return any(
        item.has("lower") and 0 <= need.first - item.last - 1 <= 4
        for item in sentence.of(Kind.RELATION)
    )


def _is_medical(item: Mention) -> bool:
    """Whether it names a medicine or a therapy, be it only "your medication"."""
    return item.has("medicine") or not item.entry.kinds.isdisjoint(MEDICAL)


def _agent_before_medicine(sentence: Sentence, relation: Mention) -> Agent:
    """Who acts in "our chromium makes insulin work better": not the insulin."""
    medicine = next(
        (item for item in reversed(sentence.mentions) if item.last < relation.first), relation
    )
    agent = agent_of(sentence, medicine.first)
    return Agent.NOBODY if agent is Agent.OTHER else agent


def _is_companion(sentence: Sentence, agent: Agent, relation: Mention) -> bool:
    """Whether something is praised for its use beside a therapy, and not only taken then."""
    if relation.has("during"):
        return any(
            item.has("help") and item.first < relation.first for item in sentence.of(Kind.RELATION)
        )
    return agent is Agent.PRODUCT or is_fragment(sentence)


def of_side_effects(sentence: Sentence, relations: list[Mention]) -> Iterator[Claim]:
    """Easing what a therapy does to people: "reduces nausea from chemotherapy"."""
    medical = [item for item in sentence.mentions if not item.entry.kinds.isdisjoint(MEDICAL)]
    if not medical:
        return
    for relation in relations:
        if not relation.entry.tags & {"act", "noun", "help"} or is_denied(sentence, relation):
            continue
        agent = agent_of(sentence, relation.first)
        if agent in _NOT_SOLD:
            continue
        for item in medical:
            if not 0 <= item.first - relation.last - 1 <= _REACH:
                continue
            first, last = relation.last + 1 - sentence.first, item.last + 3 - sentence.first
            if _SUFFERED & set(sentence.keys[first:last]):
                yield claim_about(sentence, Criterion.SIDE_EFFECT, item, agent, relation=relation)
                break


def of_people(sentence: Sentence, relations: list[Mention]) -> Iterator[Claim]:
    """Meant for people who are ill: "for diabetics", "made for cancer patients"."""
    if sentence.has(Kind.HARM):
        return
    for item in sentence.of(Kind.POPULATION):
        if not item.has("diseased"):
            continue
        first = item.first - sentence.first
        if "for" not in sentence.keys[max(0, first - 2) : first] and not any(
            relation.entry.tags & {"help", "act", "noun"}
            and 0 <= item.first - relation.last - 1 <= _REACH
            for relation in relations
        ):
            continue
        agent = agent_of(sentence, item.first)
        if agent in _NOT_SOLD:
            continue
        if agent is Agent.NOBODY and not is_fragment(sentence):
            continue
        is_in_therapy = " on " in item.entry.phrase
        criterion = Criterion.SIDE_EFFECT if is_in_therapy else Criterion.IMPLIED
        yield claim_about(sentence, criterion, item, agent)
