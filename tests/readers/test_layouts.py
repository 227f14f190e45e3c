"""Other writers' layouts: marked headings, capitals, no blank lines."""

from __future__ import annotations

from decimal import Decimal

import pytest

from health_content.manuscript import (
    Audience,
    CallToAction,
    Conclusion,
    DisclaimerKind,
    DosageTable,
    Image,
    KeyPoints,
    MythFact,
    Questions,
    References,
    RelatedArticles,
    SafetyCard,
    SafetyKind,
    Section,
    Steps,
    TypedDisclaimer,
    walk,
)
from health_content.readers import Reading, RemarkKind, read


def nodes(reading: Reading, kind: type) -> list:
    return [node for _, node in walk(reading.manuscript) if isinstance(node, kind)]


def headings(reading: Reading) -> list[tuple[int, str]]:
    return [(node.level, node.heading) for node in nodes(reading, Section)]


def reading_of(text: str) -> Reading:
    return read(text.encode(), "article.txt")


def test_marked_headings_keep_their_levels(fixture_reading):
    reading = fixture_reading("zinc-in-markdown")
    assert reading.manuscript.title == "Zinc on the Plate: A Practical Guide"
    assert headings(reading) == [
        (2, "What Is Zinc?"),
        (2, "Benefits of Zinc"),
        (3, "Immune function"),
        (3, "Wound healing"),
        (2, "Dosage"),
        (2, "How to Take Zinc"),
        (2, "Myths"),
    ]


def test_questions_under_their_heading_become_one_node(fixture_reading):
    (questions,) = nodes(fixture_reading("zinc-in-markdown"), Questions)
    assert questions.heading == "FAQ"
    assert [item.question for item in questions.items] == [
        "Can I take zinc daily?",
        "Is zinc safe?",
    ]
    assert all(item.answer for item in questions.items)


def test_bold_words_and_links_become_rich_text(fixture_reading):
    section = nodes(fixture_reading("zinc-in-markdown"), Section)[0]
    html = section.content[0].html
    assert "<b>trace mineral</b>" in html.html
    assert [link.target for link in html.links] == [
        "https://ods.od.nih.gov/factsheets/Zinc-Consumer/"
    ]


def test_a_paid_link_in_a_call_to_action_keeps_its_address(fixture_reading):
    (call,) = nodes(fixture_reading("zinc-in-markdown"), CallToAction)
    assert call.link.url == "https://www.amazon.com/dp/B000123456?tag=abc-20"
    assert (call.link.merchant, call.link.product) == ("Amazon", "B000123456")
    assert "http" not in call.text + call.label


def test_tables_and_numbered_lists_of_doses_are_typed(fixture_reading):
    table, listed = nodes(fixture_reading("zinc-in-markdown"), DosageTable)
    assert [row.population for row in table.rows] == ["Men", "Women"]
    assert table.rows[0].dose.maximum == Decimal(11)
    assert table.rows[0].note.text == "adults"
    assert table.introduction.text == "Group | Amount | Note"
    assert listed.caption == "Recommended daily intake"
    assert listed.rows[1].dose.maximum == Decimal(8)
    assert {row.dose.nutrient for row in (*table.rows, *listed.rows)} == {"zinc"}


def test_a_dose_in_other_words_keeps_them_in_the_note(fixture_reading):
    table = nodes(fixture_reading("zinc-in-markdown"), DosageTable)[0]
    assert table.rows[1].dose.text == "8 mg daily"
    assert table.rows[1].note.text == "8 mg/day; adults"


def test_bold_lead_ins_are_the_names_of_steps(fixture_reading):
    (steps,) = nodes(fixture_reading("zinc-in-markdown"), Steps)
    assert [step.title for step in steps.items] == ["Take it with food.", "Start low"]


def test_myth_and_fact_labels_make_pairs(fixture_reading):
    found = nodes(fixture_reading("zinc-in-markdown"), MythFact)
    assert [(node.myth, node.fact.text) for node in found] == [
        ("Zinc cures colds.", "It does not."),
        ("More is better.", "High doses keep copper out."),
    ]


def test_what_has_no_place_stays_as_text_and_is_listed(fixture_reading):
    reading = fixture_reading("zinc-in-markdown")
    unplaced = [item.text for item in reading.remarks if item.kind is RemarkKind.UNPLACED]
    assert "*By Jane Writer, RD*" in unplaced
    assert "## Table of Contents" in unplaced
    assert "About the Author" in unplaced


def test_an_address_on_its_own_line_belongs_to_the_reference_above(fixture_reading):
    (references,) = nodes(fixture_reading("zinc-in-markdown"), References)
    assert len(references.items) == 2
    assert references.items[0].url == "https://www.ncbi.nlm.nih.gov/books/NBK545442/"


def test_a_typed_affiliate_disclosure_is_kept_and_told(fixture_reading):
    reading = fixture_reading("zinc-in-markdown")
    told = [item.text for item in reading.remarks if item.kind is RemarkKind.TYPED_DISCLAIMER]
    assert told[0] == "As an Amazon Associate I earn from qualifying purchases."


