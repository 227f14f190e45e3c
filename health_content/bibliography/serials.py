"""The journal that an identifier itself names, without asking anybody.

A publisher item identifier of a journal article is S, the journal's ISSN without its hyphen,
two digits of the year, five of the item and a check sign (Publisher Item Identifier, agreed in
1995 by the American Chemical Society, the American Institute of Physics, the American Physical
Society, Elsevier and IEEE; as described in the audit of the article that this project started
from, read 2026-11-23).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_PII = re.compile(
    r"(?<![A-Za-z0-9])S(?P<issn>[0-9]{4}-?[0-9]{3}[0-9Xx])"
    r"\(?(?P<year>[0-9]{2})\)?(?P<item>[0-9]{5})-?[0-9Xx](?![A-Za-z0-9])"
)

JOURNALS = {"0955-2863": "The Journal of Nutritional Biochemistry"}
"""Journals by their ISSN: only those that somebody looked up."""


@dataclass(frozen=True, slots=True)
class Serial:
    """A journal by its ``issn``; ``title`` is empty where nobody looked it up."""

    issn: str
    title: str = ""


def identifier_journal(identifier: str) -> Serial | None:
    """The journal whose ISSN stands in an address of ScienceDirect or in a publisher's item
    identifier, or ``None``. An ISSN with a wrong check digit is none.
    """
    match = _PII.search(identifier)
    if match is None:
        return None
    digits = match["issn"].replace("-", "").upper()
    if not _is_issn(digits):
        return None
    issn = f"{digits[:4]}-{digits[4:]}"
    return Serial(issn, JOURNALS.get(issn, ""))


def _is_issn(digits: str) -> bool:
    values = [10 if sign == "X" else int(sign) for sign in digits]
    return sum(v * weight for v, weight in zip(values, range(8, 0, -1), strict=True)) % 11 == 0
