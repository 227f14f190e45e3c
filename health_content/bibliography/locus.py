"""Where in a journal an article stands: year, volume, issue and pages."""

from __future__ import annotations

import re
from dataclasses import dataclass

_YEAR = r"(?P<year>(?:1[89]|20)[0-9]{2})"
_MONTH = (
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Spring|Summer|Fall|Autumn|Winter)"
    r"[a-z]{0,6}\.?"
)
_DATE = (
    rf"(?:[\s,]{{1,2}}{_MONTH}(?:\s?[-\u2013/]\s?{_MONTH})?)?(?:\s[0-9]{{1,2}}(?:-[0-9]{{1,2}})?)?"
)
_DASH = r"\s?[-\u2013\u2014\u2010\u2011]\s?"
_PAGE = rf"[A-Za-z]{{0,3}}[0-9]{{1,8}}(?:\.[0-9]{{1,3}})?[A-Za-z]?(?:{_DASH}[A-Za-z]{{0,2}}[0-9]{{1,7}}[A-Za-z]?)?"
_ISSUE = r"(?:Suppl(?:ement)?\.?\s?[0-9A-Za-z]{0,4}|[0-9A-Za-z]{1,6}(?:\s?[-\u2013/]\s?[0-9A-Za-z]{1,4})?(?:\s(?:Suppl|Pt)\.?\s?[0-9A-Za-z]{0,3})?|[A-Z][a-z]{2,8})"
_VOLUME = r"[0-9]{1,4}(?:[A-Z]|\s?(?:Suppl|Pt)\.?\s?[0-9A-Z]{0,2})?"

_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # 2014 Feb;138(2):189-203 · 1925;26:647-656 · 2011(59):1-8 · 1986;80 (Suppl 4A):23-29
        rf"\b{_YEAR}{_DATE}\s?[;:,]\s?(?P<volume>{_VOLUME})?\s?(?:\((?P<issue>{_ISSUE})\))?\s?[:.,]\s?(?:pp?\.?\s?)?(?P<page>{_PAGE})",
        rf"\b{_YEAR}{_DATE}\s?\((?P<issue>{_ISSUE})\)\s?:\s?(?P<page>{_PAGE})",
        # vol. 31, no. 2, 2018, pp. 77-84
        rf"\bvol(?:ume|\.)?\s?(?P<volume>{_VOLUME})(?:[,\s]{{1,2}}(?:no\.?|issue|iss\.?|number)\s?(?P<issue>{_ISSUE}))?"
        rf"(?:[,\s]{{1,2}}\(?(?:{_MONTH}\s)?(?:[0-9]{{1,2}}\s{_MONTH}\s)?{_YEAR}\)?)?(?:[,:\s]{{1,2}}(?:pp?\.?|pages?|art(?:icle|\.)?)?\s?(?P<page>{_PAGE}))?",
        # 31, no. 2 (2018): 77-84
        rf"\b(?P<volume>{_VOLUME}),\sno\.\s?(?P<issue>{_ISSUE})(?:[,\s]{{1,2}}\((?:{_MONTH}\s)?{_YEAR}\))?\s?[:,]\s?(?P<page>{_PAGE})",
        # (2016) 8, 99 · 178(6):863 after a year that was read before
        rf"\(\s?{_YEAR}\s?\)[,\s]{{1,2}}(?P<volume>{_VOLUME})(?:\s?\((?P<issue>{_ISSUE})\))?\s?[,:\s]\s?(?P<page>{_PAGE})",
        # 31(2), 77-84 · 178(6):863-864 · 107(S2):S23-S52
        rf"\b(?P<volume>{_VOLUME})\s?\((?P<issue>{_ISSUE})\)\s?[,:]\s?(?:pp?\.?\s?)?(?P<page>{_PAGE})(?:\s?\({_YEAR}\))?",
        # 8: 223-229, 1986 · 5, 3022-3033 (2013)
        rf"\b(?P<volume>{_VOLUME})\s?[:,]\s?(?:pp?\.?\s?)?(?P<page>{_PAGE})[,\s]{{1,2}}\(?{_YEAR}\)?",
        # 31(2)
        rf"(?<=[,\s])(?P<volume>{_VOLUME})\s?\((?P<issue>[0-9]{{1,3}}(?:-[0-9]{{1,3}})?)\)(?=\s?[.,]?\s?$)",
        # 106:214 · 38, 100997
        rf"(?<=[,\s])(?P<volume>{_VOLUME})\s?[:,]\s?(?:pp?\.?\s?)?(?P<page>{_PAGE})(?=\s?[.,;]?\s?(?:$|\s))",
        # . 6. 105-25.
        rf"(?<=\.\s)(?P<volume>[0-9]{{1,4}})\.\s(?P<page>{_PAGE})\.",
        # 118 181-189
        rf"(?<=\s)(?P<volume>[0-9]{{1,4}})\s(?P<page>[0-9]{{1,6}}{_DASH}[0-9]{{1,6}})(?=\s?[.,;]?\s?(?:$|\s))",
    )
)
_ROMAN_YEAR_LIKE = re.compile(r"(?:1[89]|20)[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Locus:
    """An article's place; what is not printed is empty. ``start`` is where it begins."""

    year: str = ""
    volume: str = ""
    issue: str = ""
    page: str = ""
    start: int = 0

    def __bool__(self) -> bool:
        return bool(self.volume or self.issue or self.page)


def find_locus(text: str) -> Locus:
    """The place named in ``text``; the last of its kind, for titles hold numbers too."""
    for pattern in _PATTERNS:
        found = None
        for match in pattern.finditer(text):
            if _is_plausible(match):
                found = match
        if found is not None:
            groups = found.groupdict()
            return Locus(
                year=groups.get("year") or "",
                volume=" ".join((groups.get("volume") or "").split()),
                issue=" ".join((groups.get("issue") or "").split()),
                page=(groups.get("page") or "").strip(),
                start=found.start(),
            )
    return Locus()


def _is_plausible(match: re.Match[str]) -> bool:
    groups = match.groupdict()
    volume = groups.get("volume") or ""
    if not (volume or groups.get("issue")):
        return False
    # "Vitamin D status: United States, 2001-2006" is no volume with pages.
    return not (_ROMAN_YEAR_LIKE.fullmatch(volume) and not groups.get("issue"))
