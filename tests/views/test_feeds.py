"""The Atom feed: whole articles, each with what it owes."""

import html
import xml.etree.ElementTree as ElementTree

import pytest

from health_content.library.products import PaidLink
from health_content.library.programs import AffiliateProgram
from health_content.library.topics import Topic
from health_content.representations import feeds
from health_content.representations.registry import ObligationLost, Representation
from health_content.statutory import AFFILIATE_DEFAULT, FDA_PLURAL, MEDICAL_DEFAULT
from tests.factories import HealthArticlePageFactory

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def entries(client, address="/feed/"):
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/atom+xml")
    return ElementTree.fromstring(response.content).findall(f"{ATOM}entry")  # noqa: S314 -- ours


def text(entry, name):
    return entry.findtext(f"{ATOM}{name}")


@pytest.fixture
def program(db):
    return AffiliateProgram.objects.create(
        key="shop", name="Shop Partners", merchant="The Shop", channels=["web"]
    )


def article(home, **fields):
    page = HealthArticlePageFactory(parent=home, **fields)
    page.save_revision().publish()
    return page


def offer(program):
    link = PaidLink.objects.create(
        program=program, url="https://shop.example/p?tag=us", market="US"
    )
    return (
        "affiliate_call_to_action",
        {"text": "See the powder.", "label": "", "paid_link": link, "program": None},
    )


def test_an_entry_carries_the_whole_article_and_both_disclaimers(home, client):
    page = article(home, title="Bone & salt", body=[("rich_text", "<p>Bone is alive.</p>")])
    (entry,) = entries(client)
    content = text(entry, "content")
    assert text(entry, "title") == "Bone & salt"
    assert text(entry, "id") == page.full_url
    assert "<p>Bone is alive.</p>" in content
    for owed in (FDA_PLURAL, MEDICAL_DEFAULT):
        assert html.escape(owed.text, quote=False) in content


def test_the_disclosure_stands_before_the_offer(home, client, program):
    article(home, body=[offer(program)])
    content = text(entries(client)[0], "content")
    assert content.index(html.escape(AFFILIATE_DEFAULT.text, quote=False)) < content.index(
        "See the"
    )


@pytest.mark.parametrize(("channels", "is_linked"), [(["web"], False), (["web", "feed"], True)])
def test_a_paid_link_is_linked_only_where_its_program_allows_feeds(
    home, client, program, channels, is_linked
):
    program.channels = channels
    program.save()
    article(home, body=[offer(program)])
    content = text(entries(client)[0], "content")
    assert ("https://shop.example/p" in content) is is_linked
    assert "(paid link)" in content


def test_a_paid_link_typed_into_the_text_of_an_unknown_program_is_not_linked(home, client):
    typed = '<p>Here is <a href="https://www.amazon.com/dp/B000000000?tag=x-20">one</a>.</p>'
    article(home, body=[("rich_text", typed)])
    content = text(entries(client)[0], "content")
    assert "amazon.com" not in content
    assert "Here is one" in content


def test_addresses_hold_wherever_the_feed_is_read(home, client):
    article(
        home,
        body=[
            ("rich_text", f'<p><a linktype="page" id="{home.pk}">Home</a> <a href="#x">x</a></p>')
        ],
    )
    content = text(entries(client)[0], "content")
    assert 'href="/' not in content
    assert 'href="#' not in content


def test_drafts_and_closed_pages_are_not_in_it(home, client):
    HealthArticlePageFactory(parent=home, live=False)
    closed = article(home, title="Closed")
    closed.view_restrictions.create(restriction_type="login")
    assert entries(client) == []


def test_characters_that_xml_cannot_hold_do_not_break_it(home, client):
    article(home, title="Bone\x0b", body=[("rich_text", "<p>a\x08b</p>")])
    (entry,) = entries(client)
    assert text(entry, "title") == "Bone"


def test_a_topic_has_a_feed_of_its_own(home, client):
    topic = Topic.objects.create(kind="nutrient", name="Zinc")
    page = article(home, title="About zinc")
    page.nutrients.add(topic)
    page.save_revision().publish()
    article(home, title="About something else")
    assert [text(entry, "title") for entry in entries(client, "/topics/zinc/feed/")] == [
        "About zinc"
    ]
    assert client.get("/topics/no-such/feed/").status_code == 404


def test_a_feed_that_would_lose_a_disclaimer_is_not_sent(home, client, monkeypatch):
    article(home)
    forgetful = Representation("feed-entry", feeds.Channel.FEED, "text/html", lambda edition: "")
    monkeypatch.setattr(feeds, "FEED_ENTRY", forgetful)
    with pytest.raises(ObligationLost):
        client.get("/feed/")


def test_the_feed_takes_as_many_queries_for_each_article_and_no_more(
    home, client, django_assert_max_num_queries
):
    for number in range(3):
        article(home, title=f"Article {number}", body=[("rich_text", "<p>Bone.</p>")])
    client.get("/feed/")
    with django_assert_max_num_queries(12 + 3 * 4):
        client.get("/feed/")
