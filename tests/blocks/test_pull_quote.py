"""The pull quote block."""

import pytest

from health_content.blocks.links import typed_paid_links
from tests.blocks.conftest import value_of

QUOTE = {
    "text": "Food first.",
    "attribution": "Sam Sample, dietitian",
    "source_url": "https://journal.example/interview",
}

pytestmark = pytest.mark.django_db


def shown(**value):
    (child,) = value_of({"type": "pull_quote", "value": value})
    return child.render()


def test_a_quotation_survives_with_its_source(round_trip):
    node = round_trip("pull_quote", QUOTE)
    assert (node.text, node.attribution, node.source_url) == tuple(QUOTE.values())
    assert node.role == "quotation"


def test_who_said_it_and_where_stand_outside_the_quotation():
    html = shown(**QUOTE)
    quotation, _, rest = html.partition("</blockquote>")
    assert "Food first." in quotation
    assert 'cite="https://journal.example/interview"' in quotation
    assert "Sam Sample, dietitian</cite>" in rest
    assert "Read it at journal.example" in " ".join(rest.split())


def test_a_sentence_of_the_articles_own_has_no_source():
    assert "figcaption" not in shown(text="Food first.")


def test_words_are_escaped_and_an_address_that_is_none_is_not_linked():
    html = shown(text="<b>x</b>", attribution="<i>", source_url="javascript:alert(1)")
    assert "<b>" not in html
    assert "<i>" not in html
    assert "javascript" not in html


def test_a_paid_address_of_a_source_is_labelled_and_counts():
    value = QUOTE | {"source_url": "https://www.amazon.com/dp/B000000000?tag=someone-20"}
    html = shown(**value)
    assert "(paid link)" in html
    assert 'rel="sponsored nofollow noopener"' in html
    (found,) = typed_paid_links(value_of({"type": "pull_quote", "value": value}))
    assert found.network == "amazon"
