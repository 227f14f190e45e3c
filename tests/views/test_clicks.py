"""What counts as a click, and what is dropped without a word."""

from datetime import date

import pytest
from django.db import OperationalError, connection
from django.test import Client
from wagtail.models import PageViewRestriction

from health_content import counting
from health_content.library.clicks import LAST_POSITION, ping_address, signature_of
from health_content.models import ClickCount, PaidLink
from tests.suspending.pages import selling, shop

pytestmark = pytest.mark.usefixtures("report_only")

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
PINGED = {
    "User-Agent": BROWSER,
    "Origin": "http://testserver",
    "Sec-Fetch-Site": "same-origin",
    "Sec-Fetch-Mode": "no-cors",
    "Sec-Fetch-Dest": "empty",
    "Ping-From": "http://testserver/magnesium/",
}


@pytest.fixture(autouse=True)
def fresh_desk(monkeypatch):
    """No allowance used up by the test before."""
    monkeypatch.setattr(counting, "_desk", counting._Desk())
    monkeypatch.setattr(counting, "_of_pair", counting.Allowance(512, 20, 2))


@pytest.fixture
def sold(home):
    _, product, link = shop()
    return selling(home, product, link), link


def counts():
    return list(ClickCount.objects.order_by("position").values_list("position", "count"))


def ping(link, page, position=1, signature=None, **headers):
    told = {name: value for name, value in {**PINGED, **headers}.items() if value is not None}
    browser = Client(enforce_csrf_checks=True, headers=told)
    signed = f"{signature_of(link, page, position)}/" if signature is None else signature
    address = f"/clicks/{link}/{page}/{position}/{signed}"
    answer = browser.post(address, "PING", "text/ping", secure=False)
    assert answer.status_code == 204
    assert answer.content == b""
    assert not answer.cookies
    return answer


def test_a_click_is_counted_on_the_sites_own_day_and_the_page_offers_its_address(sold, settings):
    page, link = sold
    settings.TIME_ZONE = "Pacific/Kiritimati"
    signature = signature_of(link.pk, page.pk, 3)
    assert ping_address(link.pk, page.pk, 3) == f"/clicks/{link.pk}/{page.pk}/3/{signature}/"
    assert len(signature) == 16
    for _ in range(3):
        ping(link.pk, page.pk, 3)
    ping(link.pk, page.pk, 1, **{"Origin": None, "Ping-From": None})
    assert counts() == [(1, 1), (3, 3)]
    assert ClickCount.objects.first().day == counting.site_day()


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-GPC": "1"},
        {"DNT": "1"},
        {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"},
        {"User-Agent": "curl/8.5.0"},
        {"User-Agent": None},
        {"Origin": "https://evil.example"},
        {"Ping-From": "http://testserver.evil.example/"},
        {"Ping-From": "http://testserver/admin/pages/3/view_draft/"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"},
        {"Sec-Fetch-Site": None, "Origin": None, "Ping-From": None},
        {"Origin": "http://[broken"},
    ],
    ids=str,
)
def test_no_click_is_counted_of_robots_other_sites_and_those_who_ask_for_privacy(sold, headers):
    page, link = sold
    ping(link.pk, page.pk, **headers)
    assert counts() == []


def test_only_links_that_stand_on_live_public_pages_are_counted(sold, home):
    page, link = sold
    stranger = PaidLink.objects.create(program=link.program, url="https://www.amazon.com/dp/B0XX")
    ping(stranger.pk, page.pk)
    ping(link.pk, home.pk)
    ping(link.pk, 10**30)
    ping(10**30, page.pk)
    ping(link.pk, page.pk, LAST_POSITION + 1)
    limit = PageViewRestriction.objects.create(page=page, restriction_type="login")
    ping(link.pk, page.pk)
    limit.delete()
    page.unpublish()
    ping(link.pk, page.pk)
    assert counts() == []


def test_a_link_shown_in_place_of_one_to_the_same_product_is_counted(sold):
    page, link = sold
    other = PaidLink.objects.create(
        program=link.program, product=link.product, url="https://www.amazon.de/dp/B0XX"
    )
    ping(other.pk, page.pk)
    assert counts() == [(1, 1)]


def test_a_flood_neither_grows_a_number_without_end_nor_adds_rows_without_end(sold, monkeypatch):
    page, link = sold
    monkeypatch.setattr(counting, "MOST_A_DAY", 15)
    for _ in range(40):
        ping(link.pk, page.pk)
    assert counts() == [(1, 15)]
    monkeypatch.setattr(counting, "_of_pair", counting.Allowance(1, 1000, 2))
    for position in range(2, 40):
        ping(link.pk, page.pk, position)
    assert len(counts()) == counting.POSITIONS_A_DAY + 1
    assert counts()[0] == (0, 15)


def test_addresses_that_no_page_offered_take_nothing_from_those_that_one_did(sold, settings):
    page, link = sold
    for number in range(60):
        ping(number + 1, 10**6 + number, 1, "")
        ping(number + 1, 10**6 + number, 1, "AAAAAAAAAAAAAAAA/")
    ping(link.pk, page.pk, 1, "")
    ping(link.pk, page.pk, 2, signature_of(link.pk, page.pk, 1) + "/")
    assert counts() == []
    ping(link.pk, page.pk)
    before = signature_of(link.pk, page.pk, 1) + "/"
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another" * 9, [settings.SECRET_KEY]
    ping(link.pk, page.pk, 1, before)
    ping(link.pk, page.pk, 1)
    assert counts() == [(1, 3)]


def test_a_database_that_fails_is_left_alone_for_a_while_and_nobody_hears_of_it(sold):
    page, link = sold
    asked = []

    def fail(execute, sql, params, many, context):
        asked.append(sql)
        raise OperationalError("database is locked")

    with connection.execute_wrapper(fail):
        ping(link.pk, page.pk)
        ping(link.pk, page.pk)
    assert len(asked) == 1
    assert counts() == []


def test_nothing_is_offered_or_counted_where_counting_is_off(sold, settings):
    page, link = sold
    settings.HEALTH_CONTENT = {"CLICKS": {"COUNT": False}}
    assert ping_address(link.pk, page.pk, 1) == ""
    ping(link.pk, page.pk)
    assert counts() == []


def test_a_site_without_our_addresses_pings_nobody(sold, settings):
    page, link = sold
    settings.ROOT_URLCONF = "wagtail.urls"
    assert ping_address(link.pk, page.pk, 1) == ""


def test_old_counts_are_deleted(sold):
    page, link = sold
    told = {"link": link, "page": page, "count": 9}
    ClickCount.objects.create(day=date(2020, 1, 1), **told)
    ClickCount.objects.create(day=counting.site_day(), **told)
    assert counting.prune_clicks() == 1
    assert counts() == [(0, 9)]
