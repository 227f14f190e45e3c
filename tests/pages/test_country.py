"""Offers lead to shops in the reader's country, and caches know of it."""

import pytest

from health_content.models import AffiliateProgram, PaidLink, Product
from tests.factories import HealthArticlePageFactory

pytestmark = pytest.mark.usefixtures("report_only")


def program_of(key, **values):
    said = {"market": "", "language": "en-US", "text": f"We earn at {key}."}
    return AffiliateProgram.objects.create(
        key=key, name=key, merchant="Shop", identification=[said], **values
    )


@pytest.fixture
def article(home):
    """An article with one offer in a call to action and in a line: of the US, with variants."""
    home_shop, british = program_of("home-shop"), program_of("british", countries=["GB"])
    closed = program_of("closed", countries=["AT"])
    product = Product.objects.create(name="Magnesium")
    links = [
        PaidLink.objects.create(program=program, product=product, market=market, url=url)
        for program, market, url in (
            (home_shop, "US", "https://us.example/p"),
            (british, "UK", "https://uk.example/p"),
            (closed, "DE", "https://de.example/p"),
        )
    ]
    stored = f'<p><a linktype="paid-link" id="{links[0].pk}">it</a></p>'
    call = {"text": "See it.", "paid_link": links[0]}
    body = [("affiliate_call_to_action", call), ("rich_text", stored)]
    return HealthArticlePageFactory(parent=home, slug="a", body=body)


def answer(client, country, header="CF-IPCountry"):
    response = client.get("/a/", headers={header: country} if country else {})
    return response.content.decode(), response.headers.get("Vary", "")


@pytest.mark.parametrize("country", ["GB", "uk"])
def test_a_reader_abroad_gets_the_link_of_their_country_and_its_programs_sentence(
    client, article, settings, country
):
    settings.HEALTH_CONTENT = {**settings.HEALTH_CONTENT, "COUNTRY_HEADER": "CF-IPCountry"}
    html, vary = answer(client, country)
    assert html.count('href="https://uk.example/p"') == 2
    assert "us.example" not in html
    assert "We earn at british." in html
    assert "We earn at home-shop." not in html
    assert "CF-IPCountry" in vary


@pytest.mark.parametrize("country", ["US", "", "DE", "FR", "GBR", "G1", "XX"])
def test_others_get_what_was_chosen_and_caches_are_told_all_the_same(
    client, article, settings, country
):
    settings.HEALTH_CONTENT = {**settings.HEALTH_CONTENT, "COUNTRY_HEADER": "CF-IPCountry"}
    html, vary = answer(client, country)
    assert html.count('href="https://us.example/p"') == 2
    assert "CF-IPCountry" in vary


def test_a_link_that_is_not_good_is_no_variant(client, article, settings):
    settings.HEALTH_CONTENT = {**settings.HEALTH_CONTENT, "COUNTRY_HEADER": "CF-IPCountry"}
    PaidLink.objects.filter(market="UK").update(status=PaidLink.Status.PAUSED)
    assert 'href="https://us.example/p"' in answer(client, "GB")[0]


def test_no_header_counts_but_the_one_that_the_site_names(client, article, settings):
    html, vary = answer(client, "GB")
    assert 'href="https://us.example/p"' in html
    assert "CF-IPCountry" not in vary
    settings.HEALTH_CONTENT = {**settings.HEALTH_CONTENT, "COUNTRY_HEADER": "X-Country"}
    assert 'href="https://us.example/p"' in answer(client, "GB")[0]


def test_a_page_that_sells_nothing_is_the_same_everywhere(client, home, settings):
    settings.HEALTH_CONTENT = {**settings.HEALTH_CONTENT, "COUNTRY_HEADER": "CF-IPCountry"}
    HealthArticlePageFactory(parent=home, slug="a", body=[("rich_text", "<p>Words.</p>")])
    assert "CF-IPCountry" not in answer(client, "GB")[1]
