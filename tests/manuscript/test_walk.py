"""Reading order, locations, and what stays when blocks move."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from health_content.manuscript import (
    CallToAction,
    Item,
    KeyPoints,
    Location,
    Manuscript,
    PaidLinkTarget,
    Prose,
    RichText,
    Section,
    Span,
    node_at,
    passages,
    walk,
)
from health_content.manuscript.payload import id_problem
from tests.manuscript.strategies import manuscripts


def article():
    points = KeyPoints(
        heading="In short",
        items=(
            Item(html=RichText("<p>Bones store magnesium.</p>"), id="i1"),
            Item(html=RichText("<p>Food comes first.</p>"), id="i2"),
        ),
        id="k",
    )
    section = Section(
        heading="Why it matters",
        content=(Prose(html=RichText("<p>It is a mineral.</p>"), id="p"), points),
        id="s",
    )
    call = CallToAction(text="See the powder", link=PaidLinkTarget(merchant="Amazon"), id="c")
    return Manuscript(title="Magnesium", body=(section, call), attribution="By us")


def test_passages_come_in_reading_order_with_role_and_headings():
    found = [(str(item.location), item.text, item.role) for item in passages(article())]
    assert found == [
        ("title", "Magnesium", "title"),
        ("body.s.heading", "Why it matters", "body"),
        ("body.s.content.p", "It is a mineral.", "body"),
        ("body.s.content.k.heading", "In short", "body"),
        ("body.s.content.k.items.i1", "Bones store magnesium.", "body"),
        ("body.s.content.k.items.i2", "Food comes first.", "body"),
        ("body.c.text", "See the powder", "commercial"),
        ("attribution", "By us", "attribution"),
    ]
    by_location = {str(item.location): item.headings for item in passages(article())}
    assert by_location["body.s.content.k.items.i1"] == ("Why it matters", "In short")


@given(manuscripts, st.randoms(use_true_random=False))
def test_locations_survive_reordering(manuscript, random):
    body = list(manuscript.body)
    random.shuffle(body)
    moved = replace(manuscript, body=tuple(body))
    before = {str(place): node for place, node in walk(manuscript)}
    after = {str(place): node for place, node in walk(moved)}
    assert before == after
    assert len(before) == sum(1 for _ in walk(manuscript))


@given(manuscripts)
def test_every_node_is_found_again_at_its_location_also_from_text(manuscript):
    for place, node in walk(manuscript):
        assert node_at(manuscript, Location.parse(str(place))) is node


@given(manuscripts)
def test_every_passage_of_the_body_lies_in_a_node_that_says_it(manuscript):
    for passage in passages(manuscript):
        if passage.location.path[0] == "body":
            node = node_at(manuscript, passage.location)
            assert passage.text in {text for _, text in node.passages()}


@pytest.mark.parametrize(
    "place", ["body.gone", "body.s.content.k.items.gone", "title", "body.s.x", ""]
)
def test_what_is_no_longer_there_is_not_found(place):
    with pytest.raises(LookupError):
        node_at(article(), Location.parse(place))


def test_a_field_lies_in_its_node():
    assert node_at(article(), Location.parse("body.s.heading")).heading == "Why it matters"
    assert node_at(article(), Location.parse("body.c.link")).merchant == "Amazon"


def test_an_id_may_not_divide_a_path():
    assert "full stop" in id_problem(Manuscript(body=(Prose(id="a.b"),)))
    assert id_problem(article()) == ""


def test_a_location_contains_itself_and_what_lies_below():
    section = Location.parse("body.s")
    assert section.is_within(section)
    assert (section / "heading").is_within(section)
    assert not Location.parse("body.s2").is_within(section)
    assert sorted([section / "heading", section]) == [section, section / "heading"]


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2)])
def test_a_span_that_runs_backwards_is_refused(start, end):
    with pytest.raises(ValueError, match="span"):
        Span(Location(), start, end)
