"""CLM316: somebody's experience with a disease, told where something is sold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from health_content.compliance.finding import Market
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.claims.authorities import FTC_255
from health_content.compliance.rules.claims.stories import (
    has_outcome,
    is_told,
    may_tell,
    speaks_of_illness,
)
from health_content.compliance.rules.claims.voice import said

if TYPE_CHECKING:
    from health_content.compliance.material import Copy, Material


# How many sentences after its naming an illness is no longer what a story is about.
_FORGOTTEN = 4


class TestimonialClaim(Rule):
    """An experience with a disease, told in the first person or reported of a buyer."""

    code = "CLM316"
    name = "testimonial-claim"
    why = (
        "What a buyer says on your page, you say. A testimonial that a disease went away is a "
        "disease claim, and one person’s luck is no evidence of what readers may expect."
    )
    message = "“{quote}” tells of a disease that got better: on a page that sells, a disease claim."
    remedy = "Leave out what became of the disease. Taste, size and service may be told."
    better = "One tester found the capsules easy to swallow and the jar hard to open."
    authority = FTC_255
    failing = (
        "After three weeks my arthritis is gone.",
        "“It cleared up my eczema,” writes a reader from Ohio.",
        "I had migraines for years. Now they have disappeared.",
        "Customers tell us that their blood pressure dropped within a month.",
        "I no longer need insulin for my diabetes.",
    )
    passing = (
        "My grandmother had osteoporosis, and that is why I write about bone.",
        "I take these capsules because they are small.",
        "It did not help my arthritis at all.",
        "Ask your doctor if my advice fits your diabetes.",
        "Is my osteoporosis getting better?",
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        for copy in said(material):
            if may_tell(copy):
                yield from _stories(copy)


def _stories(copy: Copy) -> Iterator[Fault]:
    """Sentences that tell how an illness ended: the one that names it, or one soon after."""
    since = _FORGOTTEN
    for sentence in copy.sentences:
        since = 0 if speaks_of_illness(sentence) and is_told(copy, sentence) else since + 1
        if since < _FORGOTTEN and has_outcome(sentence):
            yield Fault(copy.location, sentence.start, sentence.end)
            since = _FORGOTTEN
