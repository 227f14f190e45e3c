"""An Edition as plain HTML loses no word and breaks no markup."""

import html5lib
import pytest
from hypothesis import HealthCheck, given, settings

from health_content.edition import Channel, place
from health_content.manuscript import (
    NODE_TYPES,
    CallToAction,
    Manuscript,
    PaidLinkTarget,
    Prose,
    RichText,
    descendants,
    passages,
    walk,
)
from health_content.obligations import STATUTORY
from health_content.representations.article_html import article_html
from tests.manuscript.strategies import manuscripts


def text_of(html):
    return " ".join("".join(html5lib.parseFragment(html).itertext()).split())


def shown_words(manuscript):
    """The words of an article that every rendering shows: no metadata, no title."""
    pictures = {id(node) for node in descendants(manuscript.nodes) if node.kind == "image"}
    places = {location for location, node in walk(manuscript) if id(node) in pictures}
    for passage in passages(manuscript):
        is_body = passage.location.path[0] in {"dek", "hero", "body"}
        if is_body and passage.location not in places:
            yield " ".join(passage.text.split())


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(manuscripts)
def test_every_word_of_an_article_is_in_its_html(manuscript):
    edition = place(manuscript, STATUTORY, Channel.FEED)
    shown = text_of(article_html(edition)).replace(" ", "")
    for words in shown_words(manuscript):
        for word in RichText.from_text(words).text.split():
            assert word in shown


def test_every_kind_of_node_has_a_writer_or_is_its_words():
    parts = {"item", "step", "group", "row", "cell", "table_row", "comparison_row", "question"}
    parts |= {"interaction", "evidence_outcome", "paid_link", "reference", "related_title"}
    from health_content.representations.article_html import _WRITERS

    written = {node_type.kind for node_type in _WRITERS}
    assert set(NODE_TYPES) - written - parts == {"caption", "unknown"}


def test_a_call_to_action_is_labelled_with_an_address_and_without():
    calls = [
        CallToAction("See it", "At the shop", PaidLinkTarget("Shop", "shop", url=address))
        for address in ("https://shop.example/p", "")
    ]
    html = article_html(place(Manuscript("A title", tuple(calls)), STATUTORY, Channel.WEB))
    assert 'href="https://shop.example/p" rel="sponsored nofollow noopener"' in html
    assert html.count("(paid link)") == 2


def test_an_address_that_is_no_web_address_is_not_linked():
    call = CallToAction("See it", "", PaidLinkTarget("Shop", "shop", url="javascript:alert(1)"))
    html = article_html(place(Manuscript("A title", (call,)), STATUTORY, Channel.WEB))
    assert "javascript" not in html


@pytest.mark.django_db
def test_links_to_pages_are_resolved(home):
    prose = Prose(RichText(f'<p>See <a linktype="page" id="{home.pk}">the front page</a>.</p>'))
    html = article_html(place(Manuscript("A title", (prose,)), STATUTORY, Channel.FEED))
    assert f'<a href="{home.url}">the front page</a>' in html
