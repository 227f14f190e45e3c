"""EVD409: one work listed twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from health_content.compliance.finding import Market, Severity
from health_content.compliance.material import Material
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.evidence.authorities import FTC_2022
from health_content.compliance.rules.evidence.sources import Entry, identifiers_of, sources_of
from health_content.manuscript import Manuscript, Reference, References

_SHORTEST_TITLE = 20


def _page(*items: Reference) -> Manuscript:
    return Manuscript(title="Notes", body=(References(id="list", items=items),))


_ONE = "Smith A. Magnesium in ordinary food. Bone. 2011;1(1):1-2."
_OTHER = "Smith A, Jones B. Magnesium in Ordinary Food. Bone. 2011;1:1-2."


class DuplicateReference(Rule):
    """By DOI, PubMed ID, PMC ID, or by title and year; an address may hold several works."""

    code = "EVD409"
    name = "duplicate-reference"
    why = "One study listed twice looks like two, and two make a finding look confirmed."
    message = "“{quote}” is listed before."
    remedy = "Keep one entry and let every citation of this work lead to it."
    better = "The list below names each work once."
    authority = FTC_2022
    severity = Severity.NEEDS_REASON
    severity_elsewhere = Severity.ADVICE
    failing = (
        _page(Reference(id="one", citation=_ONE), Reference(id="two", citation=_OTHER)),
        _page(
            Reference(id="one", citation="Smith A. Food.", doi="10.1000/A1"),
            Reference(id="two", citation="Smith, Food. doi:10.1000/a1"),
        ),
    )
    passing = (
        _page(
            Reference(id="one", citation=_ONE),
            Reference(id="two", citation=_ONE.replace("2011", "2014")),
        ),
        _page(
            Reference(
                id="one", citation="Electronic Medicines Compendium. Product 1.", url="http://a.b/1"
            ),
            Reference(
                id="two", citation="Electronic Medicines Compendium. Product 2.", url="http://a.b/2"
            ),
        ),
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        seen: set[tuple[str, str]] = set()
        for entry in sources_of(material).entries:
            marks = set(_marks(entry))
            if not seen.isdisjoint(marks):
                yield Fault(entry.location / "citation", 0, len(entry.node.citation))
            seen |= marks


def _marks(entry: Entry) -> Iterator[tuple[str, str]]:
    node = entry.node
    if not node.citation.strip():
        return
    known = identifiers_of(node.citation)
    for kind, value in (
        ("doi", node.doi or known.doi),
        ("pmid", node.pmid or known.pmid),
        ("pmcid", node.pmcid or known.pmcid),
    ):
        if value:
            yield kind, value.casefold()
    title = re.sub(r"[\W_]+", " ", node.title or entry.record.title).casefold().strip()
    if len(title) >= _SHORTEST_TITLE and entry.record.year:
        yield "title", f"{title} {entry.record.year}"
