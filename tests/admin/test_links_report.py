"""The report of all paid links: what it tells, filters and exports, and at what cost."""

import json
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from health_content.admin.registry.report import LinksView
from health_content.library.waivers import site_day
from health_content.models import (
    AffiliateProgram,
    ClickCount,
    LinkHealth,
    PaidLink,
    Product,
    Vetting,
)
from tests.factories import HealthArticlePageFactory, UserFactory

pytestmark = pytest.mark.usefixtures("report_only")


@pytest.fixture
def program(db):
    return AffiliateProgram.objects.create(key="shop", name="=Shop()", merchant="Shop")


def linked(program, number):
    product = Product.objects.create(name=f"Zinc {number}")
    url = f"https://shop.example/{number}"
    link = PaidLink.objects.create(program=program, product=product, url=url, market="US")
    LinkHealth.objects.create(link=link, address=url, state="ok")
    day = site_day()
    Vetting.objects.create(product=product, has_passed=True, next_due=day + timedelta(days=99))
    return link


def page_with(home, link, title):
    inner = {"type": "affiliate_call_to_action", "value": {"paid_link": link.pk}}
    body = [{"type": "section", "value": {"heading": "H", "content": [inner, inner]}}]
    page = HealthArticlePageFactory(parent=home, title=title)
    page.body = json.dumps(body)
    page.save_revision().publish()
    return page


def test_a_link_is_told_with_its_pages_clicks_health_and_vetting(admin_site, home, program):
    link = linked(program, 1)
    page = page_with(home, link, "One")
    page_with(home, link, "Two").unpublish()
    day = site_day()
    for days_ago, count in ((0, 7), (40, 100)):
        when = day - timedelta(days=days_ago)
        ClickCount.objects.create(link=link, page=page, day=when, count=count)
    moved = linked(program, 2)
    PaidLink.objects.filter(pk=moved.pk).update(url="https://shop.example/new", market="UK")
    where = reverse("health_content_links")
    first, second = admin_site.get(where).context["object_list"]
    assert (first.page_count, first.clicks_told, first.health_label) == (1, "5+", "Works")
    assert (first.vetting_label, second.health_label) == ("Passed", "Not checked yet")
    for asked, found in (
        ({"market": "uk"}, [moved]),
        ({"health": "ok"}, [link]),
        ({"health": "unchecked"}, [moved]),
        ({"product": link.product_id}, [link]),
        ({"vetting": "never"}, []),
        ({"shown": "now"}, [link, moved]),
        ({"q": "Zinc 2"}, [moved]),
    ):
        assert list(admin_site.get(where, asked).context["object_list"]) == found, asked
    answer = admin_site.get(where, {"export": "csv"})
    text = b"".join(answer.streaming_content).decode()
    assert "'=Shop()" in text
    assert "Clicks" in text
    person = UserFactory()
    rights = Permission.objects.filter(codename__in=("change_paidlink", "access_admin"))
    person.user_permissions.set(rights)
    admin_site.force_login(person)
    assert "Clicks" not in admin_site.get(where).content.decode()
    answer = admin_site.get(where, {"export": "csv"})
    text = b"".join(answer.streaming_content).decode()
    assert "Clicks" not in text
    assert "https://shop.example/1,US,Active" in text


@pytest.mark.usefixtures("search_index")
def test_lists_of_the_registry_are_searched_and_filtered_at_once(admin_site, program):
    link = linked(program, 7)
    for model, asked in ((PaidLink, {"status": "active"}), (Product, {"vetting": "passed"})):
        where = reverse(model.snippet_viewset.get_url_name("list"))
        rows = admin_site.get(where, {"q": "Zinc 7", **asked}).context["object_list"]
        assert list(rows) == [link if model is PaidLink else link.product]


def test_the_report_takes_as_many_queries_for_one_link_as_for_many(home, program, admin_site):
    def cost():
        with CaptureQueriesContext(connection) as asked:
            admin_site.get(reverse("health_content_links"))
        return len(asked)

    page_with(home, linked(program, 0), "Zero")
    cost()
    few = cost()
    for number in range(1, 6):
        page_with(home, linked(program, number), f"Page {number}")
    assert cost() == few
    assert LinksView.paginate_by == 50


def test_a_product_that_cannot_be_is_no_error(admin_site, program):
    answer = admin_site.get(reverse("health_content_links"), {"product": "9" * 30})
    assert answer.status_code == 200
