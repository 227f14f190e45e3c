"""EVD403: an entry of the reference list that nothing on the page cites."""

from __future__ import annotations

from collections.abc import Iterator

from health_content.compliance.finding import Market, Severity
from health_content.compliance.material import Material
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.evidence.authorities import FTC_2022
from health_content.compliance.rules.evidence.sources import sources_of
from health_content.manuscript import Manuscript, Prose, Reference, References, RichText

_LIST = References(
    id="references",
    items=(
        Reference(id="one", citation="Smith A. Magnesium in food. Bone. 2011;1(1):1-2."),
        Reference(id="two", citation="Jones B. Magnesium in water. Bone. 2012;2(1):3-4."),
    ),
)


def _page(text: str) -> Manuscript:
    return Manuscript(title="Notes", body=(Prose(id="text", html=RichText.from_text(text)), _LIST))


class UncitedReference(Rule):
    """Cited is what a mark, a note, a link, or a sentence with journal and year points to."""

    code = "EVD403"
    name = "uncited-reference"
    why = (
        "A reference that nothing cites lends weight to everything and vouches for nothing. "
        "Beside a shop link a list of studies may itself be read as a claim."
    )
    message = "Nothing on the page cites “{quote}”."
    remedy = "Cite it where it supports a statement, or remove it from the list."
    better = "Every entry of the list below is cited in the text."
    authority = FTC_2022
    severity = Severity.NEEDS_REASON
    severity_elsewhere = Severity.ADVICE
    failing = (_page("Bone holds magnesium."), _page("Food brings magnesium [1]."))
    passing = (
        _page("Food brings magnesium [1], and so does water [2]."),
        _page("Magnesium is in food and in water [1–2]."),
        _page("Food brings magnesium (Smith, 2011), and so does water (Jones, 2012)."),
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        sources = sources_of(material)
        if not sources.entries:
            return
        cited = sources.cited()
        for entry in sources.entries:
            if entry.number not in cited and entry.node.citation.strip():
                yield Fault(entry.location / "citation", 0, len(entry.node.citation))
