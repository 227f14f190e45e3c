"""What is left of paid links in each outward form of an article."""

import html5lib
import pytest

from health_content.edition import Channel
from health_content.library.programs import Elsewhere
from health_content.models import AffiliateProgram, PaidLink
from health_content.obligations import edition_of
from health_content.representations.article_html import article_html
from tests.factories import HealthArticlePageFactory

pytestmark = pytest.mark.usefixtures("report_only")

SHOP = "https://www.shop.example/p/1"
DISCLOSED = "This page contains paid links"


@pytest.fixture
def shop(db):
    return AffiliateProgram.objects.create(
        key="shop",
        name="Shop Partners",
        merchant="Shop",
        hosts={"US": ["shop.example"]},
        tags={"US": "ours-20"},
        tag_parameter="tag",
        channels=["web", "feed"],
    )


@pytest.fixture
def article(home, shop):
    """An article with the same shop in a call to action, in a line of words, and typed."""
    link = PaidLink.objects.create(program=shop, url=SHOP, market="US")
    text = (
        f'<p><a linktype="paid-link" id="{link.pk}">in line</a> or '
        f'<a href="{SHOP}?tag=x">typed</a></p>'
    )
    call = {"text": "Look here.", "label": "See it", "paid_link": link}
    body = [("rich_text", text), ("affiliate_call_to_action", call)]
    return HealthArticlePageFactory(parent=home, body=body)


def written(article, channel):
    """The article in one channel, and its links as words, address and rel."""
    page = article.specific_class.objects.get(pk=article.pk)
    html = article_html(edition_of(page, None, channel))
    links = html5lib.parseFragment(html, namespaceHTMLElements=False).iter("a")
    return html, [("".join(it.itertext()), it.get("href"), it.get("rel")) for it in links]


def test_where_the_channel_is_allowed_all_are_tagged_labelled_and_disclosed(article):
    html, links = written(article, Channel.FEED)
    tagged, rel = f"{SHOP}?tag=ours-20", "sponsored nofollow noopener"
    words = ("in line", "typed", "See it")
    assert links == [(f"{word} (paid link)", tagged, rel) for word in words]
    assert html.index(DISCLOSED) < html.index("<a ")


@pytest.mark.parametrize("channels", [["web"], "llm", None, {"llm": True}])
def test_no_paid_link_reaches_a_channel_that_its_program_does_not_name(article, channels):
    AffiliateProgram.objects.update(channels=channels or [])
    html, links = written(article, Channel.LLM)
    assert links == []
    assert "in line or typed" in html
    assert "shop.example" not in html


def test_a_program_that_names_a_channel_may_be_linked_there(article):
    AffiliateProgram.objects.update(channels=["web", "llm"])
    assert len(written(article, Channel.LLM)[1]) == 3


def test_a_link_that_may_stay_without_our_tag_is_no_paid_link_there(article):
    AffiliateProgram.objects.update(elsewhere=Elsewhere.NO_TAG)
    html, links = written(article, Channel.EMAIL)
    assert [(words, href) for words, href, _ in links] == [
        ("in line", SHOP),
        ("typed", SHOP),
        ("See it", SHOP),
    ]
    assert "sponsored" not in html
    assert "paid link" not in html
    assert "ours-20" not in html


def test_what_stays_paid_beside_untagged_links_is_disclosed(article, home):
    AffiliateProgram.objects.update(elsewhere=Elsewhere.NO_TAG)
    other = AffiliateProgram.objects.create(
        key="other", name="Other", merchant="Other", channels=["web", "email"]
    )
    link = PaidLink.objects.create(program=other, url="https://other.example/p")
    article.body.append(("affiliate_call_to_action", {"text": "Or here.", "paid_link": link}))
    article.save_revision().publish()
    html, links = written(article, Channel.EMAIL)
    assert [href for _, href, _ in links] == [SHOP, SHOP, SHOP, "https://other.example/p"]
    assert html.index(DISCLOSED) < html.index("https://other.example/p")


def test_a_short_address_cannot_lose_its_tag_and_so_is_not_linked(article):
    AffiliateProgram.objects.update(elsewhere=Elsewhere.NO_TAG, shorteners=["shop.example"])
    assert written(article, Channel.EMAIL)[1] == []
