"""Whose a host is: the domain that somebody registered, by the public suffix list.

The list comes with the package ``publicsuffixlist``; nothing is fetched.
"""

from __future__ import annotations

from functools import cache

from publicsuffixlist import PublicSuffixList


@cache
def _list() -> PublicSuffixList:
    return PublicSuffixList()


def registrable_domain(host: str) -> str:
    """``shop.example.co.uk`` belongs to ``example.co.uk``; empty for what nobody registered."""
    return str(_list().privatesuffix(host.lower().rstrip(".")) or "")
