"""Entries of the library that are one work."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from health_content.bibliography import Name, ReferenceRecord
from health_content.library.duplicates import likely_duplicates, twins_of
from health_content.library.references import Reference

TITLE = "Magnesium in ordinary food: what adults of four towns eat"


@pytest.fixture
def made(db):
    def make(number, title=TITLE, family="Müller", year=2018, **known):
        return Reference.objects.create(
            citation=f"{number}. {family} A. {title}. Bone. {year}.",
            title=title,
            csl=ReferenceRecord(title=title, authors=(Name(family, "A"),), year=year).to_csl(),
            fields_from="person",
            **known,
        )

    return make


def test_twins_are_found_by_identifier_and_by_title_in_two_queries(made):
    one = made(1, doi="10.5555/Bone.1")
    same = [
        made(2, title="Something else that was cited", doi="10.5555/bone.1"),
        made(3, title="MAGNESIUM IN ORDINARY FOOD", family="Mueller", year=2019),
    ]
    made(4, year=2011)
    made(5, family="Jones")
    made(6, doi="10.5555/bone.2")
    made(7, title="Calcium in ordinary food: what adults of four towns drink")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        twins = twins_of(one)
    assert [(twin.reference, twin.by) for twin in twins] == [(same[0], "doi"), (same[1], "title")]
    assert len(asked) == 2
    assert [twin.reference for twin in twins_of(one.cited_record())] == [one, *same]


def test_the_whole_library_is_gone_through_once(made):
    one, other = made(1, pmid="1"), made(2)
    for number in range(3, 9):
        made(number, title=f"Mineral {number} in bone: a survey of {number} towns", year=2001)
    for number in (12118, 4841):
        Reference.objects.create(citation=f"Medicines Compendium. Characteristics, no. {number}.")
    with CaptureQueriesContext(connection) as asked:
        pairs = likely_duplicates()
    assert [(pair.first, pair.second, pair.by) for pair in pairs] == [(one, other, "title")]
    assert len(asked) == 1
