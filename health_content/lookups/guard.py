"""Which addresses of the network may be reached: those of the public Internet, and no other.

A name is resolved once and the connection goes to the very address that was looked at, so a name
that answers otherwise a moment later leads nowhere else.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Iterable

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Resolver = Callable[[str, int], list[str]]
"""Takes a host and a port; raises ``OSError`` where the name is not known."""

# What "is_global" lets pass, or let pass in some versions of Python. IANA's registries of special
# purpose addresses, www.iana.org/assignments/iana-ipv4-special-registry and …-ipv6-…, read
# 2026-11-23; the last IPv4 address serves the virtual machines of one host only:
# learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16, read 2026-11-23.
_REFUSED = tuple(
    ipaddress.ip_network(network)
    for network in (
        "0.0.0.0/8",
        "100.64.0.0/10",
        "192.0.0.0/24",
        "192.88.99.0/24",
        "224.0.0.0/3",
        "168.63.129.16/32",
        "2001::/23",
        "2001:db8::/32",
        "2002::/16",
        "3fff::/20",
    )
)
# Only from here are addresses given out; what embeds an IPv4 address by translation (64:ff9b::/96)
# or mapping (::ffff:0:0/96) lies outside.
_GIVEN_OUT = ipaddress.ip_network("2000::/3")


class Refused(ValueError):
    """An address that must not be reached; the message says why."""


def is_public(address: IPAddress) -> bool:
    """Whether an address belongs to the public Internet and to one machine."""
    if isinstance(address, ipaddress.IPv6Address) and address not in _GIVEN_OUT:
        return False
    if any(address in network for network in _REFUSED if network.version == address.version):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def resolved(host: str, port: int) -> list[str]:
    """The addresses of a host by the machine's own resolver. Raises ``OSError``."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(item[4][0]) for item in found))


def reachable(addresses: Iterable[str], allow: tuple[Network, ...] = ()) -> list[str]:
    """Those of a host's addresses that may be reached, in the order given.

    ``allow`` names networks that may be reached besides, for a caller who keeps a server of its
    own there. Raises :class:`Refused` where none is left.
    """
    kept: list[str] = []
    refused: list[str] = []
    for text in addresses:
        try:
            address = ipaddress.ip_address(text.partition("%")[0])
        except ValueError:
            refused.append(text)
            continue
        is_allowed = any(
            address in network for network in allow if network.version == address.version
        )
        (kept if is_allowed or is_public(address) else refused).append(text)
    if not kept:
        shown = ", ".join(refused[:3]) or "no address"
        raise Refused(f"The name leads to {shown}, which is not on the public Internet.")
    return kept
