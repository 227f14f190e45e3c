"""Health claims that a market admits, and sentences that are one of them.

:func:`authorized` says that a text is an admitted claim, :func:`near` that it is one
altered or cut; the two never both hold. :func:`claim_around` asks about a place in a longer
text, since some claims run over two sentences.

Sources and the dates they were read stand with each claim (:class:`HealthClaim`).
"""

from __future__ import annotations

from functools import lru_cache

from health_content.compliance.annotate import annotate
from health_content.compliance.finding import Market
from health_content.compliance.health_claims.american import (
    alteration,
    may_hold,
    us_claim,
    us_claims,
)
from health_content.compliance.health_claims.claim import Basis, HealthClaim
from health_content.compliance.health_claims.european import (
    altered_eu_claim,
    eu_claim,
    eu_claims,
)
from health_content.compliance.health_claims.wordings import Alteration

__all__ = [
    "Alteration",
    "Basis",
    "HealthClaim",
    "alteration",
    "authorized",
    "claim_around",
    "claims_of",
    "near",
]

_EUROPEAN = frozenset({Market.EU, Market.UK})
_SENTENCES = 3


def claims_of(market: Market) -> tuple[HealthClaim, ...]:
    """Every claim known here that a market admits; none for Canada and Australia."""
    if market is Market.US:
        return us_claims()
    return eu_claims() if market in _EUROPEAN else ()


def authorized(text: str, market: Market) -> HealthClaim | None:
    """The admitted claim that a text is, or ``None``.

    US: word for word. EU and UK: a claim on a risk of disease word for word, one on a
    function of the body also in other words of the same meaning.
    """
    if market is Market.US:
        return us_claim(text)
    return eu_claim(text) if market in _EUROPEAN else None


def near(text: str, market: Market) -> HealthClaim | None:
    """The admitted claim that a text is an altered or cut form of, or ``None``."""
    if market is Market.US:
        found = alteration(text)
        return found.claim if found else None
    return altered_eu_claim(text) if market in _EUROPEAN else None


def claim_around(text: str, start: int, end: int, market: Market) -> HealthClaim | None:
    """The admitted claim that fills whole sentences of ``text`` around a place in it.

    ``start`` and ``end`` count characters of ``text``; the claim begins with a sentence,
    ends with one, and runs over three at most.
    """
    found = _claims_in(text, market)
    return next((claim for first, last, claim in found if first <= start and end <= last), None)


@lru_cache(maxsize=2048)
def _claims_in(text: str, market: Market) -> tuple[tuple[int, int, HealthClaim], ...]:
    if not claims_of(market) or (market is Market.US and not may_hold(text)):
        return ()
    sentences = annotate(text).sentences
    return tuple(
        (first.start, last.end, claim)
        for number, first in enumerate(sentences)
        for last in sentences[number : number + _SENTENCES]
        if (claim := authorized(text[first.start : last.end], market))
    )
