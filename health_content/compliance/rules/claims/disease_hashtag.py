"""CLM324: a hashtag that names a disease."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from health_content.compliance.annotate import annotate
from health_content.compliance.finding import Market, Severity
from health_content.compliance.lexicons import vocabulary
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.claims.authorities import AMAZON_LETTERS
from health_content.compliance.rules.claims.voice import said
from health_content.compliance.shapes import Kind

if TYPE_CHECKING:
    from health_content.compliance.material import Material

_TAG = re.compile(r"(?<![\w/&#])[#＃]([A-Za-z]\w{2,59})")
_HUMPS = re.compile(r"_+|\d+|(?<=[a-z])(?=[A-Z])")
_SHORTEST = 5


class DiseaseHashtag(Rule):
    """A hashtag that leads people with a disease to a product."""

    code = "CLM324"
    name = "disease-hashtag"
    why = (
        "A hashtag tells search engines and readers whom a text is for. FDA’s letters quote the "
        "hashtags of sellers as claims about diseases."
    )
    message = "“{quote}” names a disease beside what is sold."
    remedy = "Name the nutrient or the part of the body instead."
    better = "Filed under #BoneHealth and #Magnesium."
    authority = AMAZON_LETTERS
    criterion = "(g)(2)(x)"
    severity = Severity.NEEDS_REASON
    severity_elsewhere = Severity.ADVICE
    failing = (
        "Strong bones for life. #osteoporosis",
        "Feel good again! #BeatArthritis #magnesium",
        "New on the shelf: #stoparthritis",
    )
    passing = (
        "Strong bones for life. #BoneHealth",
        "We are the #1 reader’s choice in town.",
        "See the section at /guide#osteoporosis for more.",
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        for copy in said(material):
            if "#" not in copy.text and "＃" not in copy.text:
                continue
            for match in _TAG.finditer(copy.text):
                if _names_a_disease(match[1]):
                    yield Fault(copy.location, match.start(), match.end())


def _names_a_disease(tag: str) -> bool:
    words = _HUMPS.sub(" ", tag)
    for sentence in annotate(words).sentences:
        if any(not item.has("weak") for item in sentence.of(Kind.DISEASE)):
            return True
    return any(_begins_or_ends_with_one(word.lower()) for word in words.split())


def _begins_or_ends_with_one(word: str) -> bool:
    """Whether words run together begin or end with the name of a disease."""
    cuts = range(_SHORTEST, len(word) - 1)
    return any(_is_disease(word[:cut]) for cut in cuts) or any(
        _is_disease(word[-cut:]) for cut in cuts
    )


def _is_disease(word: str) -> bool:
    return any(
        not rest and Kind.DISEASE in entry.kinds and "weak" not in entry.tags
        for rest, entry in vocabulary().phrases.get(word, ())
    )
