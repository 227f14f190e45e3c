"""Where the title of a work ends and the name of its journal begins."""

from __future__ import annotations

import re

from health_content.bibliography.journal_words import is_abbreviation, likeness
from health_content.bibliography.sentences import sentences

_COMMA = re.compile(r",\s(?=[^\W\d_])")
_BREAK = re.compile(r"[.?!]\s")
_LONGEST = 60


def divided(head: str) -> tuple[str, str]:
    """The title and the journal in what stands before volume and pages.

    Either may be empty: without a break the words are the journal's where they look it.
    """
    parts = sentences(head.strip())[:_LONGEST]
    if not parts:
        return "", ""
    if len(parts) == 1:
        return _undivided(parts[0])
    best = max(range(1, len(parts)), key=lambda index: _worth(parts, index))
    title, journal = " ".join(parts[:best]), " ".join(parts[best:])
    if best == len(parts) - 1 and likeness(journal) < 0.5 and "," in journal:
        more, rest = _undivided(journal)
        if more and rest:
            return f"{title} {more}", rest
    return title, journal


def _worth(parts: list[str], index: int) -> float:
    """How well a journal that begins with a part explains all parts."""
    journal = parts[index:]
    score = likeness(" ".join(journal)) + 0.6 * (index == len(parts) - 1)
    for part in journal[:-1]:
        last = part.split()[-1]
        is_shortened = last.endswith(".") and (is_abbreviation(last) or len(part.split()) == 1)
        score -= 0.2 if is_shortened else 1.6
    # A title of abbreviations alone is the beginning of a journal's name.
    title = parts[:index]
    if title[-1].rstrip().endswith(("?", "!", "?.")):
        score += 1.0
    words = title[-1].split()
    is_shortened = len(words[0]) < 9 and words[0].endswith(".") and words[0][0].isupper()
    if index > 1 and len(words) == 1 and (is_shortened or is_abbreviation(words[0])):
        score -= 2.5
    return score


def _undivided(text: str) -> tuple[str, str]:
    """A title and a journal with a comma between them, or one of the two."""
    places = [match.start() for match in _COMMA.finditer(text)][-12:]
    found = max(places, key=lambda place: _after_comma(text, place), default=None)
    if found is not None and _after_comma(text, found) > 1.4:
        return text[:found], text[found + 2 :]
    if likeness(text) > 0 or len(text.split()) <= 6:
        return "", text
    return text, ""


def _after_comma(text: str, place: int) -> float:
    """A journal after a comma has to look like one, for titles hold commas too."""
    before, after = text[:place], text[place + 2 :]
    if len(before.split()) < 3:
        return -6.0
    return likeness(after)
