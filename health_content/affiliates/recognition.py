"""Telling paid links, merchants and calls to action from everything else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import urlsplit

from health_content.affiliates.programs import PROGRAMS
from health_content.affiliates.terms import ProgramTerms
from health_content.affiliates.urls import (
    MAXIMUM_LENGTH,
    followed,
    has_own_tag,
    host_of,
    is_at,
    shops_at,
    tagged,
    tags_in,
)


@dataclass(frozen=True, slots=True)
class Recognized:
    """What an address was recognized as.

    ``network`` always names who pays ("amazon", "awin", "impact" ...). ``program`` is
    ``None`` where no complete terms ship for it: a paid link all the same. ``tag`` is
    the partner tag in the address, ``product`` the merchant's id of the product (an
    ASIN at Amazon); both are empty where there is none. ``is_shortened`` where the
    address hides its target.
    """

    network: str
    program: ProgramTerms | None = None
    market: str = ""
    tag: str = ""
    product: str = ""
    is_shortened: bool = False


@dataclass(frozen=True, slots=True)
class Registered:
    """What a site's own library knows as paid, besides what ships.

    ``addresses`` are those of its paid links, normalized, with their programs;
    ``programs`` are known by their hosts. ``plain`` are addresses, normalized, that are no paid
    links where this is asked, for our tag was taken out of them. ``withheld`` are those of
    ``addresses`` that readers do not get now: every entry with that address is paused, withdrawn,
    dead or outside its dates or our contract.
    """

    addresses: Mapping[str, ProgramTerms] = field(default_factory=dict)
    programs: tuple[ProgramTerms, ...] = ()
    plain: frozenset[str] = frozenset()
    withheld: frozenset[str] = frozenset()

    def withholds(self, address: str) -> bool:
        """Whether readers do not get this address, typed by somebody, for its entry is not good."""
        return bool(self.withheld) and _address(address) in self.withheld

    def tagged(self, address: str, found: Recognized) -> str:
        """A paid address with our own tag, where one of these programs has one for its shop.

        The program that the address was found to belong to speaks first.
        """
        key = found.program.key if found.program else ""
        for program in sorted(self.programs, key=lambda program: program.key != key):
            if has_own_tag(address, program):
                return tagged(address, program)
        return address


NOTHING_REGISTERED = Registered()


@dataclass(frozen=True, slots=True)
class _Network:
    name: str
    domains: tuple[str, ...]
    parameter: str = ""
    is_shortener: bool = False


# Where a parameter is named, only addresses with it are paid; otherwise the domain
# exists for paid links, and everything below its root is one.
_NETWORKS = (
    _Network("awin", ("awin1.com",)),
    _Network("shareasale", ("shareasale.com",)),
    _Network("iherb", ("iherb.com",), parameter="rcode"),
    _Network("impact", ("pxf.io", "sjv.io")),
    # kqzyfj.com: a CJ partner's link code, forums.digitalpoint.com/archive/index.php/t-81723.html,
    # read 2026-11-22.
    _Network("cj", ("anrdoezrs.net", "jdoqocy.com", "tkqlhce.com", "dpbolvw.net", "kqzyfj.com")),
    # docs.fmtc.co/kb/partnerize, "Link Structures", read 2026-11-22.
    _Network("partnerize", ("prf.hn",)),
    # www.toptut.com/the-bloggers-guide-to-affiliate-links-rstyle-shopstyle-amazon, read 2026-11-22.
    _Network("rewardstyle", ("rstyle.me",)),
    _Network("skimlinks", ("skimresources.com",)),
    _Network("rakuten", ("linksynergy.com",)),
    _Network("geniuslink", ("geni.us",), is_shortener=True),
)


def paid_link(url: str, registered: Registered = NOTHING_REGISTERED) -> Recognized | None:
    """What kind of paid link an address is, or ``None``.

    Hosts are compared whole: neither ``amazon.com.evil.example`` nor a look-alike in
    other letters is Amazon. An Amazon product page counts even without a tag, since
    that is what a paid link looks like before or after its tag was lost. What a site's
    library knows besides is given as ``registered``; on the hosts of a program that
    says nothing of tags or products every page below the front page is paid.
    """
    if registered.plain and _address(url) in registered.plain:
        return None
    known = _shipped if len(url) <= MAXIMUM_LENGTH else _shipped.__wrapped__
    if (found := known(url)) or not (registered.addresses or registered.programs):
        return found
    address = _address(url)
    return None if address is None else _of_library(address, host_of(address), registered)


@lru_cache(maxsize=4096)
def _shipped(url: str) -> Recognized | None:
    """What an address is whatever a site's library knows. A page asks again and again."""
    address = _address(url)
    if address is None:
        return None
    host = host_of(address)
    for program in PROGRAMS:
        if not program.is_template and (found := _of_program(address, host, program)):
            return found
    for network in _NETWORKS:
        if any(is_at(host, domain) for domain in network.domains):
            return _of_network(address, network)
    return None


