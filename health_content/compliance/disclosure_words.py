"""Whether the words of a disclosure tell a reader that we earn when they buy.

What is asked for is what 16 CFR 255.5 and the FTC's answers ask for: words that anybody
understands, that say who earns and by what. "Affiliate link" alone says neither, and "may
contain" leaves open what is so.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

from health_content.compliance.rules.affiliate.weak_disclosure import is_weak
from health_content.compliance.wording import Wording

SHORTEST = 6
LONGEST = 400

_WHO = Wording(
    r"we|i|us|our|me|my|this site|the site|this website|the publisher|this page",
    cues=("we", "i", "us", "our", "m"),
)
_GAIN = Wording(
    r"commissions?",
    r"earns?",
    r"(?:gets?|receives?|makes?|pays? us|are|is|am|be) (?:a |some |us )?(?:paid|money|fee|share)",
    r"pays? (?:us|me|the publisher|this site)",
    cues=("commission", "money", "fee", "share", "paid", "pay", "earn"),
)
_NO_GAIN = Wording(
    r"(?:earns?|gets?|receives?|makes?|paid) (?:no|nothing|neither|zero)\b.{0,20}",
    cues=("no", "neither", "zero"),
)
_BY = Wording(
    r"links?",
    r"buy\w{0,3}",
    r"purchas\w{0,6}",
    r"orders?",
    r"shops? through",
    cues=("link", "buy", "purchas", "order", "shop"),
)
_AT_NO_COST = re.compile(r"\b(?:at|for|with) no \w{0,12} ?costs?(?: to you)?", re.IGNORECASE)
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
    told = _AT_NO_COST.sub("", words)
    says_all = all(wording.asserted(told) for wording in (_WHO, _GAIN, _BY))
    return None if says_all and not _NO_GAIN.is_in(told) else Lack.UNCLEAR
