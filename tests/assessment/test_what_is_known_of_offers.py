"""A page is told of its links that are not well, and of its products that nobody vetted."""

import pytest

from health_content.assessment import assess
from health_content.library.link_health import LinkHealth, LinkState
from health_content.models import AffiliateProgram, HealthArticlePage, PaidLink, Product
from tests.factories import HealthArticlePageFactory

pytestmark = pytest.mark.usefixtures("report_only")


@pytest.fixture
def link(db):
    program = AffiliateProgram.objects.create(key="nuts", name="Nut Shop", merchant="Nut Shop")
    product = Product.objects.create(name="Magnesium")
    return PaidLink.objects.create(
        program=program, product=product, url="https://shop.example/magnesium"
    )


@pytest.fixture
def page(home, link):
    offer = ("affiliate_call_to_action", {"text": "See it.", "label": "", "paid_link": link})
    return HealthArticlePageFactory(parent=home, slug="magnesium", body=[offer])


def told(page, code):
    stored = HealthArticlePage.objects.get(pk=page.pk)
    return [item for item in assess(stored).findings if item.code == code]


@pytest.mark.parametrize("state", [LinkState.BROKEN, LinkState.MOVED, LinkState.OUT_OF_STOCK])
def test_a_link_that_is_not_well_is_told_on_its_page(page, link, state):
    assert not told(page, "AFF221")
    health = LinkHealth.objects.create(link=link, address=link.url, state=state)
    (finding,) = told(page, "AFF221")
    assert finding.quote == "See it."
    health.address = "https://shop.example/another"
    health.save()
    assert not told(page, "AFF221")


def test_so_it_is_in_a_draft(page, link):
    LinkHealth.objects.create(link=link, address=link.url, state=LinkState.BROKEN)
    page.save_revision()
    draft = HealthArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert "AFF221" in {item.code for item in assess(draft).findings}


def test_an_unvetted_product_is_told_where_the_site_asks_for_vetting(page, settings):
    assert not told(page, "AFF222")
    settings.HEALTH_CONTENT = {**settings.HEALTH_CONTENT, "VETTING": {"REQUIRED": True}}
    assert len(told(page, "AFF222")) == 1
