"""Whatever the source looks like, its words are all there, and none twice."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from health_content.manuscript import from_payload, to_payload, walk
from health_content.readers import read
from tests.readers.words import words, words_of_sources, words_shown, words_to_show

FIXTURES = sorted((Path(__file__).parent / "fixtures").glob("*.txt"))

NAMES = ["Iron", "Zinc", "Sleep", "Bones", "Calm Nerves", "Vitamin D", "Older Adults", "Épices"]
SENTENCES = [
    "Beans hold a lot of it.",
    "Ask a pharmacist before you begin",
    "Trials were small; “results” differ… by far.",
    "Take 200–400 mg dailyis common advice.",
    "See https://ods.od.nih.gov/factsheets/Zinc-Consumer/ for more.",
    "Some **bold** and *soft* words, a < b & c > d.",
    "鉄はミネラルです。",
    "It is 🙂 fine – mostly.",
]
HEADINGS = [
    "References",
    "SOURCES:",
    "FAQ",
    "Conclusion",
    "Common Myths About {}",
    "How to Take {}",
    "Who Can Benefit from {}?",
    "{} Dosage",
    "Key Benefits of {}:",
    "Research:",
    "You May Also Like:",
    "Table of Contents",
    "Disclaimer",
    "{} and You",
    "WHY {} MATTERS",
    "**{}**",
    "## {}",
    "### 2. {}",
    "1. {}",
    "2. “{} Cures All.”",
    "Q: Is {} safe?",
    "Myth 3: {} is magic",
    "Fact: {} is not magic.",
]
CALLS = [
    "Feel better with {}—Shop Now on Amazon!",
    "Buy {} on iHerb today! https://www.iherb.com/pr/x/1?rcode=ABC123",
    "https://www.iherb.com/pr/y/2?rcode=ABC123",
    "Buy {} -> https://www.amazon.com/dp/B000EXAMPL?tag=our-20",
    "{} → amazon.com/dp/B000EXAMPL",
    "[Get {} here](https://amzn.to/3AbCdEf)",
    "As an Amazon Associate I earn from qualifying purchases.",
    "Medically reviewed by Dr. Jane Smith, MD",
]
ENTRIES = ["{}: beans hold it.", "{}:", "Men: 11 mg daily", "Women: 8 mg/day", "{}", "Stop early."]
CITATIONS = [
    "Doe J. {}. J Nutr. 2018;1(2):3-4.",
    "Role of {} in Health. Retrieved from: https://pubmed.ncbi.nlm.nih.gov/29480918",
    "Important Note: this is for informational purposes only.",
]
DOSE_LINES = [
    "RDA for men 19+: 11 mg/day",
    "RDA (women): 8 mg",
    "UL: 40 mg/day",
    "Tolerable upper intake level, adults: 40 mg",
    "Teens 9 mg daily",
    "Adults 19-50 | 11 mg | daily",
    "{}: 200–400 mg",
    "Adequate intake for infants 2 mg",
    "Pregnancy: 11 mg (RDA)",
    "Take 200 mg of {} with water",
    "How much {} do you need?",
    "Men (RDA)\t11 mg",
]
SPACES = ["", " ", "  ", "\u00a0\u00a0", "\t", "\u2003"]
MARKERS = ["• ", "- ", "* ", "1. ", "2) ", "3. ", "[4] ", "o\t", "•"]

name = st.sampled_from(NAMES)
anything = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="[]"), min_size=1, max_size=40
)


@st.composite
def some_line(draw: st.DrawFn) -> str:
    kind = draw(st.integers(0, 9))
    if kind <= 1:
        return draw(st.sampled_from(SENTENCES))
    if kind == 2:
        return " ".join(draw(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4)))
    if kind <= 4:
        return draw(st.sampled_from(HEADINGS)).format(draw(name))
    if kind == 5:
        return draw(st.sampled_from(CALLS)).format(draw(name))
    if kind <= 7:
        item = draw(st.sampled_from(ENTRIES + CITATIONS)).format(draw(name))
        return draw(st.sampled_from(SPACES)) + draw(st.sampled_from(MARKERS)) + item
    if kind == 8:
        return draw(st.sampled_from(["Men\t11 mg", "| {} | 8 mg |", "---", "a\tb\tc"])).format(
            draw(name)
        )
    if draw(st.booleans()):
        return draw(st.sampled_from(DOSE_LINES)).format(draw(name))
    return draw(anything)


@st.composite
def articles(draw: st.DrawFn) -> str:
    lines: list[str] = []
    for line in draw(st.lists(some_line(), min_size=1, max_size=25)):
        copies = draw(st.sampled_from([1, 1, 1, 2]))
        for _ in range(copies):
            lines.append(draw(st.sampled_from(SPACES[:3])) + line + draw(st.sampled_from(SPACES)))
            lines.extend([""] * draw(st.integers(0, 2)))
    return draw(st.sampled_from(["\n", "\r\n"])).join(lines)


@pytest.mark.drill
@settings(max_examples=200, deadline=None)
@given(articles())
def test_no_word_of_any_article_is_lost_or_doubled(text: str) -> None:
    if not words(text):
        return
    reading = read(text.encode(), "article.txt")
    assert words_of_sources(reading) == words(text)


@pytest.mark.drill
@settings(max_examples=200, deadline=None)
@given(articles())
def test_what_is_shown_has_every_word_of_any_article(text: str) -> None:
    if not words(text):
        return
    reading = read(text.encode(), "article.txt")
    assert words_to_show(text, reading) - words_shown(reading) == {}


@pytest.mark.drill
@settings(max_examples=100, deadline=None)
@given(articles())
def test_every_reading_survives_the_way_through_json(text: str) -> None:
    if not words(text):
        return
    manuscript = read(text.encode(), "article.txt").manuscript
    again = from_payload(json.loads(json.dumps(to_payload(manuscript))))
    assert again == manuscript
    assert [node.id for _, node in walk(again)] == [node.id for _, node in walk(manuscript)]


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_a_fixture_keeps_every_word_once(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    reading = read(path.read_bytes(), path.name)
    assert words_of_sources(reading) == words(text)
    assert words_to_show(text, reading) - words_shown(reading) == {}


def test_the_corpus_keeps_every_word_once(corpus: Path) -> None:
    paths = sorted(corpus.glob("*.txt"))
    assert paths
    for path in paths:
        text = path.read_text(encoding="utf-8")
        reading = read(path.read_bytes(), path.name)
        assert words_of_sources(reading) == words(text), path.name
        assert words_to_show(text, reading) - words_shown(reading) == {}, path.name


@pytest.mark.drill
@pytest.mark.parametrize(
    "text",
    [
        "a" * 1_000_000,
        "word " * 200_000,
        "not " * 250_000,
        "**bold" * 160_000,
        "[x](" * 250_000,
        "# a " * 250_000,
        "https://a.b/" * 80_000,
        "200 mg daily " * 80_000,
        "1. item\n" * 20_000,
        "Heading Line\n\n" * 20_000,
        "Contents\n\n" * 20_000,
        "You May Also Like:\n\n" * 20_000,
        "  • item\n    more of it\n" * 20_000,
        "Myth: this\n\n" * 20_000,
        "a\tb\n" * 20_000,
        "Shop Now on Amazon!\n\n" * 20_000,
        "References\n\n" + "Doe J. Title. 2018.\n\n" * 5_000,
        "• item\n" + "  goes on\n" * 20_000,
        "Conclusion\n\nYes.\n\n" * 20_000,
        "Oysters: 32 mg\n" * 20_000,
        "Buy Zinc -> https://www.amazon.com/dp/B000EXAMPL\n\n" * 10_000,
        "Zinc amazon.com/dp/B000EXAMPL " * 30_000,
        "a.b." * 250_000,
        "Doses:\n\nMen: 11 mg\n\n" * 3_000,
    ],
    ids=lambda text: text[:12].strip(),
)
def test_the_time_grows_with_the_length_only(text: str) -> None:
    # Anything quadratic takes minutes at these lengths. Processor time, not the clock's:
    # other programs must not fail this.
    start = time.process_time()
    reading = read(text.encode(), "large.txt")
    assert reading.manuscript.body or reading.manuscript.title
    assert time.process_time() - start < 20
