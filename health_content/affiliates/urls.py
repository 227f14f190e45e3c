"""Addresses that are safe to link, in one spelling, with our tag."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import SplitResult, quote, unquote, unquote_plus, urlsplit, urlunsplit

from health_content.affiliates.terms import ProgramMarket, ProgramTerms

MAXIMUM_LENGTH = 2048

_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_FORBIDDEN = re.compile(
    r"[\x00-\x20\x7f\\\u00a0\u2028\u2029\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)
_DEFAULT_PORTS = {"http": 80, "https": 443}
# What may stand unescaped, besides letters and digits; "%" so that nothing is escaped twice.
_PATH_SAFE = "/%:@!$&'()*+,;=~-._"
_QUERY_SAFE = _PATH_SAFE + "?[]{}|"


# How browsers begin an address, and what they leave out of the name of a site.
_BEGINS = re.compile(r"(?:(https?):[/\\]*|[/\\]{2,})([^/\\?#]*)", re.IGNORECASE)
_LEFT_OUT = re.compile(r"[\u00ad\u200b\u2060\ufeff]")
_ENDS = "".join(map(chr, range(0x21)))
# Amazon takes a tag in the path too, /exec/obidos/ASIN/<number>/<tag>, in whatever form, and needs
# nothing that stands after the number: kottke.org/03/02/amazon-associates-beware and
# www.aquarionics.com/article/name/Amazon_Links, read 2026-11-23.
_ASIN = re.compile(r"B[0-9A-Z]{9}|\d{9}[\dX]", re.IGNORECASE)
_TAG_IN_PATH = re.compile(r"[\w.-]*\w-\d{2}")
_LONGEST_PATH = 384


class UnsafeURL(ValueError):
    """An address that must not be linked; the message says why."""


def normalize(url: str) -> str:
    """The address in its one spelling: lower-case scheme and host, host in punycode.

    Raises :class:`UnsafeURL` for anything but http and https, for user names in the
    address, for hidden characters, and for hosts that are not domain names.
    """
    if len(url) > MAXIMUM_LENGTH:
        raise UnsafeURL(f"An address has at most {MAXIMUM_LENGTH} characters.")
    return urlunsplit(_split(url))


def is_safe(url: str) -> bool:
    """Whether :func:`normalize` takes the address."""
    try:
        normalize(url)
    except UnsafeURL:
        return False
    return True


def followed(url: str) -> str:
    """Where a browser goes that follows a link, in the spelling of :func:`normalize`.

    Browsers take more than is safe to link: tabs and line ends within, backslashes, any number of
    slashes after "https:", user names, names of sites that are escaped, any length. Empty for
    addresses without a site of their own, and where no browser goes anywhere. Raises nothing.
    """
    url = url.strip(_ENDS).replace("\t", "").replace("\n", "").replace("\r", "")
    begins = _BEGINS.match(url)
    if begins is None:
        return ""
    host = _LEFT_OUT.sub("", unquote(begins[2].rpartition("@")[2]))
    path, *query = re.split(r"(?=[?#])", url[begins.end() :], maxsplit=1)
    rest = "".join([path.replace("\\", "/"), *query])
    rest = _FORBIDDEN.sub(lambda hidden: quote(hidden[0]), rest)
    try:
        return urlunsplit(_split(f"{begins[1] or 'https'}://{host}{rest}"))
    except UnsafeURL:
        return ""


def host_of(url: str) -> str:
    """The host in lower case and punycode. Raises :class:`UnsafeURL` like ``normalize``."""
    return (_split(url).hostname or "").lower()


def is_at(host: str, domain: str) -> bool:
    """Whether a host is a domain or lies below it: never ``amazon.com.evil.example``."""
    return host == domain or host.endswith("." + domain)


def market_of(url: str, program: ProgramTerms) -> str | None:
    """The market whose shop the address belongs to, or ``None``."""
    return next((shop.market for shop in shops_at(host_of(url), program)), None)


def shops_at(host: str, program: ProgramTerms) -> list[ProgramMarket]:
    """The program's shops at a host, in the order of its markets: those named most closely.

    Where ``shop.example`` is one market's and ``uk.shop.example`` another's, the latter is not a
    shop of the former.
    """
    named = [
        (len(domain), shop)
        for shop in program.markets
        for domain in shop.hosts
        if is_at(host, domain)
    ]
    closest = max((length for length, _ in named), default=0)
    return [shop for length, shop in named if length == closest]


def tags_in(url: str, parameter: str) -> tuple[str, ...]:
    """The values of a query parameter, in order, without empty ones.

    However the parameter is spelled, in capitals or escaped: nobody knows how a shop reads it.
    """
    pieces = (piece for piece in _split(url).query.split("&") if _names(piece, parameter))
    values = (unquote_plus(piece.partition("=")[2]) for piece in pieces)
    return tuple(value for value in values if value)


def tagged(url: str, program: ProgramTerms, market: str = "") -> str:
    """The address as readers get it: with our tag and no other, where we have one there.

    Where ``market`` is empty the address itself says to which market it belongs. An address that
    has our tag once is returned as it is, and so are those that are no shop of the program in
    that market, short addresses, and all where our tag is not known. Raises nothing.
    """
    shop, tag = _own_tag(url, program, market)
    if shop is None or not tag or _has_only(url, program, tag):
        return url
    return with_tag(url, program, shop.market, tag)


def has_own_tag(url: str, program: ProgramTerms) -> bool:
    """Whether an address leads to a shop of the program where we have a tag. Raises nothing."""
    return bool(_own_tag(url, program, "")[1])


def without_tag(url: str, program: ProgramTerms) -> str:
    """The address of one of the program's shops without anybody's tag; empty where there is none.

    A short address carries its tag inside, and at another host, or without a known parameter,
    nobody can tell where the tag is. Raises nothing.
    """
    try:
        split = _split(url)
        host = split.hostname or ""
        is_short = any(is_at(host, domain) for domain in program.shorteners)
        if is_short or not program.tag_parameter or market_of(url, program) is None:
            return ""
    except UnsafeURL:
        return ""
    query = "&".join(_untagged(split, program.tag_parameter))
    return urlunsplit(split._replace(path=_plain_path(split.path, program), query=query))


def is_same_market(one: str, other: str) -> bool:
    """Whether two codes name one market: "GB" is the country's code and "UK" what shops say."""
    return _folded(one) == _folded(other)


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
    kept = _untagged(split, program.tag_parameter)
    query = "&".join([*kept, f"{quote(program.tag_parameter, safe='')}={quote(tag, safe='')}"])
    return urlunsplit(split._replace(path=_plain_path(split.path, program), query=query))


