"""Lists, headings and notes whose marks were lost, or stand where nobody expects them."""

from __future__ import annotations

import pytest

from health_content.manuscript import (
    Caption,
    DosageTable,
    Image,
    MythFact,
    Prose,
    References,
    RelatedArticles,
    Section,
    walk,
)
from health_content.readers import Reading, RemarkKind, read

INTRODUCTION = (
    "A title for it\n\nAn introduction with enough words to be a paragraph of its own.\n\n"
)
TEXT = "A sentence that is long enough to be a paragraph under its heading."


def reading_of(text: str, name: str = "article.txt") -> Reading:
    return read((INTRODUCTION + text).encode(), name)


def nodes(reading: Reading, kind: type) -> list:
    return [node for _, node in walk(reading.manuscript) if isinstance(node, kind)]


def headings(reading: Reading) -> list[tuple[int, str]]:
    return [(node.level, node.heading) for node in nodes(reading, Section)]


def rich_text(reading: Reading) -> str:
    return "".join(node.html.html for node in nodes(reading, Prose))


def messages(reading: Reading, kind: RemarkKind) -> str:
    return "\n".join(remark.message for remark in reading.remarks if remark.kind is kind)


def test_a_number_that_goes_on_above_a_new_list_is_a_heading():
    reading = reading_of(
        f"1. What It Is\n\n{TEXT}\n\n2. Where It Is\n\n1. In kiwis.\n2. In peppers.\n\n"
        "3. Risks\n\n1. Stones.\n2. Iron.\n\n4. References\n\n"
        "[1] Doe J. A trial. 2001.\n[2] Roe J. Another trial. 2002.\n"
    )
    assert headings(reading) == [(2, "What It Is"), (2, "Where It Is"), (2, "Risks")]
    assert [len(node.items) for node in nodes(reading, References)] == [2]


def test_a_long_list_with_gaps_stays_one_list():
    reading = reading_of("What to Do\n\n1. Eat well.\n\n2. Sleep well.\n\n3. Walk a lot.\n")
    assert headings(reading) == [(2, "What to Do")]


def test_a_number_with_two_parts_is_a_heading_below_its_number():
    reading = reading_of(f"1. In Bone\n\n{TEXT}\n\n1.1 Collagen\n\n{TEXT}\n\n2. Risks\n\n{TEXT}\n")
    assert headings(reading) == [(2, "In Bone"), (3, "Collagen"), (2, "Risks")]


@pytest.mark.parametrize("box", ["[ ]", "[x]", "☐", "☒", "- [ ]"])
def test_boxes_to_tick_are_a_list(box):
    reading = reading_of(
        f"At Home\n\n{box} Fix the rugs\n{box} Fit a rail\n{box} Light the stairs\n"
    )
    assert "<ul><li>Fix the rugs</li><li>Fit a rail</li>" in rich_text(reading)
    assert nodes(reading, Caption) == []


def test_little_pictures_in_a_row_are_bullets():
    reading = reading_of("At Home\n\n💊 Fix the rugs\n🦴 Fit a rail\n🏋️ Train the legs\n")
    assert "<ul><li>Fix the rugs</li><li>Fit a rail</li><li>Train" in rich_text(reading)


def test_a_single_little_picture_is_part_of_its_line():
    assert "💡 One in three falls" in rich_text(reading_of("💡 One in three falls in a year.\n"))


def test_letters_below_a_number_are_its_items():
    reading = reading_of(f"In a Day\n\n{TEXT}\n\n1. Morning\na. Oats\nb. Milk\n2. Evening\n")
    assert "<li>Morning<ol><li>Oats</li><li>Milk</li></ol></li>" in rich_text(reading)


def test_short_lines_without_marks_are_a_list():
    reading = reading_of(f"In Food\n\n{TEXT}\n\nRaisins\nAvocado\nRed grapes\n\n{TEXT}\n")
    assert "<ul><li>Raisins</li><li>Avocado</li><li>Red grapes</li></ul>" in rich_text(reading)
    assert "read as a list" in messages(reading, RemarkKind.GUESSED)
    assert nodes(reading, Caption) == []


def test_what_speaks_for_and_against_a_product_is_no_heading():
    reading = reading_of(
        f"1. The Best\n\n{TEXT}\n\nPros: cheap\nCons: large\n\n2. Next\n\n{TEXT}\n"
    )
    assert [name for _, name in headings(reading)] == ["The Best", "Next"]
    assert nodes(reading, Caption) == []


def test_questions_without_a_heading_above_are_all_of_one_level():
    reading = reading_of(
        "Q: What is it?\n\nA: A metal.\n\nQ: Is it safe?\n\nA: These are:\n\n- Oats\n"
    )
    assert {level for level, _ in headings(reading)} == {2}
    assert "A:" not in rich_text(reading)


