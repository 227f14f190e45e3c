"""Paid links of the registry inside running text: kept by id, shown as any offer is."""

from datetime import timedelta

import pytest
from django.db import connection
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.models import ReferenceIndex

from health_content.assessment import assess, judged_edition
from health_content.blocks.base import FEATURES
from health_content.conversion import content_hash_of
from health_content.edition import Channel, ObligationKind
from health_content.edition.inline import for_readers
from health_content.library.usage import live_pages_showing
from health_content.library.waivers import site_day
from health_content.manuscript import content_hash
from health_content.models import AffiliateProgram, HealthArticlePage, PaidLink, Product, Suspension
from health_content.obligations import edition_of, obligations_for
from health_content.representations.feeds import FEED_ENTRY
from health_content.representations.registry import represent
from tests.factories import HealthArticlePageFactory

pytestmark = pytest.mark.usefixtures("report_only")

ADDRESS = "https://www.shop.example/products/glycinate"


@pytest.fixture
def link(db):
    program = AffiliateProgram.objects.create(
        key="shop",
        name="Shop Partners",
        merchant="The Shop",
        channels=["web", "feed"],
        identification=[{"market": "US", "language": "en-US", "text": "We are partners."}],
    )
    product = Product.objects.create(name="Glycinate")
    return PaidLink.objects.create(program=program, product=product, url=ADDRESS)


def stored(link, words="this <b>powder</b>"):
    return f'<p>We used <a linktype="paid-link" id="{link.pk}">{words}</a> daily.</p>'


def article(home, html):
    number = HealthArticlePage.objects.count()
    page = HealthArticlePageFactory(
        parent=home, slug=f"article-{number}", body=[("rich_text", html)]
    )
    return HealthArticlePage.objects.get(pk=page.pk)


def shown(page):
    template = Template("{% load health_content_tags %}{% article_body page.body %}")
    return template.render(Context({"page": page}))


def test_the_editor_gives_back_what_was_stored_also_of_a_link_that_is_gone(link):
    converter = ContentstateConverter(FEATURES)
    html = stored(link) + '<p><a linktype="paid-link" id="987654">gone</a></p>'
    again = converter.to_database_format(converter.from_database_format(html))
    assert f'<a linktype="paid-link" id="{link.pk}">this <b>powder</b></a>' in again
    assert '<a linktype="paid-link" id="987654">gone</a>' in again


def test_readers_get_it_labelled_marked_and_disclosed_before_it(home, site, link):
    page = article(home, stored(link))
    html = shown(page)
    assert f'href="{ADDRESS}"' in html
    assert 'rel="sponsored nofollow noopener"' in html
    assert "this <b>powder</b> (paid link)</a>" in html
    assert 0 < html.index("We are partners.") < html.index(ADDRESS)
    kinds = [item.kind for item in obligations_for(site, page)]
    assert kinds[:2] == [ObligationKind.AFFILIATE_DISCLOSURE, ObligationKind.PROGRAM_IDENTIFICATION]


@pytest.mark.parametrize(
    "change",
    [
        {"status": "paused", "status_reason": "Sold out."},
        {"valid_until": site_day() - timedelta(days=1)},
    ],
)
def test_of_a_link_that_readers_do_not_get_the_words_stay(home, link, change):
    PaidLink.objects.filter(pk=link.pk).update(**change)
    html = shown(article(home, stored(link)))
    assert "We used this <b>powder</b> daily." in html
    assert ADDRESS not in html


def test_of_a_suspended_or_unknown_link_the_words_stay_and_nothing_is_owed(home, link):
    Suspension.objects.create(scope="product", product=link.product, reason="Recalled.")
    page = article(home, stored(link) + '<p>And <a linktype="paid-link" id="987">that</a>.</p>')
    html = shown(page)
    assert "We used this <b>powder</b> daily." in html
    assert "And that." in html
    assert "hc-disclosures" not in html


def test_it_is_known_where_it_is_used(home, link):
    page = article(home, stored(link))
    assert live_pages_showing(link) == [page.pk]
    assert ReferenceIndex.get_references_to(link).exists()


def test_a_feed_carries_it_labelled_and_a_channel_that_may_not_carries_the_words(home, site, link):
    page = article(home, stored(link))
    entry = represent(page, site, FEED_ENTRY)
    assert f'href="{ADDRESS}"' in entry
    assert entry.count("(paid link)</a>") == 1
    assert "linktype" not in entry
    api = edition_of(page, site, Channel.API)
    assert ADDRESS not in api.manuscript.body[0].html.html
    assert "this <b>powder</b>" in api.manuscript.body[0].html.html


def test_where_its_program_keeps_links_without_our_tag_it_is_a_link_like_any_other(
    home, site, link
):
    AffiliateProgram.objects.update(
        elsewhere="no-tag",
        tag_parameter="tag",
        hosts={"US": ["shop.example"]},
        tags={"US": "us-20"},
    )
    page = article(home, stored(link))
    assert f"{ADDRESS}?tag=us-20" in shown(page)
    html = edition_of(page, site, Channel.API).manuscript.body[0].html.html
    assert "us-20" not in html
    assert f'href="{ADDRESS}"' in html
    assert "(paid link)" not in for_readers(html)
    assert "sponsored" not in html


def test_a_text_beside_the_article_is_disclosed_and_labelled_too(home, site, link):
    page = article(home, "<p>Text.</p>")
    page.hero_caption = stored(link)
    assert obligations_for(site, page)[0].kind is ObligationKind.AFFILIATE_DISCLOSURE
    template = Template("{% load health_content_tags %}{% rich_text page.hero_caption %}")
    html = template.render(Context({"page": page}))
    assert 0 < html.index("We are partners.") < html.index(ADDRESS)
    assert "this <b>powder</b> (paid link)</a>" in html


def test_ten_of_them_take_the_queries_of_one(home, link, django_assert_num_queries):
    one, ten = article(home, stored(link)), article(home, stored(link) * 10)
    with CaptureQueriesContext(connection) as taken:
        shown(one)
    with django_assert_num_queries(len(taken)):
        shown(ten)


def test_its_words_are_judged_like_a_call_to_actions(home, link):
    page = article(home, stored(link, "Shop now on eBay"))
    codes = {finding.code: finding for finding in assess(page).findings}
    # It names another shop than the one it leads to; a registered link is none that was typed.
    assert codes["AFF205"].quote == "Shop now on eBay"
    assert "AFF201" not in codes
    assert judged_edition(page).obligations[0].kind is ObligationKind.AFFILIATE_DISCLOSURE
    assert content_hash_of(page) == content_hash(edition_of(page, None, Channel.WEB).manuscript)
