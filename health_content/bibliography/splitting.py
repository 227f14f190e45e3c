"""Dividing a pasted list into its citations.

Lists are numbered, have an empty line between entries, hang their second lines in, or give
one entry to a line; entries may be wrapped. Where nothing tells, lines stay together.
"""

from __future__ import annotations

import re
from itertools import pairwise

from health_content.bibliography.abstracts import citing_part, is_abstract
from health_content.bibliography.names import leading_authors

_NUMBER = re.compile(
    r"\s{0,40}(?:\((?P<round>[0-9]{1,4})\)|\[(?P<square>[0-9]{1,4})\]|"
    r"(?P<bare>[0-9]{1,4})(?:[.)](?![0-9])|\t|\s{2}))\s{0,8}"
)
_BULLET = re.compile(r"\s{0,40}[\u2022\u00b7*\u25cf\u25aa\u2013-]\s{1,8}(?=\S)")
_HEADING = re.compile(
    r"\W{0,4}(?:references?|bibliography|literature(?:\scited)?|works\scited|sources|citations)\W{0,4}",
    re.IGNORECASE,
)
_ADDS = re.compile(
    r"https?://|www\.|doi\b|pmid\b|pmcid\b|pmc[0-9]|10\.[0-9]{4}|\[?(?:pubmed|crossref|google\sscholar|"
    r"(?:pmc\s)?free\s)|(?:retrieved|available|accessed|epub|isbn|issn)\b|"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?\s?[0-9;]",
    re.IGNORECASE,
)
_DATED = re.compile(r"(?<![0-9])(?:1[6-9]|20)[0-9]{2}(?![0-9])|\bn\.\s?d\.|\bin\spress\b", re.I)
_CLOSED = re.compile(r"(?:[.)\]/\u201d\"]|[\w-]{0,40}[0-9][\w-]{0,40}|/\S{1,300})$")
_IN_LINE = re.compile(
    r"(?:(?<=[.)\]/\w]\s)|(?<!.))(?:\[(?P<square>[0-9]{1,3})\]|(?P<bare>[0-9]{1,3})\.)\s(?=[^\W\d_])"
)
_ADDRESS = re.compile(r"(?:https?://|10\.[0-9]{4,9}/)\S{20}")
_IDENTIFIED = re.compile(r"https?://|\bdoi\b|\b10\.[0-9]{4,9}/|\bPMC?ID\b", re.IGNORECASE)
_QUOTES = ("\u201c", '"', "\u2018", "[")
_CONTEXT = 1_000
_LINE = 130
_SHORTEST = 50


def split_citations(text: str) -> list[str]:
    """The citations of a pasted list, each on one line and without its number."""
    lines = [line.rstrip() for line in _plain(text).split("\n")]
    first = next(
        (at for at, line in enumerate(lines) if line and not _HEADING.fullmatch(line)), len(lines)
    )
    lines = lines[first:]
    entries = _numbered(lines) or _abstract(lines) or _divided(lines)
    return [entry for entry in entries if any(sign.isalnum() for sign in entry)]


def _plain(text: str) -> str:
    for sign in ("\r\n", "\r", "\u2028", "\u2029", "\x0b", "\x0c", "\x85"):
        text = text.replace(sign, "\n")
    for sign in ("\u200b", "\ufeff", "\0"):
        text = text.replace(sign, "")
    return text


def _abstract(lines: list[str]) -> list[str]:
    text = "\n".join(lines)
    return [citing_part(text)] if is_abstract(text) else []


def _numbered(lines: list[str]) -> list[str]:
    """The entries of a list that counts; nothing where it does not."""
    starts: list[int] = []
    following = -1
    for index, line in enumerate(lines):
        match = _NUMBER.match(line)
        if match is None:
            continue
        number = int(match["round"] or match["square"] or match["bare"])
        if number == following or (not starts and (index == 0 or number == 1)):
            starts.append(index)
            following = number + 1
    if len(starts) < 2:
        return [] if is_abstract("\n".join(lines)) else _counted_in_line(" ".join(lines))
    bounds = pairwise([*starts, len(lines)])
    return [
        *_divided(lines[: starts[0]]),
        *(
            citing_part("\n".join([_NUMBER.sub("", lines[start], 1), *lines[start + 1 : end]]))
            for start, end in bounds
        ),
    ]