def test_doses_of_a_mineral_are_not_those_of_one_of_its_forms():
    text = "Calcium Citrate vs. Carbonate\n\nHow Much You Need\n\nMen 19-70: 1,000 mg\n"
    (table,) = nodes(read(text.encode(), "article.txt"), DosageTable)
    assert (table.rows[0].dose.nutrient, table.rows[0].dose.form) == ("calcium", "")


def test_doses_of_the_only_form_are_those_of_the_form():
    text = "Calcium Citrate for Bones\n\nHow Much You Need\n\nMen 19-70: 1,000 mg\n"
    (table,) = nodes(read(text.encode(), "article.txt"), DosageTable)
    assert table.rows[0].dose.form == "calcium citrate"


def test_addresses_below_each_other_are_one_source_each():
    reading = reading_of(
        f"In Food\n\n{TEXT}\n\nSources\n\nhttps://doi.org/10.1000/one\nhttps://example.org/two\n"
        "doi:10.1000/three\nPMID: 12345678\n"
    )
    (references,) = nodes(reading, References)
    assert [(item.doi, item.pmid) for item in references.items] == [
        ("10.1000/one", ""),
        ("", ""),
        ("10.1000/three", ""),
        ("", "12345678"),
    ]


def test_an_address_below_a_citation_belongs_to_it():
    reading = reading_of(
        f"In Food\n\n{TEXT}\n\nSources\n\nDoe J. A trial. 2001.\nhttps://doi.org/10.1000/one\n"
    )
    assert [len(node.items) for node in nodes(reading, References)] == [1]


def test_the_address_of_a_heading_or_a_related_title_is_told():
    reading = reading_of(
        f"## [Zinc](https://example.org/zinc)\n\n{TEXT}\n\n## Related Articles\n\n"
        "[Iron and You](https://example.org/iron)\n"
    )
    assert headings(reading) == [(2, "Zinc")]
    assert [len(node.items) for node in nodes(reading, RelatedArticles)] == [1]
    told = "\n".join(remark.text for remark in reading.remarks)
    assert "https://example.org/zinc" in told
    assert "https://example.org/iron" in told


def test_the_last_related_title_before_a_disclaimer_is_one():
    reading = reading_of(
        f"In Food\n\n{TEXT}\n\nFurther Reading\n\nIron and You\nHow Much Is Enough?\n\n"
        "This content is for informational purposes only.\n"
    )
    assert [len(node.items) for node in nodes(reading, RelatedArticles)] == [2]


@pytest.mark.parametrize("form", ["md", "txt"])
@pytest.mark.parametrize(
    "text",
    [
        "**Myth:** It cures colds.\n**Fact:** It does *not*.",
        "Myth: It cures colds. Fact: It does *not*.",
    ],
)
def test_a_myth_and_its_fact_in_one_paragraph(form, text):
    if form == "txt":
        text = text.replace("\n", " ")
    (myth,) = nodes(reading_of(f"## Myths\n\n{text}\n\nMore text.\n", f"a.{form}"), MythFact)
    assert (myth.myth, myth.fact.html) == ("It cures colds.", "<p>It does <i>not</i>.</p>")


@pytest.mark.parametrize("words", ["Caption: Plain oats.", "Photo: Plain oats."])
def test_a_line_that_says_it_is_a_caption_is_that_of_the_picture_above(words):
    reading = reading_of(f"{TEXT}\n\n![Oats](https://example.org/oats.jpg)\n\n{words}\n", "a.md")
    (image,) = [node for node in nodes(reading, Image) if node.address]
    assert image.caption.text == "Plain oats."


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("Draft 3 – for review", "note of writers"),
        ("[a]Can we get a source for this? – Ed.", "note of writers"),
        ("Share this article", "button"),
        ("Reviewed: March 2025. Next review: March 2028.", "date of a review"),
        ("By the Editors of the Bone Desk", "byline"),
    ],
)
def test_what_is_no_part_of_the_article_is_kept_and_told(line, word):
    reading = read(f"A title for it\n\n{line}\n\n{TEXT}\n".encode(), "article.txt")
    assert headings(reading) == []
    assert word in messages(reading, RemarkKind.UNPLACED)
    assert line in rich_text(reading)


@pytest.mark.parametrize(
    "name", ["Like the Sun, It Warms", "Print Media and Zinc", "Save Your Bones"]
)
def test_a_heading_that_begins_like_a_button_is_a_heading(name):
    assert headings(reading_of(f"{name}\n\n{TEXT}\n\n{TEXT}\n")) == [(2, name)]
