"""What an article says in its own voice, and what it only denies, quotes or warns of."""

from __future__ import annotations

from collections.abc import Iterator
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


def said(material: Material) -> Iterator[Copy]:
    """The stretches of text that speak for the page, in reading order."""
    return (copy for copy in material.copies if copy.role not in _OTHERS)


def sentence_at(copy: Copy, start: int) -> Sentence | None:
    """The sentence of a text in which a place lies."""
    return next((item for item in copy.sentences if item.start <= start < item.end), None)


def stands(copy: Copy, start: int, end: int) -> bool:
    """Whether a text itself says what stands at a place.

    It does not where it denies it ("no miracle"), names it in quotation marks
    ("“clinically proven” tells you nothing") or warns of claims.
    """
    if _is_quoted(copy.text, start, end):
        return False
    sentence = sentence_at(copy, start)
    return sentence is None or not (is_warning(sentence) or is_denied(sentence, start))


def is_warning(sentence: Sentence) -> bool:
    """Whether a sentence warns of what others claim."""
    return any(item.has("warning") for item in sentence.of(Kind.SAFETY))


def is_advice(sentence: Sentence) -> bool:
    """Whether a sentence tells readers to ask, to stop or to take care."""
    return any(item.has("advice") or item.has("warning") for item in sentence.of(Kind.SAFETY))


def is_denied(sentence: Sentence, start: int) -> bool:
    """Whether a denial reaches a place: at most seven words before it, in the same clause."""
    denials = [item for item in sentence.of(Kind.NEGATION) if not item.has("false")]
    if not denials:
        return False
    here = sum(1 for begin, _ in sentence.places if begin < start)
    return any(
        item.start < start
        and here - (item.last - sentence.first) <= _DENIAL_REACHES
        and max(sentence.breaks[item.first - sentence.first + 1 : here + 1], default=0)
        < Break.CLAUSE
        for item in denials
    )


def _is_quoted(text: str, start: int, end: int) -> bool:
    return (
        start > 0
        and end < len(text)
        and text[start - 1] in _OPENING
        and text[end : end + 2].strip(".,!?;:")[:1] in _CLOSING
        and text[end : end + 2].strip(".,!?;:") != ""
    )
