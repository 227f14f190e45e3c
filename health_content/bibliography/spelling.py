"""Whether two wordings are one in two spellings, and not two that differ in a word.

"Women" and "men", "increases" and "decreases", "hyper-" and "hypothyroidism" are a letter or
two apart and tell two works. So wordings are held against each other word by word, and each
word that differs must be the same word: inflected, misprinted once, British or American, in
figures, or joined with its neighbor. Words are those of
:func:`health_content.bibliography.likeness.folded`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from rapidfuzz.distance import OSA

SHORTEST_MISPRINTED = 6
"""How many letters a word has at least for one of them to be a misprint: "bone" is not "bond"."""

SHORTEST_MISPRINTED_TWICE = 12
"""The same for two letters."""

SHORTEST_STEM = 5
"""How many letters are left at least where an ending is taken off: "rate" is not "rat"."""

_APART = 12
"""How many words one of the two may be ahead."""

_JOINED = 3
"""Of how many words one may be made up: "follow up", "double blind"."""

_SMALL = frozenset(
    """a an the of in on at for to by from and as its their is are und der die das des la le les
    el los las de du et""".split()
)
_FIGURES = {
    name: str(number)
    for number, names in enumerate(
        """zero/0 one/i two/ii three/iii four/iv five/5 six/vi seven/vii eight/viii nine/ix
        ten/10 eleven/xi twelve/xii""".split()
    )
    for name in names.split("/")
} | {"versus": "vs", "programme": "program"}
_BRITISH = (
    (re.compile(r"ae|oe"), "e"),
    (re.compile(r"our"), "or"),
    (re.compile(r"sulph"), "sulf"),
    (re.compile(r"is(?=e|ing|ation)"), "iz"),
    (re.compile(r"ys(?=e|ing)"), "yz"),
    (re.compile(r"tre(?=s?$)"), "ter"),
    (re.compile(r"bre(?=s?$)"), "ber"),
    (re.compile(r"ogue(?=s?$)"), "og"),
    (re.compile(r"ence(?=s?$)"), "ense"),
    (re.compile(r"^ageing$"), "aging"),
    (re.compile(r"ium$"), "um"),
    (re.compile(r"ll(?=ed|ing)"), "l"),
)

# Beginnings and ends, of one first letter, that make another word of much the same rest.
_BEGINNINGS = tuple(
    tuple(group.split())
    for group in (
        "hyper hypo", "pre post peri para pro", "micro macro", "intra inter intro", "ab ad ap",
        "tri tetra", "endo exo ecto epi", "sub supra super", "anti ante auto",
    )
)  # fmt: skip
_ENDS = tuple(
    tuple(group.split())
    for group in (
        "ate ite ide ine ase ose ane ene yne ol al one",
        "ic ous",
        "ectomy otomy ostomy",
    )
)
# Words of such titles that stay within a misprint of each other and fit none of the groups.
_OTHER_WORDS = tuple(
    frozenset(pair.split("/"))
    for pair in """insulin/inulin choline/chlorine silicon/silicone humeral/humoral
    peroneal/perineal internal/interval neutral/neural malate/maleate causal/casual
    lateral/literal prostate/prostrate thiamine/thymine patient/patent infant/infarct
    plantar/planter contact/contract""".split()
)


def same_wording(one: str, other: str) -> bool:
    """Whether two folded texts are the same words in the same order, small words aside."""
    if one.replace(" ", "") == other.replace(" ", ""):
        return True
    ours, theirs = _without_what_is_common(_words(one), _words(other))
    # Each place in both texts that can be reached with all words before it told.
    reached, waiting = {(0, 0)}, [(0, 0)]
    while waiting:
        place = waiting.pop()
        if place == (len(ours), len(theirs)):
            return True
        for step in _steps(ours, theirs, *place):
            if step not in reached and abs(step[0] - step[1]) <= _APART:
                reached.add(step)
                waiting.append(step)
    return False


def _without_what_is_common(one: list[str], other: list[str]) -> tuple[list[str], list[str]]:
    """Both without the words that they begin with alike; the last of them may be joined on."""
    count = 0
    while count < min(len(one), len(other)) and one[count] == other[count]:
        count += 1
    kept = max(0, count - _JOINED)
    return one[kept:], other[kept:]


def _words(text: str) -> list[str]:
    """The words, letters and figures apart ("d3"), figures as figures."""
    parts = re.findall(r"[0-9]+|[^\W\d_]+", text)
    return [_FIGURES.get(part, part) for part in parts]


def _steps(ours: list[str], theirs: list[str], at: int, there: int) -> list[tuple[int, int]]:
    one, other = ours[at : at + _JOINED], theirs[there : there + _JOINED]
    steps = []
    if one and one[0] in _SMALL:
        steps.append((at + 1, there))
    if other and other[0] in _SMALL:
        steps.append((at, there + 1))
    if one and other and same_word(one[0], other[0]):
        steps.append((at + 1, there + 1))
    elif one and other:
        steps += [
            (at + count, there + 1)
            for count in range(2, len(one) + 1)
            if same_word("".join(one[:count]), other[0])
        ]
        steps += [
            (at + 1, there + count)
            for count in range(2, len(other) + 1)
            if same_word(one[0], "".join(other[:count]))
        ]
    return steps


@lru_cache(maxsize=8192)
def same_word(one: str, other: str) -> bool:
    """Whether two folded words are one word in two spellings."""
    if one == other:
        return True
    if not one.isalpha() or not other.isalpha():
        return False
    ours, theirs = _american(one), _american(other)
    if ours[0] != theirs[0] or {_singular(one), _singular(other)} in _OTHER_WORDS:
        return False
    if _stem(ours) == _stem(theirs):
        return True
    return _is_misprint(ours, theirs) or _is_misprint(one, other)


def _american(word: str) -> str:
    for pattern, spelling in _BRITISH:
        word = pattern.sub(spelling, word)
    return word


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 5:
        return f"{word[:-3]}y"
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def _stem(word: str) -> str:
    """A word without the endings of grammar: "increased" and "increases" are "increas"."""
    word = _singular(word)
    for ending in ("ing", "ed", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word.removesuffix(ending)
    return word


def _is_misprint(one: str, other: str) -> bool:
    shorter = min(len(one), len(other))
    if shorter < SHORTEST_MISPRINTED:
        return False
    allowed = 2 if shorter >= SHORTEST_MISPRINTED_TWICE else 1
    if OSA.distance(one, other, score_cutoff=allowed) > allowed:
        return False
    begins = any(_have(one.startswith, other.startswith, group) for group in _BEGINNINGS)
    bare, other_bare = _singular(one), _singular(other)
    ends = any(_have(bare.endswith, other_bare.endswith, group) for group in _ENDS)
    return not begins and not ends


def _have(one: Callable[[str], bool], other: Callable[[str], bool], group: tuple[str, ...]) -> bool:
    """Whether the two have different parts of a group."""
    ours = {part for part in group if one(part)}
    theirs = {part for part in group if other(part)}
    return bool(ours and theirs and not ours & theirs)
