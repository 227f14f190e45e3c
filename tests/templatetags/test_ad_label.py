"""In the United Kingdom what sells says "Ad" before its title, on its page and in every list."""

import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from health_content.library.policies import PolicyVersion
from health_content.library.standings import Standing
from health_content.middleware import DisclaimerMiddleware
from health_content.models import Topic
from tests.factories import HealthArticlePageFactory, HealthIndexPageFactory

pytestmark = pytest.mark.usefixtures("report_only")

OFFER = ("affiliate_call_to_action", {"text": "See it."})
LABEL = '<span class="hc-ad">Ad</span> '
OWN_LABEL = '<span class="hc-ad hc-ad--page">Ad</span> '


@pytest.fixture
def british(db):
    PolicyVersion.objects.create(mode="report", markets=["US", "UK"], note="Both")


@pytest.fixture
def section(home):
    return HealthIndexPageFactory(parent=home, slug="articles", title="Articles")


@pytest.fixture
def pages(section):
    """One that sells, one that does not, one that sells and was never judged, one that says so."""
    topic = Topic.objects.create(name="Bones")
    stories = {"Selling": [OFFER], "Plain": [], "Unjudged": [OFFER], "Ad: typed": [OFFER]}
    made = {}
    for title, body in stories.items():
        page = made[title] = HealthArticlePageFactory(parent=section, title=title, body=body)
        page.topics = [topic]
        page.save_revision().publish()
    Standing.objects.filter(page=made["Unjudged"]).delete()
    return made


def links_in(html):
    """The words of each link, without white space around them."""
    return [
        " ".join(re.sub("<[^>]*>", "", it).split()) for it in re.findall("(?s)<a .*?</a>", html)
    ]


@pytest.mark.parametrize("address", ["/articles/", "/topics/bones/"])
def test_a_list_says_it_before_the_title_inside_the_link(british, pages, client, address):
    html = client.get(address).content.decode()
    assert "Ad Selling" in links_in(html)
    assert f"{LABEL}Selling" in html
    assert {"Ad Unjudged", "Plain", "Ad: typed"} <= set(links_in(html))


def test_a_page_says_it_in_its_heading_and_its_titles(british, pages, client):
    html = client.get(pages["Selling"].url).content.decode()
    assert f">{OWN_LABEL}Selling</h1>" in html
    assert "Ad: Selling" in re.search("(?s)<title>(.*?)</title>", html)[1]
    assert 'content="Ad: Selling"' in html
    assert f"{LABEL}Unjudged" in html, "among the related articles"
    plain = client.get(pages["Plain"].url).content.decode()
    assert "hc-ad--page" not in plain
    assert ">Plain</h1>" in plain


def test_a_feed_says_it_in_the_titles_of_its_entries(british, pages, client):
    feed = client.get("/feed/").content.decode()
    titles = set(re.findall("<title>(.*?)</title>", feed))
    assert {"Ad: Selling", "Plain", "Ad: Unjudged", "Ad: typed"} <= titles


def test_elsewhere_nothing_is_labeled_and_nothing_asked(pages, client):
    for address in ("/articles/", pages["Selling"].url):
        assert "hc-ad" not in client.get(address).content.decode()


def test_a_longer_list_takes_no_more_queries(british, pages, section, client):
    def queries():
        client.get("/articles/")
        cache.clear()
        with CaptureQueriesContext(connection) as captured:
            client.get("/articles/")
        return len(captured)

    Standing.objects.filter(page=pages["Unjudged"]).delete()
    pages["Unjudged"].unpublish()
    before = queries()
    for number in range(4):
        HealthArticlePageFactory(parent=section, title=f"More {number}", body=[OFFER])
    assert queries() == before


def test_a_template_that_forgot_the_label_gets_it_at_the_top(british, rf):
    html = '<body><h1>{}</h1><a rel="sponsored" href="https://shop.example/">x</a></body>'

    def sent(title):
        response = HttpResponse(html.format(title))
        return DisclaimerMiddleware(lambda request: response)(rf.get("/")).content.decode()

    box = '<p class="hc-obligation hc-obligation--affiliate-disclosure" data-obligation="ad-label"'
    assert sent("Zinc").index(box) < sent("Zinc").index("<h1>")
    assert box not in sent("Ad: Zinc")
    assert box not in sent(f"{OWN_LABEL}Zinc")
