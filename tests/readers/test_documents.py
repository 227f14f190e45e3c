"""Documents as writers, editors and content management systems hand them in, read as an editor
would expect. Each has its expected outline beside it, written by eye."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from health_content.conversion import manuscript_of
from health_content.importing import create_draft
from health_content.manuscript import Manuscript, from_payload, passages, to_payload
from health_content.models import HealthArticlePage
from health_content.readers import Reading, read
from health_content.readers.cleaning import clean_manuscript
from health_content.readers.outline import outline
from tests.factories import HealthIndexPageFactory
from tests.readers.documents.extraction import words_of_document
from tests.readers.words import words, words_shown

DOCUMENTS = Path(__file__).parent / "documents"
FORMATS = ("txt", "md", "html", "docx")
PATHS = [path for form in FORMATS for path in sorted((DOCUMENTS / form).glob(f"*.{form}"))]
PATHS = [path for path in PATHS if not path.name.endswith(".outline.txt")]

LEAST_SHARE = 0.97

FACTS: dict[str, dict[str, object]] = {
    "vitamin-d-with-yaml-front-matter.md": {
        "dek": "What a short day means for your bones, and what to do about it.",
        "author": "Rowan Field",
        "first_published": "2025-01-14",
        "topics": ("vitamin d", "bones", "winter", "Vitamins"),
    },
    "iron-from-jekyll.md": {"first_published": "2024-09-30", "topics": ("minerals",)},
    "bone-density-tests-from-hugo.md": {
        "dek": "T-scores, Z-scores and what they leave out.",
        "author": "Lena Brook",
        "first_published": "2025-02-11",
        "topics": ("DXA", "osteoporosis"),
    },
    "magnesium-from-mdx.md": {
        "author": "Rowan Field",
        "first_published": "2025-04-08",
        "search_title": "Which Magnesium Should I Take? | Bone Desk",
        "search_description": "Forms, doses and cautions.",
    },
    "omega-3-with-footnotes.md": {"author": "The Bone Desk", "first_published": ""},
    "calcium-from-gutenberg.html": {"author": "Maren Holt", "first_published": "2024-11-05"},
    "boron-from-blogger.html": {"author": "Ida Marsh", "first_published": "2025-03-16"},
    "collagen-from-elementor.html": {"author": "Dana Wells"},
    "protein-from-a-reading-platform.html": {
        "author": "Tess Arden",
        "dek": "She eats well. She still came up short.",
    },
    "iron-from-amp.html": {"author": "Kai Renner", "first_published": "2024-12-01"},
    "omega-3-from-squarespace.html": {"author": "Noa Lind", "first_published": "2025-03-28"},
    "vitamin-k2-questions-with-json-ld.html": {
        "author": "Inge Pohl",
        "dek": "The vitamin with the best publicist in nutrition, examined.",
        "first_published": "",
    },
    "omega-3-with-endnotes.docx": {"dek": "A short guide to the three ways of getting omega-3"},
    "vitamin-d-with-heading-styles.docx": {
        "dek": "Why the number on the label should change on your birthday"
    },
}
"""What documents say about themselves, which no outline shows."""

documents = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name)


@cache
def reading_of(path: Path) -> Reading:
    return read(path.read_bytes(), path.name)


def words_of(manuscript: Manuscript) -> Counter[str]:
    return words("\n".join(passage.text for passage in passages(manuscript)))


def share(source: Counter[str], found: Counter[str]) -> float:
    """How much of the source is in what was found, each word as often as it stands there."""
    return (source & found).total() / source.total()


def words_told(reading: Reading) -> Counter[str]:
    """The words of the manuscript, what it says about itself, and what the remarks name."""
    manuscript = reading.manuscript
    facts = (manuscript.author, manuscript.first_published, *manuscript.topics)
    found = words_shown(reading) + words("\n".join(facts))
    for remark in reading.remarks:
        found += words(f"{remark.message}\n{remark.text}")
    return found


def test_there_are_twelve_documents_in_each_format() -> None:
    assert Counter(path.suffix[1:] for path in PATHS) == dict.fromkeys(FORMATS, 12)


def test_every_document_is_as_long_as_an_article() -> None:
    lengths = {path.name: words_of_document(path).total() for path in PATHS}
    assert {name: length for name, length in lengths.items() if not 250 <= length <= 750} == {}


@documents
def test_a_document_is_read_as_an_editor_would_expect(path: Path) -> None:
    golden = path.with_suffix(".outline.txt")
    expected = golden.read_text(encoding="utf-8").rstrip("\n")
    shown = path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
    found = outline(reading_of(path))
    assert found == expected, (
        f"If this is what a careful editor would expect of {path.name}, renew it with\n"
        f"python -m health_content read {shown} | tail -n +2 > {shown.with_suffix('.outline.txt')}"
    )


@pytest.mark.parametrize("name", FACTS)
def test_what_a_document_says_about_itself_is_understood(name: str) -> None:
    manuscript = reading_of(DOCUMENTS / name.rpartition(".")[2] / name).manuscript
    assert {field: getattr(manuscript, field) for field in FACTS[name]} == FACTS[name]


def test_a_picture_at_the_start_is_the_one_at_the_top() -> None:
    markdown = reading_of(DOCUMENTS / "md" / "zinc-with-many-images.md")
    assert markdown.manuscript.hero.alt == "Pumpkin seeds in a wooden bowl"
    document = reading_of(DOCUMENTS / "docx" / "bone-density-with-pictures.docx")
    assert document.manuscript.hero.alt == "A woman lies on a padded table under a scanning arm"
    assert {asset.name for asset in document.assets} >= {
        document.manuscript.hero.address.removeprefix("asset:")
    }


@documents
def test_the_words_of_a_document_are_placed_or_named(path: Path) -> None:
    source = words_of_document(path)
    found = words_told(reading_of(path))
    reached = share(source, found)
    missing = ", ".join(sorted((source - found).elements()))
    told = f"{reached:.2%} of the {source.total()} words of {path.name}; missing: {missing or '–'}"
    print(told)  # noqa: T201 (shown with -s)
    assert reached >= LEAST_SHARE, told


def test_a_paragraph_that_went_missing_would_be_noticed() -> None:
    path = DOCUMENTS / "txt" / "falls-and-balance-with-crlf.txt"
    lines = path.read_text(encoding="utf-8").splitlines()
    longest = max(range(len(lines)), key=lambda index: len(lines[index]))
    cut = read("\n".join(lines[:longest] + lines[longest + 1 :]).encode(), path.name)
    assert share(words_of_document(path), words_told(cut)) < LEAST_SHARE


@documents
def test_the_reading_of_a_document_survives_the_way_through_json(path: Path) -> None:
    manuscript = reading_of(path).manuscript
    assert from_payload(json.loads(json.dumps(to_payload(manuscript)))) == manuscript


@documents
def test_cleaning_the_manuscript_of_a_document_loses_no_word(path: Path) -> None:
    manuscript = reading_of(path).manuscript
    assert words_of(clean_manuscript(manuscript)) == words_of(manuscript)


@pytest.mark.drill
@pytest.mark.django_db
def test_a_draft_of_every_document_keeps_its_words(home) -> None:
    section = HealthIndexPageFactory(parent=home, slug="articles")
    for path in PATHS:
        manuscript = reading_of(path).manuscript
        page = create_draft(manuscript, section, HealthArticlePage)
        kept = words_of(manuscript_of(HealthArticlePage.objects.get(pk=page.pk)))
        assert words_of(manuscript) - kept == {}, path.name
