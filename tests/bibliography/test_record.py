"""Records and CSL-JSON items."""

import datetime
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from health_content.bibliography import Name, RecordError, ReferenceRecord

words = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)
names = st.builds(Name, family=words, given=words) | st.builds(Name, literal=words)
records = st.builds(
    ReferenceRecord,
    id=words.filter(bool),
    type=st.sampled_from(["article-journal", "book", "webpage"]),
    title=words,
    authors=st.lists(names, max_size=3).map(tuple),
    authors_complete=st.booleans(),
    container_title=words,
    year=st.integers(1500, 2100),
    volume=words,
    issue=words,
    page=words,
    publisher=words,
    doi=words,
    pmid=words,
    pmcid=words,
    isbn=words,
    url=words,
    editors=st.lists(names, max_size=2).map(tuple),
    edition=words,
    publisher_place=words,
    container_title_short=words,
    accessed=st.just("") | st.dates(datetime.date(1990, 1, 1)).map(datetime.date.isoformat),
)


@given(records)
def test_a_record_survives_the_way_through_csl_json(record):
    assert ReferenceRecord.from_csl(json.loads(json.dumps(record.to_csl()))) == record


def test_an_item_has_the_fields_that_csl_json_names():
    record = ReferenceRecord(
        title="Role of Magnesium in Vitamin D Activation and Function",
        authors=(Name("Uwitonze", "AM"), Name("Razzaque", "MS")),
        container_title="J Am Osteopath Assoc",
        year=2018,
        volume="118",
        issue="3",
        page="181-189",
        doi="10.7556/jaoa.2018.037",
        pmid="29480918",
    )
    assert record.to_csl() == {
        "id": "uwitonze-2018",
        "type": "article-journal",
        "title": "Role of Magnesium in Vitamin D Activation and Function",
        "author": [
            {"family": "Uwitonze", "given": "AM"},
            {"family": "Razzaque", "given": "MS"},
        ],
        "container-title": "J Am Osteopath Assoc",
        "issued": {"date-parts": [[2018]]},
        "volume": "118",
        "issue": "3",
        "page": "181-189",
        "DOI": "10.7556/jaoa.2018.037",
        "PMID": "29480918",
    }


def test_particles_numbers_and_raw_dates_are_read():
    record = ReferenceRecord.from_csl(
        {
            "id": 7,
            "type": "article-journal",
            "volume": 154,
            "author": [{"family": "Delft", "non-dropping-particle": "van", "given": "M"}],
            "issued": {"raw": "2022 Jan"},
        }
    )
    assert (record.id, record.volume, record.year) == ("7", "154", 2022)
    assert record.authors == (Name("van Delft", "M"),)


@pytest.mark.parametrize(
    ("item", "field"),
    [
        ({"title": ["a"]}, "title"),
        ({"author": "Smith J"}, "author"),
        ({"author": ["Smith J"]}, r"author\[0\]"),
        ({"author": [{"family": 3.5}]}, r"author\[0\]\.family"),
        ({"issued": 2018}, "issued"),
        ({"issued": {"date-parts": [["x"]]}}, "issued"),
        ({"issued": {"date-parts": []}}, "issued"),
        ([], "object"),
    ],
)
def test_an_item_of_a_wrong_shape_is_refused_naming_the_field(item, field):
    with pytest.raises(RecordError, match=field):
        ReferenceRecord.from_csl(item)
