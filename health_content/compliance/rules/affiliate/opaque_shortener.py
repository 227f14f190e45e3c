"""AFF204: an address that hides where it leads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from health_content.affiliates.urls import UnsafeURL, host_of, is_at
from health_content.compliance.finding import Market, Severity
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.affiliate.authorities import AMAZON_POLICIES
from health_content.compliance.rules.affiliate.offering import (
    invitations,
    linking,
    selling,
    terms_by_key,
)

if TYPE_CHECKING:
    from health_content.compliance.material import Material

_SHORTENERS = frozenset(
    """bit.ly bitly.com tinyurl.com t.co goo.gl ow.ly buff.ly rebrand.ly cutt.ly is.gd v.gd rb.gy
    t.ly tiny.cc tiny.one shorturl.at s.id bl.ink short.io snip.ly soo.gd adf.ly clck.ru trib.al
    smarturl.it dub.sh lnk.to geni.us genius.link""".split()
)
"""Services that shorten anybody's addresses; names of well-known ones, by their own pages."""

_CLOAKS = ("go", "out", "recommends", "recommend", "refer", "visit", "aff")
_OWN = (
    "“{quote}” leads on from an address of our own, so that neither readers nor the program see "
    "where it goes."
)


class OpaqueShortener(Rule):
    """A short or forwarding address in place of the shop's."""

    code = "AFF204"
    name = "opaque-shortener"
    why = (
        "Amazon forbids short addresses that leave it unclear that a link leads to Amazon, and "
        "redirects that hide the page a reader came from. Readers cannot see where such a link "
        "leads either. A program’s own short addresses, such as amzn.to, are fine."
    )
    message = "“{quote}” leads through an address that hides its target."
    remedy = "Use the shop’s full address, or the program’s own short one."
    better = "See the product on Amazon itself (paid link)"
    authority = AMAZON_POLICIES
    criterion = "(v), (w)"
    severity = Severity.NEEDS_REASON
    severity_elsewhere = Severity.ADVICE
    failing = (
        selling(url="https://bit.ly/3xample"),
        linking('<p>See <a href="https://geni.us/example">this powder</a>.</p>'),
        linking('<p>See <a href="/go/zinc-lozenges/">these lozenges</a>.</p>'),
    )
    passing = (
        selling(url="https://amzn.to/3xample"),
        linking('<p>See <a href="https://www.bitlyrics.example/">the song</a>.</p>'),
        linking('<p>See <a href="/going-vegan/">our article</a>.</p>'),
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        for invitation in invitations(material):
            link = invitation.link
            if not link.url or not _is_opaque(link.url, material):
                continue
            terms = terms_by_key(link.program, material)
            if terms is None or not terms.permits("shortening_allowed"):
                yield invitation.fault(severity=Severity.BLOCKING)
        for item in material.links:
            start, end = item.link.start, item.link.end
            if _is_opaque(item.link.target, material):
                yield Fault(item.location, start, end)
            elif _is_cloak(item.link.target):
                yield Fault(item.location, start, end, _OWN)


def _is_opaque(address: str, material: Material) -> bool:
    if "//" not in address:
        return False
    try:
        host = host_of(address if not address.startswith("//") else f"https:{address}")
    except UnsafeURL:
        return False
    if any(is_at(host, name) for name in _SHORTENERS):
        return True
    found = material.paid(address)
    return found is not None and found.is_shortened and found.program is None


def _is_cloak(address: str) -> bool:
    if not address.startswith("/") or address.startswith("//"):
        return False
    first, slash, rest = urlsplit(address).path[1:].partition("/")
    return bool(slash and rest) and first in _CLOAKS
