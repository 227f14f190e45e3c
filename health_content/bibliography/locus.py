"""Where in a journal an article stands: year, volume, issue and pages."""

from __future__ import annotations

import re
from dataclasses import dataclass

_YEAR = r"(?P<year>(?:1[89]|20)[0-9]{2})"
_MONTH_NAME = (
    r"(?:Jan|Feb|Mar|Apr|May|Mai|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Spring|Summer|Fall|Autumn|Winter|"
    r"fev|abr|ago|set|out|dez|ene|mag|giu|lug|ott|dic|Okt|Dez|avr|juil|ao\u00fbt|d\u00e9c|f\u00e9v)"
    r"[^\W\d_]{0,7}\.?"
)
_MONTH = rf"{_MONTH_NAME}(?:\s?[-\u2013/]\s?{_MONTH_NAME})?"
_DATE = rf"(?:[\s,]{{1,2}}{_MONTH})?(?:\s[0-9]{{1,2}}(?:-[0-9]{{1,2}})?)?"
_CITED = r"(?:\s?\[(?:cited|accessed)[^\]]{0,40}\])?"
_DASH = r"\s?[-\u2013\u2014\u2010\u2011\u2012\u2212]{1,2}\s?"
_PAGE = (
    rf"[A-Za-z]{{0,4}}[0-9]{{1,8}}(?:\.[A-Za-z]?[0-9]{{1,3}})?[A-Za-z]?"
    rf"(?:{_DASH}[A-Za-z]{{0,2}}[0-9]{{1,7}}(?:\.[A-Za-z][0-9]{{1,3}})?[A-Za-z]?)?"
)
_ISSUE = (
    r"(?:Suppl(?:ement)?\.?\s?[0-9A-Za-z]{0,4}|"
    r"[0-9A-Za-z]{1,6}(?:\s?[-\u2013/]\s?[0-9A-Za-z]{1,4})?"
    r"(?:[\s,]{1,2}\(?(?:Suppl(?:ement)?|Pt|Part)\.?\s?[0-9A-Za-z]{0,3}\)?)?|"
    r"(?:Pt|Part)\s?[0-9A-Z]{1,3}|[A-Z][a-z]{2,8})"
    r"(?:\s?[(\[](?![^)\]]{0,9}[0-9]{4})[0-9A-Za-z .]{1,12}[)\]])?"
)
_VOLUME = r"[0-9]{1,4}(?:[A-Z]|\s?(?:Suppl|Pt)\.?\s?[0-9A-Z]{0,2})?"
_VOL = rf"(?P<volume>{_VOLUME})"
_ISS = rf"(?P<issue>{_ISSUE})"
_PAGES = (
    r"(?:(?:pp?|pgs?|pages?|art(?:icle)?|S\.(?=\s))\.?\s?(?:(?:no|n|ID|e-?ID)\.?\s?)?(?=[A-Za-z]{0,4}[0-9]))?"
    rf"(?P<page>{_PAGE})"
)
_ENDS = r"(?=\s?[.,;]?\s?(?:$|\s))"
_NO = r"(?:no|n|nr|n[.\s]?[o\u00ba\u00b0]|num|number|issue|iss|heft|h|fasc)\.?\s?[\u00ba\u00b0]?\s?"
_VOLUME_WORD = r"\b(?:vol(?:ume|umen)?|v|bd|band|t|tome)\.?\s?"