def merchant_in_text(text: str) -> ProgramTerms | None:
    """The program whose merchant a text names first; "the Amazon rainforest" names none.

    A known shop without shipped terms is told by ``merchant`` alone: its ``key`` is empty
    and it permits nothing. A name that is part of another site's address is no merchant.
    """
    first = min(
        (
            (match.start(), index)
            for index, (_, pattern) in enumerate(_NAMED_MERCHANTS)
            if (match := pattern.search(text))
        ),
        default=None,
    )
    return None if first is None else _NAMED_MERCHANTS[first[1]][0]


def looks_like_call_to_action(text: str) -> bool:
    """Whether a short text asks the reader to buy: "Shop Now on Amazon!".

    It takes an order to the reader at the start of a clause ("Buy ... on iHerb",
    "Order Now"), so "You can buy magnesium in most shops." is none.
    """
    text = " ".join(text[: LONGEST_CALL_TO_ACTION + 1].split())
    if not text or len(text) > LONGEST_CALL_TO_ACTION:
        return False
    return any(pattern.search(text) for pattern in _CALLS)


LONGEST_PATH = 384
"""In characters; what an address has beyond is not looked at for a product, so that an expression
somebody typed ends soon."""

LONGEST_CALL_TO_ACTION = 400
"""In characters; what is longer is a paragraph."""

_MERCHANTS = (
    r"(?:Amazon(?:\.[a-z.]{2,6})?|iHerb(?:\.com)?|(?-i:Walmart|Target(?!\s[A-Z])|eBay|Vitacost|"
    r"Costco|Boots(?!\s(?:[Pp]harmac|[Oo]ptician))|Chemist\sWarehouse|Holland\s&\sBarrett|"
    r"Life\sExtension|Swanson(?:\sVitamins)?|Thorne|Vital\sProteins)(?:\.com)?)"
)
_START = r"(?:^[\W_]{0,6}|[\u2014\u2013:!?.;,|\u2022\u2192>]\s?|\s-\s)"
_ORDER = (
    r"(?:shop|order|buy|purchase|get|grab|check|view|see|find|try|browse|compare|discover|"
    r"pick\sup|click|visit|head)"
)
_AT = r"(?:on|at|from|via|through|over\sto|over\sat)"
_NOW = r"(?:now|today|here|online)"
_NATURE = (
    r"(?!\s(?:rain\s?forest|river|basin|jungle|region|tribes?|delta|parrot|deforestation|forest|"
    r"plants?\b|species|herbs?\b))"
)
_CONDITION = r"(?!\s?,?\s?(?:only\s)?(?:if|unless|when|without|where)\b)"
_STOPS = r"[!.\u2192\u00bb>|(]"

# Words after which a reader is sent to read, not to buy.
_TO_READ = (
    r"(?!(?:shop|order|buy|purchase|get|grab)\b)(?=[^.!?;]{0,120}\b(?:stud(?:y|ies)|research|papers?|"
    r"tables?\s\d|figures?\s\d|evidence|clinical\strials?|your\sdoctor|why)\b)"
)
_AT_A_MERCHANT = (
    rf"{_START}(?:(?:click\shere\sto|please|simply|just|and|then)\s)?(?!{_TO_READ}){_ORDER}\b"
    rf"[^.!?;]{{0,120}}?\s{_AT}\s{_MERCHANTS}\b{_NATURE}{_CONDITION}"
)
_CODE = rf"{_START}use\s(?:the\s)?(?:promo\s|coupon\s)?code\s\S{{2,20}}\s{_AT}\s{_MERCHANTS}\b"
_AT_ONCE = (
    rf"(?:{_START}|\s(?:and|&|then|to)\s)"
    r"(?:shop|order|buy|purchase|get\s(?:it|yours|one)|grab\s(?:it|yours))\s(?:(?:it|yours)\s)?"
    rf"{_NOW}(?=\s?(?:{_STOPS}|[,;:]|$)|\s{_AT}\s|\s(?:and|&)\s)"
)
_PRICE = (
    rf"{_START}(?:check|see|view|get)\s(?:the\s|our\s)?"
    r"(?:(?:current|latest|today['\u2019]s|best|lowest)\s)?"
    rf"(?:prices?|deals?|offers?|availability)\b(?=\s?(?:{_STOPS}|$)|\s{_NOW}\b)"
)
_CLICK = (
    rf"{_START}(?:click\s(?:here\s)?to\s(?:buy|order|shop|purchase)|"
    r"add\sto\s(?:cart|basket|bag))\b"
)
_AVAILABLE = rf"^\W{{0,4}}(?:now\s)?available\s(?:now\s)?{_AT}\s{_MERCHANTS}\W{{0,4}}$"
_MERCHANT_FIRST = rf"^\W{{0,4}}{_MERCHANTS}\s?[:|\u2013\u2014-]\s?{_ORDER}\b.{{0,40}}$"
_CALLS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (_AT_A_MERCHANT, _AT_ONCE, _PRICE, _CLICK, _CODE, _AVAILABLE, _MERCHANT_FIRST)
)

