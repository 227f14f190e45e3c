"""EVD413: a source that anybody may write, or that the seller wrote."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from health_content.affiliates.recognition import paid_link
from health_content.bibliography import find_identifiers
from health_content.compliance.finding import Market, Severity
from health_content.compliance.material import Material
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.evidence.authorities import FTC_2022
from health_content.compliance.rules.evidence.sources import sources_of
from health_content.manuscript import Manuscript, Reference, References

_ANYBODY = (
    "wikipedia.org", "wikihow.com", "medium.com", "substack.com", "wordpress.com", "blogspot.com",
    "quora.com", "reddit.com", "youtube.com", "youtu.be", "tiktok.com", "facebook.com",
    "instagram.com", "twitter.com", "x.com", "pinterest.com", "tumblr.com", "linkedin.com",
)  # fmt: skip
_PRESS = (
    "prnewswire.com", "businesswire.com", "globenewswire.com", "eurekalert.org", "prweb.com",
    "einpresswire.com", "newswire.com", "prnewswire.co.uk",
)  # fmt: skip
_SHOPS = ("iherb.com", "ebay.com", "walmart.com", "vitacost.com", "myshopify.com", "etsy.com")
_PUBLIC = (".gov", ".edu", ".int", ".ac.uk", ".nhs.uk", ".mil")
_BLOG_PARTS = frozenset({"blog", "blogs"})
_PRESS_PARTS = frozenset({"press-release", "press-releases", "pressrelease", "newsroom"})
_SHOP_PARTS = frozenset({"products", "shop", "cart", "collections", "dp"})


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
        registered = material.edition.registered
        for entry in sources_of(material).entries:
            node = entry.node
            known = find_identifiers(node.citation)
            if node.doi or node.pmid or node.pmcid or known:
                continue
            address = node.url or known.url
            if not address:
                continue
            kind = "a shop" if paid_link(address, registered) else _kind(address)
            if kind:
                message = self.message.replace("{kind}", kind)
                yield Fault(entry.location / "citation", 0, len(node.citation), message=message)


def _kind(address: str) -> str:
    """What an address leads to, in words, or nothing where that is not known to be weak."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    if host.endswith(_PUBLIC):
        return ""
    if _is_of(host, _ANYBODY):
        return "a page that anybody may write"
    steps = set(parts.path.casefold().split("/"))
    if _is_of(host, _PRESS) or not steps.isdisjoint(_PRESS_PARTS):
        return "a press release"
    if _is_of(host, _SHOPS) or host.startswith("amazon.") or not steps.isdisjoint(_SHOP_PARTS):
        return "a shop"
    if host.startswith("blog.") or not steps.isdisjoint(_BLOG_PARTS):
        return "a blog"
    return ""


def _is_of(host: str, names: tuple[str, ...]) -> bool:
    return any(host == name or host.endswith("." + name) for name in names)
