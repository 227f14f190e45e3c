"""Where entries of the registry are used, and the question before live pages lose a link."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from health_content.admin.registry.where_used import CONFIRM
from health_content.library.usage import uses_of
from health_content.library.waivers import site_day
from health_content.models import AffiliateProgram, PaidLink, Product
from tests.factories import HealthArticlePageFactory, ImageFactory

pytestmark = pytest.mark.usefixtures("report_only")


@pytest.fixture
def link(db):
    program = AffiliateProgram.objects.create(
        key="shop", name="Shop", merchant="Shop", channels=["web", "api"]
    )
    product = Product.objects.create(name="Zinc")
    return PaidLink.objects.create(
        program=program, product=product, url="https://shop.example/zinc", market="US"
    )


def stream(link):
    inner = {"type": "affiliate_call_to_action", "value": {"paid_link": link.pk}}
    return json.dumps([{"type": "section", "value": {"heading": "H", "content": [inner]}}])


def page_with(home, link, title, *, is_draft=False):
    page = HealthArticlePageFactory(parent=home, title=title)
    page.body = stream(link)
    revision = page.save_revision()
    if not is_draft:
        revision.publish()
    return page


def address(entry, name):
    return reverse(entry.snippet_viewset.get_url_name(name), args=[entry.pk])


def test_link_product_and_program_tell_the_pages_that_use_them(admin_site, home, link):
    live = page_with(home, link, "Live one")
    draft = page_with(home, link, "Drafted one", is_draft=True)
    HealthArticlePageFactory(parent=home, title="Another one")
    for entry, how in (
        (link, "names it"),
        (link.product, "names one of its paid links"),
        (link.program, "names one of its paid links"),
    ):
        uses = uses_of(entry)
        assert (uses.named | uses.through, uses.drafted) == ({live.pk}, {draft.pk})
        text = admin_site.get(address(entry, "usage")).content.decode()
        assert "1 live page shows it" in text
        assert "Live one" in text
        assert how in text
        assert "names it in a draft only" in text
        assert "Another one" not in text


def filled(admin_site, entry, **fields):
    form = admin_site.get(address(entry, "edit")).context["form"]
    given = {bound.html_name: bound.value() for bound in form} | fields
    return {name: "" if value is None else value for name, value in given.items()}


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "paused", "status_reason": "Out of stock."},
        {"valid_until": site_day() - timedelta(days=1)},
    ],
)
def test_a_link_is_taken_from_live_pages_only_after_a_question(admin_site, home, link, fields):
    page_with(home, link, "Live one")
    given = filled(admin_site, link, **fields)
    answer = admin_site.post(address(link, "edit"), given)
    assert "1 live page would show less" in answer.content.decode()
    assert f'name="{CONFIRM}"' in answer.content.decode()
    assert PaidLink.objects.get().is_shown_on(site_day())
    assert admin_site.post(address(link, "edit"), given | {CONFIRM: "1"}).status_code == 302
    assert not PaidLink.objects.get().is_shown_on(site_day())


def test_where_it_is_used_is_asked_in_as_many_queries_for_one_page_as_for_many(home, link):
    def cost():
        with CaptureQueriesContext(connection) as asked:
            uses_of(link.program)
        return len(asked)

    page_with(home, link, "First")
    uses_of(link.program)
    few = cost()
    for number in range(4):
        other = PaidLink.objects.create(program=link.program, url=f"https://shop.example/{number}")
        page_with(home, other, f"Page {number}")
    assert cost() == few


def test_a_second_link_with_the_same_address_is_told_of(admin_site, link):
    add = reverse(PaidLink.snippet_viewset.get_url_name("add"))
    given = filled(admin_site, link)
    answer = admin_site.post(add, given, follow=True)
    assert PaidLink.objects.count() == 2
    shown = answer.content.decode()
    assert "Other paid links have the same address" in shown
    assert "was put right" not in shown


def test_an_address_that_was_put_right_is_told_of(admin_site, link):
    add = reverse(PaidLink.snippet_viewset.get_url_name("add"))
    given = filled(admin_site, link) | {"url": link.url.replace("https://", "https://WWW.")}
    shown = admin_site.post(add, given, follow=True).content.decode()
    assert f"put right: {PaidLink.objects.last().url}" in shown


def test_the_picture_of_a_product_is_not_deleted(admin_site, link):
    link.product.image = ImageFactory()
    link.product.save()
    where = reverse("wagtailimages:delete", args=[link.product.image_id])
    answer = admin_site.post(where, follow=True)
    link.product.refresh_from_db()
    assert link.product.image is not None
    assert answer.status_code == 200
