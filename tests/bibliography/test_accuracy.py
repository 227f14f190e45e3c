"""Measuring how well citations are read."""

import json

import pytest

from health_content.bibliography.accuracy import (
    FIELDS,
    BadRow,
    as_text,
    family_of,
    judged,
    measured,
    plain,
    rows_of,
)

RAW = "Weir A, van Loon LJ. Magnesium and bone. Bone. 2022;154(2):1-9. doi:10.5555/bone.1"
GOLD = {
    "raw": RAW,
    "source_page": "one",
    "authors": ["Weir A", "van Loon LJ"],
    "title": "Magnesium and Bone",
    "journal": "Bone",
    "year": 2022,
    "volume": "154",
    "issue": "2",
    "pages": "1\u20139",
    "doi": "10.5555/bone.1",
}


def figures(*rows):
    return measured(judged(rows_of([json.dumps(row) for row in rows])))


def test_a_citation_read_rightly_counts_in_every_field_that_it_has():
    found = figures(GOLD)
    assert tuple(found) == (*FIELDS, "all")
    assert {name: found[name]["match"] for name in FIELDS if found[name]["n"]} == dict.fromkeys(
        ("title", "year", "journal", "authors", "volume", "issue", "pages", "doi"), 1.0
    )
    assert found["pmid"] == {"match": None, "n": 0, "false_fill": 0.0}
    assert found["all"]["missed"] == []


def test_a_field_read_wrongly_and_one_that_is_not_there_are_told_apart():
    wrong = GOLD | {"source_page": "two", "year": "2021", "volume": None, "authors": ["Weir A"]}
    found = figures(GOLD, wrong)
    assert found["year"] == {"match": 0.5, "n": 2, "false_fill": 0.0}
    assert found["volume"] == {"match": 1.0, "n": 1, "false_fill": 1.0}
    assert found["authors"]["match"] == 0.5
    pages = found["all"]["source_pages"]
    assert (pages["one"]["match"], pages["two"]["false_fill"]) == (1.0, 1 / 4)
    assert "year         50.0%      2" in as_text(found)


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("van Loon LJC", "van Loon"),
        ("Khan, S. U.", "Khan"),
        ("Gr\u00f6ber U", "Gr\u00f6ber"),
        ("Cole-King A-M", "Cole-King"),
        ("Heaney RP Jr", "Heaney"),
        ("World Health Organization", "World Health Organization"),
        ("ABC", "ABC"),
    ],
)
def test_initials_are_no_part_of_a_family_name(name, family):
    assert family_of(name) == family


def test_case_spaces_dashes_and_quotation_marks_make_no_difference_and_stops_do():
    assert plain("\u201cOmega\u20113\u201d  and\nO\u2019Neil") == plain('"omega-3" AND o\'neil')
    assert plain("Am. J. Clin.") != plain("Am J Clin")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("nonsense", "Line 1 is no JSON"),
        ("[]", "Line 1 is no JSON object"),
        ('{"title": "Bone"}', 'Line 1 needs a "raw"'),
        ('{"raw": "x", "year": true}', 'Line 1 has a "year"'),
        ('{"raw": "x", "authors": "Weir A"}', 'Line 1 has "authors" that are no list'),
    ],
)
def test_a_broken_row_is_named(line, words):
    with pytest.raises(BadRow, match=words):
        list(rows_of([line]))
