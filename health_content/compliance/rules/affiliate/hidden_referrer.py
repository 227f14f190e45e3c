"""AFF216: a paid link that hides where readers come from, or a shop's page in a frame."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from health_content.compliance.finding import Market, Severity
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.affiliate.authorities import AMAZON_POLICIES
from health_content.compliance.rules.affiliate.offering import linking, terms_by_key
from health_content.compliance.rules.affiliate.tags_in_html import framed_in, hiding_at
from health_content.manuscript import Embed, Manuscript, Unknown

if TYPE_CHECKING:
    from health_content.compliance.material import Material

_FRAMED = "“{quote}” shows a page of the shop inside this one."


class HiddenReferrer(Rule):
    """A shop that cannot see which site sent its buyer."""

    code = "AFF216"
    name = "hidden-referrer"
    why = (
        "A program has to see which page a buyer comes from. Amazon forbids to hide it, and a "
        "shop’s page in a frame hides it from readers too: they buy without knowing where."
    )
    message = "“{quote}” is a paid link that hides from the shop which site it stands on."
    remedy = (
        "Take “noreferrer” and the referrer policy off, or link to the shop in place of a frame."
    )
    better = "The product’s page at the shop opens in its own window (paid link)."
    authority = AMAZON_POLICIES
    criterion = "(v)"
    severity = Severity.NEEDS_REASON
    severity_elsewhere = Severity.NEEDS_REASON
    failing = (
        linking(
            '<p>See <a rel="sponsored noreferrer" '
            'href="https://www.amazon.com/dp/B000000001?tag=example-20">this powder</a>.</p>'
        ),
        Manuscript(
            title="Zinc",
            body=(Embed("https://www.amazon.com/dp/B000000001", "The shop’s page", id="frame"),),
        ),
    )
    passing = (
        linking(
            '<p>See <a rel="noopener" '
            'href="https://www.amazon.com/dp/B000000001?tag=example-20">this powder</a>.</p>'
        ),
        linking('<p>See <a rel="noreferrer" href="https://ods.od.nih.gov/">the sheet</a>.</p>'),
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        for location, node in material.nodes:
            if isinstance(node, Embed) and _is_paid(node.url, material):
                yield Fault(location / "title", 0, len(node.title), _FRAMED)
            elif isinstance(node, Unknown):
                frames = framed_in(node.data)
                if any(_is_paid(address, material) for address in frames):
                    yield Fault(location / "text", 0, len(node.text), _FRAMED)
        for item in material.links:
            link = item.link
            is_hiding = link.target in hiding_at(item.location, material)
            if is_hiding and _is_paid(link.target, material):
                yield Fault(item.location, link.start, link.end)


def _is_paid(address: str, material: Material) -> bool:
    found = material.paid(address)
    if found is None:
        return False
    terms = terms_by_key(found.program.key, material) if found.program else None
    return terms is None or terms.referrer_needed is not False
