"""Who acts in a sentence: the product, medicine, a doctor, a way of life, or nobody named."""

from __future__ import annotations

from enum import Enum, auto
from functools import lru_cache

from health_content.compliance.annotate import Mention, Sentence
from health_content.compliance.shapes import Kind


class Agent(Enum):
    """Whose act a relation is."""

    PRODUCT = auto()
    DIET = auto()
    OTHER = auto()
    PEOPLE = auto()
    NOBODY = auto()


_MEMORY = 16384
_PREPOSITIONS = frozenset(
    """as in with for among of by to from against on without during after before through via over
    between into about per and or""".split()
)
_DETERMINERS = frozenset(
    "a an the your their his her our its this that these those some many most all any".split()
)
_LITTLE = frozenset("reduce limit low lower less avoid cut restrict no little".split())
_RICH = frozenset("rich high source contain provide".split())
_LACKING = frozenset(
    """deficiency deficient deficit insufficiency depletion inadequate insufficient lack low poor
    shortage suboptimal malabsorption level status""".split()
)
SOLD = frozenset({Kind.NUTRIENT, Kind.PRODUCT, Kind.DRUG_INGREDIENT})
"""What may be sold here."""
_MEDICAL = frozenset({Kind.DRUG, Kind.THERAPY})


def agent_of(sentence: Sentence, before: int) -> Agent:
    """Who acts, as far as the words before word ``before`` (a number in the text) tell.

    The nearest one named counts; people and ways of life count only where no product is named
    before them, for what "you can do with it" is what it does.
    """
    people = False
    otherwise = Agent.NOBODY
    for mention in reversed(sentence.mentions):
        if mention.last >= before:
            continue
        found = _role(sentence, mention)
        if found is Agent.PEOPLE:
            people = True
        elif found is Agent.OTHER and mention.has("lifestyle"):
            otherwise = Agent.OTHER
        elif found is not None:
            return found
    return Agent.PEOPLE if people and otherwise is Agent.NOBODY else otherwise


@lru_cache(maxsize=_MEMORY)
def names_product(sentence: Sentence, *, outright: bool = False) -> bool:
    """Whether something that is sold is named anywhere, and not as what is lacking.

    ``outright``: by its own name, not as "our" or "this".
    """
    return any(
        _role(sentence, item) is Agent.PRODUCT
        and (not outright or item.has("acceptable") or not item.entry.kinds.isdisjoint(SOLD))
        for item in sentence.mentions
    )


def is_lacking(sentence: Sentence, mention: Mention) -> bool:
    """Whether a nutrient is named because there is too little of it: "magnesium deficiency"."""
    first, last = mention.first - sentence.first, mention.last - sentence.first
    after = sentence.keys[last + 1 : last + 3]
    before = sentence.keys[max(0, first - 3) : first]
    if after[:1] and after[0] in _LACKING - {"low", "poor", "level", "status"}:
        return True
    return any(word in _LACKING - {"level", "status"} for word in before)


@lru_cache(maxsize=_MEMORY)
def _role(sentence: Sentence, mention: Mention) -> Agent | None:
    """What a mention may be as the subject of an act; ``None`` where it is no subject."""
    kinds = mention.entry.kinds
    tags = mention.entry.tags
    first = mention.first - sentence.first
    previous = _word_before(sentence, first)
    if not kinds.isdisjoint(SOLD) and not mention.is_weak(SOLD) and not _is_medicine(mention):
        if is_lacking(sentence, mention):
            return Agent.OTHER
        if previous in _LITTLE:
            return Agent.OTHER
        if _is_dietary(sentence, first):
            return Agent.DIET
        return Agent.PRODUCT
    if Kind.DRUG_CLASS in kinds and "acceptable" in tags:
        return Agent.PRODUCT
    if Kind.SUBJECT in kinds and Kind.PRODUCT in kinds and "hard" in tags:
        return None
    if Kind.SUBJECT in kinds:
        if "organ" in tags and _is_helped(sentence, mention):
            return None
        if "product" in tags:
            return Agent.PRODUCT if _stands_alone(sentence, mention) else None
        if "lifestyle" in tags and _is_of_product(sentence, mention):
            return Agent.PRODUCT
        if previous in _PREPOSITIONS:
            return None
        if "soft" in tags:
            return Agent.PEOPLE
        if Kind.RELATION in kinds and "as" in sentence.keys[max(0, first - 5) : first]:
            return None
        if "regulator" in tags:
            return Agent.OTHER
        return Agent.OTHER
    if previous in _PREPOSITIONS:
        return None
    if mention.entry.phrase == "complication":
        return Agent.OTHER
    if Kind.BODY in kinds and "system" in tags and first <= 2 and sentence.keys[0] == "the":
        return Agent.OTHER
    if not kinds.isdisjoint(_MEDICAL) and not mention.is_weak(_MEDICAL):
        return Agent.PRODUCT if _is_of_product(sentence, mention) else Agent.OTHER
    if Kind.DRUG_CLASS in kinds and not tags & {
        "adjective",
        "shape",
        "weak-drug-class",
        "acceptable",
    }:
        return Agent.OTHER
    if Kind.POPULATION in kinds:
        return Agent.PEOPLE
    return None


def _word_before(sentence: Sentence, first: int) -> str:
    """The word before word ``first`` of a sentence, articles and the like passed over."""
    position = first - 1
    while position >= 0 and sentence.keys[position] in _DETERMINERS:
        position -= 1
    return sentence.keys[position] if position >= 0 else ""


def _stands_alone(sentence: Sentence, mention: Mention) -> bool:
    """Whether "this" or "our" stands for the product: not "this disease", not "this test"."""
    following = mention.last + 1
    for other in sentence.mentions:
        if other.first in {following, following + 1}:
            kinds = other.entry.kinds
            if not kinds.isdisjoint(SOLD | {Kind.RELATION, Kind.MODALITY}):
                return True
            if not kinds.isdisjoint({Kind.DISEASE, Kind.SYMPTOM, Kind.THERAPY, Kind.DRUG}):
                return False
            if Kind.SUBJECT in kinds or Kind.POPULATION in kinds or Kind.BODY in kinds:
                return False
    return True


def _is_medicine(mention: Mention) -> bool:
    """Whether something is a drug that is no nutrient, though a supplement may hide it."""
    return mention.is_a(Kind.DRUG) and not mention.is_a(Kind.NUTRIENT)


def _is_of_product(sentence: Sentence, mention: Mention) -> bool:
    """Whether a word such as "fruit" only says what the product is made of: "fruit juice"."""
    return any(
        other.first == mention.last + 1 and (other.has("form") or other.has("goods"))
        for other in sentence.mentions
    )


def _is_helped(sentence: Sentence, mention: Mention) -> bool:
    """Whether an organ acts because something makes it: "helps your body fight"."""
    return any(
        (other.has("help") or other.has("lower")) and 0 <= mention.first - other.last - 1 <= 4
        for other in sentence.of(Kind.RELATION)
    )


def _is_dietary(sentence: Sentence, first: int) -> bool:
    window = sentence.keys[max(0, first - 6) : first]
    if not any(word in _RICH for word in window):
        return False
    return any(
        word in {"diet", "food", "meal", "eat", "vegetable", "fruit"}
        for word in sentence.keys[max(0, first - 10) : first]
    )
