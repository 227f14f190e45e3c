"""The product list block."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.blocks.struct_block import StructBlockValidationError

from health_content.blocks.library_chooser import fetch_library
from health_content.edition import ObligationKind
from health_content.manuscript import ListOrder
from health_content.models import AffiliateProgram, PaidLink, Product
from health_content.obligations import disclosures_of
from tests.blocks.conftest import BODY, value_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def links():
    program = AffiliateProgram.objects.create(
        key="shop",
        name="Shop Partners",
        merchant="Shop",
        identification=[{"market": "", "language": "en-US", "text": "We partner with Shop."}],
    )
    return [
        PaidLink.objects.create(
            program=program,
            product=Product.objects.create(brand="Plain", name=name, form="capsules"),
            url=f"https://shop.example/{name}",
        )
        for name in ("Citrate", "Oxide")
    ]


def listing(links, **value):
    picks = [
        {
            "type": "item",
            "id": f"pick-{link.pk}",
            "value": {"product": link.product_id, "reason": "One thing.", "paid_link": link.pk},
        }
        for link in links
    ]
    return {"type": "product_list", "value": {"heading": "Ours", "items": picks, **value}}


def test_a_list_survives_with_what_the_library_says_of_its_products(round_trip, links):
    node = round_trip("product_list", listing(links, is_numbered=True)["value"])
    assert node.order is ListOrder.NUMBERED
    first = node.items[0]
    assert (first.brand, first.name, first.form) == ("Plain", "Citrate", "capsules")
    assert (first.html.text, first.link.url) == ("One thing.", links[0].url)


def test_each_product_has_its_reason_and_a_marked_link_and_all_of_them_count(links):
    body = value_of(listing(links))
    html = " ".join(body[0].render().split())
    assert "<strong>Plain Citrate</strong>, capsules" in html
    assert html.count("One thing.") == html.count("(paid link)") == 2
    assert html.count('rel="sponsored nofollow noopener"') == 2
    assert "<ul" in html
    assert "<ol" in value_of(listing(links, is_numbered=True))[0].render()
    kinds = [item.kind for item in disclosures_of(body)]
    assert kinds == [ObligationKind.AFFILIATE_DISCLOSURE, ObligationKind.PROGRAM_IDENTIFICATION]


def test_a_link_to_another_product_is_refused(links):
    stored = listing(links[:1])
    stored["value"]["items"][0]["value"]["paid_link"] = links[1].pk
    block = BODY.child_blocks["product_list"]
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(value_of(stored)[0].value)
    assert "another product" in str(refused.value.as_json_data())


def test_a_longer_list_takes_no_more_queries(links):
    def queries(*chosen):
        body = value_of(listing(chosen))
        with CaptureQueriesContext(connection) as captured:
            fetch_library(body)
            body[0].render()
        return len(captured)

    assert queries(links[0]) == queries(*links) <= 5
