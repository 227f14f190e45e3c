"""Words that rank one form or product above others, and where they stand in a sentence."""

from __future__ import annotations

import re
from functools import lru_cache

_QUALITY = (
    r"(?:effective(?:ly)?|efficient(?:ly)?|absorb(?:ed|able)|bio-?available|potent|gentle|"
    r"tolerated|beneficial|powerful)"
)
_UPTAKE = r"(?:bio-?availability|absorption|uptake|tolerability|efficacy|effectiveness|potency)"
_THING = (
    r"(?:forms?|supplements?|magnesium|calcium|minerals?|nutrients?|vitamins?|options?|"
    r"choices?|products?|brands?|formulas?|additions?)"
)
# A superlative needs what it ranks: "most effective treatments begin ..." is none.
_PATTERN = re.compile(
    rf"\bthe\s(?:single\s)?(?:most|best)[\s-]{_QUALITY}\b(?:\s{_THING}\b)?|"
    rf"\b(?:most|best)[\s-]{_QUALITY}\s{_THING}\b|"
    rf"\b(?:superior|unmatched|unrivaled|unparalleled|exceptional|optimal|maximum|highest|"
    rf"best|high|greater|better|higher|increased)\s{_UPTAKE}\b|"
    rf"\b(?:superior|ideal|best|perfect|finest|unbeatable|excellent)\s{_THING}\b|"
    rf"\b(?:better|more\s(?:easily|readily|efficiently|effectively|completely|fully)|superbly|"
    rf"easily|best)[\s-]absorbed\b|"
    rf"\babsorbed\s(?:far\s|much\s)?(?:better|best|more\s[a-z]{{2,20}}ly|faster|quicker)\b|"
    rf"\b(?:more|far\sbetter|much\sbetter|better)\s{_QUALITY}\sthan\b|"
    r"\bsuperior\sto\b|"
    r"\b(?:outperform|surpass)(?:s|es|ed|ing)?\b|"
    r"\b(?:minimal|few|fewer|fewest|no|zero|without(?:\sany)?|free\sof)\s"
    r"(?:(?:gastrointestinal|digestive|unwanted|known|harmful|the|unpleasant)\s){0,2}"
    r"side[\s-]effects\b",
    re.IGNORECASE,
)
_TRIGGERS = ("absor", "best", "most", "superior", "side", "ideal", "bioavail", "better", "more ")
_MORE_TRIGGERS = ("perform", "surpass", "perfect", "excellent", "finest", "un", "igh", "greater")
_DENIED = re.compile(
    r"\b(?:no|not|never|none|nobody|neither|nor|whether|cannot|unproven)\b|n['\u2019]t\b",
    re.IGNORECASE,
)
_NOT_DENIED = re.compile(r"\bnot\s(?:just|only|merely|simply)\b|n['\u2019]t\s(?:just|only)\b", re.I)
_QUOTED = re.compile(r"[\u201c\"][^\u201c\u201d\"]{0,400}[\u201d\"]")


@lru_cache(maxsize=4096)
def comparisons(text: str) -> tuple[tuple[int, int], ...]:
    """Where a sentence ranks, as characters of it; nothing where it is denied or quoted."""
    lowered = text.lower()
    if not any(word in lowered for word in _TRIGGERS + _MORE_TRIGGERS):
        return ()
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    found = []
    for match in _PATTERN.finditer(text):
        if any(start <= match.start() < end for start, end in quoted):
            continue
        before = _NOT_DENIED.sub(" ", text[: match.start()])
        if not _DENIED.search(before):
            found.append(match.span())
    return tuple(found)
