"""Commission reports as programs write them: every row once, or none."""

from datetime import date
from decimal import Decimal

import pytest

from health_content.interchange.earnings import (
    AMAZON,
    Layout,
    amount_of,
    import_earnings,
)
from health_content.interchange.reading import UnreadableTable
from health_content.models import Earning, PaidLink
from tests.factories import HealthIndexPageFactory
from tests.suspending.pages import shop

OWN = Layout(
    day="Datum",
    amount="Provision",
    currency="Währung",
    orders="Stück",
    product="EAN",
    page="Seite",
    order_of_day="dmy",
    decimal_mark=",",
)
AMAZON_FILE = (
    '"Fee-Earnings reports from 11-01-2026 to 11-22-2026"\n'
    "Category,Name,ASIN,Seller,Tracking ID,Date Shipped,Price($),Items Shipped,Returns,"
    "Revenue($),Ad Fees($),Device Type Group\n"
    'Pills,"Magnesium, 90",b0aaaaaaa1,Shop,ours-20,2026-11-03 10:04:00,19.99,1,0,19.99,0.60,PHONE\n'
    'Pills,"Magnesium, 90",b0aaaaaaa1,Shop,ours-20,2026-11-03 11:30:00,19.99,1,0,19.99,0.60,PHONE\n'
    "Health,Lamp,B0ZZZZZZZ9,Shop,ours-20,2026-11-05,10.00,0,1,-10.00,-0.30,DESKTOP\n"
)


@pytest.fixture
def sold(home):
    program, product, link = shop("amazon")
    program.tags = {"US": "ours-20"}
    program.save()
    product.asin, product.gtin = "B0AAAAAAA1", "4006381333931"
    product.save()
    return program, link


def test_amazons_file_is_read_with_its_title_and_counts_once_however_often_it_comes(sold):
    program, link = sold
    told = import_earnings(program, AMAZON_FILE.encode(), AMAZON, currency="usd", dry_run=True)
    assert (told.created, told.sums["USD"], told.is_kept) == (3, Decimal("0.90"), False)
    assert not Earning.objects.exists()
    import_earnings(program, AMAZON_FILE.encode(), AMAZON, currency="USD")
    again = import_earnings(program, AMAZON_FILE.encode("utf-16"), AMAZON, currency="USD")
    assert (again.created, again.unchanged) == (0, 3)
    rows = Earning.objects.order_by("day", "amount").values_list("day", "amount", "orders", "link")
    assert list(rows) == [
        (date(2026, 11, 3), Decimal("0.60"), 1, link.pk),
        (date(2026, 11, 3), Decimal("0.60"), 1, link.pk),
        (date(2026, 11, 5), Decimal("-0.30"), 0, None),
    ]


def test_other_columns_semicolons_and_decimal_commas_are_read_as_the_person_says(sold, home):
    program, link = sold
    page = HealthIndexPageFactory(parent=home, slug="articles")
    text = (
        "Datum;Provision;Währung;Stück;EAN;Seite\r\n"
        "3.11.2026;1.234,56 €;EUR;2;4006381333931;http://localhost/articles/?a=1\r\n"
        f"03.11.2026;(0,50);eur;;;{page.pk}\r\n"
        "03.11.2026;0,50-;EUR;;;http://other.example/articles/\r\n"
    )
    import_earnings(program, text.encode("cp1252"), OWN)
    rows = Earning.objects.order_by("-amount", "page").values_list(
        "amount", "currency", "orders", "link", "page"
    )
    assert set(rows) == {
        (Decimal("1234.56"), "EUR", 2, link.pk, page.pk),
        (Decimal("-0.50"), "EUR", 0, None, page.pk),
        (Decimal("-0.50"), "EUR", 0, None, None),
    }


def test_a_row_that_cannot_be_read_is_told_by_its_line_and_keeps_all_others_out(sold):
    program, _ = sold
    text = AMAZON_FILE.replace("2026-11-05", "5th May").replace("19.99,0.60", "19.99,1.2.3", 1)
    told = import_earnings(program, text.encode(), AMAZON, currency="USD")
    assert [(item.line, item.column) for item in told.problems] == [
        (3, "ad fees"),
        (5, "date shipped"),
    ]
    assert not told.is_kept
    assert not Earning.objects.exists()
    told = import_earnings(program, AMAZON_FILE.encode(), AMAZON)
    assert "three letters" in told.problems[0].message


def test_a_file_without_the_columns_is_refused_whole(sold):
    with pytest.raises(UnreadableTable, match="ad fees"):
        import_earnings(sold[0], b"Date Shipped,Price\n2026-11-01,3\n", AMAZON, currency="USD")


def test_of_two_links_to_a_product_that_of_the_tags_market_is_meant_and_else_none(sold):
    program, link = sold
    PaidLink.objects.create(
        program=program, product=link.product, market="DE", url="https://amazon.example/de"
    )
    import_earnings(program, AMAZON_FILE.encode(), AMAZON, currency="USD")
    assert not Earning.objects.filter(link__isnull=False).exists()
    Earning.objects.all().delete()
    PaidLink.objects.filter(pk=link.pk).update(market="US")
    import_earnings(program, AMAZON_FILE.encode(), AMAZON, currency="USD")
    assert Earning.objects.filter(link=link).count() == 2


@pytest.mark.parametrize(
    "text", ["", "1.2.3", "1,50", "12,34,567", "1e9", "٣", "99999999999", "=1"]
)
def test_what_is_no_amount_is_not_taken_for_one(text):
    with pytest.raises(ValueError, match=r"amount|more"):
        amount_of(text)
