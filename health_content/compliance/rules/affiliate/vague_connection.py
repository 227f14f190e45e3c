"""AFF218: a gift or a payment from a maker, hinted at and not told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from health_content.compliance.finding import Market, Severity
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.affiliate.authorities import CONNECTION
from health_content.compliance.rules.affiliate.offering import NOT_OURS
from health_content.compliance.wording import Wording

if TYPE_CHECKING:
    from health_content.compliance.material import Material

_WE = r"(?:we|i|our (?:team|editors?|reviewers?|testers?))"
_US = r"(?:us|me|our (?:team|editors?|reviewers?|testers?))"
_FREE = r"(?:free of charge|for free|at no cost|without charge|as a gift|free)"
_PAGE = r"(?:this|the) (?:post|article|page|review|guide|comparison|test)"
_HINTS = Wording(
    r"(?:pr|press|gifted|complimentary) (?:sample|package|bottle|pack|product|unit)s?",
    r"review (?:sample|unit)s?",
    r"courtesy of (?:the (?:maker|brand|manufacturer)|our (?:partners?|sponsors?))",
    rf"{_WE} (?:(?:have|are) )?(?:partner|team|collaborat)(?:ed|ing)(?: up)? with",
    r"(?:our|to our) (?:brand partners?|sponsors?)",
    rf"{_PAGE} (?:is|was) (?:brought to you by|made possible by|created with|in partnership with|"
    r"in collaboration with)",
    r"in exchange for (?:an?|our|my) (?:honest |fair |independent )?(?:review|opinion|feedback)",
    rf"{_WE} (?:were|was) gifted",
    r"#(?:gifted|collab|ambassador|prsample|brandpartner)",
    cues=(
        "sample", "package", "bottle", "pack", "gifted", "courtesy", "with", "partner", "sponsor",
        "brought", "possible", "exchange", "unit", "product", "#",
    ),
)  # fmt: skip
_TOLD = Wording(
    rf"(?:sent|gave|gives|provided|supplied|shipped)(?: it| them| this)?(?: to)? {_US}"
    rf"(?: \w+){{0,6}} {_FREE}",
    rf"{_WE} (?:were |was |have )?(?:got|received|given|sent)(?: \w+){{0,6}} {_FREE}",
    rf"(?:paid|pays|paying) {_US}",
    rf"{_WE} (?:were|was|are|am) paid by",
    rf"{_PAGE} (?:is|was) (?:sponsored|paid for) by",
    rf"{_WE} own (?:the|this) (?:brand|maker|company)",
    cues=("free", "cost", "charge", "gift", "paid", "pay", "sponsored", "own "),
)
_INDEPENDENT = Wording(
    r"(?:our|this|fully|completely|truly) (?:independent|unbiased) (?:review|test|comparison)s?",
    rf"{_WE} (?:never |do not |don't )?(?:accept|take)(?: no| any)? (?:free )?(?:samples|products|"
    r"payments?|money) from",
    r"nobody (?:pays|paid) us",
    rf"{_WE} (?:bought|buy|paid for) (?:it|them|every|all)(?: \w+){{0,3}} (?:ourselves|myself)",
    cues=("independent", "unbiased", "accept", "take", "nobody", "ourselves", "myself"),
)
_BOTH = "“{quote}” says that nobody gave us anything, and another sentence here says who did."


class VagueConnection(Rule):
    """Readers who guess what a maker gave the writer."""

    code = "AFF218"
    name = "vague-connection"
    why = (
        "A free product, a payment or a share in the maker may sway what a writer says, and "
        "readers are to know of it in plain words: who gave what. That we earn when they buy is "
        "another thing, and telling that tells nothing of this."
    )
    message = "“{quote}” hints at a gift or a payment, and nothing here says who gave what."
    remedy = "Say who gave what, beside the recommendation: “The maker sent us this for free.”"
    better = "The maker sent us two jars free of charge and had no say in what we write."
    authority = CONNECTION
    criterion = "(a)"
    severity = Severity.NEEDS_REASON
    severity_elsewhere = Severity.ADVICE
    failing = (
        "We tried a press sample for two weeks.",
        "We teamed up with the makers of this powder.",
        "The maker sent us a jar for free. Read our independent review.",
    )
    passing = (
        "The maker sent us a press sample free of charge.",
        "The university partnered with two hospitals.",
        "An independent review of twelve trials found no difference.",
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        copies = [copy for copy in material.copies if copy.role not in NOT_OURS]
        is_told = any(_TOLD.asserted(copy.text) for copy in copies)
        wording = _INDEPENDENT if is_told else _HINTS
        for copy in copies:
            # What is denied of gifts is what is claimed of independence.
            found = wording.spans(copy.text) if is_told else wording.asserted(copy.text)
            for start, end in found:
                yield Fault(copy.location, start, end, _BOTH if is_told else "")
