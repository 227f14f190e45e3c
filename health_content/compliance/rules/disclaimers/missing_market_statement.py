"""DSC106: a page for another market without the statement that is asked for there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from health_content.compliance.examples import SALE
from health_content.compliance.finding import Market, Severity
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.disclaimers.authorities import LOCAL_STATEMENTS
from health_content.compliance.wording import Wording
from health_content.manuscript import Manuscript, Prose, RichText
from health_content.manuscript.walk import TITLE

if TYPE_CHECKING:
    from health_content.compliance.material import Material


@dataclass(frozen=True, slots=True)
class _Statement:
    """What readers are to be told, and the words by which it is known."""

    told: str
    wording: Wording


_LABEL = Wording(
    r"read and follow the (?:label|directions)",
    r"read the label and follow the (?:directions|instructions)",
    cues=("read ",),
)
_BALANCED_DIET = Wording(
    r"(?:varied|balanced|healthy)(?:,? and \w+|, \w+)? diet (?:and|with|as well as) (?:a |an )?"
    r"(?:\w+ )?(?:healthy|active) (?:lifestyle|way of life|life)",
    cues=("diet",),
)
_READ = _Statement("to read and follow the label", _LABEL)
_EAT = _Statement("that a varied and balanced diet and a healthy lifestyle matter", _BALANCED_DIET)
_OWED = {Market.AU: _READ, Market.CA: _READ, Market.EU: _EAT, Market.UK: _EAT}


def _saying(text: str) -> Manuscript:
    return Manuscript(
        title="About this supplement", body=(Prose(RichText.from_text(text), id="text"), SALE)
    )


class MissingMarketStatement(Rule):
    """A page that sells, without what its market wants readers to be told.

    The wording that each market asks for was not open to us, so words of the same sense
    count, and it stays advice.
    """

    code = "DSC106"
    name = "missing-market-statement"
    why = (
        "Other markets ask for statements of their own beside advertising for supplements. The "
        "United States disclaimer does not stand in for them."
    )
    message = "A market of this page wants readers to be told {told}; the page does not say so."
    remedy = (
        "Let the site add the local statement to its disclaimers. Take the wording from the "
        "market’s own rules: only their sense is known here."
    )
    better = (
        "Always read the label and follow the directions for use. A varied and balanced diet and "
        "a healthy lifestyle come first."
    )
    authority = LOCAL_STATEMENTS
    severity = Severity.ADVICE
    severity_elsewhere = Severity.ADVICE
    markets = (Market.AU, Market.CA, Market.EU, Market.UK)
    failing = (
        _saying("Zinc is a trace element."),
        _saying("Read the label before you buy, and mind your diet."),
    )
    passing = (
        _saying(better),
        _saying("Read and follow the label. A varied diet and an active lifestyle count more."),
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        owed = _OWED.get(market)
        if owed is None or not material.is_commercial:
            return
        texts = [obligation.text for obligation in material.edition.obligations]
        texts += [copy.text for copy in material.copies]
        if not any(map(owed.wording.is_in, texts)):
            title = material.edition.manuscript.title
            # What two markets ask for alike is told once, and what they do not apart.
            start = len(title) if owed is _READ else 0
            yield Fault(TITLE, start, len(title), self.message.replace("{told}", owed.told))
