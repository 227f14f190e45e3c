"""AFF217: a picture that belongs to a shop, shown from there or copied."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from health_content.affiliates.urls import UnsafeURL, host_of, is_at
from health_content.compliance.finding import Market, Severity
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.affiliate.authorities import AMAZON_POLICIES
from health_content.compliance.rules.affiliate.offering import terms_by_key
from health_content.edition.beside import addresses_in
from health_content.manuscript import Image, Manuscript, Unknown

if TYPE_CHECKING:
    from health_content.compliance.material import Material

_PROGRAM = "amazon"
_HOSTS = ("media-amazon.com", "ssl-images-amazon.com", "images-amazon.com")
# Amazon's own names for sizes: "._AC_SL1500_.jpg" behind ten or so letters and digits.
_COPIED = re.compile(
    r"(?:^|/)[A-Za-z0-9%+-]{8,16}\._[A-Z]{2}[A-Z0-9_,]{1,40}_\w{0,12}\.(?:jpe?g|png|webp|gif)$"
)
_COPY = "The name of the file “{quote}” is one that Amazon gives to its pictures."


def _showing(address: str) -> Manuscript:
    return Manuscript(title="Zinc", body=(Image(alt="A jar", address=address, id="picture"),))


class MerchantPicture(Rule):
    """A product picture that its program does not let us show."""

    code = "AFF217"
    name = "merchant-picture"
    why = (
        "A shop’s pictures belong to it or to the maker. Amazon gives them out through its own "
        "interface alone, and forbids to keep or alter them; who copies one has no right to it."
    )
    message = "“{quote}” is shown from a shop that does not let us show its pictures."
    remedy = "Take a photograph of your own, or one that the maker licenses to you."
    better = "The jar that we bought, photographed by us."
    authority = AMAZON_POLICIES
    criterion = "images"
    severity = Severity.NEEDS_REASON
    severity_elsewhere = Severity.NEEDS_REASON
    failing = (
        _showing("https://m.media-amazon.com/images/I/71aBcDeFgHL.jpg"),
        _showing("original_images/71aBcDeFgHL._AC_SL1500_.jpg"),
    )
    passing = (
        _showing("https://images.example/amazon-river.jpg"),
        _showing("original_images/our_jar_of_zinc.jpg"),
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        terms = terms_by_key(_PROGRAM, material)
        if terms is not None and terms.permits("merchant_images_allowed"):
            return
        told = {copy.location: copy for copy in material.copies if copy.role == "file-name"}
        for location, node in material.nodes:
            if isinstance(node, Unknown):
                if any(map(_is_theirs, addresses_in(node.data))):
                    yield Fault(location / "text", 0, len(node.text))
                continue
            if not isinstance(node, Image) or not node.address:
                continue
            is_theirs = _is_theirs(node.address)
            if is_theirs or _COPIED.search(node.address.partition("?")[0]):
                copy = told.get(location / "address")
                end = len(copy.text) if copy else 0
                yield Fault(location / "address", 0, end, "" if is_theirs else _COPY)


def _is_theirs(address: str) -> bool:
    if "amazon" not in address:
        return False
    try:
        host = host_of(f"https:{address}" if address.startswith("//") else address)
    except UnsafeURL:
        return False
    return any(is_at(host, name) for name in _HOSTS)
