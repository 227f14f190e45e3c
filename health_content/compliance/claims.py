"""Claims: what a sentence says that something sold does to a disease.

A claim is a relation ("prevents", "relief of", "good for") and what it acts upon (a
disease, a symptom, a marker, a germ), said of the product or of nobody else. Verbs alone
are none, nor are names of diseases. Hedges do not take a claim back; denials, advice to see
a doctor, and acts of doctors, medicines and ways of life do. Which of the ten criteria of
21 CFR 101.93(g)(2) a claim falls under follows from what it acts upon.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from health_content.compliance.agents import Agent, agent_of, is_lacking, names_product
from health_content.compliance.annotate import Break, Mention, Sentence
from health_content.compliance.shapes import Kind
from health_content.compliance.targets import TARGETS, diseases_in, is_everyday, targets_in


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


_MEDICAL = frozenset({Kind.DRUG, Kind.DRUG_CLASS, Kind.THERAPY})
_WORTH = TARGETS | _MEDICAL | {Kind.POPULATION, Kind.BODY}
_REACH = 12
_REACH_OF_NOUNS = 8
_REACH_BACK = 6
_MEMORY = 8192

_AUXILIARIES = frozenset(
    """be have do can could may might will would shall should must include involve depend vary
    require need usually often aim consist mean begin start become""".split()
)
_JOINING = frozenset("of for from against in on with to".split())
_GENERIC = frozenset({"disease", "illness", "disorder", "ailment", "sickness"})
_OLD_YEAR = tuple(str(century) for century in range(14, 19))


@lru_cache(maxsize=_MEMORY)
def claims_in(sentence: Sentence) -> tuple[Claim, ...]:
    """The claims of a sentence, each target once, in order."""
    if not sentence.has(*_WORTH) or _says_otherwise(sentence):
        return ()
    found: dict[int, Claim] = {}
    for claim in _all(sentence):
        known = found.get(claim.target.first)
        if known is None or claim.end - claim.start < known.end - known.start:
            found[claim.target.first] = claim
    if not found:
        found = {claim.target.first: claim for claim in _of_citations(sentence)}
    if not found:
        found = {claim.target.first: claim for claim in _of_company(sentence)}
    return tuple(sorted(found.values(), key=lambda claim: claim.start))


def _all(sentence: Sentence) -> Iterator[Claim]:
    targets = targets_in(sentence)
    relations = [item for item in sentence.mentions if Kind.RELATION in item.entry.kinds]
    yield from _of_classes(sentence)
    yield from _of_therapies(sentence, relations)
    yield from _of_side_effects(sentence, relations)
    if targets:
        for relation in relations:
            yield from _of_relation(sentence, relation, targets)
        yield from _of_people(sentence, relations)
        yield from _of_benefit(sentence, relations, targets)
    else:
        yield from _of_people(sentence, relations)


def _says_otherwise(sentence: Sentence) -> bool:
    """Whether the sentence as a whole advises, warns, leaves it open or tells old history."""
    if sentence.has(Kind.SAFETY):
        for item in sentence.of(Kind.SAFETY):
            if not item.has("condition"):
                return True
        if not names_product(sentence):
            return True
    if any(item.has("open") for item in sentence.of(Kind.NEGATION)):
        return True
    return any(len(key) == 4 and key.isdigit() and key[:2] in _OLD_YEAR for key in sentence.keys)


def _of_relation(sentence: Sentence, relation: Mention, targets: list[Mention]) -> Iterator[Claim]:
    if _is_denied(sentence, relation):
        return
    for target in targets:
        if target is relation or not _reaches(sentence, relation, target):
            continue
        agent = agent_of(sentence, min(relation.first, target.first))
        if _may_claim(sentence, relation, target, agent):
            yield _claim(sentence, relation, target, agent)


def _reaches(sentence: Sentence, relation: Mention, target: Mention) -> bool:
    """Whether a relation acts on a target, by their order and the words between them."""
    tags = relation.entry.tags
    if Kind.MARKER in target.entry.kinds and not _changes(relation, target):
        return False
    if relation.last < target.first:
        distance = target.first - relation.last - 1
        if not tags & {"act", "help", "lower", "improve"}:
            return (
                bool(tags & {"noun", "benefit"})
                and distance <= _REACH_OF_NOUNS + _listed(sentence, relation, target)
                and _leads_on(sentence, relation, target)
                and not _parted(sentence, relation, target)
            )
        if "act" in tags or "help" in tags or "lower" in tags:
            reach = _REACH + _listed(sentence, relation, target)
            return distance <= reach and not _parted(sentence, relation, target)
        return False
    distance = relation.first - target.last - 1
    if distance == 0 and sentence.breaks[relation.first - sentence.first] <= Break.JOINED:
        if tags & {"noun", "carenoun", "help"}:
            return True
        if "act" in tags and _written(sentence, relation).endswith("ing"):
            return True
    if "carenoun" in tags and distance <= 3:
        return _is_fragment(sentence) and not _parted(sentence, target, relation)
    if "outcome" in tags and distance <= _REACH_BACK:
        return not _parted(sentence, target, relation) and _is_outcome(sentence, target, relation)
    return False


def _leads_on(sentence: Sentence, relation: Mention, target: Mention) -> bool:
    """Whether a noun is joined to its target by a word such as "of" or "against"."""
    first, last = relation.last + 1 - sentence.first, target.first - sentence.first
    return relation.entry.phrase.rpartition(" ")[2] in _JOINING or any(
        word in _JOINING for word in sentence.keys[first:last]
    )


def _written(sentence: Sentence, mention: Mention) -> str:
    return sentence.text[mention.start - sentence.start : mention.end - sentence.start].lower()


def _is_fragment(sentence: Sentence) -> bool:
    """Whether it has no verb that makes a statement: a heading, a label, a list entry."""
    return not any(word in _AUXILIARIES for word in sentence.keys)


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


def _parted(sentence: Sentence, one: Mention, other: Mention) -> bool:
    """Whether a clause ends between two mentions, or a denial, a condition or a cause of harm
    stands there.
    """
    first, last = one.last + 1 - sentence.first, other.first - sentence.first
    if any(code >= Break.CLAUSE for code in sentence.breaks[first : last + 1]):
        return True
    return any(
        one.last < item.first < other.first
        and (
            item.has("cause")
            or Kind.SAFETY in item.entry.kinds
            or (Kind.NEGATION in item.entry.kinds and not item.has("false"))
        )
        for item in sentence.mentions
    )


def _is_outcome(sentence: Sentence, target: Mention, relation: Mention) -> bool:
    between = sentence.keys[target.last + 1 - sentence.first : relation.first - sentence.first]
    passive = any(word in {"be", "get", "was", "were"} for word in between)
    if _written(sentence, relation).endswith(("ed", "ing")):
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
    if target.is_weak(TARGETS) and not _is_fragment(sentence):
        return False
    number = relation.first - sentence.first
    if sentence.keys[max(0, number - 1) : number] == ("to",) and number <= 1:
        return names_product(sentence) or (_is_fragment(sentence) and len(sentence.keys) <= 8)
    if target.entry.phrase in _GENERIC and relation.first > sentence.first + 3:
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
    last = max(relation.last, target.last) + 1 - sentence.first
    finite = any(word in _AUXILIARIES for word in sentence.keys[last:])
    if _written(sentence, relation).endswith("ing") and relation.first - sentence.first <= 1:
        return finite
    if "act" in tags or "help" in tags:
        return False
    return finite or not _is_fragment(sentence)


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


def _is_denied(sentence: Sentence, relation: Mention) -> bool:
    number = relation.first - sentence.first
    for item in sentence.of(Kind.NEGATION):
        if item.has("false"):
            continue
        if item.first == sentence.first and item.entry.phrase in {"none", "nothing", "neither"}:
            return True
        distance = relation.first - item.last - 1
        if 0 <= distance <= 5:
            first = item.last + 1 - sentence.first
            if not any(code >= Break.COMMA for code in sentence.breaks[first : number + 1]):
                return True
    return False


def _next_word(sentence: Sentence, mention: Mention) -> str:
    number = mention.last + 1 - sentence.first
    return sentence.keys[number] if number < len(sentence.keys) else ""


def _claim(sentence: Sentence, relation: Mention, target: Mention, agent: Agent) -> Claim:
    return Claim(
        criterion=_criterion(sentence, target),
        start=min(relation.start, target.start),
        end=max(relation.end, target.end),
        target=target,
        agent=agent,
        is_asked=sentence.is_question,
        names_product=names_product(sentence),
        is_topic=not relation.entry.tags & {"act", "outcome"},
    )


def _criterion(sentence: Sentence, target: Mention) -> Criterion:
    kinds = target.entry.kinds
    if Kind.DISEASE in kinds:
        if target.entry.phrase in _GENERIC:
            return Criterion.WORD
        if target.has("state"):
            return Criterion.STATE
        return Criterion.DISEASE
    if Kind.PATHOGEN in kinds:
        return Criterion.INFECTION
    if sentence.has(Kind.DRUG, Kind.THERAPY):
        return Criterion.SIDE_EFFECT
    return Criterion.SYMPTOM


_SUFFERED = frozenset(
    "fog nausea vomit fatigue damage toxicity flora neuropathy loss sore pain effect".split()
)
_IS_A = frozenset("be as a an potent powerful strong excellent great".split())
_TAKING = frozenset("with on take taking and or other of use prescribe against to".split())
_PROPERTIES = frozenset(
    """property effect activity agent benefit action capability potential power compound quality
    formula supplement response function herb remedy botanical aid support""".split()
)


def _of_classes(sentence: Sentence) -> Iterator[Claim]:
    """Belonging to a class of drugs: "a natural antibiotic", "anti-inflammatory effects"."""
    for item in sentence.of(Kind.DRUG_CLASS):
        if item.has("acceptable") or _is_denied(sentence, item) or is_everyday(sentence, item):
            continue
        first = item.first - sentence.first
        before = _before(sentence, first)
        following = _next_word(sentence, item)
        is_property = item.has("adjective") or item.has("shape")
        if any(
            mark.has("adverse") and not _is_denied(sentence, mark)
            for mark in sentence.of(Kind.HARM)
        ):
            continue
        natural = any(
            word in {"natural", "nature's", "herbal", "botanical"}
            for word in sentence.keys[max(0, first - 2) : first]
        )
        agent = agent_of(sentence, item.first)
        is_fragment = _is_fragment(sentence)
        is_a = (before in _IS_A and not _follows_preposition(sentence, first)) or (
            is_property
            and {"a", "an", "be", "as"} & set(sentence.keys[max(0, first - 4) : first])
            and not {"with", "on", "take", "or"} & set(sentence.keys[max(0, first - 4) : first])
        )
        if natural:
            yield _class_claim(sentence, item, agent)
        elif agent is Agent.PRODUCT and before not in {"with", "on", "take"}:
            if is_a or (is_property and following in _PROPERTIES):
                yield _class_claim(sentence, item, agent)
        elif is_property and agent is Agent.NOBODY and following in _PROPERTIES:
            yield _class_claim(sentence, item, agent)
        elif is_property and agent is Agent.NOBODY and is_fragment and before not in _TAKING:
            yield _class_claim(sentence, item, agent)
        elif (
            is_fragment
            and len(sentence.keys) <= 2
            and agent is Agent.NOBODY
            and not item.is_weak(_MEDICAL)
        ):
            yield _class_claim(sentence, item, agent)


def _before(sentence: Sentence, first: int) -> str:
    """The word before, adverbs of degree passed over."""
    position = first - 1
    while position > 0 and (
        sentence.keys[position].endswith("ly")
        or sentence.keys[position] in {"very", "most", "more"}
    ):
        position -= 1
    return sentence.keys[position] if position >= 0 else ""


def _follows_preposition(sentence: Sentence, first: int) -> bool:
    """Whether the class is only something the product is put beside: "added to an"."""
    return bool(
        {"to", "with", "on", "than", "like"} & set(sentence.keys[max(0, first - 3) : first])
    )


def _class_claim(sentence: Sentence, item: Mention, agent: Agent) -> Claim:
    return Claim(
        Criterion.DRUG_CLASS,
        item.start,
        item.end,
        item,
        agent,
        sentence.is_question,
        names_product(sentence),
    )


def _of_therapies(sentence: Sentence, relations: list[Mention]) -> Iterator[Claim]:
    """Taking the place of a therapy, or standing beside one."""
    medical = [item for item in sentence.mentions if not item.entry.kinds.isdisjoint(_MEDICAL)]
    if not medical:
        return
    for relation in relations:
        substitute = relation.has("instead") or relation.entry.phrase == "avoid"
        augment = relation.entry.tags & {"augment", "during"}
        herbal = relation.has("natural") and not sentence.has(Kind.HARM)
        if not (substitute or augment or herbal) or _is_denied(sentence, relation):
            continue
        if substitute and any(
            item.has("cause") or (item.has("adverse") and item.first < relation.first)
            for item in sentence.of(Kind.HARM)
        ):
            continue
        agent = agent_of(sentence, relation.first)
        if agent is Agent.OTHER and relation.has("after"):
            agent = Agent.NOBODY
        if agent in {Agent.OTHER, Agent.PEOPLE}:
            continue
        if augment and (sentence.has(Kind.HARM) or not _is_companion(sentence, agent, relation)):
            continue
        for item in medical:
            reach = 1 if herbal else _REACH_OF_NOUNS
            follows = 0 <= item.first - relation.last - 1 <= reach
            precedes = relation.has("after") and 0 <= relation.first - item.last - 1 <= 1
            if follows or precedes:
                yield Claim(
                    Criterion.AUGMENTATION if augment else Criterion.SUBSTITUTE,
                    min(relation.start, item.start),
                    max(relation.end, item.end),
                    item,
                    agent,
                    sentence.is_question,
                    names_product(sentence),
                )
                break


def _is_companion(sentence: Sentence, agent: Agent, relation: Mention) -> bool:
    """Whether something is praised for its use beside a therapy, and not only taken then."""
    if relation.has("during"):
        return any(
            item.has("help") and item.first < relation.first for item in sentence.of(Kind.RELATION)
        )
    return agent is Agent.PRODUCT or _is_fragment(sentence)


def _of_side_effects(sentence: Sentence, relations: list[Mention]) -> Iterator[Claim]:
    """Easing what a therapy does to people: "reduces nausea from chemotherapy"."""
    medical = [item for item in sentence.mentions if not item.entry.kinds.isdisjoint(_MEDICAL)]
    if not medical:
        return
    for relation in relations:
        if not relation.entry.tags & {"act", "noun", "help"} or _is_denied(sentence, relation):
            continue
        if agent_of(sentence, relation.first) in {Agent.OTHER, Agent.PEOPLE}:
            continue
        for item in medical:
            if not 0 <= item.first - relation.last - 1 <= _REACH_OF_NOUNS:
                continue
            first, last = relation.last + 1 - sentence.first, item.last + 3 - sentence.first
            if _SUFFERED & set(sentence.keys[first:last]):
                yield Claim(
                    Criterion.SIDE_EFFECT,
                    relation.start,
                    item.end,
                    item,
                    agent_of(sentence, relation.first),
                    sentence.is_question,
                    names_product(sentence),
                )
                break


def _of_people(sentence: Sentence, relations: list[Mention]) -> Iterator[Claim]:
    """Meant for people who are ill: "for diabetics", "made for cancer patients"."""
    if sentence.has(Kind.HARM):
        return
    for item in sentence.of(Kind.POPULATION):
        if not item.has("diseased"):
            continue
        first = item.first - sentence.first
        if "for" not in sentence.keys[max(0, first - 3) : first] and not any(
            relation.entry.tags & {"help", "act", "noun"}
            and 0 <= item.first - relation.last - 1 <= _REACH_OF_NOUNS
            for relation in relations
        ):
            continue
        agent = agent_of(sentence, item.first)
        if agent in {Agent.OTHER, Agent.PEOPLE}:
            continue
        if agent is Agent.NOBODY and any(word in _AUXILIARIES for word in sentence.keys):
            continue
        yield Claim(
            Criterion.IMPLIED,
            item.start,
            item.end,
            item,
            agent,
            sentence.is_question,
            names_product(sentence),
        )


def _of_benefit(
    sentence: Sentence, relations: list[Mention], targets: list[Mention]
) -> Iterator[Claim]:
    """A product, a word of benefit and a disease in one sentence, whatever joins them."""
    if sentence.has(Kind.HARM) or not names_product(sentence):
        return
    benefits = [
        item
        for item in relations
        if (item.has("benefit") or item.has("noun") or item.has("help") or item.has("act"))
        and not _is_denied(sentence, item)
    ]
    if not benefits:
        return
    for target in targets:
        if Kind.DISEASE not in target.entry.kinds or target.is_weak(TARGETS):
            continue
        agent = agent_of(sentence, target.first)
        if agent is not Agent.PRODUCT or target.entry.phrase in _GENERIC:
            continue
        for benefit in benefits:
            first, second = sorted((benefit, target), key=lambda item: item.first)
            if not _parted(sentence, first, second):
                yield _claim(sentence, benefit, target, agent)
                return


def _of_citations(sentence: Sentence) -> Iterator[Claim]:
    """A study that joins something sold with a disease, without saying what it found."""
    if not sentence.has(Kind.STUDY) or sentence.has(Kind.HARM) or sentence.is_question:
        return
    if not names_product(sentence) or sentence.has(Kind.SAFETY):
        return
    for target in diseases_in(sentence):
        if not target.is_weak(TARGETS):
            yield Claim(
                Criterion.CITATION,
                target.start,
                target.end,
                target,
                Agent.PRODUCT,
                names_product=True,
                is_topic=True,
            )
            return


_OTHER_TALK = frozenset(
    """prescribe risk infect characterize deposit absorb tolerate diagnose test measure affect
    regulate regulation law rare inherit""".split()
)


def _of_company(sentence: Sentence) -> Iterator[Claim]:
    """Something sold and a disease in one sentence, and nothing that says why else."""
    if sentence.has(Kind.HARM, Kind.SAFETY, Kind.DRUG, Kind.THERAPY):
        return
    if not names_product(sentence, outright=True) or _OTHER_TALK & set(sentence.keys):
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
    for target in targets_in(sentence):
        if target.entry.kinds & {Kind.DISEASE, Kind.PATHOGEN} and not target.is_weak(TARGETS):
            yield Claim(
                Criterion.IMPLIED,
                target.start,
                target.end,
                target,
                Agent.PRODUCT,
                sentence.is_question,
                names_product=True,
                is_topic=True,
            )
            return


_LONGEST_NAME = 9
_UNNAMED_WORDS = 4
_NAMED_ONLY = frozenset({Kind.DISEASE, Kind.SYMPTOM, Kind.POPULATION, Kind.BODY, Kind.MODALITY})


def is_bare_name(sentence: Sentence) -> bool:
    """Whether it is nothing but the name of a disease, as a label has what it is for."""
    if len(sentence.keys) > _LONGEST_NAME or sentence.text.endswith((":", "?")):
        return False
    named = [item for item in diseases_in(sentence) if not item.is_weak(TARGETS)]
    if not named or not _is_fragment(sentence):
        return False
    covered = sum(item.last - item.first + 1 for item in sentence.mentions)
    return len(sentence.keys) - covered <= _UNNAMED_WORDS and all(
        item.entry.kinds & _NAMED_ONLY or item.has("association") for item in sentence.mentions
    )


def is_praise(sentence: Sentence) -> bool:
    """Whether it says something good of something sold, whatever the good is."""
    if _says_otherwise(sentence) or sentence.has(Kind.HARM):
        return False
    return any(
        item.entry.tags & {"act", "help", "lower", "benefit"}
        and agent_of(sentence, item.first) is Agent.PRODUCT
        and not _is_denied(sentence, item)
        for item in sentence.of(Kind.RELATION)
    )
