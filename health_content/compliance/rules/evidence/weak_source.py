"""EVD413: a source that anybody may write, or that the seller wrote."""

from __future__ import annotations

from collections.abc import Iterator

from health_content.compliance.finding import Market, Severity
from health_content.compliance.material import Material
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.evidence.addresses import kind_of
from health_content.compliance.rules.evidence.authorities import FTC_2022
from health_content.compliance.rules.evidence.sources import identifiers_of, sources_of
from health_content.manuscript import Manuscript, Reference, References


def _page(url: str, citation: str = "Smith A. Magnesium in food.") -> Manuscript:
    entry = Reference(id="one", citation=citation, url=url)
    return Manuscript(title="Notes", body=(References(id="list", items=(entry,)),))


class WeakSource(Rule):
    """By the address alone; an entry that has a DOI or a PubMed ID is judged by nothing here."""

    code = "EVD413"
    name = "weak-source"
    why = (
        "A seller's blog, a press release or a page that anybody edits reports research at best. "
        "The evidence is the publication behind it."
    )
    message = "“{quote}” leads to {kind}, not to a publication."
    remedy = "Find the publication it reports on, read it, and cite that."
    better = "The figure is that of the Institute of Medicine's report."
    authority = FTC_2022
    severity = Severity.NEEDS_REASON
    severity_elsewhere = Severity.ADVICE
    failing = (
        _page("https://en.wikipedia.org/wiki/Magnesium"),
        _page("https://vitamins.example.com/blogs/news/why-magnesium"),
        _page("https://www.prnewswire.com/news-releases/magnesium-1.html"),
        _page("", "Magnesium. Retrieved from https://www.amazon.com/dp/B000000001"),
    )
    passing = (
        _page("https://ods.od.nih.gov/factsheets/Magnesium-HealthProfessional/"),
        _page("https://www.medicines.org.uk/emc/product/4841/smpc"),
        _page("https://blogs.cdc.gov/nchs/2011/01/01/magnesium/"),
        _page("https://www.example.org/journal/magnesium"),
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        for entry in sources_of(material).entries:
            node = entry.node
            known = identifiers_of(node.citation)
            if node.doi or node.pmid or node.pmcid or known:
                continue
            address = node.url or known.url
            if not address:
                continue
            kind = "a shop" if material.paid(address) else kind_of(address)
            if kind:
                message = self.message.replace("{kind}", kind)
                yield Fault(entry.location / "citation", 0, len(node.citation), message=message)
