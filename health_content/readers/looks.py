"""What a stretch of text looks like, judged by itself."""

from __future__ import annotations

import re

from health_content.readers import wording

LONGEST_HEADING = 120
_MOST_WORDS = 18
_SENTENCE_BREAK = re.compile(r"[^\W\d_]{3,}[.!;]\s+[A-Z“\"]")
_IDENTIFIER = re.compile(
    r"(?:doi\b\W*)?10\.[0-9]{4,9}/|(?:pmid|pmcid)\b\W*[A-Z]*[0-9]", re.IGNORECASE
)
_SMALL_WORDS = frozenset(
    re.findall(
        r"\S+",
        "a an and are as at but by can do does for from how in into is it its nor of on or over "
        "per should so than that the their to up via vs vs. was what when where why with without "
        "you your",
    )
)


def like_a_heading(text: str) -> bool:
    """Whether a line could be a heading: short, begun with a capital, not a sentence."""
    if not 2 <= len(text) <= LONGEST_HEADING or text[-1] in ".,;:!…":
        return False
    words = text.split()
    first = next((character for character in text if character.isalnum()), "")
    if len(words) > _MOST_WORDS or not first or first.islower() or not _has_letters(text):
        return False
    if "http://" in text or "https://" in text or "www." in text or _is_mail(text):
        return False
    if _SENTENCE_BREAK.search(text) or wording.BYLINE.match(text) or _IDENTIFIER.match(text):
        return False
    if text[-1] == "?" or len(words) <= 6:
        return True
    return len(words) <= 9 or _is_title_case(words)


def like_a_quoted_belief(text: str) -> bool:
    """Whether a line is one sentence in quotation marks."""
    return len(text) <= 300 and wording.unquoted(text) != text


def in_capitals(text: str) -> bool:
    """Whether all letters of a line are capitals, with at least one word that could not."""
    letters = [character for character in text if character.isalpha()]
    return (
        len(letters) >= 5
        and all(not character.islower() for character in letters)
        and any(character.isupper() for character in letters)
    )


def like_a_title(text: str) -> bool:
    """Whether the first line of a source can be its title."""
    if not 2 <= len(text) <= 200 or text[-1] in ".,;:" or not _has_letters(text):
        return False
    if "http://" in text or "https://" in text or wording.BYLINE.match(text):
        return False
    return not _SENTENCE_BREAK.search(text) and len(text.split()) <= 30


def _has_letters(text: str) -> bool:
    return sum(character.isalpha() for character in text) >= 2


def _is_mail(text: str) -> bool:
    return "@" in text and "." in text


def _is_title_case(words: list[str]) -> bool:
    weighty = [word for word in words if word.casefold() not in _SMALL_WORDS]
    capitals = sum(not word.strip("“\"'(‘[").islower() for word in weighty)
    return capitals >= 0.7 * len(weighty)
