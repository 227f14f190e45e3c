"""Which paid link readers get: the chosen one, or the next to the same product that is good."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from health_content.edition import Channel
from health_content.library.link_health import LinkHealth, LinkState
from health_content.library.vetting import Vetting
from health_content.models import AffiliateProgram, PaidLink, Product
from health_content.obligations import edition_of
from health_content.publishing.judging import judge
from tests.blocks.conftest import value_of
from tests.factories import HealthArticlePageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("report_only")]

TODAY = timezone.localdate()


def program_of(key, **values):
    return AffiliateProgram.objects.create(
        key=key,
        name=f"{key.title()} Partners",
        merchant=key.title(),
        hosts={"US": [f"www.{key}.example"], "UK": [f"{key}.uk.example"]},
        tag_parameter="ref",
        tags={"US": "ours-20", "UK": "ours-21"},
        identification=[{"market": "", "language": "en-US", "text": f"We earn at {key.title()}."}],
        **values,
    )


@pytest.fixture
def shop():
    return program_of("shop")


@pytest.fixture
def store():
    return program_of("store")


@pytest.fixture
def product():
    return Product.objects.create(brand="Sample", name="Magnesium")


@pytest.fixture
def chosen(shop, product):
    return link_to(shop, product, market="US", position=5)


def link_to(program, product, *, market="", path="p", **values):
    host = f"{program.key}.uk.example" if market in {"UK", "GB"} else f"www.{program.key}.example"
    return PaidLink.objects.create(
        program=program, product=product, url=f"https://{host}/{path}", market=market, **values
    )


def offer_of(link):
    stored = {"text": "Look here.", "label": "See it at Shop", "paid_link": link.pk}
    (child,) = value_of({"type": "affiliate_call_to_action", "value": stored})
    return child.value


def take_down(link, how):
    if how == "dead":
        LinkHealth.objects.create(link=link, state=LinkState.BROKEN, address=link.url)
    elif how == "contract-over":
        link.program.ends_on = TODAY - timedelta(days=2)
        link.program.save()
    else:
        changes = {
            "paused": {"status": PaidLink.Status.PAUSED},
            "withdrawn": {"status": PaidLink.Status.WITHDRAWN},
            "expired": {"valid_until": TODAY - timedelta(days=2)},
            "not-yet": {"valid_from": TODAY + timedelta(days=2)},
            "unsafe": {"url": "https://me@www.shop.example/p"},
        }
        PaidLink.objects.filter(pk=link.pk).update(**changes[how])


@pytest.mark.parametrize(
    "how", ["paused", "withdrawn", "expired", "not-yet", "unsafe", "dead", "contract-over"]
)
def test_a_link_that_is_not_good_falls_to_its_alternate_or_hides_and_says_why(
    chosen, store, product, how
):
    assert offer_of(chosen).href == "https://www.shop.example/p?ref=ours-20"
    take_down(chosen, how)
    hidden = offer_of(chosen)
    assert (hidden.href, hidden.hidden_because) == ("", how)
    link_to(store, product, market="US")
    offer = offer_of(chosen)
    assert offer.href == "https://www.store.example/p?ref=ours-20"
    assert (offer.hidden_because, offer.merchant) == ("", "Store")
    assert offer.button_text == "See it at Store"


def test_alternates_come_by_market_and_then_by_position(chosen, shop, product):
    take_down(chosen, "paused")
    link_to(shop, product, market="UK", path="abroad")
    anywhere = link_to(shop, product, path="anywhere")
    assert offer_of(chosen).shown_link == anywhere
    second = link_to(shop, product, market="US", path="second", position=9)
    first = link_to(shop, product, market="US", path="first", position=8)
    assert offer_of(chosen).shown_link == first
    take_down(first, "dead")
    assert offer_of(chosen).shown_link == second


def test_a_link_is_dead_only_at_the_address_that_was_checked(chosen):
    LinkHealth.objects.create(link=chosen, state=LinkState.BROKEN, address="https://x.example/")
    assert offer_of(chosen).href
    LinkHealth.objects.update(state=LinkState.OUT_OF_STOCK, address=chosen.url)
    assert offer_of(chosen).href


def article_with(home, link):
    stored = f'<p>Or <a linktype="paid-link" id="{link.pk}">this one</a>.</p>'
    call = {"text": "Look here.", "label": "See it at Shop", "paid_link": link}
    body = [("affiliate_call_to_action", call), ("rich_text", stored)]
    return HealthArticlePageFactory(parent=home, slug="a", body=body)


def test_the_page_and_what_leaves_it_show_the_same_link_and_its_programs_sentence(
    home, client, chosen, store, product
):
    page = article_with(home, chosen)
    before = judge(page, is_anew=True)
    link_to(store, product, market="US")
    take_down(chosen, "dead")
    html = client.get("/a/").content.decode()
    # Words that an editor put into a line are not linked to a shop that they were not meant for.
    assert html.count('href="https://www.store.example/p?ref=ours-20"') == 1
    assert "<p>Or this one.</p>" in html
    assert "shop.example" not in html
    assert html.index("We earn at Store.") < html.index("See it at Store")
    assert "We earn at Shop." not in html
    edition = edition_of(page.specific_class.objects.get(), None, Channel.WEB)
    assert edition.manuscript.body[0].link.url == "https://www.store.example/p?ref=ours-20"
    assert "href" not in edition.manuscript.body[1].html.html
    assert {it.authority for it in edition.obligations} >= {"Store Partners"}
    # What a machine found out makes no other page of it.
    after = judge(page, is_anew=True)
    assert (after.content_hash, after.context_hash) == (before.content_hash, before.context_hash)


def test_no_link_to_a_suspended_program_stands_in(chosen, store, product):
    link_to(store, product, market="US")
    take_down(chosen, "dead")
    offer = offer_of(chosen)
    offer.suspended = type(offer.suspended)(programs=frozenset({"store"}))
    assert (offer.href, offer.hidden_because) == ("", "dead")


def test_an_offer_of_a_product_that_nobody_vetted_is_hidden_and_judged_all_the_same(
    home, client, chosen, product, settings
):
    settings.HEALTH_CONTENT = {
        **settings.HEALTH_CONTENT,
        "VETTING": {"REQUIRED": True, "MONTHS": 12},
    }
    page = article_with(home, chosen)
    before = judge(page, is_anew=True)
    html = client.get("/a/").content.decode()
    assert "shop.example" not in html
    assert "paid link" not in html.casefold()
    Vetting.objects.create(
        product=product,
        warning_letter="no",
        claims_looked_at=True,
        has_passed=True,
        vetted_on=TODAY,
        next_due=date(TODAY.year + 1, 1, 15),
    )
    assert client.get("/a/").content.decode().count("https://www.shop.example/p?ref=ours-20") == 2
    after = judge(page, is_anew=True)
    assert (after.content_hash, after.context_hash) == (before.content_hash, before.context_hash)


def test_a_program_that_forbids_what_the_words_beside_may_say_stands_in_for_none(
    chosen, shop, store, product
):
    shop.prices_allowed = True
    shop.save()
    link_to(store, product, market="US", path="q")
    take_down(chosen, "paused")
    assert offer_of(chosen).href == ""
    store.prices_allowed = True
    store.save()
    assert offer_of(chosen).href == "https://www.store.example/q?ref=ours-20"


def test_a_program_for_mail_alone_has_no_link_on_a_page(chosen, shop):
    shop.channels = ["email"]
    shop.save()
    offer = offer_of(chosen)
    assert (offer.href, offer.hidden_because) == ("", "not-on-pages")
