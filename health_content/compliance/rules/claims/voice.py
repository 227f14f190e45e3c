"""What an article says in its own voice, and what it only denies, quotes or warns of."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING

from health_content.compliance.annotate import Break, Sentence
from health_content.compliance.shapes import Kind

if TYPE_CHECKING:
    from health_content.compliance.material import Copy, Material

# Safety advice, disclaimers, other people's titles and names, and beliefs an article corrects.
_OTHERS = frozenset(
    {"safety", "disclaimer", "reference", "attribution", "credit", "myth", "slug", "file-name"}
)
_OPENING = "\"'“‘«„"
_CLOSING = "\"'”’»"
_DENIAL_REACHES = 7
_NEAR = 4
_DENIALS = frozenset({"no", "zero", "without", "free"})
_DENYING = frozenset(
    "not nothing never nobody isn't doesn't don't aren't cannot can't hardly none".split()
)


def said(material: Material) -> tuple[Copy, ...]:
    """The stretches of text that speak for the page, in reading order."""
    return material.once(
        "said", lambda: tuple(copy for copy in material.copies if copy.role not in _OTHERS)
    )


def sentence_at(copy: Copy, start: int) -> Sentence | None:
    """The sentence of a text in which a place lies."""
    sentences = copy.sentences
    number = bisect_right(sentences, start, key=lambda item: item.start) - 1
    return sentences[number] if number >= 0 and start < sentences[number].end else None


def stands(copy: Copy, start: int, end: int) -> bool:
    """Whether a text itself says what stands at a place.

    It does not where it denies it ("no miracle"), names it in quotation marks
    ("“clinically proven” tells you nothing") or warns of claims. What is itself a denial
    ("no side effects") is not denied by another ("no fillers, no side effects"), only by a
    word such as "not".
    """
    if _is_quoted(copy.text, start, end):
        return False
    sentence = sentence_at(copy, start)
    if sentence is None:
        return True
    here = word_at(sentence, start)
    if sentence.keys[here : here + 1] and sentence.keys[here] in _DENIALS:
        before = sentence.keys[max(0, here - _NEAR) : here]
        denied = not _DENYING.isdisjoint(before)
        denied |= sentence.keys[here] == "without" and "no" in before
    else:
        denied = is_denied(sentence, start)
    return not denied and not is_warning(sentence)


@lru_cache(maxsize=256)
def is_warning(sentence: Sentence) -> bool:
    """Whether a sentence warns of what others claim."""
    return any(item.has("warning") for item in sentence.of(Kind.SAFETY))


@lru_cache(maxsize=256)
def is_advice(sentence: Sentence) -> bool:
    """Whether a sentence tells readers to ask, to stop or to take care."""
    return any(item.has("advice") or item.has("warning") for item in sentence.of(Kind.SAFETY))


def is_denied(sentence: Sentence, start: int) -> bool:
    """Whether a denial reaches a place: at most seven words before it, in the same clause."""
    if not sentence.has(Kind.NEGATION):
        return False
    here = word_at(sentence, start)
    number = bisect_left(sentence.mentions, start, key=lambda item: item.start)
    for item in reversed(sentence.mentions[max(0, number - _DENIAL_REACHES) : number]):
        if here - (item.last - sentence.first) > _DENIAL_REACHES:
            return False
        if item.is_a(Kind.NEGATION) and not item.has("false"):
            return not is_parted(sentence, item.first - sentence.first, here)
    return False


def word_at(sentence: Sentence, start: int) -> int:
    """The number, within its sentence, of the first word that begins at a place or after."""
    first, size = sentence.first, len(sentence.keys)
    return bisect_left(sentence.bounds[0], start, first, first + size) - first


def is_parted(sentence: Sentence, first: int, last: int) -> bool:
    """Whether another clause begins after one word of a sentence, up to a later one."""
    return max(sentence.breaks[first + 1 : last + 1], default=0) >= Break.CLAUSE


def _is_quoted(text: str, start: int, end: int) -> bool:
    return (
        start > 0
        and end < len(text)
        and text[start - 1] in _OPENING
        and text[end : end + 2].strip(".,!?;:")[:1] in _CLOSING
        and text[end : end + 2].strip(".,!?;:") != ""
    )
