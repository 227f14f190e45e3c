"""Lines about the article itself: who wrote and reviewed it, and what it earns."""

from __future__ import annotations

import pytest

from health_content.manuscript import Prose, walk
from health_content.readers import Reading, RemarkKind, read

BODY = (
    "Zinc is a mineral that the body needs in small amounts, and most people get it from "
    "food.\n\nWhat Zinc Does\n\nIt helps enzymes work.\n"
)


def reading_of(line: str) -> Reading:
    return read(f"Zinc Through the Year\n\n{line}\n\n{BODY}".encode(), "article.txt")


def told(reading: Reading, line: str) -> tuple[RemarkKind, str]:
    (found,) = [item for item in reading.remarks if item.text == line]
    return found.kind, found.message


def is_kept(reading: Reading, line: str) -> bool:
    texts = [node.html.text for _, node in walk(reading.manuscript) if isinstance(node, Prose)]
    return any(line in text for text in texts)


@pytest.mark.parametrize(
    "line",
    [
        "Reviewed by Dr. Jane Smith, MD",
        "Medically reviewed by Dr. Jane Smith, M.D.",
        "Medically Reviewed By: Jane Smith, RD",
        "This article was medically reviewed by Dr. Jane Smith.",
        "Written by Jane Doe | Reviewed by Dr. Jane Smith",
        "Reviewer: Jane Smith, RD",
        "Fact-checked by Jane Smith",
    ],
)
def test_a_typed_review_is_kept_and_told_to_be_none(line):
    reading = reading_of(line)
    kind, message = told(reading, line)
    assert kind is RemarkKind.UNPLACED
    assert "Readers see a review only from a recorded one" in message
    assert is_kept(reading, line)


def test_a_review_named_at_the_end_is_told_too():
    line = "Medically reviewed by Dr. Jane Smith, MD"
    text = f"Zinc Through the Year\n\n{BODY}\nRich Foods\n\nBeans.\n\n" + "Peas too.\n\n" * 8
    reading = read((text + line).encode(), "article.txt")
    assert "recorded" in told(reading, line)[1]
    assert is_kept(reading, line)


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("By Jane Doe", "author"),
        ("Written by Jane Doe, RD", "author"),
        ("Last updated March 3, 2026", "date"),
        ("Last reviewed: March 2026", "date"),
        ("Published on 3 March 2026", "date"),
    ],
)
def test_a_byline_and_a_date_have_remarks_of_their_own(line, word):
    reading = reading_of(line)
    kind, message = told(reading, line)
    assert kind is RemarkKind.UNPLACED
    assert word in message
    assert "recorded" not in message
    assert is_kept(reading, line)


def test_a_sentence_about_reviewed_trials_is_running_text():
    line = "Reviewed by topic, the trials on zinc and colds do not agree with each other."
    assert reading_of(line).remarks == ()


@pytest.mark.parametrize(
    "line",
    [
        "As an Amazon Associate I earn from qualifying purchases.",
        "As an Amazon.com associate, we earn from qualifying purchases",
        "*As Amazon Associates we earn from qualifying purchases.*",
    ],
)
def test_the_sentence_of_the_amazon_program_is_told_to_be_shown_by_the_site(line):
    reading = reading_of(line)
    kind, message = told(reading, line)
    assert kind is RemarkKind.TYPED_DISCLAIMER
    assert "the site shows the program's sentence itself" in message
    assert is_kept(reading, line.strip("*"))


def test_another_typed_disclosure_is_told_as_such():
    line = "This article contains affiliate links."
    kind, message = told(reading_of(line), line)
    assert kind is RemarkKind.TYPED_DISCLAIMER
    assert "before the first paid link" in message
