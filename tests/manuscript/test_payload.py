"""Manuscripts to payloads and back, and payloads that are none."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from health_content.manuscript import (
    DosageRow,
    DosageTable,
    Dose,
    KeyPoints,
    Manuscript,
    PayloadError,
    Prose,
    RichText,
    Section,
    content_hash,
    from_payload,
    to_payload,
    walk,
)
from tests.manuscript.strategies import bare_manuscripts, manuscripts, numbered

ARTICLE = {
    "schema_version": 1,
    "title": "Magnesium at night",
    "body": [
        {
            "type": "section",
            "heading": "How much",
            "content": [
                {
                    "type": "dosage_table",
                    "rows": [{"type": "row", "dose": {"maximum": "350", "unit": "mg"}}],
                }
            ],
        }
    ],
}


@given(manuscripts)
def test_a_manuscript_survives_the_way_through_json(manuscript):
    read = from_payload(json.loads(json.dumps(to_payload(manuscript))))
    assert read == manuscript
    for (place, node), (read_place, read_node) in zip(walk(manuscript), walk(read), strict=True):
        assert (place, node.id, node.source_text) == (
            read_place,
            read_node.id,
            read_node.source_text,
        )


@given(bare_manuscripts)
def test_the_hash_is_of_what_is_said_and_not_of_ids_or_sources(manuscript):
    assert content_hash(numbered(manuscript)) == content_hash(manuscript)
    assert content_hash(from_payload(to_payload(manuscript, sources=False))) == content_hash(
        manuscript
    )


@given(manuscripts)
def test_another_word_gives_another_hash(manuscript):
    changed = replace(manuscript, title=manuscript.title + "x")
    assert content_hash(changed) != content_hash(manuscript)


def test_equal_doses_have_equal_hashes_however_they_were_typed():
    def article(amount):
        row = DosageRow(dose=Dose(Decimal(amount), Decimal(amount)))
        return Manuscript(body=(DosageTable(rows=(row,)),))

    assert article("400") == article("400.0") == article("4E+2")
    assert len({content_hash(article(amount)) for amount in ("400", "400.0", "4E+2")}) == 1


def test_the_order_of_blocks_counts():
    first, second = Prose(html=RichText("<p>a</p>")), Prose(html=RichText("<p>b</p>"))
    assert content_hash(Manuscript(body=(first, second))) != content_hash(
        Manuscript(body=(second, first))
    )


def changed(path, value):
    payload = json.loads(json.dumps(ARTICLE))
    target = payload
    for step in path[:-1]:
        target = target[step]
    target[path[-1]] = value
    return payload


ROW = ("body", 0, "content", 0, "rows", 0)


@pytest.mark.parametrize(
    ("path", "value", "where"),
    [
        (("schema_version",), 2, "schema_version"),
        (("schema_version",), True, "schema_version"),
        (("title",), 3, "title"),
        (("titel",), "x", "titel"),
        (("body",), {}, "body"),
        (("body", 0), "text", "body[0]"),
        (("body", 0, "type"), "video", "body[0].type"),
        (("body", 0, "type"), ["section"], "body[0].type"),
        (("body", 0, "level"), 4, "body[0]"),
        (("body", 0, "level"), "2", "body[0].level"),
        (("body", 0, "level"), True, "body[0].level"),
        (("body", 0, "aspect"), "Wonders", "body[0].aspect"),
        (("body", 0, "heading"), "half \ud800", "body[0].heading"),
        (("body", 0, "heading"), "nul \0", "body[0].heading"),
        (("body", 0, "id"), "a.b", "body"),
        ((*ROW, "type"), "item", "body[0].content[0].rows[0].type"),
        ((*ROW, "dose"), None, "body[0].content[0].rows[0].dose"),
        ((*ROW, "dose", "maximum"), 350, "body[0].content[0].rows[0].dose.maximum"),
        ((*ROW, "dose", "maximum"), "NaN", "body[0].content[0].rows[0].dose.maximum"),
        ((*ROW, "dose", "maximum"), "-1", "body[0].content[0].rows[0].dose.maximum"),
        ((*ROW, "dose", "maximum"), "1E+999999999", "body[0].content[0].rows[0].dose.maximum"),
        ((*ROW, "dose", "maximum"), "1_000", "body[0].content[0].rows[0].dose.maximum"),
        ((*ROW, "dose", "maximum"), "9" * 40, "body[0].content[0].rows[0].dose"),
        ((*ROW, "dose", "unit"), "stone", "body[0].content[0].rows[0].dose.unit"),
        ((*ROW, "dose", "times_per_day"), 0, "body[0].content[0].rows[0].dose"),
    ],
)
def test_an_error_says_where_it_is(path, value, where):
    from_payload(ARTICLE)
    with pytest.raises(PayloadError) as caught:
        from_payload(changed(path, value))
    assert caught.value.where == where
    assert str(caught.value).startswith(f"{where}: ")


@pytest.mark.parametrize("payload", [None, [], "text", {}, {"schema_version": "1"}])
def test_what_is_no_object_of_this_version_is_refused(payload):
    with pytest.raises(PayloadError):
        from_payload(payload)


def test_two_nodes_may_not_share_an_id():
    payload = {"schema_version": 1, "body": [{"type": "rich_text", "id": "a"}] * 2}
    with pytest.raises(PayloadError, match="share the id 'a'"):
        from_payload(payload)


@pytest.mark.parametrize("depth", [30, 300, 100_000])
def test_a_payload_that_nests_too_deep_is_refused_with_an_error_of_its_own(depth):
    node = {"type": "section"}
    for _ in range(depth):
        node = {"type": "section", "content": [node]}
    with pytest.raises(PayloadError, match="deep"):
        from_payload({"schema_version": 1, "body": [node]})


def test_the_nesting_an_article_needs_is_read():
    inner = Section(level=3, content=(KeyPoints(heading="Remember"),))
    manuscript = Manuscript(body=(Section(content=(inner,)),))
    assert from_payload(to_payload(manuscript)) == manuscript


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["type", "title", "body", "content", "rows", "dose", "html", "id", "x"]
            ),
            inner | st.sampled_from(["section", "rich_text", "row"]),
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(["title", "body", "language"]), json_values))
def test_any_other_json_is_read_or_refused_and_never_breaks(payload):
    try:
        manuscript = from_payload({"schema_version": 1, **payload})
    except PayloadError:
        return
    assert from_payload(to_payload(manuscript)) == manuscript
    assert len(content_hash(manuscript)) == 64
