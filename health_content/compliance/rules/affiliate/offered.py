"""Where a finding about an offer stands: at the words by which readers know it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from health_content.compliance.rule import Fault
from health_content.manuscript import Location

if TYPE_CHECKING:
    from health_content.compliance.material import Material, Offer
    from health_content.manuscript import Node


def told_at(offer: Offer, material: Material, message: str = "") -> Fault:
    """A fault of an offer: of its link's words, else of the first words of what holds it."""
    for item in material.inline:
        if item.target is offer.link and item.location == offer.location:
            return Fault(item.location, item.link.start, item.link.end, message)
    holder, _ = holder_of(offer, material)
    copies = [copy for copy in material.copies if copy.location.is_within(holder)]
    labels = [copy for copy in copies if copy.location.path[-1] == "label"]
    for copy in (*labels, *copies):
        return Fault(copy.location, 0, len(copy.text), message)
    return Fault(offer.location, 0, 0, message)


def holder_of(offer: Offer, material: Material) -> tuple[Location, Node | None]:
    """The call to action, product or text that an offer's link stands in."""
    nodes = material.once("nodes by location", lambda: dict(material.nodes))
    path = offer.location.path if offer.link is None else offer.location.path[:-1]
    while path:
        if (node := nodes.get(Location(path))) is not None:
            return Location(path), node
        path = path[:-1]
    return offer.location, None
