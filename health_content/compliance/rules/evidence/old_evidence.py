"""EVD419: a list of sources of which none is of the last ten years."""

from __future__ import annotations

from collections.abc import Iterator

from health_content.compliance.finding import Market, Severity
from health_content.compliance.material import Material
from health_content.compliance.rule import RULE_SET_VERSION, Fault, Rule
from health_content.compliance.rules.evidence.authorities import FTC_2022
from health_content.compliance.rules.evidence.sources import sources_of
from health_content.manuscript import Manuscript, Reference, References

_YEARS = 10
_FEWEST = 3
"""How many dated entries a list has at least to be judged."""


def _page(*years: int) -> Manuscript:
    items = tuple(
        Reference(id=f"r{number}", citation=f"Smith A. Magnesium. Bone. {year};1({number}):1-2.")
        for number, year in enumerate(years, start=1)
    )
    return Manuscript(title="Notes", body=(References(id="list", items=items),))


class OldEvidence(Rule):
    """Counted from the year of the rule set: the same text is judged alike on any day."""

    code = "EVD419"
    name = "old-evidence"
    why = (
        "What was known ten years ago may have been refuted since. A page that cites nothing "
        "newer cannot show that anybody looked."
    )
    message = "“{quote}” is the newest of the sources, and it is more than ten years old."
    remedy = "Look for newer trials and reviews, and cite what they found, also where it differs."
    better = "The reports of 1997 and 2011 are still those in force."
    authority = FTC_2022
    severity = Severity.ADVICE
    severity_elsewhere = Severity.ADVICE
    failing = (_page(1997, 2001, 2011), _page(2003, 2004, 2005, 2006))
    passing = (_page(1997, 2001, 2021), _page(1997, 2011))

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        entries = sources_of(material).entries
        if len(entries) < _FEWEST:
            return
        now = int(RULE_SET_VERSION[:4])
        dated = []
        for entry in entries:
            year = entry.record.year
            if now - _YEARS <= year:
                return
            if year:
                dated.append((year, entry))
        if len(dated) >= _FEWEST:
            _, newest = max(dated, key=lambda each: each[0])
            yield Fault(newest.location / "citation", 0, len(newest.node.citation))
