"""Whether two names are one journal's, either of them perhaps abbreviated or an acronym.

An abbreviated word is the beginning of the full one or one of the contractions that the list of
title word abbreviations of the ISSN International Centre has instead.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape

from health_content.bibliography.likeness import LONGEST, SMALL, folded, is_acronym

_COUNTRY = re.compile(r"\b(?:u s a|usa|united states(?: of)? america)$")
_SUBTITLE = re.compile(r"\s?[:=]\s|\s[-\u2013\u2014]\s")
# A subtitle that says whose journal it is. Others name a section: a journal of its own.
_DESCRIBES = re.compile(r"\b(?:official|journal|publication|organ|society|zeitschrift)\b", re.I)
_EDITIONS = frozenset({"am", "american", "br", "british"})
_CONTRACTED = {
    "jpn": "japan", "dtsch": "deutsch", "hlth": "health", "ctr": "cent", "qld": "queensland",
    "ztschr": "zeitschrift", "zschr": "zeitschrift",
    "jb": "jahrbuch", "yb": "yearbook", "wschr": "wochenschrift", "mschr": "monatsschrift",
}  # fmt: skip

_Words = tuple[str, ...]


def same_journal(cited: str, found: str) -> bool:
    """Whether two names are one journal's. Both are not empty."""
    ours, theirs = _readings(cited), _readings(found)
    whole, other_whole = ours[0], theirs[0]
    return any(
        _one_journal(one, other)
        for mine, yours in ((whole, other_whole), (whole, theirs[1]), (ours[1], other_whole))
        for one in mine
        for other in yours
    )


@lru_cache(maxsize=4096)
def _readings(name: str) -> tuple[tuple[_Words, ...], tuple[_Words, ...]]:
    """The words of a name in the ways to give it in whole, and without what names a section."""
    given = unescape(name[:LONGEST])
    bare = re.sub(r"\([^()]{0,80}\)", " ", given)
    parts = _SUBTITLE.split(bare, maxsplit=1)
    whole: list[str] = [given, bare]
    cut: list[str] = []
    if len(parts) == 2 and _DESCRIBES.search(parts[1]):
        whole.append(parts[0])
    elif len(parts) == 2 and " " in parts[0].strip():
        # "Circulation: Heart Failure" is not "Circulation".
        cut.append(parts[0])
    first, _, rest = bare.partition(". ")
    if " " in first.strip() and _DESCRIBES.search(rest):
        whole.append(first)
    return tuple(map(_words, dict.fromkeys(whole))), tuple(map(_words, cut))


def _words(name: str) -> _Words:
    words = re.sub(r"\bn y\b", "new york", _COUNTRY.sub("", folded(name))).split()
    if words[-1:] in (["volume"], ["edition"]):
        words.pop()
    return tuple(word for word in words if word not in SMALL) or tuple(folded(name).split())


def _one_journal(one: _Words, other: _Words) -> bool:
    short, long = sorted((one, other), key=len)
    if len(short) == 1 and is_acronym(short[0], list(long)):
        return True
    # "The Journal of Bone and Joint Surgery" is its American or its British volume.
    if len(long) == len(short) + 1 and len(short) > 2 and long[-1] in _EDITIONS:
        long = long[:-1]
    return len(short) == len(long) and all(map(_stands_for, short, long))


def _stands_for(one: str, other: str) -> bool:
    """Whether a word is the other or short for it, whichever of the two."""
    short, long = sorted((one, other), key=len)
    if any(spelt.startswith(begun) for begun in _spellings(short) for spelt in _spellings(long)):
        return True
    if short.endswith("kd") and long == f"{short[:-1]}unde":
        return True
    if full := _CONTRACTED.get(short):
        return long.startswith(full)
    # The beginning and the last letter: "natl", "intl", "dept", "govt".
    return (
        len(short) > 3
        and len(long) > len(short) + 1
        and long.startswith(short[:-1])
        and long.endswith(short[-1])
    )


def _spellings(word: str) -> tuple[str, ...]:
    """A word as it is, and with what two countries or two alphabets write otherwise as one."""
    return (
        word,
        word.replace("ae", "e").replace("oe", "e"),
        word.replace("ae", "a").replace("oe", "o").replace("ue", "u"),
    )
