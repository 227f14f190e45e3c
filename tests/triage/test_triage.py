"""What is looked at first, and that it is told in as many queries however many pages there are."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page

from health_content.library.waivers import site_day
from health_content.models import ClickCount, Earning, LinkHealth, Standing, Vetting
from health_content.suspending import suspend
from health_content.triage import Reasons, priority_of, risk_of, work_list
from tests.admin.site_of_findings import text_of
from tests.suspending.pages import selling, shop

pytestmark = pytest.mark.usefixtures("report_only")


def test_graver_and_more_is_riskier_and_what_somebody_dealt_with_least():
    kinds = [
        Reasons(waived=1),
        Reasons(advice=1),
        Reasons(dead_links=1),
        Reasons(needs_reason=1),
        Reasons(blocking=1),
        Reasons(blocking=1, is_overdue=True),
        Reasons(blocking=2),
    ]
    assert sorted(kinds, key=risk_of) == kinds
    assert risk_of(Reasons()) == 0
    assert risk_of(Reasons(is_unjudged=True)) == risk_of(Reasons(blocking=1))


def test_risk_is_multiplied_by_what_readers_do_and_stands_alone_where_nothing_is_known():
    assert priority_of(100, 0) == 100
    assert priority_of(2, 60) > priority_of(100, 0)
    assert priority_of(100, -50) == 100
    assert priority_of(0, 1000) == 0


@pytest.fixture
def three(home):
    """Three pages: one grave, one with much traffic, one that earns."""
    program, product, link = shop()
    pages = [selling(home, product, link, title=f"Article {number}") for number in range(3)]
    for page, counts in zip(pages, ((3, 0, 0), (0, 2, 0), (0, 1, 1)), strict=True):
        told = dict(zip(("blocking", "needs_reason", "advice"), counts, strict=True))
        Standing.objects.filter(page=page).update(waived=0, **told)
    today = site_day()
    ClickCount.objects.create(link=link, page=pages[1], position=1, day=today, count=50)
    old = today - timedelta(days=200)
    ClickCount.objects.create(link=link, page=pages[2], position=1, day=old, count=500)
    Earning.objects.create(
        program=program, page=pages[2], day=today, amount=Decimal("90"), currency="USD", row_key="1"
    )
    return pages, product, link


def order(**chosen):
    found = work_list(Page.objects.live(), Page.objects.none(), **chosen)
    return [work.page_id for work in found]


def test_the_order_is_that_of_risk_and_clicks_or_earnings_of_late(three):
    first, second, third = [page.pk for page in three[0]]
    assert order(by="risk") == [first, second, third]
    assert order() == [second, first, third]
    assert order(days=365) == [third, second, first]
    assert order(by="earnings", currency="USD") == [third, first, second]
    assert order(by="earnings", currency="EUR") == [first, second, third]


def test_what_a_link_earned_is_shared_among_the_pages_it_was_clicked_on(three):
    pages, _, link = three
    today = site_day()
    ClickCount.objects.create(link=link, page=pages[0], position=1, day=today, count=152)
    Earning.objects.create(
        program=link.program, link=link, day=today, amount=40, currency="USD", row_key="2"
    )
    works = work_list(Page.objects.live(), Page.objects.none(), by="earnings", currency="USD")
    earned = {work.page_id: work.earned for work in works}
    assert [earned[page.pk] for page in pages] == [30, 10, 90]


def test_dead_links_and_suspensions_count_for_the_pages_that_name_them(three):
    pages, product, link = three
    LinkHealth.objects.create(link=link, address=link.url, state="broken")
    suspend("product", product, reason="Recalled.", user=None)
    works = {w.page_id: w.reasons for w in work_list(Page.objects.live(), Page.objects.none())}
    assert [(works[page.pk].dead_links, works[page.pk].suspensions) for page in pages] == [
        (1, 1)
    ] * 3
    LinkHealth.objects.update(address="https://shop.example/before")
    works = {w.page_id: w.reasons for w in work_list(Page.objects.live(), Page.objects.none())}
    assert works[pages[0].pk].dead_links == 0


def test_the_screen_says_why_and_asks_as_much_however_many_pages_there_are(
    three, client, superuser, editor, home
):
    client.force_login(superuser)
    address = reverse("health_content_work")
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as few:
        html = text_of(client.get(address))
    assert "3 blocking findings" in html
    assert html.index("Article 1") < html.index("Article 0")
    _, product, link = three
    for number in range(4):
        page = selling(home, product, link, title=f"More {number}")
        Standing.objects.filter(page=page).update(blocking=1)
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few)
    client.force_login(editor)
    html = text_of(client.get(address, {"by": "clicks"}))
    assert "The order is that of risk alone." in html
    assert "50+" not in html


def test_dead_links_and_products_that_did_not_pass_lead_to_the_lists_of_them(
    three, client, superuser
):
    _, product, link = three
    LinkHealth.objects.create(link=link, address=link.url, state="wrong-merchant")
    Vetting.objects.create(
        product=product,
        has_passed=False,
        vetted_on=site_day(),
        next_due=site_day() + timedelta(days=90),
    )
    client.force_login(superuser)
    shown = client.get(reverse("health_content_work"))

    why = dict(shown.context["object_list"][0].why)
    for words, there, elsewhere in (
        ("1 dead link", link.url, {"state": "ok"}),
        ("1 product that did not pass", product.name, {"vetting": "passed"}),
    ):
        assert there in text_of(client.get(why[words]))
        assert there not in text_of(client.get(why[words].partition("?")[0], elsewhere))
