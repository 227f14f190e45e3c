"""Whatever tags a template shows an article with, readers do not get what is taken down."""

import pytest
from django.db import connection
from django.template import Context, Template
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from health_content.library.suspensions import Scope, Suspension
from health_content.models import AffiliateProgram, PaidLink, Product
from tests.factories import HealthArticlePageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("report_only")]

WHOLE = "{% load wagtailcore_tags %}{% include_block page.body %}"
PIECES = "{% for block in page.body %}{{ block }}{% endfor %}"


@pytest.fixture
def page(home):
    program = AffiliateProgram.objects.create(
        key="shop", name="Shop Partners", merchant="Shop", hosts={"US": ["shop.example"]}
    )
    product = Product.objects.create(brand="Plain", name="Zinc")
    link = PaidLink.objects.create(
        program=program, product=product, url="https://shop.example/zinc"
    )
    inline = f'<p><a linktype="paid-link" id="{link.pk}">Ours</a></p>'
    typed = '<p><a href="https://shop.example/zinc">Typed</a></p>'
    body = [
        ("affiliate_call_to_action", {"text": "See it.", "paid_link": link}),
        ("product_card", {"product": product, "paid_link": link}),
        ("rich_text", inline),
        ("rich_text", typed),
        ("pull_quote", {"text": "Good.", "source_url": link.url}),
    ]
    return HealthArticlePageFactory(parent=home, body=body)


def shown(page, source, *, is_served):
    page = type(page).objects.get(pk=page.pk)
    request = RequestFactory().get("/")
    context = page.get_context(request) if is_served else {"page": page, "request": request}
    return Template(source).render(Context(context))


@pytest.mark.parametrize("is_served", [True, False])
@pytest.mark.parametrize("source", [WHOLE, PIECES])
def test_what_is_suspended_or_not_vetted_has_no_address_in_any_template(
    page, settings, source, is_served
):
    assert shown(page, source, is_served=is_served).count('href="https://shop.example/zinc"') == 5
    for of in (
        {"scope": Scope.PAGE, "page": page},
        {"scope": Scope.PRODUCT, "product": Product.objects.get()},
        {"scope": Scope.PROGRAM, "program": AffiliateProgram.objects.get()},
    ):
        suspension = Suspension.objects.create(reason="x", **of)
        assert "shop.example" not in shown(page, source, is_served=is_served), of
        suspension.delete()
    settings.HEALTH_CONTENT = {**settings.HEALTH_CONTENT, "VETTING": {"REQUIRED": True}}
    # Whoever typed an address named no product that could have been vetted.
    html = shown(page, source, is_served=is_served)
    assert html.count("shop.example") == html.split("Ours")[1].count("shop.example") > 0


def test_a_page_that_is_served_knows_its_places_and_hides_only_its_own(page, home):
    other = HealthArticlePageFactory(parent=home, slug="other")
    Suspension.objects.create(scope=Scope.PAGE, page=other, reason="x")
    html = shown(page, PIECES, is_served=True)
    assert html.count('href="https://shop.example/zinc"') == 5
    pings = [f"/{page.pk}/{place}/" for place in (1, 2, 3)]
    assert all(html.count(ping) == 1 for ping in pings), html


def test_another_pages_article_takes_no_query_for_each_of_its_offers(page):
    link = PaidLink.objects.get()
    counts = []
    for number in (2, 9):
        page.body = [("affiliate_call_to_action", {"text": "A", "paid_link": link})] * number
        page.save()
        with CaptureQueriesContext(connection) as captured:
            shown(page, WHOLE, is_served=False)
        counts.append(len(captured))
    assert counts[0] == counts[1]
