"""Small questions of grammar: what a word follows, what parts two words, what is denied."""

from __future__ import annotations

from health_content.compliance.annotate import Break, Mention, Sentence
from health_content.compliance.shapes import Kind

MEDICAL = frozenset({Kind.DRUG, Kind.DRUG_CLASS, Kind.THERAPY})
"""What belongs to medicine, not to what is sold here."""
JOINING = frozenset("of for from against in on with to".split())
"""Words that join a noun to what it acts upon."""

_AUXILIARIES = frozenset(
    """be have do can could may might will would shall should must include involve depend vary
    require need usually often aim consist mean begin start become""".split()
)
_DEGREES = frozenset({"very", "most", "more"})
_TURNS = frozenset({"so", "but", "though", "although", "because", "while", "whereas"})
_REACH_OF_DENIALS = 5


def is_fragment(sentence: Sentence) -> bool:
    """Whether it has no verb that makes a statement: a heading, a label, a list entry."""
    return _AUXILIARIES.isdisjoint(sentence.keys)


def has_verb_after(sentence: Sentence, last: int) -> bool:
    """Whether a verb that makes a statement follows word ``last`` (a number in the text)."""
    return not _AUXILIARIES.isdisjoint(sentence.keys[last + 1 - sentence.first :])


def written(sentence: Sentence, mention: Mention) -> str:
    """A mention as it is written, in lower case."""
    return sentence.text[mention.start - sentence.start : mention.end - sentence.start].lower()


def next_word(sentence: Sentence, mention: Mention) -> str:
    """The word after a mention, empty at the end."""
    number = mention.last + 1 - sentence.first
    return sentence.keys[number] if number < len(sentence.keys) else ""


def word_before(sentence: Sentence, first: int) -> str:
    """The word before, adverbs of degree passed over."""
    position = first - 1
    while position > 0 and (
        sentence.keys[position].endswith("ly") or sentence.keys[position] in _DEGREES
    ):
        position -= 1
    return sentence.keys[position] if position >= 0 else ""


def parted(sentence: Sentence, one: Mention, other: Mention) -> bool:
    """Whether a clause ends between two mentions, or a denial, a condition or a cause of harm
    stands there.
    """
    first, last = one.last + 1 - sentence.first, other.first - sentence.first
    if any(
        code >= Break.CLAUSE or (code == Break.COMMA and key in _TURNS)
        for code, key in zip(
            sentence.breaks[first : last + 1], sentence.keys[first : last + 1], strict=True
        )
    ):
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


def is_denied(sentence: Sentence, relation: Mention) -> bool:
    """Whether a denial shortly before a mention reaches it."""
    number = relation.first - sentence.first
    for item in sentence.of(Kind.NEGATION):
        if item.has("false"):
            continue
        if item.first == sentence.first and item.entry.phrase in {"none", "nothing", "neither"}:
            return True
        distance = relation.first - item.last - 1
        if 0 <= distance <= _REACH_OF_DENIALS:
            first = item.last + 1 - sentence.first
            if not any(code >= Break.COMMA for code in sentence.breaks[first : number + 1]):
                return True
    return False
