"""REV606: a "best of" that does not say how it was found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from health_content.compliance.examples import SALE
from health_content.compliance.finding import Market, Severity
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.review.authorities import HONEST_OPINION
from health_content.compliance.wording import Wording
from health_content.manuscript import Manuscript, Prose, RichText

if TYPE_CHECKING:
    from health_content.compliance.material import Material

_ROLES = ("title", "dek", "heading", "commercial", "metadata", "caption")
_GOODS = (
    r"(?:supplements?|products?|brands?|capsules?|tablets?|powders?|gummies|pills?|softgels?|picks?|"
    r"formulas?|multivitamins?|sprays?|drops|options to buy)"
)
_BEST = Wording(
    rf"(?:best|top|finest|#1|number one)(?: rated| selling)?(?: \d{{1,2}})?"
    rf"(?: [\w'&]{{1,20}},?){{0,4}}? {_GOODS}",
    rf"\d{{1,2}} (?:best|top)(?: [\w'&]{{1,20}}){{0,4}}? {_GOODS}",
    r"(?:best overall|editors?'?s? (?:choice|picks?)|"
    r"our (?:top|best|favorite|favourite) (?:\d{1,2} )?picks?)",
    cues=("best", "top", "finest", "#1", "number one", "editor", "our fav"),
)
_METHOD = Wording(
    r"how (?:we|i|our editors|our team) (?:chose|choose|picked|pick|compared|compare|selected|"
    r"select|ranked|rank|rated|rate|tested|test|decided|decide)",
    r"(?:our|the|my) (?:method|methods|methodology|criteria|selection criteria|review process)",
    r"(?:we|i) (?:compared|considered|ranked|selected|scored|screened|shortlisted)"
    r"(?: \w+){1,6} (?:by|for|on|against|according to|that|which|whose|from|and)",
    r"(?:selected|ranked|compared|chosen|scored) (?:by|according to|on the basis of|against)",
    cues=("how ", "method", "criteria", "process", "we ", "i ", "selected", "ranked", "compared",
          "chosen", "scored"),
)  # fmt: skip


def _titled(title: str, text: str) -> Manuscript:
    return Manuscript(title=title, body=(Prose(RichText.from_text(text), id="text"), SALE))


class UnexplainedComparison(Rule):
    """A ranking of products without a word on how they were compared.

    A method that is told counts, whatever it is worth.
    """

    code = "REV606"
    name = "unexplained-comparison"
    why = (
        "“Best” says that others were looked at and found wanting. Readers can only weigh that "
        "when they know how many there were, by what they were compared and whether any was tried."
    )
    message = "“{quote}” ranks products, and the page does not say how they were compared."
    remedy = "Say how many were compared, by what, and whether they were tried; or do not rank."
    better = "Zinc lozenges compared by what their labels tell"
    authority = HONEST_OPINION
    severity = Severity.NEEDS_REASON
    severity_elsewhere = Severity.ADVICE
    failing = (
        _titled("The 7 best zinc supplements", "Zinc is a trace element."),
        _titled("Our top picks", "Each of them comes in a bottle."),
    )
    passing = (
        _titled("The best time to take zinc", "With a meal, as the label says."),
        _titled("The best zinc lozenges: top 3 products", "How we chose: by label and dose."),
        _titled("Best food sources of calcium", "Milk, kale and sardines with bones."),
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        found = list(_BEST.among(material.copies_of(*_ROLES)))
        if not found or any(_METHOD.is_in(copy.text) for copy in material.copies):
            return
        for copy, start, end in found:
            yield Fault(copy.location, start, end)
