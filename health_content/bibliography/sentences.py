"""Dividing a citation where its parts end, which is not at every full stop."""

from __future__ import annotations

import re

_END = re.compile(r"[.?!]{1,2}[\"\u201d\u2019')\]]?\s{1,4}(?=[^\s-])")
_ABBREVIATIONS = frozenset(
    {"al", "vs", "dr", "st", "no", "vol", "pp", "approx", "eg", "ie", "e.g", "i.e", "cf", "ed"}
    | {"eds", "sp", "spp", "subsp", "var", "fig", "dept", "univ", "inc", "u.s", "u.k", "ph.d"}
    | {"m.d", "ver", "ser", "suppl", "pt", "jr", "sr"}
)
_DOMAIN = re.compile(r"[a-z0-9-]{1,40}(?:\.[a-z0-9-]{1,40}){0,4}\.[a-z]{2,6}(?=[\s.,]|$)")
_CAMEL = re.compile(r"[a-z]{1,4}[A-Z]")
_PARTICLE = re.compile(
    r"(?:(?:van|von|de|der|den|da|do|dos|du|la|le|di|del|el|al|ter|ten)\s){1,3}"
    r"[^\W\d_a-z][\w'\u2019-]{1,30}\s(?:[A-Z]{1,4}|[A-Z]\.)(?=[\s,.;]|[A-Z]\.)"
)
_JOURNAL_START = re.compile(
    r"(?:The\s)?(?:J|Int\.?\sJ|Int|Am\.?\sJ|Am|Eur\.?\sJ|Eur|Br\.?\sJ|Br(?:it)?|Ann|Arch|Acta|Clin|Curr|Crit|"
    r"Adv|Annu|Can|Med|Nat|Proc|Rev|Sci|Semin|Trends|Cochrane|Front|BMJ|BMC|PLoS|PLOS|JAMA|N\sEngl|"
    r"Journals?|International\s[Jj]ournal|American\s[Jj]ournal|European\s[Jj]ournal|British\s[Jj]ournal|"
    r"Annals|Archives|Proceedings|Reviews?\sin|Frontiers\sin|Lancet|Nutrients?|Nature|Science|Bone|"
    r"Endocr|Osteoporos|Nutr|Biol|Mol|Pharm|Cell|Diabetes|Magnes|Mayo|World\s[Jj]|Scand|Indian\sJ|"
    r"Jpn|Chin|Korean\sJ|Zh|Dtsch|Z|Ther|Biochim|Cureus|Medicina|Molecules|Metabolites|Antioxidants)"
    r"(?=[\s.,])"
)


def sentences(text: str) -> list[str]:
    """The pieces of ``text`` between sentence ends, each with its own punctuation.

    Initials, common abbreviations and a lower-case word after the stop do not end one.
    """
    pieces, start = [], 0
    for match in _END.finditer(text):
        if _ends_here(text, start, match):
            pieces.append(text[start : match.end()].strip())
            start = match.end()
    if rest := text[start:].strip():
        pieces.append(rest)
    return pieces


def starts_like_journal(text: str) -> bool:
    """Whether a piece begins with a word that names of journals begin with."""
    return bool(_JOURNAL_START.match(text))


def _ends_here(text: str, start: int, match: re.Match[str]) -> bool:
    following = text[match.end() : match.end() + 2]
    is_lower = following[:1].islower() and not following[1:2].isupper()
    begins = any(it.match(text, match.end()) for it in (_DOMAIN, _PARTICLE, _CAMEL))
    if is_lower and not begins:
        return False
    if text[match.start()] != ".":
        return True
    if text.startswith("Aufl", match.end()):
        return False
    word = text[max(start, match.start() - 24) : match.start()].rpartition(" ")[2].lstrip("([")
    if len(word) == 1 and word.isupper() and not _closes_title(text, match.start()):
        return False
    return word.casefold() not in _ABBREVIATIONS


def _closes_title(text: str, stop: int) -> bool:
    """ "vitamin D." ends a sentence, "Calder P." does not."""
    before = text[max(0, stop - 12) : stop - 1].rstrip().rpartition(" ")[2].casefold()
    return before in {"vitamin", "hepatitis", "type", "group", "part", "coenzyme"}
