"""Whether the words of a disclosure tell a reader that we earn when they buy.

What is asked for is what 16 CFR 255.5 and the FTC's answers ask for: words that anybody
understands, that say who earns and by what. "Affiliate link" alone says neither, and "may
contain" or "may earn" leaves open what is so. In English one sentence has to say all of it in a way
that is known here, and nothing may stand beside it that could undo it: what is not understood is
refused, for the standard words stand anyway.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

from health_content.compliance.rules.affiliate.weak_disclosure import is_weak
from health_content.compliance.wording import plain

SHORTEST = 6
LONGEST = 400

# A sentence that tells it is put together from these; what fits none of them is not understood.
_WHO = r"(?:we|i|(?:this|the|our) (?:site|website|publisher)(?: of this (?:page|site))?)"
_SHOP = (
    r"(?:(?:the|a|an|that|each|these|those) )?(?:online )?"
    r"(?:shops?|stores?|retailers?|merchants?|sellers?|amazon)"
)
_READER = r"(?:you|readers?|a reader|our readers|people|somebody|someone|anybody|anyone)"
_MONEY = (
    r"(?:(?:an?|some|our) )?(?:(?:small|modest|little|sales|affiliate|referral) ){0,2}"
    r"(?:commissions?|fees?|money|payments?|(?:share|percentage|part) of the (?:price|sale))"
)
_HERE = (
    r"(?:(?:on|in|at|from) (?:this|our|my) (?:page|site|website|post|article|review|guide|blog)"
    r"|below|above|here)"
)
_LINKS = (
    r"(?:(?:(?:one|any|some|all) of )?(?:(?:a|any|the|these|those|our|my|all|some|many|paid|"
    rf"affiliate|shopping|product) ){{0,3}}links?(?: {_HERE})?|(?:one|any) of (?:them|these)|them)"
)
_VIA = rf"(?:through|via|by|using|from|after (?:following|clicking)(?: on)?) {_LINKS}"
_THING = (
    r"(?:something|anything|it|(?:(?:a|any|the|these|our) )?(?:products?|items?|things?))"
    r"(?: (?:that )?we (?:link to|recommend|show|name))?"
)
_BUYING = r"(?:buys?|purchases?|orders?|shops?|makes? (?:a |any )?purchases?|places? an order)"
_WHEN = (
    rf"(?:if|when|whenever|each time|every time|once) {_READER} "
    rf"(?:(?:clicks?(?: on)?|follows?|uses?) {_LINKS} (?:and|to) )?{_BUYING}"
    rf"(?: {_THING})?(?: {_HERE})?(?: {_VIA})?"
)
_SALES = (
    r"(?:from|on|for) (?:(?:the|your|any|all|some|each|every|qualifying) ){0,2}"
    r"(?:(?:purchases?|orders?|sales?)(?: (?:that )?(?:you|readers) (?:make|place)| made| placed)?|"
    r"(?:products?|items?|things) (?:that )?(?:(?:you|readers) )?(?:buy|bought|purchased?|ordered))"
    rf"(?: {_VIA})?"
)
_BY = rf"(?:{_WHEN}|{_SALES}|{_VIA})"
_GAIN = (
    rf"(?:{_WHO}(?: (?:also|do|will|always))? (?:earns?|gets?|receives?|makes?) {_MONEY}"
    rf"(?: from {_SHOP})?"
    rf"|(?:{_WHO} (?:are|am|is|gets?)|we're|i'm) paid(?: {_MONEY})?(?: by {_SHOP})?"
    rf"|{_SHOP} pays? (?:us|me|this site|the publisher)(?: {_MONEY})?)"
)
_OPENING = (
    r"(?:(?:ad|advert|advertisement|advertising|(?:affiliate )?disclosure|(?:please )?note)"
    r"(?:: | - )|(?:please )?note that |as an? \w+ (?:associate|affiliate|partner),? "
    r"|to (?:keep|fund|pay for|support) [\w ]{2,40}, "
    r"|this (?:page|site|website|post|article) (?:contains|has|includes) (?:paid|affiliate) links"
    r"(?:,|, and|, so| and|:| -) )"
)
_CLOSING = (
    r"(?:(?:,| -)? (?:and |but |so )?(?:at|with|without|for|you|your|the|prices?|this|that|which|"
    r"it|we|our|to)\b.*)?[.!;]?"
)
_TOLD = re.compile(
    rf"{_OPENING}?(?:{_BY},? (?:then )?{_GAIN}|{_GAIN} {_BY}|{_WHO} (?:also )?earns? {_SALES})"
    rf"{_CLOSING}"
)
_DASHES = re.compile("[\u2013\u2014]")
_SENTENCES = re.compile(r"(?<=[.!?;])\s+")
_HARMLESS = re.compile(
    r"\b(?:(?:at|for|with) no (?:\w{1,12} )?costs?"
    r"|without (?:any )?(?:extra|additional|further) costs?"
    r"|you (?:do not|don't|never) pay (?:any )?(?:more|extra)"
    r"|(?:but )?(?:this|that|it|which) (?:does not|doesn't|never|will not) (?:affects?|changes?|"
    r"influences?|decides?) (?:what|which|how|our|the)"
    r"(?: (?!earn|get|paid|commission|money)\w{1,14}){1,6})\b"
)
_UNDOING = re.compile(
    r"\b(?:not|no|never|nothing|none|nobody|neither|nor|zero|without|cannot|hardly|rarely|seldom|"
    r"but|however|unless|except|exceptions?|excluding|ago|over|ended|stopped|until|formerly|"
    r"used to|anymore|was|were|had|earned|received|wrong|false|untrue|lie|lies|myth|rumou?r|joke|"
    r"fiction|would|\d{4})\b|n't\b"
)
# What is invisible, turns the reading direction or is no character at all.
_HIDDEN = {"Cc", "Cf", "Co", "Cs", "Cn"}
_FILLERS = frozenset("\u115f\u1160\u3164\uffa0\u2800")


class Lack(StrEnum):
    """What is wrong with a wording."""

    NOTHING = "nothing"
    HIDDEN = "hidden"
    SHORT = "short"
    LONG = "long"
    WEAK = "weak"
    UNCLEAR = "unclear"


def lack_of(text: str, language: str = "en") -> Lack | None:
    """What is wrong with the words of a disclosure, ``None`` where they will do.

    In a language other than English only that can be told which needs no understanding.
    """
    words = " ".join(text.split())
    if not words:
        return Lack.NOTHING
    if any(mark in _FILLERS or unicodedata.category(mark) in _HIDDEN for mark in words):
        return Lack.HIDDEN
    if len(words) > LONGEST:
        return Lack.LONG
    if len({word.casefold() for word in re.findall(r"[^\W\d_]{2,}", words)}) < SHORTEST:
        return Lack.WEAK if is_weak(words) else Lack.SHORT
    if is_weak(words):
        return Lack.WEAK
    if language.split("-")[0].casefold() != "en":
        return None
    plainly = " ".join(_DASHES.sub("-", plain(words).text).split())
    if _UNDOING.search(_HARMLESS.sub("", plainly)):
        return Lack.UNCLEAR
    tells = any(_TOLD.fullmatch(sentence) for sentence in _SENTENCES.split(plainly))
    return None if tells else Lack.UNCLEAR
