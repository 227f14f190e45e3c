"""What is a paid link, a merchant, a call to action, and what only looks like one."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from health_content.affiliates import (
    ProgramMarket,
    ProgramTerms,
    Registered,
    looks_like_call_to_action,
    merchant_in_text,
    paid_link,
)
from health_content.affiliates.urls import is_safe


@pytest.mark.parametrize(
    ("url", "market", "tag", "product"),
    [
        ("https://www.amazon.com/dp/B00ABCDEFG?tag=bone-20", "US", "bone-20", "B00ABCDEFG"),
        ("https://amazon.com/Some-Name/dp/B00ABCDEFG/ref=sr_1_1", "US", "", "B00ABCDEFG"),
        ("http://smile.amazon.com/gp/product/b00abcdefg", "US", "", "B00ABCDEFG"),
        ("https://www.amazon.co.uk/s?k=magnesium&tag=bone-21", "UK", "bone-21", ""),
        ("https://www.amazon.com.au/dp/B00ABCDEFG", "AU", "", "B00ABCDEFG"),
        ("https://WWW.AMAZON.DE/dp/B00ABCDEFG", "DE", "", "B00ABCDEFG"),
        ("//www.amazon.ca/dp/B00ABCDEFG", "CA", "", "B00ABCDEFG"),
        ("www.amazon.com/dp/B00ABCDEFG", "US", "", "B00ABCDEFG"),
    ],
)
def test_amazon_addresses_are_recognized_with_market_tag_and_product(url, market, tag, product):
    found = paid_link(url)
    assert found.program.key == found.network == "amazon"
    assert (found.market, found.tag, found.product) == (market, tag, product)


@pytest.mark.parametrize(
    "url", ["https://amzn.to/3abcdef", "https://a.co/d/0abcdef", "https://amzn.eu/d/0abcdef"]
)
def test_amazons_short_addresses_are_amazon_and_marked_as_short(url):
    found = paid_link(url)
    assert found.program.key == "amazon"
    assert found.is_shortened


@pytest.mark.parametrize(
    ("url", "network"),
    [
        ("https://www.awin1.com/cread.php?awinmid=1&awinaffid=2", "awin"),
        ("https://shareasale.com/r.cfm?b=1&u=2&m=3", "shareasale"),
        ("https://www.iherb.com/pr/magnesium/1?rcode=ABC123", "iherb"),
        ("https://brand.pxf.io/c/1/2/3", "impact"),
        ("https://brand.sjv.io/abc", "impact"),
        ("https://www.anrdoezrs.net/click-1-2", "cj"),
        ("https://www.jdoqocy.com/click-1-2", "cj"),
        ("https://www.tkqlhce.com/click-1-2", "cj"),
        ("https://www.dpbolvw.net/click-1-2", "cj"),
        ("https://www.kqzyfj.com/click-1-2", "cj"),
        ("https://prf.hn/click/camref:1", "partnerize"),
        ("https://brand.prf.hn/click/camref:1", "partnerize"),
        ("https://rstyle.me/+abc", "rewardstyle"),
        ("https://go.skimresources.com/?id=1X2&url=x", "skimlinks"),
        ("https://click.linksynergy.com/deeplink?id=1", "rakuten"),
        ("https://geni.us/abc", "geniuslink"),
    ],
)
def test_networks_are_recognized_where_no_terms_ship(url, network):
    found = paid_link(url)
    assert (found.network, found.program) == (network, None)


@pytest.mark.parametrize(
    "url",
    [
        "https://amazon.com.evil.example/dp/B00ABCDEFG?tag=x-20",
        "https://notamazon.com/dp/B00ABCDEFG?tag=x-20",
        "https://\u0430mazon.com/dp/B00ABCDEFG?tag=x-20",
        "https://xn--mazon-3ve.com/dp/B00ABCDEFG",
        "https://www.amazon.com@evil.example/dp/B00ABCDEFG",
        "https://evil.example/amazon.com/dp/B00ABCDEFG",
        "https://evil.example/?u=https://www.amazon.com/dp/B00ABCDEFG?tag=x",
        "https://awin1.com.example/cread.php?a=1",
        "https://www.amazon.com/",
        "https://www.amazon.com/s?k=magnesium",
        "https://www.iherb.com/pr/magnesium/1",
        "https://pubmed.ncbi.nlm.nih.gov/34666201/",
        "javascript:alert('amazon.com/dp/B00ABCDEFG?tag=x')",
        "data:text/html,amzn.to/3",
        "mailto:someone@amazon.com",
        "/dp/B00ABCDEFG?tag=x",
        "page:3",
        "#dosage",
        "",
    ],
)
def test_other_addresses_are_no_paid_links(url):
    assert paid_link(url) is None


@pytest.mark.parametrize(
    "url",
    [
        "https:\\\\www.amazon.com\\dp\\B00ABCDEFG?tag=x-20",
        "https:www.amazon.com/dp/B00ABCDEFG?tag=x-20",
        "https:////www.amazon.com/dp/B00ABCDEFG?tag=x-20",
        "\\/www.amazon.com/dp/B00ABCDEFG?tag=x-20",
        "https://someone@www.amazon.com/dp/B00ABCDEFG?tag=x-20",
        "https://amazon.com\\@evil.example/dp/B00ABCDEFG?tag=x-20",
        "ht\ntps://www.ama\tzon.com/dp/B00ABCDEFG?tag=x-20",
        "https://www.%61mazon.com/dp/B00ABCDEFG?tag=x-20",
        "https://www.ama\u200bzon.com/dp/B00ABCDEFG?tag=x-20",
        f"https://www.amazon.com/dp/B00ABCDEFG?x={'y' * 2100}&tag=x-20",
    ],
)
def test_what_a_browser_follows_to_a_shop_is_a_paid_link_however_it_is_spelled(url):
    assert paid_link(url).tag == "x-20"
    assert not is_safe(url)


@given(st.text(max_size=80))
def test_no_text_makes_recognition_fail(text):
    paid_link(text)
    paid_link("https://" + text)
    looks_like_call_to_action(text)
    merchant_in_text(text)


@pytest.mark.parametrize(
    "text",
    [
        "Care for your bones with Magnesium Glycinate\u2014Stay Active, Shop Now on Amazon!",
        "Give your evenings a calm end\u2014Order Now on Amazon!",
        "Shop Now on Amazon!",
        "shop now on amazon",
        "Buy this magnesium powder on iHerb",
        "Check price on Amazon",
        "Check the latest price",
        "View on Amazon (paid link)",
        "\u2192 Order today!",
        "Click here to buy",
        "Available on Amazon",
        "Amazon: see the powder",
        "Feel better and order now!",
        "Get 10% off creatine at Thorne.com",
        "Shop Collagen Now at Vital Proteins",
        "Get Yours at Life Extension",
        "Buy on Swanson Vitamins \u2192",
        "Use code SAVE10 at iHerb for 10% off",
        "Find a trial size on Amazon",
        "Order the doctor-formulated powder at Target",
    ],
)
def test_an_order_to_buy_is_a_call_to_action(text):
    assert looks_like_call_to_action(text)


@pytest.mark.parametrize(
    "text",
    [
        "You can buy magnesium in most shops.",
        "In order to now take more, ask your doctor.",
        "In order now to the next point.",
        "Many people buy magnesium on Amazon.",
        "We bought six powders on Amazon and had them tested.",
        "Get more magnesium from nuts and seeds.",
        "See your doctor at once if you feel faint.",
        "Check the label for elemental magnesium.",
        "Buy magnesium on Amazon only if a third party tested it.",
        "\u201cShop now\u201d buttons are no disclosure.",
        "See the study on Amazon deforestation",
        "Discover why research on Amazon plants matters",
        "See Table 2 on Amazon",
        "Find out more at Target Health",
        "Check with your doctor via Boots pharmacists",
        "Use code words at home.",
        "Find plants of the region at the market.",
        "",
    ],
)
def test_a_statement_about_buying_is_no_call_to_action(text):
    assert not looks_like_call_to_action(text)


def test_a_paragraph_is_no_call_to_action_however_it_ends():
    assert not looks_like_call_to_action("Magnesium is a mineral. " * 20 + "Shop now on Amazon!")


def test_a_merchant_is_found_by_the_name_a_reader_knows():
    assert merchant_in_text("Order now at Amazon.com!").key == "amazon"
    assert merchant_in_text("Take it with food.") is None


@pytest.mark.parametrize(
    "text",
    ["amazon.co.uk", "See www.amazon.de.", "https://www.amazon.com/dp/B00ABCDEFG", "Amazon."],
)
def test_a_merchant_is_found_by_its_own_address(text):
    assert merchant_in_text(text).key == "amazon"


@pytest.mark.parametrize(
    ("text", "merchant"),
    [
        ("Buy it on iHerb", "iHerb"),
        ("Holland & Barrett", "Holland & Barrett"),
        ("Boots.com", "Boots"),
        ("Order at Boots", "Boots"),
        ("Walmart.com", "Walmart"),
    ],
)
def test_a_merchant_without_terms_is_named_and_permits_nothing(text, merchant):
    found = merchant_in_text(text)
    assert (found.key, found.merchant) == ("", merchant)
    assert not found.permits("prices_allowed")


@pytest.mark.parametrize(
    "text",
    [
        "View on Amazon.com.evil.example",
        "Amazon.evil.example",
        "https://evil.example/amazon.com/x",
        "https://evil.example/?u=shop@amazon.com",
        "Walmart.com.evil.example",
        "Wear boots on ice.",
    ],
)
def test_a_name_in_another_sites_address_is_no_merchant(text):
    assert merchant_in_text(text) is None


@pytest.mark.parametrize(
    "text", ["the Amazon rainforest", "along the Amazon River", "Amazonian herbs", "Pre-Amazon"]
)
def test_the_river_is_no_merchant(text):
    assert merchant_in_text(text) is None


SHOP = ProgramTerms(
    key="shop",
    name="Shop Partners",
    markets=(ProgramMarket("US", ("shop.example",)),),
    shorteners=("shp.example",),
)


@pytest.mark.parametrize(
    ("url", "is_known"),
    [
        ("https://shop.example/anything", True),
        ("https://www.shop.example/?p=1", True),
        ("https://SHOP.example/x", True),
        ("https://shp.example/x1", True),
        ("https://shop.example/", False),
        ("https://shop.example.evil.example/x", False),
        ("https://notshop.example/x", False),
    ],
)
def test_the_hosts_of_a_program_of_the_library_are_known(url, is_known):
    found = paid_link(url, Registered(programs=(SHOP,)))
    assert (found is not None) is is_known
    assert found is None or found.program is SHOP


def test_a_program_with_a_tag_or_products_is_known_by_those():
    tagged = replace(SHOP, tag_parameter="ref", product_patterns=("/p/([0-9]+)",))
    known = Registered(programs=(tagged,))
    assert paid_link("https://shop.example/blog", known) is None
    assert paid_link("https://shop.example/blog?ref=us", known).tag == "us"
    assert paid_link("https://shop.example/p/12", known).product == "12"


def test_a_registered_address_is_known_and_its_neighbors_are_not():
    known = Registered({"https://elsewhere.example/x": SHOP})
    assert paid_link("https://elsewhere.example/x", known).program is SHOP
    assert paid_link("https://elsewhere.example/y", known) is None
