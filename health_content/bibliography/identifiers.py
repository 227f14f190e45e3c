"""DOI, PMID, PMCID, ISBN and address, found in a citation or in an address.

Nothing is invented or repaired: "DOI: 1016/j.bone" has lost its prefix and is reported
as malformed, not completed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote

_URL = re.compile(r"\bhttps?://[^\s<>\"\u201c\u201d\u2018]{3,2000}", re.IGNORECASE)
_DOI = re.compile(r"(?<![\w.])10\.[0-9]{4,9}(?:\.[0-9]{1,9})?/[^\s\"\u201c\u201d]{1,300}")
_DOI_LABEL = re.compile(r"\bdoi\s?[:.]?\s?(?P<value>[^\s;,]{4,200})", re.IGNORECASE)
_PMID = re.compile(
    r"(?:\bPMID\s?:?\s{0,2}|\bPubMed\s?(?:ID|PMID)?\s?:\s?|\bPubMed\sID\s|"
    r"(?<![\w.-])(?:https?://)?(?:www\.|m\.)?(?:pubmed\.ncbi\.nlm\.nih\.gov/(?:pubmed/)?(?:\?term=)?|"
    r"pubmed\.gov/|ncbi\.nlm\.nih\.gov/(?:m/)?pubmed/(?:\?term=)?|"
    r"europepmc\.org/(?:article|abstract)/med/))(?P<value>[0-9]{1,9})(?![0-9A-Za-z])",
    re.IGNORECASE,
)
_PMCID = re.compile(
    r"(?<![A-Za-z0-9])(?:PMCID\s?:?\s{0,2}(?:PMC)?|PMC)(?P<value>[0-9]{3,9})(?![0-9A-Za-z])",
    re.IGNORECASE,
)
_ISBN = re.compile(r"\bISBN(?:-1[03])?\s?:?\s?(?P<value>[0-9][0-9\s-]{8,16}[0-9Xx])(?![0-9])", re.I)
_PAGE_OF_A_DOI = re.compile(
    r"/(?:full(?:text)?|abstract|abs|pdf|epdf|meta|html?|summary)/?$", re.IGNORECASE
)
# "doi:https://doi.org/10..." gives a DOI, not an address.
_AFTER_LABEL = re.compile(r"\bdoi\s?:\s?$", re.IGNORECASE)
_PAIRS = {")": "(", "]": "[", ">": "<", "}": "{"}


@dataclass(frozen=True, slots=True)
class Identifiers:
    """What a text identifies its work by; empty where it does not.

    ``doi`` begins with "10."; ``pmid`` is digits; ``pmcid`` begins with "PMC"; ``isbn``
    is 10 or 13 characters with a right check digit; ``url`` is the first address.
    ``malformed_doi`` is what stood after "doi:" when it is no DOI.
    """

    doi: str = ""
    pmid: str = ""
    pmcid: str = ""
    isbn: str = ""
    url: str = ""
    malformed_doi: str = ""

    def __bool__(self) -> bool:
        return bool(self.doi or self.pmid or self.pmcid or self.isbn)


def find_identifiers(text: str) -> Identifiers:
    """The identifiers in a citation, or in an address of doi.org, PubMed or PMC."""
    doi = _doi(text)
    return Identifiers(
        doi=doi,
        pmid=_pmid(text),
        pmcid=_pmcid(text),
        isbn=_isbn(text),
        url=_url(text),
        malformed_doi="" if doi else _malformed_doi(text),
    )


def spans(text: str) -> list[tuple[int, int]]:
    """Where identifiers and addresses stand, in order: what is not part of the prose."""
    found: list[tuple[int, int]] = []
    for pattern in (_URL, _DOI, _PMID, _PMCID, _ISBN):
        found.extend(match.span() for match in pattern.finditer(text))
    return sorted(found)


def _doi(text: str) -> str:
    match = _DOI.search(text)
    if match is None:
        decoded = unquote(text)
        match = _DOI.search(decoded) if decoded != text else None
    if match is None:
        return ""
    doi = match[0]
    before = match.string[max(0, match.start() - 300) : match.start()].rpartition(" ")[2]
    if "://" in before or "doi.org/" in before:
        doi = unquote(re.split(r"[?#&]", doi, maxsplit=1)[0])
        doi = _PAGE_OF_A_DOI.sub("", doi).rstrip("/")
    return _trimmed(doi)


def _pmid(text: str) -> str:
    match = _PMID.search(text)
    return match["value"].lstrip("0") if match else ""


def _pmcid(text: str) -> str:
    match = _PMCID.search(text)
    return f"PMC{match['value'].lstrip('0')}" if match else ""


def _url(text: str) -> str:
    for match in _URL.finditer(text):
        if not _AFTER_LABEL.search(text, max(0, match.start() - 6), match.start()):
            return _trimmed(match[0])
    return ""


def _isbn(text: str) -> str:
    for match in _ISBN.finditer(text):
        value = re.sub(r"[\s-]", "", match["value"]).upper()
        if is_isbn(value):
            return value
    return ""


def _malformed_doi(text: str) -> str:
    match = _DOI_LABEL.search(text)
    if match is None or not re.search(r"[0-9]", match["value"]):
        return ""
    return _trimmed(match["value"])


def is_isbn(value: str) -> bool:
    """Whether ten or thirteen characters carry the right check digit."""
    if re.fullmatch(r"[0-9]{9}[0-9X]", value):
        digits = [10 if sign == "X" else int(sign) for sign in value]
        return (
            sum(digit * weight for digit, weight in zip(digits, range(10, 0, -1), strict=True)) % 11
            == 0
        )
    if re.fullmatch(r"97[89][0-9]{10}", value):
        return (
            sum(int(sign) * (3 if place % 2 else 1) for place, sign in enumerate(value)) % 10 == 0
        )
    return False


def _trimmed(text: str) -> str:
    """Without the punctuation of the sentence around it."""
    while text:
        last = text[-1]
        opener = _PAIRS.get(last)
        if last in ".,;:!?'\u2019\u201d\u00bb*" or (
            opener and text.count(last) > text.count(opener)
        ):
            text = text[:-1]
        else:
            break
    return text
