"""Whatever tags a template shows an article with, readers do not get what is taken down."""

from datetime import timedelta

import pytest
from django.db import connection
from django.template import Context, Template
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from health_content.edition import Channel
from health_content.library.link_health import LinkHealth, LinkState
from health_content.library.suspensions import Scope, Suspension
from health_content.library.waivers import site_day
from health_content.models import AffiliateProgram, PaidLink, Product
from health_content.obligations import edition_of
from health_content.representations.article_html import article_html
from tests.factories import HealthArticlePageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("report_only")]

WHOLE = "{% load wagtailcore_tags %}{% include_block page.body %}"
ARTICLE = "{% load health_content_tags %}{% article_body page.body %}"
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


@pytest.mark.parametrize("why", ["dead", "paused", "withdrawn", "over", "contract"])
def test_a_typed_address_of_an_entry_that_is_not_good_is_linked_in_no_channel(page, why):
    link, yesterday = PaidLink.objects.get(), site_day() - timedelta(days=1)
    page.body = [("rich_text", f'<p>See <a href="{link.url}">Typed</a></p>')]
    page.save()
    assert "shop.example" in shown(page, ARTICLE, is_served=True)
    match why:
        case "dead":
            LinkHealth.objects.create(link=link, state=LinkState.BROKEN, address=link.url)
        case "over":
            PaidLink.objects.update(valid_until=yesterday)
        case "contract":
            AffiliateProgram.objects.update(ends_on=yesterday)
        case _:
            PaidLink.objects.update(status=why)
    AffiliateProgram.objects.update(channels=[channel.value for channel in Channel])
    for source in (ARTICLE, PIECES):
        html = shown(page, source, is_served=True)
        assert "Typed" in html
        assert "shop.example" not in html
        assert "paid link" not in html
    for channel in Channel:
        fresh = type(page).objects.get(pk=page.pk)
        assert "shop.example" not in article_html(edition_of(fresh, None, channel)), channel


def test_a_text_of_another_place_brings_the_sentence_of_its_program(page):
    for name in ("shop", "other"):
        AffiliateProgram.objects.update_or_create(
            key=name,
            defaults={
                "name": name,
                "merchant": name,
                "hosts": {"US": [f"{name}.example"]},
                "identification": [
                    {"market": "", "language": "en-US", "text": f"We earn at {name}."}
                ],
            },
        )
    page = type(page).objects.get(pk=page.pk)
    source = (
        "{% load health_content_tags %}{% disclosures %}{% article_body page.body %}"
        "{% rich_text other %}{% rich_text other %}"
    )
    context = {
        "page": page,
        "request": RequestFactory().get("/"),
        "other": '<p><a href="https://other.example/z">Other</a></p>',
    }
    html = Template(source).render(Context(context))
    assert html.count("We earn at shop.") == html.count("We earn at other.") == 1
    assert html.index("We earn at other.") < html.index("other.example")


def test_a_link_that_only_browsers_can_read_is_labelled_and_carries_our_tag(page):
    AffiliateProgram.objects.update(tag_parameter="ref", tags={"US": "ours"})
    odd = (
        "https:\\\\shop.example\\z?ref=x",
        "https:shop.example/z?ref=x",
        "https://a@shop.example/z?ref=x",
    )
    long = f"https://shop.example/z?x={'y' * 2100}&amp;ref=x"
    for address in (*odd, long):
        link = f'<p><a data-href="/z" title="5 > 3" href="{address}">Odd</a></p>'
        page.body = [("rich_text", link)]
        page.save()
        html = shown(page, ARTICLE, is_served=True)
        assert "ref=x" not in html
        assert html.count("ref=ours") == html.count("Odd (paid link)") == 1, address


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
