"""CLM318: FDA named as if it vouched for a supplement or its maker."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from health_content.compliance.annotate import Sentence
from health_content.compliance.finding import Market, Severity
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.claims.authorities import STATUTE_343_A
from health_content.compliance.rules.claims.phrases import Found, has_any, written
from health_content.compliance.rules.claims.turns import VOUCHED
from health_content.compliance.rules.claims.voice import said, sentence_at, stands
from health_content.compliance.shapes import Kind

if TYPE_CHECKING:
    from health_content.compliance.material import Copy, Material

_OF_DRUGS = frozenset(
    """drug drugs medicine medicines medication medications prescription device devices vaccine
    vaccines test tests therapy therapies treatment treatments biologic biologics antibody
    bisphosphonate claim claims label labeling additive additives injection generic
    pharmaceutical pharmaceuticals scanner scanners""".split()
)
_OURS = frozenset(
    """our this supplement supplements product products capsule capsules tablet tablets gummies
    formula facility facilities lab laboratory factory plant brand manufacturer ingredient
    ingredients powder vitamin""".split()
)
_OPEN = frozenset("if whether unless until would needs requires required nobody".split())
_LOOK_BACK = 30
_DENIED_AFTER = frozenset({"not", "never", "isn't", "doesn't", "no"})


class FdaApprovalClaim(Rule):
    """FDA approval, registration or endorsement told as a merit of a supplement."""

    code = "CLM318"
    name = "fda-approval-claim"
    why = (
        "FDA does not approve, certify or endorse dietary supplements or the places that make "
        "them. Registering a facility is a duty, and says nothing about what it makes."
    )
    message = "“{quote}” says that FDA vouches for what is sold here. It does not."
    remedy = "Leave FDA out; name a test that an independent body made, if there is one."
    better = "Each batch is tested by an independent laboratory; supplements are not FDA approved."
    authority = STATUTE_343_A
    severity = Severity.BLOCKING
    severity_elsewhere = Severity.BLOCKING
    is_locked = True
    failing = (
        "An FDA-approved supplement for strong bones.",
        "Made in an FDA registered facility in Utah.",
        "Our magnesium is certified by the FDA.",
    )
    passing = (
        "Supplements are not approved by the FDA before they are sold.",
        "Alendronate is an FDA-approved drug for osteoporosis.",
        "Is this powder FDA approved?",
        "No supplement is FDA approved, whatever its label says.",
        "If a shop tells you that a vitamin is FDA approved, walk away.",
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        for copy in said(material):
            for found in VOUCHED.found_in(copy.text):
                sentence = sentence_at(copy, found.start)
                if (
                    sentence is not None
                    and stands(copy, found.start, found.end)
                    and not _asks_or_denies(copy, found, sentence)
                    and not _means_a_drug(sentence)
                ):
                    yield Fault(copy.location, found.start, found.end)


def _asks_or_denies(copy: Copy, found: Found, sentence: Sentence) -> bool:
    words = written(copy.text)
    before = {
        words.words[number]
        for number in range(max(0, found.first - _LOOK_BACK), found.first)
        if words.starts[number] >= sentence.start
    }
    after = words.words[found.last : found.last + 3]
    return (
        sentence.is_question or not _OPEN.isdisjoint(before) or not _DENIED_AFTER.isdisjoint(after)
    )


def _means_a_drug(sentence: Sentence) -> bool:
    """Whether a medicine is named, and nothing that is sold here."""
    named = sentence.has(Kind.DRUG, Kind.DRUG_CLASS) or has_any(sentence.text, _OF_DRUGS)
    return named and not has_any(sentence.text, _OURS)
