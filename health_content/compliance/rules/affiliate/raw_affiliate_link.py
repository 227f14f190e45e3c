"""AFF201: a paid link typed into a text, outside any call to action."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from health_content.compliance.finding import Market, Severity
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.affiliate.authorities import CONSPICUOUS
from health_content.compliance.rules.affiliate.offering import linking, typed_paid_links
from health_content.manuscript import Location

if TYPE_CHECKING:
    from health_content.compliance.material import Copy, Material, Offer

# The address of a reference is a field of its own.
_READ_ELSEWHERE = frozenset({"slug", "file-name", "reference"})
_FIELD = "An address that belongs to “{quote}” is a paid link, and nothing manages it."
_TOKEN = re.compile(r"[^\s<>\"'()\[\]]{5,2048}")


class RawAffiliateLink(Rule):
    """An affiliate address in running text, which nothing manages."""

    code = "AFF201"
    name = "raw-affiliate-link"
    why = (
        "A paid link that was typed into a text has no entry in the library: nobody checks its "
        "address, its program’s terms or its market, and it cannot be taken down everywhere at "
        "once."
    )
    message = "“{quote}” is a paid link typed into the text."
    remedy = "Put the link into the library and offer it with a call to action or a product card."
    better = "What to look for on the label is told below; an offer follows it."
    authority = CONSPICUOUS
    severity = Severity.NEEDS_REASON
    severity_elsewhere = Severity.NEEDS_REASON
    failing = (
        linking(
            '<p>We looked at <a href="https://www.amazon.com/dp/B000000001?tag=example-20">'
            "this powder</a>.</p>"
        ),
        "Found at amzn.to/3xample and in most shops.",
    )
    passing = (
        linking('<p>See <a href="https://ods.od.nih.gov/">the fact sheet</a>.</p>'),
        linking('<p>Its maker is at <a href="https://www.amazon.com/">amazon.com</a>.</p>'),
        "Ask for the tablets and/or the powder.",
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        linked: dict[Location, list[Fault]] = {}
        for fault in typed_paid_links(material):
            linked.setdefault(fault.location, []).append(fault)
            yield fault
        for copy in material.copies:
            if "/" in copy.text and copy.role not in _READ_ELSEWHERE:
                yield from _written_out(copy, linked.get(copy.location, []), material)
        targets = {item.link.target for item in material.links}
        for offer in material.offers:
            if offer.link is None and offer.address not in targets:
                yield _in_a_field(offer, material)


def _written_out(copy: Copy, linked: list[Fault], material: Material) -> Iterator[Fault]:
    """Paid addresses among the words, save those that are the words of a link."""
    for match in _TOKEN.finditer(copy.text):
        address = match.group().rstrip(".,;:!?")
        host, slash, _ = address.split("//")[-1].partition("/")
        if not slash or "." not in host:
            continue
        start = match.start()
        if any(fault.start <= start < fault.end for fault in linked):
            continue
        if material.paid(address):
            yield Fault(copy.location, start, start + len(address))


def _in_a_field(offer: Offer, material: Material) -> Fault:
    """An address that is no link in a text: a source's, a player's. Told at the block's text."""
    for copy in material.copies:
        if copy.location.is_within(offer.location):
            return Fault(copy.location, 0, len(copy.text), _FIELD)
    return Fault(offer.location, 0, 0, _FIELD)
