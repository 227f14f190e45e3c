"""Which programs' paid links one outward form may carry, and what is left of the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from health_content.affiliates.recognition import Registered
from health_content.affiliates.terms import ProgramTerms
from health_content.affiliates.urls import UnsafeURL, normalize, without_tag
from health_content.edition.channels import Channel
from health_content.edition.linking import UNTAGGED
from health_content.edition.suspended import Suspended
from health_content.manuscript import PaidLinkTarget


@dataclass(slots=True)
class Permissions:
    """What one channel permits, and what was made of the links that it does not.

    On the web every program's links are permitted: there the contract is the shop's own form.
    Elsewhere those alone whose program is known to allow the channel; so language models get none
    unless a program names them. ``untaggable`` are the terms of programs that let a link stay
    without our tag. Use one for one edition: it remembers the addresses that it gave.
    """

    channel: Channel
    allowed: frozenset[str] = frozenset()
    untaggable: Mapping[str, ProgramTerms] = field(default_factory=dict)
    left: dict[str, str] = field(default_factory=dict)

    def permits(self, key: str) -> bool:
        """Whether links of the program with this key may be linked; empty where it is unknown."""
        return self.channel is Channel.WEB or key in self.allowed

    def untagged(self, key: str, address: str) -> str:
        """What is left of an address that is not permitted, empty where nothing is."""
        program = self.untaggable.get(key)
        left = without_tag(address, program) if program else ""
        if left:
            self.left[_normal(address)] = _normal(left)
        return left

    def among(self, registered: Registered) -> Registered:
        """What is known as paid, without the addresses that our tag was taken out of."""
        plain = frozenset(self.left.values())
        return replace(registered, plain=plain) if plain else registered

    def unpaid(self, suspended: Suspended, targets: Iterable[PaidLinkTarget]) -> Suspended:
        """What owes no disclosure: what is suspended, and what is no paid link here."""
        plain = frozenset(it.key for it in targets if it.withheld == UNTAGGED)
        if not plain and not self.left:
            return suspended
        return replace(
            suspended,
            links=suspended.links | plain,
            addresses=suspended.addresses | self.left.keys(),
        )


def _normal(address: str) -> str:
    try:
        return normalize(address)
    except UnsafeURL:
        return address
