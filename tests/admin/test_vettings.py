"""Vetting products in the admin, and what lapses by itself."""

from datetime import timedelta

import pytest
from django.urls import reverse
from wagtail.contrib.frontend_cache.backends.base import BaseBackend

from health_content.library.ledger import ComplianceRecord
from health_content.library.pseudonyms import Pseudonym
from health_content.library.vetting import Answer, VettingState, state_of, unvetted, with_vetting
from health_content.library.waivers import site_day
from health_content.models import Product, Vetting
from health_content.vetting import LAPSED, note_lapsed
from tests.suspending.pages import selling, shop

REQUIRED = {"VETTING": {"REQUIRED": True}}


@pytest.fixture
def product(db):
    return Product.objects.create(name="Zinc")


def found(**fields):
    """What the form sends."""
    day = site_day()
    given = {
        "third_party_test": Answer.YES,
        "warning_letter": Answer.NO,
        "claims_looked_at": "on",
        "has_passed": "on",
        "vetted_on": day,
        "next_due": day + timedelta(days=365),
    }
    return {name: value for name, value in (given | fields).items() if value is not None}


def vets(client, product, **fields):
    return client.post(reverse("health_content_vet", args=[product.pk]), found(**fields))


def made(product, *, days_ago=0, due_in=365, has_passed=True):
    day = site_day()
    return Vetting.objects.create(
        product=product,
        has_passed=has_passed,
        vetted_on=day - timedelta(days=days_ago),
        next_due=day + timedelta(days=due_in),
    )


def test_a_vetting_is_recorded_with_its_maker_and_shown_on_the_product(
    admin_site, product, superuser
):
    assert vets(admin_site, product).status_code == 302
    vetting = product.vettings.get()
    assert vetting.by == Pseudonym.of(superuser)
    record = ComplianceRecord.objects.first()
    assert (record.subject_id, record.payload["action"]) == (str(product.pk), "vetted")
    edit = reverse(Product.snippet_viewset.get_url_name("edit"), args=[product.pk])
    text = admin_site.get(edit).content.decode()
    assert "May be recommended" in text
    assert reverse("health_content_vet", args=[product.pk]) in text


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"warning_letter": Answer.UNKNOWN}, "warning_letter"),
        ({"claims_looked_at": None}, "claims_looked_at"),
        ({"vetted_on": site_day() + timedelta(days=1)}, "vetted_on"),
        ({"next_due": site_day()}, "next_due"),
    ],
)
def test_a_product_does_not_pass_while_something_is_not_known(admin_site, product, fields, wrong):
    answer = vets(admin_site, product, **fields)
    assert list(answer.context["form"].errors) == [wrong]
    assert not Vetting.objects.exists()


def test_products_are_listed_and_chosen_by_how_their_vetting_stands(admin_site, product, settings):
    products = {VettingState.NEVER: product}
    for state, fields in {
        VettingState.PASSED: {},
        VettingState.DUE_SOON: {"due_in": 30},
        VettingState.OVERDUE: {"days_ago": 9, "due_in": -1},
        VettingState.FAILED: {"has_passed": False},
    }.items():
        products[state] = Product.objects.create(name=f"Product {state}")
        made(products[state], days_ago=10, has_passed=state == VettingState.FAILED)
        made(products[state], **fields)
    listed = reverse(Product.snippet_viewset.get_url_name("list"))
    for state, one in products.items():
        assert state_of(with_vetting(Product.objects.filter(pk=one.pk)).get()) is state
        rows = admin_site.get(listed, {"vetting": state}).context["object_list"]
        assert list(rows) == [one]
    chooser = reverse("wagtailsnippetchoosers_health_content_product:choose")
    assert "Never vetted" in admin_site.get(chooser).json()["html"]
    keys = {one.pk for one in products.values()}
    assert unvetted(keys) == set()
    settings.HEALTH_CONTENT = REQUIRED
    shown = {products[VettingState.PASSED].pk, products[VettingState.DUE_SOON].pk}
    assert unvetted(keys) == keys - shown


def test_a_vetting_that_lapsed_is_put_on_record_once(product, settings):
    made(product, days_ago=99, due_in=-1)
    assert note_lapsed() == []
    settings.HEALTH_CONTENT = REQUIRED
    assert note_lapsed() == [product]
    assert ComplianceRecord.objects.first().payload["action"] == LAPSED
    assert note_lapsed() == []


PURGED = []


class Purged(BaseBackend):
    """A cache before the site that remembers what it was told to forget."""

    def purge(self, url):
        PURGED.append(url)

    def purge_batch(self, urls):
        PURGED.extend(urls)


@pytest.mark.usefixtures("report_only")
def test_a_vetting_shows_and_hides_offers_where_it_is_required_and_purges_their_pages(
    admin_site, client, home, settings, django_capture_on_commit_callbacks
):
    _program, product, link = shop()
    page = selling(home, product, link)
    settings.HEALTH_CONTENT = REQUIRED | {"COMPLIANCE": {"MODE": "report"}}
    settings.WAGTAILFRONTENDCACHE = {"kept": {"BACKEND": f"{__name__}.Purged"}}

    def links():
        return client.get(page.url).content.decode().count(f'href="{link.url}"')

    def vetted(**fields):
        PURGED.clear()
        with django_capture_on_commit_callbacks(execute=True):
            assert vets(admin_site, product, **fields).status_code == 302
        assert any(url.endswith(page.url) for url in PURGED)
        assert ComplianceRecord.objects.filter(subject_id=product.pk).first().payload["pages"] == [
            page.pk
        ]

    hidden = links()
    vetted()
    assert links() > hidden
    vetted(has_passed=None, warning_letter=Answer.YES)
    assert links() == hidden
