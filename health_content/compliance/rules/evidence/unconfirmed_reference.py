"""EVD416: an entry whose identifier leads nowhere, or that nobody held against its record."""

from __future__ import annotations

from collections.abc import Iterator

from health_content.compliance.finding import Market, Severity
from health_content.compliance.material import Material
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.evidence.authorities import ICMJE_REFERENCES
from health_content.compliance.rules.evidence.sources import Entry, identifiers_of, sources_of
from health_content.manuscript import Manuscript, Reference, References

NOT_FOUND = "not-found"
_CITATION = "Smith A. Magnesium in food. Bone. 2011;1(1):1-2. PMID: 34666201"


def _page(lookup: str, citation: str = _CITATION) -> Manuscript:
    entry = Reference(id="one", citation=citation, lookup=lookup)
    return Manuscript(title="Notes", body=(References(id="list", items=(entry,)),))


class UnconfirmedReference(Rule):
    """Entries that nobody looked up share one finding, at the first of them."""

    code = "EVD416"
    name = "unconfirmed-reference"
    why = (
        "A well-formed identifier may belong to no paper, or to another one. Only its record "
        "tells, and until somebody has read that, nothing is known about the entry."
    )
    message = "“{quote}”: PubMed and Crossref know no such identifier."
    remedy = "Look the work up by its title and give the identifier of its record."
    better = "Both entries below were read in their records."
    authority = ICMJE_REFERENCES
    severity = Severity.NEEDS_REASON
    severity_elsewhere = Severity.ADVICE
    failing = (_page(NOT_FOUND), _page(""))
    passing = (
        _page("agrees"),
        _page("differs"),
        _page("", "Food and Nutrition Board. Dietary reference intakes. Washington; 1997."),
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        unknown = []
        for entry in sources_of(material).entries:
            if entry.node.lookup == NOT_FOUND:
                yield Fault(entry.location / "citation", 0, len(entry.node.citation))
            elif not entry.node.lookup and _is_identified(entry):
                unknown.append(entry)
        if unknown:
            numbers = ", ".join(str(entry.number) for entry in unknown)
            entries = f"Entry {numbers} has" if len(unknown) == 1 else f"Entries {numbers} have"
            yield Fault(
                unknown[0].location / "citation",
                0,
                len(unknown[0].node.citation),
                message=f"{entries} not been held against the record of the identifier given.",
                remedy="Look them up in the library of references, and have each entry say what it "
                "cites: an identifier alone can be held against nothing.",
                severity=Severity.ADVICE,
            )


def _is_identified(entry: Entry) -> bool:
    node, known = entry.node, identifiers_of(entry.node.citation)
    return bool(node.doi or node.pmid or node.pmcid or known.doi or known.pmid or known.pmcid)
