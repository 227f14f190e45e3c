"""EVD415: an entry that is not what its identifier leads to."""

from __future__ import annotations

from collections.abc import Iterator

from health_content.bibliography.matching import IDENTIFIERS, names_another_work
from health_content.compliance.finding import Market, Severity
from health_content.compliance.material import Material
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.evidence.authorities import ICMJE_REFERENCES
from health_content.compliance.rules.evidence.sources import Entry, sources_of
from health_content.manuscript import Manuscript, RecordDifference, Reference, References

_CITATION = "Smith A. Magnesium in food. Bone. 2011;30(8):1531-1540. PMID: 34666201"
_GRAVE = frozenset({"title", "author", "year", "journal"}) | IDENTIFIERS
_CALLED = {"doi": "DOI", "pmid": "PubMed ID", "pmcid": "PubMed Central ID"}


def _page(*differences: tuple[str, str, str]) -> Manuscript:
    nodes = tuple(RecordDifference(*each) for each in differences)
    entry = Reference(id="one", citation=_CITATION, lookup="differs", differences=nodes)
    return Manuscript(title="Notes", body=(References(id="list", items=(entry,)),))


class ReferenceDiffers(Rule):
    """Each field is a finding, at its words in the entry; what the entry lacks is one."""

    code = "EVD415"
    name = "reference-differs"
    why = (
        "An identifier that opens proves nothing: it may open another paper. Where the entry and "
        "the record behind its identifier tell of two works, the page cites what nobody can read."
    )
    message = "“{quote}” is not what the identifier leads to."
    remedy = "Have the entry say what the record says, or give the identifier of the work meant."
    better = "The entry below has the title, the authors and the year of the record."
    authority = ICMJE_REFERENCES
    severity = Severity.NEEDS_REASON
    severity_elsewhere = Severity.ADVICE
    failing = (
        _page(("year", "2011", "2022")),
        _page(("title", "Magnesium in food", "Sleep in women"), ("year", "2011", "2022")),
        _page(("journal", "Bone", "The Journal of Nutritional Biochemistry")),
        _page(("volume", "", "154")),
        _page(("doi", "10.1000/bone", "10.1000/sleep")),
    )
    passing = (
        _page(),
        Manuscript(body=(References(items=(Reference(citation=_CITATION, lookup="agrees"),)),)),
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        for entry in sources_of(material).entries:
            if entry.node.differences:
                yield from _judged(entry, material.is_commercial)


def _judged(entry: Entry, is_commercial: bool) -> Iterator[Fault]:
    citation, place = entry.node.citation, entry.location / "citation"
    wrong = [item for item in entry.node.differences if item.cited]
    lacking = [item for item in entry.node.differences if not item.cited and item.field != "issue"]
    record = "; ".join(f"{_called(item)} “{item.found}”" for item in entry.node.differences)
    remedy = f"The record says: {record}. Take that over, or give the identifier of the work meant."
    is_other = names_another_work(item.field for item in wrong)
    for item in wrong:
        start, end = _place_of(item, citation)
        told = f"The {_called(item)} is “{item.cited}” here and “{item.found}” in the record."
        severity = None if item.field in _GRAVE else Severity.ADVICE
        if is_other:
            # One refusal for one work: the other fields go with it.
            severity = Severity.ADVICE
            if item is wrong[0]:
                told = f"The identifier leads to another work. {told}"
                severity = Severity.BLOCKING if is_commercial else Severity.NEEDS_REASON
        yield Fault(place, start, end, message=told, remedy=remedy, severity=severity)
        # The whole record is told once.
        remedy = f"The whole record is told where the {_called(wrong[0])} differs."
    if lacking and not wrong:
        told = "“{quote}” lacks what its record has: " + ", ".join(map(_called, lacking))
        yield Fault(place, 0, len(citation), f"{told}.", remedy, Severity.ADVICE)


def _called(item: RecordDifference) -> str:
    return _CALLED.get(item.field, item.field)


def _place_of(item: RecordDifference, citation: str) -> tuple[int, int]:
    """Where the words that differ stand; the end of the entry where they do not stand in it."""
    words = item.cited
    if item.field == "author":
        words = words.partition(" ")[0].rstrip(",.")
    after = citation.find(")") if item.field in {"volume", "issue", "page"} else 0
    start = citation.find(words, max(after, 0))
    start = citation.find(words) if start < 0 else start
    if start < 0:
        return max(0, len(citation) - len(item.field)), len(citation)
    return start, start + len(words)
