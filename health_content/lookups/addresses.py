"""Where a redirect leads, in one spelling, or the reason for which it is not followed."""

from __future__ import annotations

from contextlib import suppress
from urllib.parse import quote, urljoin, urlsplit

from health_content.affiliates.urls import UnsafeURL, normalize
from health_content.lookups.guard import Refused

LONGEST = 8000
"""In characters. Tracking networks hand long addresses on, longer than any we would link."""

_SAFE = "/%:@!$&'()*+,;=~-._?[]{}|"


def spelled(url: str) -> str:
    """An address in its one spelling, without the part behind ``#``.

    Raises :class:`~health_content.lookups.guard.Refused` for what is no address of a site:
    other schemes, names and passwords in it, numbers in place of a name.
    """
    try:
        parts = urlsplit(url.strip())
        if len(url) > LONGEST:
            raise Refused(f"An address of more than {LONGEST} characters.")
        base = normalize(parts._replace(query="", fragment="").geturl())
    except (UnsafeURL, ValueError) as error:
        raise error if isinstance(error, Refused) else Refused(str(error)) from error
    query = quote(parts.query, safe=_SAFE)
    return f"{base}?{query}" if query else base


def leads_to(here: str, there: str) -> str:
    """Where ``there``, as a server wrote it, leads from ``here``. Raises :class:`Refused`."""
    with suppress(UnicodeError):
        # Header values arrive byte by byte; most servers mean UTF-8.
        there = there.encode("latin-1").decode()
    there = quote(there.strip(), safe=_SAFE + "#")
    try:
        return spelled(urljoin(here, there))
    except ValueError as error:
        raise error if isinstance(error, Refused) else Refused(str(error)) from error


def depth(url: str) -> int:
    """How many names the path of an address has: 0 for a front page."""
    return len([part for part in urlsplit(url).path.split("/") if part])
