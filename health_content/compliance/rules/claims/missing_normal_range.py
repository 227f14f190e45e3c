"""CLM323: "supports healthy blood pressure" without "already within the normal range"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from health_content.compliance.annotate import Sentence
from health_content.compliance.finding import Market, Severity
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.claims.authorities import SECG_2002
from health_content.compliance.rules.claims.phrases import written
from health_content.compliance.rules.claims.turns import (
    HEALTHY_STATES,
    KEEPING_VERBS,
    KEPT_MARKERS,
    WITHIN_RANGE,
)
from health_content.compliance.rules.claims.voice import is_advice, is_denied, said
from health_content.compliance.shapes import Kind

if TYPE_CHECKING:
    from health_content.compliance.material import Copy, Material

_VERB_TO_STATE = 5
_STATE_TO_MARKER = 2
_LOUD = frozenset("title dek heading lead commercial metadata quotation".split())


class MissingNormalRange(Rule):
    """Blood pressure, cholesterol or blood sugar kept healthy, without saying in whom."""

    code = "CLM323"
    name = "missing-normal-range"
    why = (
        "Said of everybody, keeping a marker healthy means bringing a bad one down, which is to "
        "treat. FDA accepts it of levels that are already within the normal range."
    )
    message = "“{quote}” does not say that the level is already within the normal range."
    remedy = "Add “already within the normal range”."
    better = "Magnesium helps maintain blood pressure already within the normal range."
    authority = SECG_2002
    criterion = "(g)(2)(ii)"
    severity = Severity.NEEDS_REASON
    severity_elsewhere = Severity.ADVICE
    markets = (Market.US,)
    failing = (
        "Magnesium supports healthy blood pressure.",
        "This capsule helps maintain normal cholesterol levels.",
        "Chromium promotes balanced blood sugar.",
    )
    passing = (
        "It helps maintain healthy cholesterol levels that are already within the normal range.",
        "The kidneys help keep a healthy blood pressure.",
        "Exercise helps maintain a normal blood pressure.",
        "Magnesium does not support healthy blood sugar in any trial we know.",
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        for copy in said(material):
            if HEALTHY_STATES.isdisjoint(written(copy.text).present):
                continue
            if WITHIN_RANGE.is_in(copy.text):
                continue
            for sentence in copy.sentences:
                if place := _kept(sentence):
                    start, end = place
                    if _is_of_product(copy, sentence) and not (
                        is_advice(sentence) or is_denied(sentence, sentence.start + start)
                    ):
                        yield Fault(copy.location, sentence.start + start, sentence.start + end)


def _kept(sentence: Sentence) -> tuple[int, int] | None:
    """Where a sentence keeps a marker healthy: from the verb to the marker or the state."""
    read = written(sentence.text)
    for found in KEPT_MARKERS.found_in(sentence.text):
        before = range(max(0, found.first - 1 - _STATE_TO_MARKER), found.first)
        after = range(found.last, min(found.last + _STATE_TO_MARKER, len(read.words)))
        state = next((i for i in (*before, *after) if read.words[i] in HEALTHY_STATES), None)
        if state is None:
            continue
        verbs = range(max(0, min(state, found.first) - _VERB_TO_STATE), min(state, found.first))
        verb = next((i for i in verbs if read.words[i] in KEEPING_VERBS), None)
        if verb is not None:
            return read.starts[verb], max(found.end, read.ends[state])
    return None


def _is_of_product(copy: Copy, sentence: Sentence) -> bool:
    """Whether it is said of something to take, not of an organ, a food or a way to live."""
    subjects = sentence.of(Kind.SUBJECT)
    if sentence.has(Kind.PRODUCT) or any(item.has("product") for item in subjects):
        return True
    if any(item.has("lifestyle") or item.has("organ") for item in subjects):
        return False
    if sentence.has(Kind.NUTRIENT, Kind.DRUG_INGREDIENT):
        return True
    is_fragment = not KEEPING_VERBS.isdisjoint(written(sentence.text).words[:1])
    return not subjects and (is_fragment or copy.role in _LOUD)
