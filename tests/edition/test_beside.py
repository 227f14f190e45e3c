"""What stands beside an article, as plain data."""

import pytest

from health_content.edition.beside import (
    ADDRESS,
    Beside,
    addresses_of,
    each_at_its_place,
    hash_of,
)
from health_content.manuscript import CallToAction, Location, PaidLinkTarget, Prose, RichText


def at(path, said, role="body"):
    return Beside(Location.parse(path), path.rpartition(".")[2], said, role)


def test_no_two_things_stand_at_one_place():
    places = [str(one.location) for one in each_at_its_place([at("a", "x"), at("a", "y")])]
    assert places == ["a", "a.again-2"]


def test_every_address_is_found_wherever_it_is_hidden():
    found = addresses_of(
        [
            at("a", "Look at https://one.example/x."),
            at("b", RichText('<a href="https://two.example/?a=1&amp;b=2">b</a>')),
            at("c", RichText("<iframe src='//three.example/ad'></iframe>")),
            at("d", "four.example/plain", ADDRESS),
            at("e", CallToAction(link=PaidLinkTarget(url="https://five.example/"))),
        ]
    )
    assert set(found) >= {
        "https://one.example/x",
        "https://two.example/?a=1&b=2",
        "//three.example/ad",
        "four.example/plain",
        "https://five.example/",
    }


def test_the_same_words_under_another_key_have_the_same_hash():
    before = Beside(Location.parse("rows.1.text"), "rows.text", "One")
    after = Beside(Location.parse("rows.2.text"), "rows.text", "One")
    assert hash_of([before]) == hash_of([after])


@pytest.mark.parametrize(
    "other",
    [
        [at("a", "Two")],
        [at("b", "One")],
        [at("a", "One", "caption")],
        [at("a", RichText("<p>One</p>"))],
        [at("a", Prose(RichText("<p>One</p>")))],
        [at("a", "One"), at("a", "One")],
        [],
    ],
)
def test_other_words_another_field_or_another_form_have_another_hash(other):
    assert hash_of(other) != hash_of([at("a", "One")])
