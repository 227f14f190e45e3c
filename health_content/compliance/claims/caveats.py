"""What a sentence says besides a claim: advice, a warning, a doubt; and whether it reaches it.

A word of advice or doubt in another clause takes no claim back: "turmeric cures gout, so ask
your doctor" claims what it claims.
"""

from __future__ import annotations

from collections.abc import Iterator

from health_content.compliance.annotate import Break, Mention, Sentence
from health_content.compliance.claims.agents import Agent, names_product
from health_content.compliance.claims.claim import Claim
from health_content.compliance.shapes import Kind

_JOINTS = frozenset({"and", "but", "so", "though", "although"})
_MODALS = frozenset({"can", "may", "might", "could", "will"})


def caveats_in(sentence: Sentence) -> list[Mention]:
    """Advice, warnings and doubts; conditions of the reader's where no product is named."""
    found = list(_outright(sentence))
    if not found and sentence.has(Kind.SAFETY) and not names_product(sentence):
        found = sentence.of(Kind.SAFETY)
    return found


def _outright(sentence: Sentence) -> Iterator[Mention]:
    for item in sentence.mentions:
        is_advice = Kind.SAFETY in item.entry.kinds and not item.has("condition")
        if is_advice or (Kind.NEGATION in item.entry.kinds and item.has("open")):
            yield item


def stands(sentence: Sentence, claim: Claim, caveats: list[Mention]) -> bool:
    """Whether a claim is a statement of its own, which no caveat reaches.

    It states ("cures", "may cure"), names the product that does it, and each caveat is parted
    from it by a comma or a joining word.
    """
    if claim.agent is not Agent.PRODUCT or not _states(sentence, claim):
        return False
    return all(_is_parted(sentence, claim, item) for item in caveats)


def _states(sentence: Sentence, claim: Claim) -> bool:
    first = _word_at(sentence, claim.start)
    stop = sentence.bounds[1][sentence.first + first]
    written = sentence.text[claim.start - sentence.start : stop - sentence.start].lower()
    return written.endswith("s") or (first > 0 and sentence.keys[first - 1] in _MODALS)


def _is_parted(sentence: Sentence, claim: Claim, caveat: Mention) -> bool:
    first, last = _word_at(sentence, claim.start), _word_at(sentence, claim.end - 1)
    if caveat.last - sentence.first < first:
        begin, end = caveat.last + 1 - sentence.first, first
    elif caveat.first - sentence.first > last:
        begin, end = last + 1, caveat.first - sentence.first
    else:
        return False
    between = slice(begin, end + 1)
    return any(code >= Break.COMMA for code in sentence.breaks[between]) or not _JOINTS.isdisjoint(
        sentence.keys[between]
    )


def _word_at(sentence: Sentence, position: int) -> int:
    """The number within the sentence of the word at a place of the text."""
    starts = sentence.bounds[0]
    found = 0
    for number in range(len(sentence.keys)):
        if starts[sentence.first + number] > position:
            break
        found = number
    return found
