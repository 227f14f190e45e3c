"""The words by which a sentence on evidence is known, and what a benefit statement is.

Words are compared in lower case and plain letters. Inflected forms are listed by rule, not
looked up, so that these lists work whatever the lexicons hold.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from functools import lru_cache

from health_content.compliance.annotate import Sentence, annotate
from health_content.compliance.shapes import Kind
from health_content.compliance.wording import plain

_MEMORY = 8192
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")


def _forms(*verbs: str) -> frozenset[str]:
    found = set()
    for verb in verbs:
        stem = verb.removesuffix("e")
        plural = verb[:-1] + "ies" if verb.endswith("y") and verb[-2] not in "aeo" else verb + "s"
        past = verb[:-1] + "ied" if plural.endswith("ies") else stem + "ed"
        found |= {verb, plural, past, stem + "ing"}
    return frozenset(found)


BENEFITS = _forms(
    *"""help support promote improve enhance boost strengthen increase raise reduce prevent
    protect maintain preserve regulate activate contribute optimize ease relieve treat build
    rebuild restore replenish benefit counteract mitigate slow inhibit stimulate soothe ensure
    facilitate enable influence aid calm""".split()
) | frozenset("lowers lowered lowering essential vital crucial critical stronger healthier".split())
"""Verbs of doing good, and words that stand for them."""

CAUSES = _forms(
    *"""improve increase raise reduce prevent strengthen boost build rebuild restore preserve
    protect relieve cure treat cut reverse lower slow stop""".split()
)
"""Verbs by which a headline says that one thing brings another about."""

OBJECTS = frozenset(
    """bone bones skeleton skeletal density bmd muscle muscles joint joints heart brain nerve
    nerves sleep mood energy stress immune immunity digestion gut skin hair blood health
    inflammation inflammatory fracture fractures mass strength absorption metabolism recovery
    remodeling osteoblast osteoclast osteoclasts turnover balance cognition memory vision
    aging wellness wellbeing well-being calcium level levels pressure pain fatigue""".split()
)
"""What a benefit is for, besides what the lexicons know as body, disease, symptom, marker."""

SOLD = frozenset("supplement supplements supplementing supplementation".split())
DENIALS = frozenset(
    """not no never cannot can't don't doesn't didn't isn't aren't wasn't nobody none neither nor
    nothing unknown unclear unproven whether without unsettled unlikely open""".split()
)
STUDY_WORDS = frozenset(
    """study studies trial trials research researchers review reviews meta-analysis meta-analyses
    evidence finding findings result results data investigation investigations experiment
    experiments analysis analyses survey surveys science""".split()
)
ANIMALS = frozenset(
    """mouse mice murine rat rats rodent rodents rabbit rabbits hamster hamsters zebrafish pig
    pigs piglet piglets animal animals dog dogs ovariectomized""".split()
)
CELLS = (
    "cell line", "in vitro", "cell culture", "cultured cell", "cell stud", "test tube",
    "petri dish", "laboratory dish",
)  # fmt: skip
"""Beginnings of phrases that speak of cells in a dish."""
PEOPLE = frozenset(
    """human humans people women men patients adults participants children volunteers elderly
    randomized randomised infants adolescents persons person clinical""".split()
)
_ASSOCIATION = frozenset(
    """associated associations linked correlated correlation observational cohort
    cross-sectional case-control epidemiological""".split()
)
_RESEARCH = STUDY_WORDS | frozenset("intake intakes people adults women men cohort".split())
_TRIALS = frozenset(
    "randomized randomised placebo placebo-controlled controlled double-blind".split()
)
_LACKS = frozenset("deficiency deficient deficiencies lack lacking low inadequate".split())
_ADVICE = frozenset("avoid ensure ask check".split())
_MORE = _forms("increase", "raise", "contribute")
_MEDICINES = frozenset(
    "medicine medicines medication medications antibiotic antibiotics drug drugs".split()
)
_NO_DENIAL = frozenset("just only merely simply".split())


@lru_cache(maxsize=_MEMORY)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text in lower case and plain letters, hyphenated ones whole."""
    return tuple(_WORD.findall(plain(text).text))


@lru_cache(maxsize=_MEMORY)
def denies(text: str) -> bool:
    """Whether a sentence denies something or leaves it open; "not just" does neither."""
    words = words_of(text)
    return any(
        word in DENIALS and not (place + 1 < len(words) and words[place + 1] in _NO_DENIAL)
        for place, word in enumerate(words)
    )


@lru_cache(maxsize=_MEMORY)
def names_sold(sentence: Sentence) -> bool:
    """Whether a nutrient, a product or a supplement is named."""
    if any(not item.has("weak") for item in sentence.of(Kind.NUTRIENT)):
        return True
    return sentence.has(Kind.PRODUCT) or not SOLD.isdisjoint(words_of(sentence.text))


@lru_cache(maxsize=_MEMORY)
def states_benefit(sentence: Sentence) -> bool:
    """Whether a sentence says what a nutrient or a product does for the reader.

    Not: questions, denials, open questions, advice on what to avoid, what the lack of a
    nutrient does, what it does to a medicine, and what raises a risk.
    """
    if not names_sold(sentence) or sentence.is_question:
        return False
    in_order = words_of(sentence.text)
    words = frozenset(in_order)
    if in_order[:1] and in_order[0] in _ADVICE:
        return False
    if sentence.has(Kind.DRUG, Kind.SAFETY) or any(
        item.has("hard") and not item.has("organ") for item in sentence.of(Kind.SUBJECT)
    ):
        return False
    if not _MEDICINES.isdisjoint(words):
        return False
    if "risk" in words:
        words -= _MORE
    if BENEFITS.isdisjoint(words) or not _LACKS.isdisjoint(words) or denies(sentence.text):
        return False
    return not OBJECTS.isdisjoint(words) or sentence.has(
        Kind.BODY, Kind.DISEASE, Kind.SYMPTOM, Kind.MARKER
    )


@lru_cache(maxsize=_MEMORY)
def is_animal(text: str) -> bool:
    """Whether a text speaks of animals, or of cells in a dish, and of no people.

    A cell line stays one where it is called human.
    """
    words = words_of(text)
    if not ANIMALS.isdisjoint(words):
        return PEOPLE.isdisjoint(words)
    joined = " ".join(words)
    return any(name in joined for name in CELLS)


class Design(Enum):
    """How what a text tells of was studied: by a trial, or by observing people."""

    TRIAL = auto()
    OBSERVATION = auto()


@lru_cache(maxsize=_MEMORY)
def design_in(text: str) -> Design | None:
    """The stronger design that the sentences of a text tell of, or ``None``."""
    found = None
    for sentence in annotate(text).sentences:
        words = words_of(sentence.text)
        if not _TRIALS.isdisjoint(words):
            return Design.TRIAL
        if not _ASSOCIATION.isdisjoint(words) and not _RESEARCH.isdisjoint(words):
            found = Design.OBSERVATION
    return found
