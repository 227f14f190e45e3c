"""Paid links that somebody typed into running text."""

import re

import pytest
from django.template import Context, Template
from wagtail import blocks

from health_content.blocks.links import addresses_in, typed_paid_links
from health_content.blocks.paid_links import mark_paid_links
from health_content.blocks.registered import registered_among
from health_content.blocks.stream import ArticleStreamBlock
from health_content.library.clicks import ping_address
from health_content.library.products import PaidLink
from health_content.library.programs import AffiliateProgram
from health_content.obligations import disclosures_of
from health_content.templatetags.health_content_tags import linked_text
from tests.blocks.conftest import value_of
from tests.factories import HealthArticlePageFactory, ImageFactory

pytestmark = pytest.mark.usefixtures("report_only")

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


@pytest.mark.parametrize("words", ["This is not a paid link", "(paid link) or not?", "paid link"])
def test_only_the_exact_label_at_the_end_counts_as_one(words):
    html = mark_paid_links(f'<a href="{AMAZON}">{words}</a>')
    assert html.endswith(f"{words} (paid link)</a>")


@pytest.mark.parametrize("words", ["Buy (paid link)", "Buy <b>(Paid  link)</b> "])
def test_a_link_that_is_labelled_is_not_labelled_again(words):
    html = mark_paid_links(mark_paid_links(f'<a href="{AMAZON}">{words}</a>'))
    assert html.casefold().count("paid") == 1


def page_saying(home, client, *body):
    page = HealthArticlePageFactory(parent=home, title=f"Of {body}"[:200], body=list(body))
    return client.get(page.url).content.decode()


@pytest.mark.parametrize(
    ("hosts", "address"),
    [
        ({}, "https://shop.example.com/one"),
        ({"US": ["example.com"]}, "https://shop.example.com/another"),
    ],
)
def test_an_address_that_the_library_knows_is_paid_wherever_it_is_typed(
    home, client, hosts, address
):
    program = AffiliateProgram.objects.create(
        key="shop", name="Shop Partners", merchant="Shop", hosts=hosts
    )
    PaidLink.objects.create(program=program, url="https://shop.example.com/one")
    html = page_saying(home, client, ("rich_text", f'<p><a href="{address}">this</a></p>'))
    assert f'<a href="{address}" rel="sponsored nofollow noopener">this (paid link)</a>' in html
    assert html.index("This page contains paid links") < html.index("this (paid link)")


def test_an_address_that_the_library_does_not_know_is_not_paid(home, client):
    program = AffiliateProgram.objects.create(
        key="shop",
        name="Shop",
        merchant="Shop",
        hosts={"US": ["shop.example"]},
        tag_parameter="ref",
        product_patterns=["(", "/p/([0-9]+)"],
    )
    PaidLink.objects.create(program=program, url="https://shop.example/one")
    typed = '<p><a href="https://shop.example/about">a</a> <a href="https://x.example/1">b</a></p>'
    html = page_saying(home, client, ("rich_text", typed))
    assert "paid link" not in html
    typed = '<p><a href="https://shop.example/about?ref=us">a</a></p>'
    assert "a (paid link)</a>" in page_saying(home, client, ("rich_text", typed))


@pytest.mark.django_db
def test_what_the_library_knows_takes_one_query_a_page(django_assert_num_queries):
    program = AffiliateProgram.objects.create(key="shop", name="Shop", merchant="Shop")
    links = [
        PaidLink.objects.create(program=program, url=f"https://shop.example/{n}") for n in range(9)
    ]
    body = value_of(
        *({"type": "rich_text", "value": f'<p><a href="{link.url}">a</a></p>'} for link in links)
    )
    with django_assert_num_queries(1):
        known = registered_among(addresses_in(body), body)
        assert registered_among(addresses_in(body), body) is known
    assert len(list(typed_paid_links(body, known))) == 9


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "stored"),
    [
        ("plain", f'<p><a href="{AMAZON}">buy</a></p>'),
        ("raw", f'<a href="{AMAZON}">buy</a>'),
        ("own", {"words": f'<p><a href="{AMAZON}">buy</a></p>'}),
    ],
)
def test_a_paid_link_in_a_block_of_the_sites_own_is_labelled_and_disclosed(name, stored):
    added = [
        ("plain", blocks.RichTextBlock()),
        ("raw", blocks.RawHTMLBlock()),
        ("own", blocks.StructBlock([("words", blocks.RichTextBlock())])),
    ]
    stream = ArticleStreamBlock(added).to_python([{"type": name, "value": stored}])
    html = Template("{% load health_content_tags %}{% article_body body %}").render(
        Context({"body": stream})
    )
    assert html.count("buy (paid link)</a>") == 1
    assert 'rel="sponsored nofollow noopener"' in html
    assert html.index("This page contains paid links") < html.index("buy")


@pytest.mark.django_db
def test_an_address_in_a_block_of_the_sites_own_is_disclosed():
    own = blocks.StructBlock([("address", blocks.URLBlock())])
    stream = ArticleStreamBlock([("own", own)]).to_python(
        [{"type": "own", "value": {"address": "https://amzn.to/x1"}}]
    )
    assert disclosures_of(stream)


