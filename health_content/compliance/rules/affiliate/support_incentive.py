"""AFF207: buying as a favor to the site, or for a reward."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from health_content.compliance.finding import Market, Severity
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.affiliate.authorities import AMAZON_POLICIES
from health_content.compliance.rules.affiliate.offering import NOT_OURS, are_permitted, selling
from health_content.compliance.wording import Wording

if TYPE_CHECKING:
    from health_content.compliance.material import Material

_US = (
    r"(?:us|me|our (?:\w+ )?(?:site|work|blog|team|channel|mission|writing|research|page|writers)|"
    r"(?:this|the|my) (?:site|work|blog|channel|page|project|podcast))"
)
_HELPS = r"(?:helps(?: support| keep| fund)?|supports|keeps|funds|sustains|pays for)"
_HELP = r"(?:help(?: support| keep| fund)?|support|thank|keep)"
_BUYING = r"(?:buying|shopping|ordering|purchasing|clicking|using|going through|checking out)"
_INCENTIVE = Wording(
    rf"(?:support|help|thank|back|sustain|fund)(?: out| support)? {_US}(?: \w+)? (?:by|when you|"
    rf"if you|through|with) (?:{_BUYING}|buy|shop|order|purchase|click|use|"
    r"your (?:next )?(?:purchase|order))",
    rf"(?:buy|shop|order|purchase|click)(?: \w+){{0,6}} (?:to|and) "
    rf"{_HELP} {_US}",
    rf"{_BUYING}(?: \w+){{0,6}} {_HELPS} {_US}",
    rf"(?:every|each|your|any) (?:purchase|order|click)(?: \w+){{0,5}} "
    rf"{_HELPS} {_US}",
    r"(?:use|click|click on|go through) (?:our|my|these|the) links?(?: \w+){0,4} (?:to|and) "
    rf"{_HELP} {_US}",
    r"(?:you|buyers|readers)(?: will| can)? (?:get|win|earn|receive)(?: \w+){0,5} (?:gift|reward|"
    r"entry|raffle ticket|cashback|bonus|refund)(?: \w+){0,3} (?:when|if|for) (?:you |they )?"
    r"(?:buy|order|click|purchase|every order|each order)",
    cues=(
        "support", "help", "thank ", "back ", "sustain", "fund", "keep", "pays for", "gift",
        "reward", "raffle", "cashback", "bonus", "entry",
    ),
)  # fmt: skip


class SupportIncentive(Rule):
    """A reason to buy that has nothing to do with the product."""

    code = "AFF207"
    name = "support-incentive"
    why = (
        "Programs forbid rewards for buying or clicking, and asking readers to buy so that the "
        "site earns is such a nudge. Readers should buy because the product suits them."
    )
    message = "“{quote}” asks readers to buy for our sake, or for a reward."
    remedy = "Take it out. That we earn is told by the disclosure, without asking for anything."
    better = "Our links pay us a commission; choose by what the label says."
    authority = AMAZON_POLICIES
    criterion = "incentives"
    severity = Severity.NEEDS_REASON
    severity_elsewhere = Severity.ADVICE
    failing = (
        "Support our work by buying through the link below.",
        "Every order through this page helps us to keep writing.",
        selling(words="You get a free gift when you buy two."),
    )
    passing = (
        "Support your bones by eating beans and greens.",
        "Never buy a supplement to support a site.",
        "A pharmacist helps you choose by reading the label with you.",
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        if are_permitted("incentives_allowed", material):
            return
        copies = (copy for copy in material.copies if copy.role not in NOT_OURS)
        for copy, start, end in _INCENTIVE.among(copies):
            yield Fault(copy.location, start, end)
