"""What a file says about itself above its text."""

from __future__ import annotations

import pytest

from health_content.readers import RemarkKind
from health_content.readers.front_matter import iso_date, take_front_matter


def test_yaml_becomes_facts():
    found = take_front_matter(
        "---\n"
        'title: "Zinc: what we know"\n'
        "subtitle: A short look\n"
        "description: What trials say.\n"
        "authors:\n  - name: Jane Doe\n  - John Roe\n"
        "date: 2024-02-03T10:00:00Z\n"
        "tags: [zinc, sleep]\n"
        "categories: minerals, zinc\n"
        "lang: en_GB\n"
        "canonical_url: https://example.org/zinc\n"
        "image: /img/zinc.jpg\n"
        "image_alt: A spoon\n"
        "---\n"
        "Text.\n"
    )
    facts = found.facts
    assert found.text == "Text.\n"
    assert facts.title == "Zinc: what we know"
    assert (facts.dek, facts.search_description) == ("A short look", "What trials say.")
    assert facts.author == "Jane Doe, John Roe"
    assert facts.first_published == "2024-02-03"
    assert facts.topics == ("zinc", "sleep", "minerals")
    assert facts.language == "en-GB"
    assert facts.attribution_url == "https://example.org/zinc"
    assert (facts.hero.address, facts.hero.alt) == ("/img/zinc.jpg", "A spoon")


def test_toml_becomes_facts():
    found = take_front_matter(
        '+++\ntitle = "Zinc"\ndate = 2024-02-03T10:00:00Z\n[params]\nauthor = "Jane Doe"\n+++\n'
        "Text."
    )
    assert found.text == "Text."
    assert (found.facts.title, found.facts.author) == ("Zinc", "Jane Doe")
    assert found.facts.first_published == "2024-02-03"


def test_a_description_stands_in_for_a_dek():
    facts = take_front_matter("---\ndescription: What trials say.\n---\n").facts
    assert facts.dek == facts.search_description == "What trials say."


def test_what_is_not_known_is_told_in_one_remark():
    found = take_front_matter("---\ntitle: Zinc\nlayout: post\nreviewed_by: Dr. Roe\n---\nText.")
    assert [remark.kind for remark in found.remarks] == [RemarkKind.UNPLACED]
    assert found.remarks[0].text == "layout: post\nreviewed_by: Dr. Roe"


def test_a_second_value_for_the_same_fact_is_told():
    found = take_front_matter("---\ndate: 2024-02-03\npublished: 2024-03-04\n---\nText.")
    assert found.facts.first_published == "2024-02-03"
    assert found.remarks[0].text == "published: 2024-03-04"


def test_a_colon_without_quotation_marks_is_mended():
    found = take_front_matter("---\ntitle: Zinc: a guide\nauthor: Jane Doe\n---\nText.")
    assert found.facts.title == "Zinc: a guide"
    assert [remark.kind for remark in found.remarks] == [RemarkKind.REPAIRED]


@pytest.mark.parametrize(
    "inner",
    [
        "title: [Zinc\nauthor: Jane",
        "title: 'Zinc\nauthor: Jane",
        "- title: Zinc\n- author: Jane",
        "a: &a [x,x]\nb: &b [*a,*a]\ntitle: [*b,*b]",
        "title: " + "[" * 5_000,
    ],
    ids=["bracket", "quote", "list", "references", "deep"],
)
def test_broken_front_matter_stays_as_text_with_a_remark(inner):
    found = take_front_matter(f"---\n{inner}\n---\nText.")
    assert [remark.kind for remark in found.remarks] == [RemarkKind.UNPLACED]
    assert "Text." in found.text
    for line in inner.split("\n"):
        assert line.strip() in found.text
    kept = found.text.count("\n") - found.added
    assert (found.lines + kept, found.lines >= 0) == (inner.count("\n") + 3, True)


def test_no_object_of_the_program_is_built():
    found = take_front_matter("---\ntitle: !!python/object/apply:os.getcwd []\nauthor: Jane\n---\n")
    assert found.facts.author in {"Jane", ""}
    assert "/" not in found.facts.title


@pytest.mark.parametrize(
    "text",
    [
        "---\n\nA paragraph between rules.\n\n---\n\nText.",
        "Text.\n\n---\ntitle: no\n---\n",
        "",
        "---",
    ],
)
def test_rules_are_no_front_matter(text):
    found = take_front_matter(text)
    assert (found.text, found.lines, found.remarks) == (text, 0, ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-02-03 10:00:00 -0500", "2024-02-03"),
        ("2024/2/3", "2024-02-03"),
        ("February 3, 2024", "2024-02-03"),
        ("3 Feb 2024", "2024-02-03"),
        ("2024-13-45", ""),
        ("last spring", ""),
    ],
)
def test_days_are_found(text, expected):
    assert iso_date(text) == expected