def _own_tag(url: str, program: ProgramTerms, market: str) -> tuple[ProgramMarket | None, str]:
    """The shop that an address leads to, and our tag for it; nothing where that is not known."""
    try:
        host = host_of(url)
    except UnsafeURL:
        return None, ""
    is_short = any(is_at(host, domain) for domain in program.shorteners)
    shop = None if is_short or not program.tag_parameter else _shop_at(host, program, market)
    if shop is None:
        return None, ""
    own = _market_of(program, market) if market else None
    return shop, (own.tag if own else "") or shop.tag


def _names(piece: str, parameter: str) -> bool:
    """Whether a piece of a query is that parameter, in whatever spelling."""
    return unquote_plus(piece.partition("=")[0]).strip().casefold() == parameter.casefold()


def _untagged(split: SplitResult, parameter: str) -> list[str]:
    return [piece for piece in split.query.split("&") if piece and not _names(piece, parameter)]


def _has_only(url: str, program: ProgramTerms, tag: str) -> bool:
    split, parameter = _split(url), program.tag_parameter
    found = [piece for piece in split.query.split("&") if _names(piece, parameter)]
    is_once = found == [f"{quote(parameter, safe='')}={quote(tag, safe='')}"]
    return is_once and _plain_path(split.path, program) == split.path


def _plain_path(path: str, program: ProgramTerms) -> str:
    """The path without the tags that stand after the number of one of the program's products.

    Only numbers of Amazon's kind are looked for: in other shops' paths the same is a name.
    """
    for pattern in program.product_patterns:
        try:
            found = re.search(pattern, path[:_LONGEST_PATH], re.IGNORECASE)
        except re.error:
            continue
        if found and found.lastindex and _ASIN.fullmatch(found[1] or ""):
            kept, rest = path[: found.end(1)], path[found.end(1) :].split("/")
            if path[: found.start(1)].casefold().endswith("/asin/"):
                return kept
            return kept + "/".join(part for part in rest if not _is_tag(part))
    return path


def _is_tag(part: str) -> bool:
    return bool(_TAG_IN_PATH.fullmatch(unquote(part).strip()))


def _shop_at(host: str, program: ProgramTerms, market: str) -> ProgramMarket | None:
    """The program's shop at a host, one with our tag first. One of no market serves all."""
    found = [
        shop
        for shop in shops_at(host, program)
        if not market or not shop.market or is_same_market(shop.market, market)
    ]
    return min(found, key=lambda shop: (not shop.market, not shop.tag), default=None)


def _market_of(program: ProgramTerms, market: str) -> ProgramMarket | None:
    same = (shop for shop in program.markets if is_same_market(shop.market, market))
    return next(same, None)


def _folded(market: str) -> str:
    code = market.strip().upper()
    return "UK" if code == "GB" else code


def _split(url: str) -> SplitResult:
    return _split_once(url) if len(url) <= MAXIMUM_LENGTH else _split_once.__wrapped__(url)


@lru_cache(maxsize=4096)
def _split_once(url: str) -> SplitResult:
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