_DATE_FIRST = (
    rf"\b{_YEAR}{_DATE}{_CITED}\s?[;:,]\s?{_VOL}?\s?(?:\([\s(]?{_ISS}[\s)]?\))?\s?[:.,]\s?{_PAGES}"
)
_DATE_AND_SUPPLEMENT = rf"\b{_YEAR}{_DATE}\s?;\s?(?P<issue>Suppl[^:;.()]{{0,40}}):\s?{_PAGES}"
_DATE_AND_ISSUE = rf"\b{_YEAR}{_DATE}\s?\({_ISS}\)\s?:\s?{_PAGES}"
_IN_LETTERS = (
    rf"{_VOLUME_WORD}{_VOL},\s?{_NO}{_ISS},(?:\s?[A-Z][^,0-9]{{2,30}},)?"
    rf"\s?(?=[pS]){_PAGES}(?:,\s(?:[0-9]{{1,2}}\s)?(?:{_MONTH}\s?(?:de\s)?)?{_YEAR})?"
)
_VOLUME_COMMA_ISSUE = (
    rf"{_VOLUME_WORD}{_VOL},\s?(?P<issue>[0-9A-Za-z][0-9A-Za-z\s-]{{0,11}})\s\({_YEAR}\)\s?:"
    rf"\s?{_PAGES}"
)
_IN_WORDS = (
    rf"{_VOLUME_WORD}{_VOL}(?:(?:[,\s]{{1,2}}\(?{_NO}|\s?\(){_ISS}\)?)?"
    rf"(?:[,\s]{{1,2}}\(?(?:[0-9]{{1,2}}\s)?(?:{_MONTH},?\s)?(?:[0-9]{{1,2}},\s)?{_YEAR}\)?)?"
    rf"(?:[,:;\s]{{1,2}}{_PAGES})?"
)
_WITH_NUMBER = (
    rf"\b{_VOL},\s{_NO}{_ISS}(?:[,\s]{{1,2}}\((?:{_MONTH},?\s)?(?:[0-9]{{1,2}},?\s)?{_YEAR}\))?"
    rf"\s?[:,]\s?{_PAGES}(?:\s?\((?:{_MONTH}\s)?(?P<year_last>(?:1[89]|20)[0-9]{{2}})\))?"
)
_WITH_POINT = (
    rf"\b{_VOL}\.(?P<issue>[0-9]{{1,3}}(?:[-\u2013][0-9]{{1,3}})?)\s\((?:{_MONTH}\s)?{_YEAR}\)"
    rf"[,:]\s?{_PAGES}"
)
_YEAR_BETWEEN = rf"\b{_VOL}\s?\((?:{_MONTH}\s)?{_YEAR}\)\s?[,:]?\s?{_PAGES}"
_YEAR_IN_FRONT = rf"\(\s?{_YEAR}\s?\)[,\s]{{1,2}}{_VOL}(?:\s?\({_ISS}\))?\s?[,:\s]\s?{_PAGES}"
_VOLUME_AND_ISSUE = (
    rf"\b{_VOL}\s?\(\s?{_ISS}\s?\)\s?[,:;.]?\s?{_PAGES}(?:[,;]?\s\(?(?:{_MONTH}\s)?{_YEAR}\)?)?"
)
_YEAR_LAST = rf"\b{_VOL}\s?[:,]\s?{_PAGES}[,;\s]{{1,2}}\(?(?:{_MONTH}\s)?{_YEAR}\)?"
_WITHOUT_PAGES = (
    rf"(?<=[,\s]){_VOL}\s?\((?P<issue>[0-9]{{1,3}}(?:-[0-9]{{1,3}})?)\)"
    rf"(?=\s?[.,]?\s?(?:\(?{_YEAR}\)?\.?)?$)"
)
_DATE_AND_VOLUME = rf"\b{_YEAR}{_DATE}\s?;\s?{_VOL}\s?(?:\({_ISS}\))?(?=\s?\.?(?:$|\s))"
_BARE = rf"(?<=[,\s]){_VOL}\s?[:,]\s?{_PAGES}{_ENDS}"
_DIVIDED_BY_STOPS = rf"(?<=\.\s)(?P<volume>[0-9]{{1,4}})\.\s(?P<page>{_PAGE})(?=\.|$)"
_DIVIDED_BY_SPACE = (
    rf"(?<=\s)(?P<volume>[0-9]{{1,4}})\s(?P<page>[0-9]{{1,6}}{_DASH}[0-9]{{1,6}}){_ENDS}"
)

# The most telling form first.
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        _DATE_AND_SUPPLEMENT,  # 2004;Suppl Web Exclusives:W4-1
        _DATE_FIRST,  # 2014 Feb;138(2):189-203 or 1986;80 (Suppl 4A):23-29
        _DATE_AND_ISSUE,  # 2011(59):1-8
        _IN_LETTERS,  # v. 31, n. 2, p. 77-84, ago. 2018
        _VOLUME_COMMA_ISSUE,  # vol. 31,2 (2018): 77-84
        _IN_WORDS,  # vol. 31, no. 2, 2018, pp. 77-84
        _WITH_NUMBER,  # 31, no. 2 (2018): 77-84
        _WITH_POINT,  # 31.2 (2018), 77-84
        _YEAR_BETWEEN,  # 31 (2018) 77-84
        _YEAR_IN_FRONT,  # (2016) 8, 99
        _VOLUME_AND_ISSUE,  # 31(2), 77-84
        _YEAR_LAST,  # 8: 223-229, 1986
        _DATE_AND_VOLUME,  # 2018;31(2)
        _WITHOUT_PAGES,  # 31(2)
        _BARE,  # 106:214
        _DIVIDED_BY_STOPS,  # 6. 105-25.
        _DIVIDED_BY_SPACE,  # 118 181-189
    )
)
_YEAR_ALONE = re.compile(r"(?:1[89]|20)[0-9]{2}(?![0-9])")
_MONTH_BEFORE = re.compile(rf"{_MONTH_NAME}\s$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Locus:
    """An article's place; what is not printed is empty. It stands from ``start`` to ``end``."""

    year: str = ""
    volume: str = ""
    issue: str = ""
    page: str = ""
    start: int = 0
    end: int = 0

    def __bool__(self) -> bool:
        return bool(self.volume or self.issue or self.page)


NOWHERE = Locus()


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
                year=groups.get("year") or groups.get("year_last") or "",
                volume=" ".join((groups.get("volume") or "").split()),
                issue=" ".join((groups.get("issue") or "").split()),
                page=(groups.get("page") or "").strip(),
                end=found.end(),
                start=found.start(),
            )
    return Locus()


def _is_plausible(match: re.Match[str]) -> bool:
    groups = match.groupdict()
    volume = groups.get("volume") or ""
    if not (volume or groups.get("issue")):
        return False
    # "United States, 2001-2006" is no volume with pages, "March 23, 2009" neither.
    if _YEAR_ALONE.match(groups.get("page") or "") and _MONTH_BEFORE.search(
        match.string[max(0, match.start() - 12) : match.start()]
    ):
        return False
    if not _YEAR_ALONE.fullmatch(volume) or groups.get("issue"):
        return True
    if match[0][:3].casefold() == "vol":
        return True
    return volume == groups.get("year") and bool(groups.get("page"))
