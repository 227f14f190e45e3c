"""The Atom feed: whole articles, each with what it owes."""

import html
import re
import xml.etree.ElementTree as ElementTree
from datetime import date

import pytest
from wagtail.rich_text import RichText

from health_content.edition import Channel
from health_content.library.products import PaidLink, Product
from health_content.library.programs import AffiliateProgram
from health_content.library.references import Reference
from health_content.library.topics import Topic
from health_content.representations import feeds
from health_content.representations.article_html import article_html
from health_content.representations.registry import Representation
from health_content.statutory import AFFILIATE_DEFAULT, FDA_PLURAL, MEDICAL_DEFAULT
from tests.factories import HealthArticlePageFactory, ImageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("report_only")]
ATOM = "{http://www.w3.org/2005/Atom}"

WITHIN = r"(?:(?!</?li)[\s\S])*"


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


def test_an_entry_that_would_lose_a_disclaimer_is_left_out_and_the_rest_is_sent(
    home, client, monkeypatch, caplog
):
    article(home, title="Whole")
    lost = article(home, title="Lost")

    def render(edition):
        return "" if edition.manuscript.title == "Lost" else article_html(edition)

    forgetful = Representation("feed-entry", Channel.FEED, "text/html", render)
    monkeypatch.setattr(feeds, "FEED_ENTRY", forgetful)
    assert [text(entry, "title") for entry in entries(client)] == ["Whole"]
    (record,) = [record for record in caplog.records if record.name == "health_content.feeds"]
    assert record.levelname == "ERROR"
    assert str(lost.pk) in record.getMessage()
    assert "ObligationLost" in caplog.text


@pytest.mark.parametrize("address", ["http://[foo", "//[", "https://a]b/"])
def test_a_link_that_leads_nowhere_is_dropped_and_its_words_stay(home, client, address):
    article(home, body=[("rich_text", f'<p><a href="{address}">these words</a></p>')])
    content = text(entries(client)[0], "content")
    assert "these words" in content
    assert address not in content


def test_the_feed_takes_as_many_queries_for_each_article_and_no_more(
    home, client, django_assert_max_num_queries
):
    for number in range(3):
        article(home, title=f"Article {number}", body=[("rich_text", "<p>Bone.</p>")])
    client.get("/feed/")
    with django_assert_max_num_queries(12 + 3 * 4):
        client.get("/feed/")


def typed(program):
    link = PaidLink.objects.create(program=program, url="https://shop.example/typed")
    return ("rich_text", f'<p><a href="{link.url}">these words</a></p>')


def card(program):
    link = PaidLink.objects.create(program=program, url="https://shop.example/card")
    product = Product.objects.create(name="Magnesium")
    return ("product_card", {"product": product, "paid_link": link})


def embed(program):
    link = PaidLink.objects.create(program=program, url="https://shop.example/film")
    return ("embed", {"url": link.url, "title": "A film", "summary": RichText("<p>Words.</p>")})


def quote(program):
    link = PaidLink.objects.create(program=program, url="https://shop.example/quote")
    return ("pull_quote", {"text": "Words.", "attribution": "A. Body", "source_url": link.url})


@pytest.mark.parametrize("kind", [offer, typed, card, embed, quote])
@pytest.mark.parametrize("is_allowed", [False, True])
def test_every_kind_of_paid_link_needs_the_channel_and_is_labelled_once(
    home, client, program, kind, is_allowed
):
    program.channels = ["web", "feed"] if is_allowed else ["web"]
    program.save()
    article(home, body=[kind(program)])
    content = text(entries(client)[0], "content")
    assert ('href="https://shop.example/' in content) is is_allowed
    if is_allowed or kind in (offer, card):
        assert content.count("(paid link)") == 1
    if is_allowed:
        assert content.count('rel="sponsored nofollow noopener"') == 1
        assert "(paid link)</a>" in content
    disclosed = content.index(html.escape(AFFILIATE_DEFAULT.text, quote=False))
    assert not is_allowed or disclosed < content.index("</a>")


