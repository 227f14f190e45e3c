"""What the site writes out for other places can be read again: words and headings stay."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

import boneguide.demo
from health_content.manuscript import (
    Image,
    Manuscript,
    RelatedTitle,
    Section,
    from_payload,
    passages,
    walk,
)
from health_content.readers import Reading, read
from tests.readers.documents.written import as_docx, as_html, as_markdown
from tests.readers.test_documents import PATHS, reading_of, share, words_told
from tests.readers.words import words

DEMO = sorted((Path(boneguide.demo.__file__).parent / "articles").glob("*.json"))
WRITERS: dict[str, Callable[[Manuscript], bytes]] = {
    "html": as_html,
    "md": as_markdown,
    "docx": as_docx,
}
LEAST_SHARE = 0.97

pytestmark = [pytest.mark.django_db, pytest.mark.drill]
articles = pytest.mark.parametrize("path", [*DEMO, *PATHS], ids=lambda path: path.name)
formats = pytest.mark.parametrize("form", WRITERS)


@cache
def manuscript_at(path: Path) -> Manuscript:
    if path.suffix == ".json":
        return from_payload(json.loads(path.read_text(encoding="utf-8")))
    return reading_of(path).manuscript


def words_written(manuscript: Manuscript) -> Counter[str]:
    """The words that every way of writing shows: those of the title and of the body.

    A related title without a page leads nowhere and is not shown, on the page either.
    """
    unseen = {
        at
        for at, node in walk(manuscript)
        if (isinstance(node, Image) and not node.caption)
        or (isinstance(node, RelatedTitle) and not node.page)
    }
    shown = [
        passage.text
        for passage in passages(manuscript)
        if passage.location.path[0] in {"title", "dek", "body"}
        and not any(passage.location.is_within(place) for place in unseen)
    ]
    return words("\n".join(shown))


def names(reading: Reading) -> Counter[str]:
    """What anything in the article is headed by, whatever it was found to be."""
    return Counter(
        heading
        for _, node in walk(reading.manuscript)
        if (heading := getattr(node, "heading", "") or getattr(node, "question", ""))
    )


def test_all_articles_of_the_demo_are_there() -> None:
    assert len(DEMO) >= 8


@formats
@articles
def test_an_article_keeps_its_words_and_headings(path: Path, form: str) -> None:
    manuscript = manuscript_at(path)
    again = read(WRITERS[form](manuscript), f"{path.stem}.{form}")
    assert again.manuscript.title == manuscript.title
    expected, found = words_written(manuscript), words_told(again)
    missing = ", ".join(sorted((expected - found).elements()))
    assert share(expected, found) >= LEAST_SHARE, missing
    headings = Counter(node.heading for _, node in walk(manuscript) if isinstance(node, Section))
    assert headings - names(again) == Counter(), again.manuscript


@formats
def test_a_section_that_went_missing_would_be_noticed(form: str) -> None:
    manuscript = manuscript_at(DEMO[0])
    sections = [node for node in manuscript.body if isinstance(node, Section)]
    body = tuple(node for node in manuscript.body if node is not sections[0])
    again = read(WRITERS[form](replace(manuscript, body=body)), f"cut.{form}")
    assert share(words_written(manuscript), words_told(again)) < LEAST_SHARE
    assert sections[0].heading not in names(again)
