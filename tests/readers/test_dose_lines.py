"""Doses on lines of their own, without bullets, as many sites print them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from health_content.manuscript import (
    Caption,
    DosageTable,
    DoseBasis,
    DosePer,
    MythFact,
    Section,
    walk,
)
from health_content.readers import Reading, RemarkKind, read

OPENING = (
    "Zinc Through the Year\n\nZinc is a mineral that the body needs in small amounts, "
    "and most people get it from food.\n\nWhat Zinc Does\n\nIt helps enzymes work.\n\n"
)


def reading_of(text: str) -> Reading:
    return read((OPENING + text).encode(), "article.txt")


def nodes(reading: Reading, kind: type) -> list:
    return [node for _, node in walk(reading.manuscript) if isinstance(node, kind)]


def rows(reading: Reading) -> list[tuple[str, str, DoseBasis]]:
    (table,) = nodes(reading, DosageTable)
    return [(row.population, row.dose.text, row.dose.basis) for row in table.rows]


def test_dose_lines_under_a_question_become_a_table():
    reading = reading_of(
        "How much zinc do you need?\n\nRDA for men 19+: 11 mg/day\nRDA for women 19+: 8 mg/day\n"
        "Pregnancy: 11 mg\nUL: 40 mg/day\n\nSide effects\n\nToo much can upset the stomach.\n"
    )
    assert rows(reading) == [
        ("men 19+", "11 mg daily", DoseBasis.RDA),
        ("women 19+", "8 mg daily", DoseBasis.RDA),
        ("Pregnancy", "11 mg", DoseBasis.UNSPECIFIED),
        ("", "40 mg daily", DoseBasis.UPPER_LIMIT),
    ]
    assert [node.heading for node in reading.manuscript.body if isinstance(node, Section)] == [
        "What Zinc Does",
        "How much zinc do you need?",
        "Side effects",
    ]
    assert reading.remarks == ()


@pytest.mark.parametrize(
    ("line", "population", "dose", "basis"),
    [
        ("RDA (women): 8 mg", "women", "8 mg", DoseBasis.RDA),
        ("Men: 11 mg", "Men", "11 mg", DoseBasis.UNSPECIFIED),
        ("Teens 9 mg daily", "Teens", "9 mg daily", DoseBasis.UNSPECIFIED),
        ("Adults 19-50 | 11 mg | daily", "Adults 19-50", "11 mg daily", DoseBasis.UNSPECIFIED),
        ("Adult women\t8 mg", "Adult women", "8 mg", DoseBasis.UNSPECIFIED),
        ("Upper limit: 40 mg", "", "40 mg", DoseBasis.UPPER_LIMIT),
        ("Adequate intake, infants: 2 mg", "infants", "2 mg", DoseBasis.ADEQUATE_INTAKE),
        ("AI for infants: 2 mg", "infants", "2 mg", DoseBasis.ADEQUATE_INTAKE),
        ("Adults (UL): 40 mg", "Adults", "40 mg", DoseBasis.UPPER_LIMIT),
    ],
)
def test_one_dose_line_under_a_heading_on_doses_is_a_row(line, population, dose, basis):
    reading = reading_of(
        f"How much zinc do you need?\n\n{line}\n\nSide effects\n\nFew are known.\n"
    )
    assert rows(reading) == [(population, dose, basis)]
    assert nodes(reading, Caption) == []
    (table,) = nodes(reading, DosageTable)
    assert table.rows[0].dose.nutrient == "zinc"


def test_every_word_of_a_dose_line_stays_in_its_row():
    reading = reading_of("Zinc Dosage\n\nRDA for men 19+: 11 mg/day\n")
    (table,) = nodes(reading, DosageTable)
    assert table.rows[0].note.text == "RDA for men 19+: 11 mg/day"


def test_dose_lines_for_people_become_a_table_under_any_heading():
    reading = reading_of("The Numbers\n\nMen: 11 mg daily\n\nWomen: 8 mg daily\n")
    assert [name for name, _, _ in rows(reading)] == ["Men", "Women"]


def test_a_label_above_dose_lines_is_the_caption():
    reading = reading_of("The Numbers\n\nRDA for zinc:\n\nMen: 11 mg\n\nWomen: 8 mg\n")
    (table,) = nodes(reading, DosageTable)
    assert table.caption.startswith("RDA for zinc")
    assert {row.dose.basis for row in table.rows} == {DoseBasis.RDA}


def test_what_foods_hold_is_neither_a_dose_to_take_nor_a_heading():
    reading = reading_of("Foods Rich in Zinc\n\nOysters: 32 mg\n\nBeef: 4 mg\n\nPeas: 1 mg\n")
    assert nodes(reading, DosageTable) == []
    assert nodes(reading, Caption) == []
    assert [node.heading for node in nodes(reading, Section)] == [
        "What Zinc Does",
        "Foods Rich in Zinc",
    ]
    assert reading.remarks == ()


def test_a_sentence_with_a_dose_stays_running_text():
    reading = reading_of("Zinc Dosage\n\nMost adults need about 11 mg a day.\n")
    assert nodes(reading, DosageTable) == []


@pytest.mark.parametrize("heading", ["Is 40 mg of Zinc Too Much?", "Why 40 mg of Zinc Is a Limit"])
def test_a_heading_that_asks_about_a_dose_stays_a_heading(heading):
    reading = reading_of(f"{heading}\n\nIt is the upper limit that was set for adults.\n")
    assert heading in [node.heading for node in nodes(reading, Section)]


def test_rows_between_bars_without_outer_bars_are_a_table():
    reading = reading_of(
        "Zinc Dosage\n\nGroup | Amount | How often\nMen | 11 mg | daily\nWomen | 8 mg | daily\n"
    )
    (table,) = nodes(reading, DosageTable)
    assert [row.population for row in table.rows] == ["Men", "Women"]
    assert table.rows[0].dose.maximum == Decimal(11)
    assert table.rows[0].dose.per is DosePer.DAY


def test_a_section_on_myths_after_dose_lines_keeps_its_pairs():
    reading = reading_of(
        "How much zinc do you need?\n\nUpper limit: 40 mg\n\nMyth vs Fact\n\n"
        "Myth: Zinc stops every cold.\nFact: It may shorten some.\n\nSide effects\n\nFew.\n"
    )
    sections = {node.heading: node for node in nodes(reading, Section)}
    assert list(sections) == [
        "What Zinc Does",
        "How much zinc do you need?",
        "Myth vs Fact",
        "Side effects",
    ]
    assert isinstance(sections["How much zinc do you need?"].content[0], DosageTable)
    assert [type(node) for node in sections["Myth vs Fact"].content] == [MythFact]
    assert not [item for item in reading.remarks if item.kind is RemarkKind.GUESSED]
