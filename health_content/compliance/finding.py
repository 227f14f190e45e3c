"""What a check says: findings, each with its place, its reason and its remedy."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from health_content.compliance.authority import Authority
from health_content.manuscript import Span


class Severity(StrEnum):
    """What a finding does at a gate: refuse, ask for a reason, or only tell."""

    BLOCKING = "blocking"
    NEEDS_REASON = "needs-reason"
    ADVICE = "advice"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return _RANKS[self]


_RANKS = {Severity.BLOCKING: 0, Severity.NEEDS_REASON: 1, Severity.ADVICE: 2}


class Market(StrEnum):
    """Whose law a page answers to."""

    US = "US"
    UK = "UK"
    EU = "EU"
    AU = "AU"
    CA = "CA"


@dataclass(frozen=True, slots=True)
class Context:
    """What a finding depends on besides its sentence; a waiver given in one context ends in
    another.

    ``products`` are the library ids, else the merchants, of what the page sells;
    ``rule_version`` is the version of the rule that spoke.
    """

    is_commercial: bool
    products: tuple[str, ...]
    markets: tuple[Market, ...]
    rule_version: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault at one place.

    ``span`` counts characters of the text at its location; ``quote`` is what stands
    there, ``excerpt`` the sentence around it, ``excerpt_start`` where that begins.
    ``criterion`` names the part of the authority that decides ("(g)(2)(i)"), empty
    where it has no parts.
    """

    code: str
    name: str
    message: str
    remedy: str
    severity: Severity
    span: Span
    quote: str
    excerpt: str
    excerpt_start: int
    authority: Authority
    context: Context
    criterion: str = ""

    @property
    def fingerprint(self) -> str:
        """The same for the same rule and sentence, wherever the sentence moves."""
        sentence = " ".join(self.excerpt.split()).casefold()
        quote = " ".join(self.quote.split()).casefold()
        return hashlib.sha256("\0".join((self.code, sentence, quote)).encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Report:
    """All findings of one check, in reading order, and the rule set that made them.

    An empty report says: no known problem found by this rule set. It never says that an
    article is compliant.
    """

    findings: tuple[Finding, ...]
    rule_set: str
    markets: tuple[Market, ...]
    is_commercial: bool
    partial_markets: tuple[Market, ...] = ()

    def of(self, severity: Severity) -> tuple[Finding, ...]:
        """The findings of one severity."""
        return tuple(item for item in self.findings if item.severity is severity)

    @property
    def blocks(self) -> bool:
        """Whether any finding refuses."""
        return any(item.severity is Severity.BLOCKING for item in self.findings)
