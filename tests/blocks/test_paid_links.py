"""Paid links that somebody typed into running text."""

import pytest

from health_content.blocks.paid_links import mark_paid_links
from tests.factories import HealthArticlePageFactory

AMAZON = "https://www.amazon.com/dp/B000000000?tag=example-20&amp;x=1"


def test_a_paid_link_gets_label_and_rel_whatever_was_typed():
    html = mark_paid_links(f'<p><a rel="opener" href="{AMAZON}">buy <b>it</b></a></p>')
    assert f'href="{AMAZON}"' in html
    assert 'rel="sponsored nofollow noopener"' in html
    assert 'opener"' not in html.replace('noopener"', "")
    assert "buy <b>it</b> (paid link)</a>" in html


@pytest.mark.parametrize(
    "html",
    [
        '<p><a href="https://example.org/">here</a></p>',
        '<p><a href="https://amazon.com.evil.example/dp/B000000000">here</a></p>',
        "<p>No link.</p>",
        '<p><a id="x">no address</a></p>',
    ],
)
def test_other_links_stay_as_they_are(html):
    assert mark_paid_links(html) == html


def test_a_paid_link_in_running_text_is_disclosed_before_it(home, client):
    HealthArticlePageFactory(
        parent=home, slug="a", body=[("rich_text", f'<p><a href="{AMAZON}">buy it</a></p>')]
    )
    html = client.get("/a/").content.decode()
    assert html.index("This page contains paid links") < html.index("buy it (paid link)")
