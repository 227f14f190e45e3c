"""What a reader's words may mean: other forms of them, and what they were meant to be."""

from collections import defaultdict
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

from wagtail.search.query import And, Or, PlainText, SearchQuery

MOST_WORDS = 12
MOST_SUGGESTIONS = 4
_ALIKE = 0.72


def words_of(query: str) -> list[str]:
    """The words of a query in small letters, at most ``MOST_WORDS``."""
    return [word for word in query.casefold().split() if any(map(str.isalnum, word))][:MOST_WORDS]


def search_query(query: str) -> SearchQuery:
    """Pages that have every word of a query, or its other number ("bone", "bones").

    The database's own full-text search knows no forms of words on SQLite.
    """
    terms = [_either(_forms(word)) for word in words_of(query)]
    return And(terms) if len(terms) > 1 else (terms[0] if terms else PlainText(query))


def _either(forms: list[str]) -> SearchQuery:
    return Or([PlainText(form) for form in forms]) if len(forms) > 1 else PlainText(forms[0])


def _forms(word: str) -> list[str]:
    if len(word) < 4 or not word.isalpha():
        return [word]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return [word, word.removesuffix("s")]
    return [word] if word.endswith("s") else [word, f"{word}s"]


def alike(query: str, topics: Iterable[Any]) -> dict[str, list[Any]]:
    """For each word of a query the topics with a word like it in their names."""
    by_word: dict[str, list[Any]] = defaultdict(list)
    for topic in topics:
        for word in words_of(topic.name):
            by_word[word].append(topic)
    return {
        asked: [
            topic
            for word in get_close_matches(asked, by_word, n=MOST_SUGGESTIONS, cutoff=_ALIKE)
            for topic in by_word[word]
        ]
        for asked in words_of(query)
    }


def suggestions(query: str, topics: Iterable[Any]) -> list[Any]:
    """Topics whose names resemble a word of the query, the most alike first."""
    found = {topic.pk: topic for close in alike(query, topics).values() for topic in close}
    return list(found.values())[:MOST_SUGGESTIONS]


def corrected(query: str, vocabulary: Iterable[str]) -> str:
    """The query with each unknown word as the known word most like it; empty if that changes
    nothing.

    ``vocabulary`` holds names and titles whose words are known to be spelt right.
    """
    known = {word for name in vocabulary for word in words_of(name)}
    given = words_of(query)
    mended = [
        word if word in known else next(iter(get_close_matches(word, known, n=1, cutoff=0.8)), word)
        for word in given
    ]
    return " ".join(mended) if mended != given else ""
