"""The abstract page of PubMed as text, of which only the lines that cite are kept.

Its paragraphs are the journal and place, the title, the authors, their addresses, the
abstract, rights, and the identifiers ("Abstract (text)" of a PubMed page, read 2026-11-23).
"""

from __future__ import annotations

import re

_HEADER = re.compile(
    r"\s{0,20}(?:[0-9]{1,4}\.\s)?(?P<journal>[^.\n]{2,120}(?:\.\s[^.\n;]{2,60}){0,2})\.\s"
    r"(?:1[89]|20)[0-9]{2}[^;.\n]{0,20}(?:;|\.\sdoi)"
)
_MARKS = re.compile(r"\((?:[0-9]{1,3}|#)\)")
_TELLING = re.compile(
    r"^\s{0,20}(?:Author information:|Collaborators?:|Comment in|PMID:\s[0-9]|DOI:\s10\.)", re.M
)
_IDENTIFIERS = re.compile(r"\s{0,20}(?:DOI|PMC?ID):\s", re.IGNORECASE)
_LONGEST_TITLE = 600


def is_abstract(text: str) -> bool:
    """Whether a text is one record of PubMed with its abstract."""
    return "\n\n" in text and bool(_HEADER.match(text.lstrip("\n"))) and bool(_TELLING.search(text))


def citing_part(text: str) -> str:
    """What a text cites with, on one line: of an abstract page its place, title and authors."""
    if not is_abstract(text):
        return " ".join(text.split())
    paragraphs = [part for part in re.split(r"\n[^\S\n]{0,20}\n\s{0,100}", text) if part.strip()]
    kept = [part for part in paragraphs[:3] if len(part) < _LONGEST_TITLE * 20]
    if len(kept) > 2 and _TELLING.match(kept[2]):
        kept.pop()
    if len(kept) > 2:
        kept[2] = _MARKS.sub("", kept[2])
    kept += [part for part in paragraphs[3:] if _IDENTIFIERS.match(part)]
    return " ".join(" ".join(kept).split())