@pytest.mark.parametrize("address", ["https://amzn.to/x1", "https://www.amazon.com/dp/B000000000"])
def test_an_amazon_link_is_linked_nowhere_in_a_feed(home, client, address):
    source = Reference.objects.create(citation="A book.", url=address)
    amount = {"caption": "Amounts", "source": "A shop", "source_url": address, "rows": []}
    body = [
        ("rich_text", f'<p><a href="{address}">these words</a></p>'),
        ("embed", {"url": address, "title": "A film", "summary": RichText("")}),
        ("pull_quote", {"text": "Words.", "attribution": "A. Body", "source_url": address}),
        ("dosage_table", amount),
        ("references", {"heading": "References", "items": [source]}),
    ]
    article(home, body=body, hero_image=ImageFactory(), hero_caption=body[0][1])
    assert f'href="{address}' not in text(entries(client)[0], "content")


@pytest.mark.parametrize(
    "changes",
    [
        {"status": PaidLink.Status.WITHDRAWN, "status_reason": "Bad."},
        {"status": PaidLink.Status.PAUSED, "status_reason": "Bad."},
        {"valid_until": date(2020, 1, 1)},
        {"valid_from": date(2999, 1, 1)},
    ],
)
def test_a_link_that_readers_do_not_get_now_has_no_address_in_any_form(
    home, client, program, changes
):
    program.channels = ["web", "feed", "api"]
    program.save()
    link = PaidLink.objects.create(program=program, url="https://shop.example/p", **changes)
    call = {"text": "See the powder.", "label": "", "paid_link": link, "program": None}
    page = article(home, body=[("affiliate_call_to_action", call)])
    # What is judged changes when a person changes it, and not with the day.
    assert bool(page.manuscript.body[0].link.url) is ("status" not in changes)
    content = text(entries(client)[0], "content")
    assert "shop.example" not in content
    assert "(paid link)" in content


def test_a_programs_own_label_and_rel_stand_at_the_link_once(home, client, program):
    program.channels, program.link_label = ["web", "feed"], "we earn a share"
    program.rel = ["sponsored", "ugc"]
    program.save()
    article(home, body=[offer(program)])
    content = text(entries(client)[0], "content")
    assert content.count("(paid link) we earn a share</a>") == content.count("paid link)") == 1
    assert 'rel="sponsored nofollow noopener ugc"' in content


def test_numbers_and_retractions_are_those_of_the_page(home, client):
    sources = [
        Reference.objects.create(citation=f"Study {letter}.", status="current") for letter in "ABCD"
    ]
    sources[3].status = "retracted"
    sources[3].save()
    note = {"label": "Research", "html": RichText("<p>x</p>"), "reference": sources[3]}
    page = article(
        home,
        body=[
            ("rich_text", "<p>As shown [2] and [4].</p>"),
            ("research_note", note),
            ("references", {"heading": "References", "items": sources[:2]}),
            ("references", {"heading": "More references", "items": sources[2:]}),
        ],
    )
    sources[0].delete()
    content = text(entries(client)[0], "content")
    shown = client.get(page.url).content.decode()
    for number, name in ((2, "B"), (3, "C"), (4, "D")):
        assert re.search(rf'<li value="{number}">{WITHIN}Study {name}', content)
        assert re.search(rf'id="ref-{number}"\s+value="{number}">{WITHIN}Study {name}', shown)
    assert "Study A" not in content + shown
    assert content.count("<strong>Retracted: do not rely on it.</strong>") == 2
    assert shown.count("Retracted") == 2
    assert "</strong> [4]" in content


def test_a_typed_title_of_a_page_that_is_no_readers_stays_out(home, client):
    draft = HealthArticlePageFactory(parent=home, title="Soon", live=False)
    items = [{"title": "A secret title", "page": draft}, {"title": "Nowhere", "page": None}]
    article(home, body=[("related_articles", {"heading": "More", "items": items})])
    content = text(entries(client)[0], "content")
    assert "A secret title" not in content
    assert "Nowhere" not in content


def test_the_disclosure_stands_before_the_picture_on_top(home, client, program):
    program.channels = ["web", "feed"]
    program.save()
    article(home, hero_image=ImageFactory(), hero_caption=typed(program)[1])
    content = text(entries(client)[0], "content")
    disclosed = html.escape(AFFILIATE_DEFAULT.text, quote=False)
    assert content.index(disclosed) < content.index("<figure>")
    assert "these words (paid link)</a>" in content
