"""AFF203: the stars or reviews of a shop's customers, typed beside a paid link."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from health_content.compliance.finding import Market, Severity
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.affiliate.authorities import AMAZON_POLICIES
from health_content.compliance.rules.affiliate.offering import (
    are_permitted,
    copies_near_offers,
    selling,
)
from health_content.compliance.wording import Wording

if TYPE_CHECKING:
    from health_content.compliance.material import Material

_SCORE = r"[0-5](?:[.,]\d{1,2})?"
_BUYERS = r"(?:customers?|buyers?|shoppers?|amazon|verified|user|users|purchasers?)"
_RATING = Wording(
    rf"{_SCORE}(?:\s?/\s?5| (?:out )?of (?:5|five))?,? (?:amazon )?stars?",
    rf"(?:rated|rating of|ratings? average|averages?|scores?|scored) (?:an average of )?{_SCORE}"
    r"(?:\s?/\s?5| out of (?:5|five))",
    rf"{_SCORE}(?:\s?/\s?5| out of (?:5|five)) (?:from|by|in|on) (?:more than |over |about )?"
    rf"(?:[\d,.]{{1,9}} )?{_BUYERS}",
    r"(?:five|four|5|4)(?:\.\d)? star (?:reviews?|ratings?|rated|product|supplement|average)",
    r"[★⭐]{2,10}[☆½]{0,5}",
    rf"[\d,.]{{1,9}}k?\+? (?:five star |5 star |positive |glowing |happy |satisfied |{_BUYERS} )"
    r"{1,2}(?:reviews?|ratings?|customers?|buyers?)",
    rf"{_BUYERS} (?:love|loves|rave|raves|swear|say|rate|rated|agree)"
    r"(?: about| by| that| it| this)",
    rf"(?:according to|based on|from) (?:[\d,.]{{1,9}} )?{_BUYERS} (?:reviews?|ratings?|feedback)",
    cues=("star", "★", "⭐", "/", "out of", "review", "rating", "customer", "buyer", "shopper",
          "amazon", "user", "purchaser"),
)  # fmt: skip
_OWN = Wording(
    r"(?:our|my) (?:own )?(?:score|scores|rating|ratings|verdict|grade|panel)",
    r"(?:we|i) (?:rate|rated|score|scored|give|gave|grade|graded)",
    cues=("our ", "my ", "we ", "i "),
)
_SCALE = Wording(
    r"(?:pain|symptom|sleep|fatigue|likert|scale|questionnaire|quality of life)", cues=("",)
)


class StarRating(Rule):
    """A customer rating copied from a shop."""

    code = "AFF203"
    name = "star-rating"
    why = (
        "Amazon allows its customers’ ratings and reviews only through its own interface, and a "
        "typed rating is nobody’s any more: it can neither be checked nor be kept current."
    )
    message = "“{quote}” repeats what a shop’s customers say."
    remedy = "Take it out, or give a score of your own with its scale and who gave it."
    better = "Our score: 4 out of 5 for the label, by the method told above."
    authority = AMAZON_POLICIES
    criterion = "(t)"
    severity = Severity.NEEDS_REASON
    severity_elsewhere = Severity.ADVICE
    failing = (
        "It is rated 4.7 out of 5 on its shop’s page.",
        selling(words="4.6 stars from 12,000 customer reviews."),
        "★★★★★ and easy to swallow.",
    )
    passing = (
        "In the trial, 4 out of 5 women finished the course.",
        "Pain was rated 3 out of 5 at the start.",
        "Our rating is 3 stars: a clear label and no test report.",
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        if are_permitted("ratings_allowed", material):
            return
        for copy, start, end in _RATING.among(copies_near_offers(material)):
            before = copy.text[max(0, start - 80) : start]
            sentence = before.rpartition(". ")[2] + copy.text[start:end]
            if _OWN.is_in(sentence) or _SCALE.is_in(sentence):
                continue
            grave = Severity.BLOCKING if copy.role == "commercial" else None
            yield Fault(copy.location, start, end, severity=grave)
