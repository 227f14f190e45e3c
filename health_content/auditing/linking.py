"""Paid links that the library knows by their addresses alone.

A page that somebody typed such an address into does not name the link: it is judged otherwise
as soon as the library has it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from hashlib import blake2b
from typing import Any
from urllib.parse import urlsplit

from health_content.affiliates.recognition import paid_link
from health_content.library.products import PaidLink

_HOST = re.compile(r"""//(?:www\.)?([^/\s"'<>\\?#:&]+)""", re.IGNORECASE)


def hosts_in(text: str) -> set[str]:
    """The hosts of all addresses in a text, as data of any kind has them."""
    return {host.lower() for host in _HOST.findall(text)} if "//" in text else set()


def linked_hosts() -> dict[str, bytes]:
    """A digest of the paid links to each host that no shipped program is known by."""
    digests: defaultdict[str, Any] = defaultdict(lambda: blake2b(digest_size=16))
    links = PaidLink._base_manager.order_by("pk").values_list("pk", "url", "program_id")
    for pk, url, program in links.iterator():
        if paid_link(url) is None:
            for host in hosts_in(url) or {str(urlsplit(url).hostname)}:
                digests[host].update(f"{pk} {program} {url}\0".encode())
    return {host: digest.digest() for host, digest in digests.items()}