# What stands around a merchant's name when it is no part of another name or address.
_BEFORE = r"(?<![\w@/-])(?<!\w\.)"
_BEFORE_HOST = r"(?<![\w@-])(?<!\w/)(?<!\w\.)"
_AFTER = r"(?![\w@-])(?!\.\w)"
_UNLISTED = {
    "iHerb": r"iHerb(?:\.com)?",
    "Walmart": r"Walmart(?:\.com)?",
    "Vitacost": r"Vitacost(?:\.com)?",
    "Holland & Barrett": r"(?-i:Holland\s(?:&|and)\sBarrett)",
    "Boots": r"(?-i:Boots\.com|(?<=\b(?:on|at) )Boots(?!\s[Pp]harmac))",
}


def _named_merchants() -> tuple[tuple[ProgramTerms, re.Pattern[str]], ...]:
    listed = [
        (
            terms,
            rf"{_BEFORE}{re.escape(terms.merchant)}{_NATURE}{_AFTER}|{_BEFORE_HOST}(?:www\.)?(?:"
            + "|".join(re.escape(host) for market in terms.markets for host in market.hosts)
            + rf"){_AFTER}",
        )
        for terms in PROGRAMS
        if terms.merchant
    ]
    unlisted = [
        (ProgramTerms(key="", name=name, merchant=name), rf"{_BEFORE}{pattern}{_AFTER}")
        for name, pattern in _UNLISTED.items()
    ]
    return tuple((terms, re.compile(pattern, re.I)) for terms, pattern in listed + unlisted)


_NAMED_MERCHANTS = _named_merchants()


def _address(url: str) -> str | None:
    if address := followed(url):
        return address
    url = url.strip()
    if re.match(r"[\w.-]{1,253}(?:[/?]|$)", url) and "." in url:
        return followed(f"https://{url}") or None
    return None


def _of_program(address: str, host: str, program: ProgramTerms) -> Recognized | None:
    path = urlsplit(address).path
    if any(is_at(host, domain) for domain in program.shorteners):
        if path == "/":
            return None
        return Recognized(program.key, program, is_shortened=True)
    for market in shops_at(host, program):
        tag = next(iter(tags_in(address, program.tag_parameter)), "")
        product = _product(path, program)
        if tag or product:
            return Recognized(program.key, program, market.market, tag, product)
    return None


def _product(path: str, program: ProgramTerms) -> str:
    for pattern in program.product_patterns:
        if match := re.search(pattern, path[:LONGEST_PATH], re.IGNORECASE):
            return (match[1] or "").upper()
    return ""


def _of_library(address: str, host: str, registered: Registered) -> Recognized | None:
    if program := registered.addresses.get(address):
        return Recognized(program.key, program)
    split = urlsplit(address)
    is_front_page = split.path == "/" and not split.query
    for program in registered.programs:
        if found := _of_program(address, host, program):
            return found
        is_plain = not program.tag_parameter and not program.product_patterns
        hosts = (domain for market in program.markets for domain in market.hosts)
        if is_plain and not is_front_page and any(is_at(host, domain) for domain in hosts):
            return Recognized(program.key, program)
    return None


def _of_network(address: str, network: _Network) -> Recognized | None:
    if network.parameter:
        tag = next(iter(tags_in(address, network.parameter)), "")
        return Recognized(network.name, tag=tag) if tag else None
    split = urlsplit(address)
    if split.path == "/" and not split.query:
        return None
    return Recognized(network.name, is_shortened=network.is_shortener)