def _counted_in_line(text: str) -> list[str]:
    """The entries of "[1] ... [2] ..." or "1. ... 2. ... 3. ...", all on one line."""
    places: list[tuple[int, int]] = []
    following = -1
    for match in _IN_LINE.finditer(text):
        number = int(match["square"] or match["bare"])
        if not places or number == following:
            places.append(match.span())
            following = number + 1
    is_list = len(places) > 2 or (len(places) == 2 and text.startswith("["))
    if not is_list or places[0][0] != 0:
        return []
    ends = [*(start for start, _ in places[1:]), len(text)]
    return [text[begin:end].strip() for (_, begin), end in zip(places, ends, strict=True)]


def _divided(lines: list[str]) -> list[str]:
    """The entries of a list without numbers."""
    entries: list[str] = []
    block: list[str] = []
    for line in [*lines, ""]:
        if line:
            block.append(line.replace("\t", "    "))
            continue
        for entry in _entries(block) if block else ():
            if entries and _ADDS.match(entry):
                entries[-1] += f" {entry}"
            else:
                entries.append(entry)
        block = []
    return entries


def _entries(block: list[str]) -> list[str]:
    """The entries among lines without an empty one between them."""
    entries = []
    for start, end in pairwise([*_starts(block), len(block)]):
        lines = [_BULLET.sub("", block[start], count=1), *block[start + 1 : end]]
        entries.append(" ".join(" ".join(lines).split()))
    return entries


def _starts(block: list[str]) -> list[int]:
    marked = [bool(_BULLET.match(line)) for line in block]
    if marked[0]:
        return [index for index, is_marked in enumerate(marked) if is_marked]
    hangs = [line.startswith("  ") for line in block]
    if any(hangs) and not hangs[0]:
        return [index for index, does in enumerate(hangs) if not does]
    if all(_ADDS.match(line) or _is_whole(line) for line in block):
        return [index for index, line in enumerate(block) if not index or not _ADDS.match(line)]
    return _starts_among_wrapped(block)


def _is_whole(line: str) -> bool:
    """Whether a line may be an entry from its first word to its last."""
    line = line.strip()
    return (
        (line[:1].isupper() or line[:1] in _QUOTES)
        and (len(line) > _LINE or bool(_CLOSED.search(line[-_CONTEXT:])))
        and _is_cited(line[:_CONTEXT])
    )


def _starts_among_wrapped(block: list[str]) -> list[int]:
    width = max((len(line) for line in block if not _ADDRESS.search(line)), default=0)
    starts = [0]
    length, is_cited = len(block[0]), _is_cited(block[0][:_CONTEXT])
    for index in range(1, len(block)):
        line = block[index]
        ahead = " ".join(block[index : index + 3]).strip()[:_CONTEXT]
        is_hard = width - len(block[index - 1]) > len(ahead.split(" ", 1)[0])
        before = " ".join(block[index - 1 : index])[-_CONTEXT:]
        if is_cited and _begins(before, ahead, is_hard, length >= _SHORTEST):
            starts.append(index)
            length, is_cited = 0, False
        length += len(line)
        is_cited = is_cited or _is_cited(line[:_CONTEXT])
    return starts


def _begins(before: str, ahead: str, is_hard: bool, is_long: bool) -> bool:
    """Whether an entry begins between two lines; ``is_hard`` if the first was ended early."""
    if not (ahead[:1].isupper() or ahead[:1] in _QUOTES) or _ADDS.match(ahead):
        return False
    if before.rfind("[") > before.rfind("]"):
        return False
    is_closed = bool(_CLOSED.search(before))
    if is_closed and is_hard and is_long and _is_cited(ahead):
        return True
    return (is_closed or is_hard) and bool(leading_authors(ahead).names)


def _is_cited(text: str) -> bool:
    return bool(_DATED.search(text)) or bool(_IDENTIFIED.search(text))
