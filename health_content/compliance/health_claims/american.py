"""The US claims: regulations, notified authoritative statements, letters of discretion.

FDA admits a claim as worded, so only its words are the claim. The tables are
``us_claims.csv`` (what, on whose authority, on what conditions) and ``us_wordings.csv``.
"""

from __future__ import annotations

from datetime import date
from functools import cache, lru_cache

from health_content.compliance.finding import Market
from health_content.compliance.health_claims.claim import Basis, HealthClaim, parts, rows
from health_content.compliance.health_claims.wordings import Alteration, Wordings

_CUES = ("risk", "anticarcinogenic", "caries", "decay", "cavities")


@cache
def us_claims() -> tuple[HealthClaim, ...]:
    """Every US wording as a claim of its own, in the order of the table."""
    about = {row["key"]: row for row in rows("us_claims.csv")}
    return tuple(
        HealthClaim(
            key=row["key"],
            text=row["wording"],
            basis=Basis(facts["basis"]),
            markets=(Market.US,),
            substances=parts(facts["substances"]),
            diseases=parts(facts["diseases"]),
            conditions=parts(facts["conditions"], "|"),
            source=facts["citation"],
            url=facts["url"],
            read_on=date.fromisoformat(facts["read_on"]),
            is_secondary=facts["is_secondary"] == "yes",
        )
        for row in rows("us_wordings.csv")
        for facts in (about[row["key"]],)
    )


def us_claim(text: str) -> HealthClaim | None:
    """The US claim that a text is, word for word, or ``None``."""
    return _wordings().exact(text) if may_hold(text) else None


@lru_cache(maxsize=1024)
def alteration(text: str) -> Alteration | None:
    """The US claim that a text is an altered or cut form of, with the words that differ."""
    return _wordings().altered(text) if may_hold(text) else None


@cache
def _wordings() -> Wordings:
    return Wordings(us_claims())


def may_hold(text: str) -> bool:
    """The cheap question: a word that every US claim has, wherever it stands."""
    lowered = text.lower()
    return any(cue in lowered for cue in _CUES)
