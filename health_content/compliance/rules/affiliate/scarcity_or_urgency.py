"""AFF210: pressure to buy at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from health_content.compliance.finding import Market, Severity
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.affiliate.authorities import DARK_PATTERNS
from health_content.compliance.rules.affiliate.offering import copies_near_offers, selling
from health_content.compliance.wording import Wording

if TYPE_CHECKING:
    from health_content.compliance.material import Material

_SOON = (
    r"(?:today|tonight|tomorrow|soon|midnight|at midnight|this week|in \d{1,2} (?:hours|days)|"
    r"(?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
)
_GOODS = r"(?:bottles?|packs?|jars?|boxes|box|tubs?|units?|items?|pieces?|spots?|places?|of these)"
_PRESSURE = Wording(
    rf"only (?:\d{{1,4}}|a few|a handful|one|two|three) (?:(?:of )?{_GOODS} )?(?:left|remaining)"
    r"(?: in stock)?",
    r"(?:while|as long as) (?:supplies|stocks?|supply) lasts?",
    r"limited (?:time|period|quantity|quantities|stock|supply|edition)(?: (?:offer|only|deal|sale|"
    r"discount|left|available))",
    r"for a limited time only",
    r"(?:hurry|act now|act fast|order now before|buy now before|last chance|final hours)"
    r"(?:,? (?:up|to|while|or|before|and))?",
    r"(?:don't|do not) wait(?=\s?[!,.]|$| (?:to|and) (?:buy|order|get|try)| until (?:it|they))",
    r"(?:don't|do not|never) miss (?:out|this (?:deal|offer|chance)|your chance)",
    r"before (?:it's|it is|they're|they are|stocks?|it|they|the (?:deal|offer|price)) (?:all )?"
    r"(?:gone|too late to order|sells? out|selling out|sold out|runs? out|ends?|expires?|goes up)",
    rf"(?:offer|deal|sale|discount|price) (?:ends?|expires?|runs out|is over) {_SOON}",
    r"order (?:with)?in (?:the next )?\d{1,2} (?:minutes|hours)",
    r"(?:selling|sells|going|goes) (?:out )?fast",
    r"(?:today|tonight|this week|now) only(?=\s?[!.:,]|$)",
    r"almost (?:gone|sold out|out of stock)",
    r"\d{1,5} (?:other )?people (?:are )?(?:viewing|looking at|bought|ordered)(?: this| it)?",
    cues=(
        "left", "remain", "last", "limited", "hurry", "act ", "now", "chance", "wait", "miss",
        "before", "end", "expire", "fast", "only", "almost", "people", "final", "over", "runs",
        "order ",
    ),
)  # fmt: skip


class ScarcityOrUrgency(Rule):
    """A clock or an empty shelf that nobody here can know of."""

    code = "AFF210"
    name = "scarcity-or-urgency"
    why = (
        "We know neither a shop’s stock nor its deadlines. Saying otherwise hurries people into a "
        "purchase about their health, and the FTC counts false scarcity among deceptive designs."
    )
    message = "“{quote}” presses readers to buy at once."
    remedy = "Take it out. Readers may well ask their pharmacist first."
    better = "Take your time, and compare the labels first."
    authority = DARK_PATTERNS
    severity = Severity.NEEDS_REASON
    severity_elsewhere = Severity.ADVICE
    failing = (
        selling(words="Only 3 left in stock!"),
        "Order while supplies last.",
        "Hurry, the offer ends tonight.",
    )
    passing = (
        "Iodine in salt is lost over a limited time of storage.",
        "Only a few studies remain that looked at women alone.",
        "Do not hurry: your pharmacist can look at the label with you.",
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        for copy in copies_near_offers(material):
            for start, end in _PRESSURE.asserted(copy.text):
                yield Fault(copy.location, start, end)
