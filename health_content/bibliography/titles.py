"""Titles as they stand in citations: within quotation marks, and with what divides them."""

from __future__ import annotations

import re

_QUOTED = re.compile(
    r"(?:(?<=[\s(.,;:])|^)(?:\u201c(?P<curly>[^\u201c\u201d]{8,500})\u201d|\"(?P<straight>[^\"]{8,500})\"|"
    r"[\u201e\u201c](?P<german>[^\u201c\u201d\u201e]{8,500})[\u201c\u201d]|"
    r"\u00ab\s?(?P<angle>[^\u00ab\u00bb]{8,500})\s?\u00bb|"
    r"\u2018(?P<single>[^\u2018]{8,500}?)[.,?!]\u2019(?=\s|$)|"
    r"\u2018(?P<single_outside>(?:[^\u2018\u2019]|\u2019(?=[a-z])){8,500})\u2019(?=[.,\s]|$)|"
    r"'(?P<plain>(?:[^']|(?<=\w)'(?=[a-z])){8,500})'(?=[.,]|\s[A-Z(]|$))"
)
YEAR_AT_END = re.compile(r"[\s,.(]{1,3}(?P<year>(?:1[89]|20)[0-9]{2})[a-z]?[).,:\s]{0,3}$")
"""A year that ends what stands before a title."""


def quoted_title(prose: str) -> tuple[str, str, str] | None:
    """The title in quotation marks, with what stands before it and after it."""
    match = _QUOTED.search(prose)
    if match is None:
        return None
    title = next(group for group in match.groups() if group)
    before, after = prose[: match.start()], prose[match.end() :]
    begins = not before.strip() or before.rstrip()[-1] in ".,;:)]" or YEAR_AT_END.search(before)
    if not begins or len(title.split()) < 2:
        return None
    if match["single"]:
        title += match[0][-2] if match[0][-2] in "?!" else ""
    return bare_title(title), before, after


def bare_title(title: str) -> str:
    """A title without the punctuation that divides it from what follows."""
    title = title.strip(' .,;:\u201c\u201d"\u00ab\u00bb')
    title = re.sub(
        r"\s?\[(?:Internet|Article in [A-Z][a-z]+|PDF|Online|[JMDCRN](?:/OL)?)\]$",
        "",
        title,
        flags=re.I,
    )
    title = title.strip(" .,;:").rstrip("-\u2013\u2014 ")
    return title if any(sign.isalpha() for sign in title) else ""
