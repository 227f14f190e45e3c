"""EVD408: a reference that a reader cannot look up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from health_content.compliance.finding import Market, Severity
from health_content.compliance.material import Material
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.evidence.authorities import FTC_2022
from health_content.compliance.rules.evidence.sources import Entry, identifiers_of, sources_of
from health_content.manuscript import Manuscript, Reference, References

_PMID = re.compile(r"[1-9][0-9]{0,8}")
_PMCID = re.compile(r"PMC[0-9]{3,9}", re.IGNORECASE)


def _page(citation: str, **known: Any) -> Manuscript:
    entry = Reference(id="one", citation=citation, **known)
    return Manuscript(title="Notes", body=(References(id="list", items=(entry,)),))


class UnidentifiedReference(Rule):
    """Syntax only: whether an identifier is that of the work cited takes a look-up."""

    code = "EVD408"
    name = "unidentified-reference"
    why = (
        "An identifier is what tells a real publication from an invented one, and what lets a "
        "reader check in a minute what a page says of it."
    )
    message = "“{quote}” has no DOI, PubMed ID, PMC ID, ISBN or address."
    remedy = "Add the DOI or the PubMed ID of this very publication."
    better = "Each entry of the list below ends with its DOI."
    authority = FTC_2022
    severity = Severity.NEEDS_REASON
    severity_elsewhere = Severity.ADVICE
    failing = (
        _page("Smith A. Magnesium and me."),
        _page("Smith A. Magnesium in food. Bone. 2011;1(1):1-2. doi: 1016/j.bone.2011"),
        _page("Smith A. Magnesium in food.", doi="j.bone.2011.01"),
        _page("Smith A. Magnesium in food.", pmid="PMID unknown"),
    )
    passing = (
        _page("Smith A. Magnesium in food.", pmid="12345678"),
        _page("Smith A. Magnesium in food. https://example.org/magnesium"),
        _page("Smith A. Magnesium in food. Bone. 2011;1(1):1-2. doi:10.1000/bone.2011.1"),
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        for entry in sources_of(material).entries:
            if not entry.node.citation.strip():
                continue
            fault = _judged(entry)
            if fault is not None:
                yield fault


def _judged(entry: Entry) -> Fault | None:
    node, place, end = entry.node, entry.location / "citation", len(entry.node.citation)
    known = identifiers_of(node.citation)
    wrong = known.malformed_doi if not node.doi else ""
    if node.doi and not identifiers_of(node.doi).doi:
        wrong = node.doi
    elif node.pmid and not _PMID.fullmatch(node.pmid):
        wrong = node.pmid
    elif node.pmcid and not _PMCID.fullmatch(node.pmcid):
        wrong = node.pmcid
    if wrong:
        message = f"“{wrong}” is no identifier: part of it is missing or mistyped."
        return Fault(place, 0, end, message=message)
    if node.doi or node.pmid or node.pmcid or node.url or known or known.url:
        return None
    record = entry.record
    if record.year and (record.publisher or (record.container_title and record.page)):
        # A printed work that is named in full can be found in a library.
        return Fault(place, 0, end, severity=Severity.ADVICE)
    return Fault(place, 0, end)