def test_a_paid_link_in_the_rich_text_of_any_page_type_is_labelled_and_disclosed(home, client):
    home.introduction = f'<p><a href="{AMAZON}">buy it</a></p>'
    home.save_revision().publish()
    html = client.get("/").content.decode()
    assert html.count("buy it (paid link)</a>") == 1
    assert html.index("This page contains paid links") < html.index("buy it")
    assert html.count("This page contains paid links") == 1


def test_a_template_without_a_place_for_disclosures_shows_them_before_the_text(home):
    home.introduction = f'<p><a href="{AMAZON}">buy it</a></p>'
    tag = Template("{% load health_content_tags %}{% rich_text page.introduction %}")
    html = tag.render(Context({"page": home}))
    assert html.index("This page contains paid links") < html.index("buy it (paid link)")


def test_a_paid_link_under_the_picture_on_top_is_labelled_and_disclosed(home, client):
    page = HealthArticlePageFactory(
        parent=home,
        hero_image=ImageFactory(),
        hero_caption=f'<p><a href="{AMAZON}">buy it</a></p>',
    )
    html = client.get(page.url).content.decode()
    assert html.index("This page contains paid links") < html.index("buy it (paid link)")


def test_a_paid_link_as_the_place_of_first_publication_is_not_linked(home, client):
    page = HealthArticlePageFactory(
        parent=home, attribution="First elsewhere", attribution_url="https://amzn.to/x1"
    )
    html = client.get(page.url).content.decode()
    assert "First elsewhere" in html
    assert "amzn.to" not in html


def test_a_paid_link_in_a_note_about_a_license_is_not_linked(shop):
    PaidLink.objects.create(program=shop, url="https://shop.example/p")
    html = linked_text("See https://amzn.to/x1 & https://board.example/1 <b>")
    assert "href" not in linked_text("See https://shop.example/p for more")
    assert 'href="https://board.example/1"' in html
    assert 'href="https://amzn' not in html
    assert "https://amzn.to/x1 &amp;" in html
    assert "<b>" not in html


@pytest.fixture
def shop(db):
    return AffiliateProgram.objects.create(
        key="shop",
        name="Shop Partners",
        merchant="Shop",
        hosts={"US": ["www.shop.example"], "UK": "?", "": None},
        tags={"US": "ours-20", "UK": 5},
        tag_parameter="tag",
        product_patterns=["/p/([0-9]+)"],
    )


def test_a_typed_paid_link_carries_our_tag_where_the_library_knows_it(home, client, shop):
    AffiliateProgram.objects.create(
        key="amazon",
        name="Amazon",
        merchant="Amazon",
        tag_parameter="tag",
        hosts={"US": ["amazon.com"], "DE": ["amazon.de"]},
        tags={"US": "ours-20"},
    )
    typed = (
        f'<p><a href="{AMAZON}" referrerpolicy="no-referrer" rel="noreferrer">a</a>'
        '<a href="https://www.shop.example/p/1">b</a>'
        '<a href="https://www.amazon.de/dp/B000000000?tag=x">c</a></p>'
    )
    stored = {"url": "https://www.shop.example/p/2?TAG=other&x=1"}
    html = page_saying(home, client, ("rich_text", typed), ("embed", {**stored, "title": "A film"}))
    rel = 'rel="sponsored nofollow noopener"'
    address = "https://www.amazon.com/dp/B000000000?x=1&amp;tag=ours-20"
    assert f'<a href="{address}" {rel}>a (paid link)</a>' in html
    assert f'href="https://www.shop.example/p/1?tag=ours-20" {rel}' in html
    # Whose tag is right there nobody has said.
    assert f'href="https://www.amazon.de/dp/B000000000?tag=x" {rel}' in html
    assert 'href="https://www.shop.example/p/2?x=1&amp;tag=ours-20"' in html
    assert f'href="{AMAZON}"' not in html


def test_offers_are_numbered_as_they_are_read_and_say_where_clicks_are_counted(home, client, shop):
    link = PaidLink.objects.create(program=shop, url="https://www.shop.example/p/1", market="US")
    # The same shop by another contract: its tag does not come to a link of the first.
    AffiliateProgram.objects.create(
        key="another",
        name="Other",
        merchant="Shop",
        tag_parameter="tag",
        hosts={"US": ["shop.example"]},
        tags={"US": "theirs-20"},
        product_patterns=["/p/([0-9]+)"],
    )
    other = PaidLink.objects.create(
        program=AffiliateProgram.objects.get(key="another"), url="https://shop.example/p/9"
    )
    inline = f'<p><a linktype="paid-link" id="{link.pk}">it</a></p>'
    page = HealthArticlePageFactory(
        parent=home,
        slug="a",
        hero_image=ImageFactory(),
        hero_caption=inline,
        body=[
            ("rich_text", inline),
            ("affiliate_call_to_action", {"text": "See it.", "paid_link": other}),
        ],
    )
    html = client.get("/a/").content.decode()
    pings = re.findall(r'ping="([^"]*)"', html)
    keys = [(link.pk, 1), (link.pk, 2), (other.pk, 3)]
    assert pings == [ping_address(key, page.pk, position) for key, position in keys]
    assert html.count("https://www.shop.example/p/1?tag=ours-20") == 2
    assert html.count('href="https://shop.example/p/9?tag=theirs-20"') == 1
    preview = page.make_preview_request(preview_mode="", original_request=None)
    assert "ping=" not in preview.rendered_content