def test_headings_in_capitals_stand_above_the_others(fixture_reading):
    assert headings(fixture_reading("vitamin-k2-in-capitals")) == [
        (2, "WHAT IS VITAMIN K2?"),
        (3, "Forms of K2"),
        (2, "BENEFITS OF VITAMIN K2"),
        (3, "Bone strength"),
        (3, "Arteries"),
        (2, "WHO SHOULD TAKE IT?"),
        (2, "HOW MUCH DO YOU NEED?"),
    ]


def test_wrapped_lines_are_joined_in_paragraphs_items_and_references(fixture_reading):
    reading = fixture_reading("vitamin-k2-in-capitals")
    text = reading.manuscript.body[0].html
    assert text.html.count("<p>") == 1
    assert "in some cheeses" in text.text
    prose = nodes(reading, Section)[1].content[0]
    assert "egg yolk" in prose.html.text.splitlines()[0]
    (references,) = nodes(reading, References)
    assert len(references.items) == 2


def test_a_table_of_tabs_without_heads_gives_every_row(fixture_reading):
    (table,) = nodes(fixture_reading("vitamin-k2-in-capitals"), DosageTable)
    assert [row.population for row in table.rows] == ["Adult men", "Adult women"]


def test_bullets_with_names_are_groups_of_people(fixture_reading):
    (audience,) = nodes(fixture_reading("vitamin-k2-in-capitals"), Audience)
    assert [group.name for group in audience.groups] == ["People after menopause", "Older adults"]


def test_a_disclaimer_under_its_own_heading_is_one_node(fixture_reading):
    (found,) = nodes(fixture_reading("vitamin-k2-in-capitals"), TypedDisclaimer)
    assert (found.heading, found.disclaimer) == ("Disclaimer", DisclaimerKind.MEDICAL)


def test_an_article_without_blank_lines_has_its_sections(fixture_reading):
    reading = fixture_reading("iron-without-blank-lines")
    assert headings(reading) == [
        (2, "You Are Tired"),
        (2, "Your Skin Is Pale"),
        (2, "Shortness of Breath"),
        (2, "Foods Rich in Iron"),
    ]
    (card,) = nodes(reading, SafetyCard)
    assert (card.card, card.heading) == (SafetyKind.NOT_SUITABLE, "Who Should Avoid Iron?")
    (conclusion,) = nodes(reading, Conclusion)
    assert conclusion.heading == "Final Thoughts"
    (related,) = nodes(reading, RelatedArticles)
    assert [item.title for item in related.items] == ["Copper and Iron", "Vitamin C and Iron"]
    assert len(nodes(reading, References)[0].items) == 2


def test_those_who_should_avoid_it_are_no_audience(fixture_reading):
    assert nodes(fixture_reading("iron-without-blank-lines"), Audience) == []


def test_key_takeaways_under_a_heading_become_key_points():
    reading = reading_of(
        "Iron at a Table\n\nIron is a mineral.\n\nKey Takeaways\n\n- Eat beans.\n- Test first.\n\n"
        "What Iron Does\n\nIt carries oxygen.\n"
    )
    (points,) = nodes(reading, KeyPoints)
    assert points.heading == "Key Takeaways"
    assert headings(reading) == [(2, "What Iron Does")]


@pytest.mark.parametrize(
    ("heading", "child"),
    [
        ("Benefits of Iron", "Better Sleep"),
        ("Dosage and Timing", "Morning or Evening?"),
        ("5 Ways to Get More Iron", "Lentils"),
    ],
)
def test_a_heading_that_promises_parts_is_no_caption(heading, child):
    reading = reading_of(
        f"Iron at a Table\n\nIron is a mineral in food.\n\n{heading}\n\n{child}\n\n"
        "It is one of many things to know.\n"
    )
    assert headings(reading) == [(2, heading), (3, child)]


def test_a_source_without_a_title_says_so():
    reading = reading_of(
        "Iron is a mineral that the body uses to carry oxygen. It is found in beans.\n"
    )
    assert reading.manuscript.title == ""
    assert reading.remarks[0].kind is RemarkKind.MISSING


def test_a_call_to_action_keeps_every_other_address_in_its_words():
    reading = reading_of(
        "Iron at a Table\n\nRead https://example.org/iron first. Buy Iron on iHerb today! "
        "https://www.iherb.com/pr/x/1?rcode=ABC123\n"
    )
    (call,) = nodes(reading, CallToAction)
    assert call.link.url == "https://www.iherb.com/pr/x/1?rcode=ABC123"
    assert "https://example.org/iron" in call.text
    assert "iherb.com" not in call.text


def test_a_picture_in_marks_becomes_a_picture():
    reading = reading_of("Iron\n\nIt is a mineral.\n\n![Lentils](lentils.jpg)\n\nEat it.\n")
    (image,) = nodes(reading, Image)
    assert (image.alt, image.address) == ("Lentils", "lentils.jpg")
