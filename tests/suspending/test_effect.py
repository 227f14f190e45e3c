"""What readers and rules see of a page while its calls to action are suspended."""

import pytest

from health_content.assessment import judged_edition
from health_content.compliance import Policy, check
from health_content.edition import Channel
from health_content.library.standings import StoredFinding, Version
from health_content.models import Standing
from health_content.obligations import edition_of
from health_content.publishing import judge
from health_content.representations.feeds import FEED_ENTRY
from health_content.representations.registry import represent
from health_content.suspending import is_suspended, suspend
from tests.suspending.pages import ADDRESS, WORDS, again, selling, shop

SCOPES = ("page", "product", "program", "rule")
pytestmark = pytest.mark.usefixtures("report_only")


@pytest.fixture
def sale(home):
    """A live page that sells, with what may be suspended of it."""
    program, product, link = shop()
    page = selling(home, product, link)
    standing = Standing.objects.get(page=page, version=Version.LIVE)
    StoredFinding.objects.create(
        standing=standing, position=99, code="CLM301", name="x", severity="advice", message="x"
    )
    return {"page": page, "product": product, "program": program, "rule": "CLM301"}


def web(client, page):
    return client.get(page.url).content.decode()


def feed(page):
    return represent(again(page), page.get_site(), FEED_ENTRY)


def judged(page):
    return judged_edition(again(page))


def test_what_is_not_suspended_is_linked_everywhere(client, sale):
    page = sale["page"]
    assert web(client, page).count(f'href="{ADDRESS}"') == 4
    assert feed(page).count(f'href="{ADDRESS}"') == 4


@pytest.mark.parametrize("scope", SCOPES)
def test_a_suspended_offer_has_no_link_and_no_button_on_the_page(client, sale, scope):
    suspend(scope, sale[scope], reason="Under review.", user=None)
    html = web(client, sale["page"])
    assert ADDRESS not in html
    assert "(paid link)" not in html
    assert "hc-call-to-action__action" not in html
    assert "hc-disclosures" not in html
    assert all(words in html for words in (*WORDS, sale["product"].name, "Citrate"))


@pytest.mark.parametrize("scope", SCOPES)
def test_a_suspended_offer_has_no_address_in_any_other_form(sale, scope):
    suspend(scope, sale[scope], reason="Under review.", user=None)
    page = sale["page"]
    html = feed(page)
    assert ADDRESS not in html
    assert "(paid link)" not in html
    assert all(words in html for words in (*WORDS, sale["product"].name, "Citrate"))
    for channel in Channel:
        edition = edition_of(again(page), page.get_site(), channel)
        assert ADDRESS not in str(edition.manuscript)


@pytest.mark.parametrize("scope", ["page", "product", "program"])
def test_a_page_whose_offers_are_all_suspended_is_judged_as_not_selling(sale, scope):
    policy = Policy()
    assert check(judged(sale["page"]), policy).is_commercial
    suspend(scope, sale[scope], reason="Under review.", user=None)
    assert not check(judged(sale["page"]), policy).is_commercial


def test_what_a_rule_suspends_is_judged_as_it_is_so_that_it_is_found_again(sale):
    suspend("rule", "CLM301", reason="Under review.", user=None)
    assert is_suspended(sale["page"])
    assert check(judged(sale["page"]), Policy()).is_commercial


def test_a_waived_finding_suspends_nothing(client, sale):
    StoredFinding.objects.filter(code="CLM301").update(is_waived=True)
    suspend("rule", "CLM301", reason="Under review.", user=None)
    assert not is_suspended(sale["page"])
    assert ADDRESS in web(client, sale["page"])


@pytest.mark.parametrize("scope", ["page", "product", "program"])
def test_what_others_sell_stays(client, home, sale, scope):
    _, other_product, other_link = shop("store")
    other = selling(home, other_product, other_link, title="Another")
    suspend(scope, sale[scope], reason="Under review.", user=None)
    html = web(client, other)
    assert html.count(f'href="{other_link.url}"') == 4
    assert "hc-disclosures" in html


def test_what_was_admitted_stays_savable_while_it_is_suspended(home, settings):
    _, product, link = shop()
    page = selling(home, product, link, words="This magnesium supplement cures arthritis.")
    Standing.objects.filter(page=page).update(is_admitted=True)
    settings.HEALTH_CONTENT = {}
    assert not judge(again(page)).is_refused
    suspend("page", page, reason="Under review.", user=None)
    assert not judge(again(page)).is_refused
    again(page).save()
