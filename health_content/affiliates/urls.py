"""Addresses that are safe to link, in one spelling, with our tag."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import SplitResult, quote, unquote_plus, urlsplit, urlunsplit

from health_content.affiliates.terms import ProgramTerms

MAXIMUM_LENGTH = 2048

_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_FORBIDDEN = re.compile(
    r"[\x00-\x20\x7f\\\u00a0\u2028\u2029\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)
_DEFAULT_PORTS = {"http": 80, "https": 443}
# What may stand unescaped, besides letters and digits; "%" so that nothing is escaped twice.
_PATH_SAFE = "/%:@!$&'()*+,;=~-._"
_QUERY_SAFE = _PATH_SAFE + "?[]{}|"


class UnsafeURL(ValueError):
    """An address that must not be linked; the message says why."""


def normalize(url: str) -> str:
    """The address in its one spelling: lower-case scheme and host, host in punycode.

    Raises :class:`UnsafeURL` for anything but http and https, for user names in the
    address, for hidden characters, and for hosts that are not domain names.
    """
    return urlunsplit(_split(url))


def host_of(url: str) -> str:
    """The host in lower case and punycode. Raises :class:`UnsafeURL` like ``normalize``."""
    return (_split(url).hostname or "").lower()


def is_at(host: str, domain: str) -> bool:
    """Whether a host is a domain or lies below it: never ``amazon.com.evil.example``."""
    return host == domain or host.endswith("." + domain)


def market_of(url: str, program: ProgramTerms) -> str | None:
    """The market whose shop the address belongs to, or ``None``."""
    host = host_of(url)
    for market in program.markets:
        if any(is_at(host, domain) for domain in market.hosts):
            return market.market
    return None


def tags_in(url: str, parameter: str) -> tuple[str, ...]:
    """The values of a query parameter, in order, without empty ones."""
    pairs = (piece.partition("=") for piece in _split(url).query.split("&"))
    values = (unquote_plus(value) for name, _, value in pairs if unquote_plus(name) == parameter)
    return tuple(value for value in values if value)


def with_tag(url: str, program: ProgramTerms, market: str, tag: str = "") -> str:
    """The address with our tag for a market and no other.

    ``tag`` defaults to the one the program's market carries. Doing it twice changes
    nothing more. A short address of the program carries its tag inside and is returned
    as it is. Raises ``ValueError`` where the address is not the program's shop in that
    market, or where there is no tag.
    """
    split = _split(url)
    host = split.hostname or ""
    if any(is_at(host, domain) for domain in program.shorteners):
        return urlunsplit(split)
    terms = program.market(market)
    if terms is None:
        known = ", ".join(item.market for item in program.markets) or "none"
        raise ValueError(f"{program.name} has no market {market!r}; known are {known}.")
    if not any(is_at(host, domain) for domain in terms.hosts):
        raise ValueError(f"{host} is not a shop of {program.name} in {market}.")
    tag = tag or terms.tag
    if not program.tag_parameter or not tag:
        raise ValueError(f"Set our tag for {program.name} in {market} first.")
    kept = [
        piece
        for piece in split.query.split("&")
        if piece and unquote_plus(piece.partition("=")[0]) != program.tag_parameter
    ]
    query = "&".join([*kept, f"{quote(program.tag_parameter, safe='')}={quote(tag, safe='')}"])
    return urlunsplit(split._replace(query=query))


@lru_cache(maxsize=4096)
def _split(url: str) -> SplitResult:
    if len(url) > MAXIMUM_LENGTH:
        raise UnsafeURL(f"An address has at most {MAXIMUM_LENGTH} characters.")
    url = url.strip(" \t\r\n")
    if _FORBIDDEN.search(url):
        raise UnsafeURL("The address contains a space, a backslash or a hidden character.")
    try:
        split = urlsplit(url)
        port = split.port
        hostname = split.hostname
    except ValueError as error:
        raise UnsafeURL(f"This is not an address: {error}.") from error
    scheme = split.scheme.lower()
    if scheme not in _DEFAULT_PORTS:
        raise UnsafeURL("An address begins with https:// or http://.")
    if "@" in split.netloc:
        raise UnsafeURL("An address must not contain a user name or password.")
    if not hostname:
        raise UnsafeURL("The address names no site.")
    host = _domain(hostname)
    netloc = host if port in {None, _DEFAULT_PORTS[scheme]} else f"{host}:{port}"
    return SplitResult(
        scheme,
        netloc,
        quote(split.path, safe=_PATH_SAFE) or "/",
        quote(split.query, safe=_QUERY_SAFE),
        quote(split.fragment, safe=_QUERY_SAFE),
    )


def _domain(hostname: str) -> str:
    try:
        host = hostname.encode("idna").decode("ascii").lower().removesuffix(".")
    except UnicodeError as error:
        raise UnsafeURL(f"{hostname!r} is not the name of a site.") from error
    labels = host.split(".")
    if len(labels) < 2 or not all(_LABEL.fullmatch(label) for label in labels):
        raise UnsafeURL(f"{hostname!r} is not the name of a site.")
    if labels[-1].isdigit() or labels[-1].startswith("0x"):
        raise UnsafeURL("Use the name of the site, not a number.")
    return host
