"""What a claim acts upon: diseases, signs of them, markers, germs, as a sentence names them."""

from __future__ import annotations

from collections.abc import Iterator

from health_content.compliance.annotate import Break, Mention, Sentence
from health_content.compliance.lexicons import Entry
from health_content.compliance.shapes import Kind

TARGETS = frozenset({Kind.DISEASE, Kind.SYMPTOM, Kind.MARKER, Kind.PATHOGEN})

_ORGANIZATIONS = frozenset(
    """association foundation society institute institutes academy college council federation
    journal international organization center centers centre clinic hospital charity network
    awareness month week campaign conference congress research statistics""".split()
)
_TROUBLES = frozenset(
    """problem issue trouble disorder syndrome cancer infection disease illness condition
    dysfunction disturbance complaint failure tumor ailment damage degeneration virus therapy
    treatment remedy cure""".split()
)
_THERAPIES = frozenset("therapy treatment remedy cure".split())
_NO_NAME_KINDS = TARGETS | {
    Kind.RELATION,
    Kind.NEGATION,
    Kind.SUBJECT,
    Kind.HARM,
    Kind.MODALITY,
    Kind.SAFETY,
    Kind.STUDY,
}
_NAMED_TROUBLES = frozenset("disorder syndrome cancer infection disease tumor virus".split())
_NO_NAMES = frozenset(
    """a an the any all some many most this that these those your their his her our other such no
    of or and with for from to in on rare common chronic serious severe certain several various
    underlying mild medical new particular specific every each another same human animal
    autoimmune inflammatory infectious genetic inherited viral bacterial fungal mental
    degenerative what which prevent cure treat fight cause have about against""".split()
)


_STUDIES = frozenset({"study", "trial", "survey", "initiative", "program"})
_SAME = frozenset({"non", "healthy"})
_SOFTENING = _SAME | {"mild", "occasional", "everyday", "temporary", "minor"}


def targets_in(sentence: Sentence) -> list[Mention]:
    """What may be acted upon in a sentence: what its words name, and troubles of the body
    that they put together ("prostate problems"). Not what is lacking, common or mild, and not
    the names of societies and journals.
    """
    found = [item for item in sentence.mentions if _is_target(sentence, item)]
    composed = list(_composed(sentence))
    if not composed:
        return found
    taken = {number for item in composed for number in range(item.first, item.last + 1)}
    return sorted(
        [item for item in found if item.first not in taken] + composed, key=lambda item: item.first
    )


def diseases_in(sentence: Sentence) -> list[Mention]:
    """The diseases a sentence names, but for those of want and everyday complaints."""
    return [item for item in targets_in(sentence) if Kind.DISEASE in item.entry.kinds]


def _composed(sentence: Sentence) -> Iterator[Mention]:
    for number, key in enumerate(sentence.keys):
        if key not in _TROUBLES or not number or sentence.breaks[number] > Break.JOINED:
            continue
        first, last = sentence.first + number - 1, sentence.first + number
        before = sentence.keys[number - 1]
        body = next((item for item in sentence.of(Kind.BODY) if item.last == first), None)
        if body is None:
            if key not in _NAMED_TROUBLES or before in _NO_NAMES or not before.isalpha():
                continue
            if any(
                item.first <= first <= item.last and item.entry.kinds & _NO_NAME_KINDS
                for item in sentence.mentions
            ):
                continue
        elif key in _THERAPIES and not sentence.has(Kind.PRODUCT):
            continue
        yield Mention(
            Entry(f"{before} {key}", frozenset({Kind.DISEASE}), frozenset({"composed"})),
            body.start if body else sentence.bounds[0][first],
            sentence.bounds[1][last],
            body.first if body else first,
            last,
        )


def _is_target(sentence: Sentence, mention: Mention) -> bool:
    kinds = mention.entry.kinds
    if kinds.isdisjoint(TARGETS):
        return False
    tags = mention.entry.tags
    if Kind.HARM in kinds and "adverse" in tags:
        return False
    if "deficiency" in tags or "natural" in tags or "everyday" in tags:
        return False
    last = mention.last - sentence.first
    if any(word in _ORGANIZATIONS for word in sentence.keys[last + 1 : last + 3]):
        return False
    first = mention.first - sentence.first
    if first and sentence.keys[first - 1] in {"deficiency", "deficient"}:
        return False
    if _names_a_study(sentence, mention):
        return False
    before = sentence.keys[max(0, first - 2) : first]
    softening = _SAME if Kind.DISEASE in kinds else _SOFTENING
    if not softening.isdisjoint(before):
        return False
    return Kind.DISEASE in kinds or not is_everyday(sentence, mention)


def _names_a_study(sentence: Sentence, mention: Mention) -> bool:
    """Whether the disease belongs to a study's own name: "the Eye Disease Study"."""
    number = mention.last + 1 - sentence.first
    if number >= len(sentence.keys) or sentence.keys[number] not in _STUDIES:
        return False
    return sentence.text[sentence.bounds[0][mention.last + 1] - sentence.start].isupper()


def is_everyday(sentence: Sentence, target: Mention) -> bool:
    """Whether a symptom or marker is spoken of as healthy people know it."""
    first = target.first - sentence.first
    last = target.last - sentence.first
    near = sentence.keys[max(0, first - 3) : first]
    if any(word in {"healthy", "normal"} for word in near):
        return True
    for item in sentence.of(Kind.MODALITY):
        if item.has("mild") and abs(item.first - sentence.first - first) <= 8:
            return True
        if item.has("normal") and item.first - sentence.first > last:
            return True
    return False
