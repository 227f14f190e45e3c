"""The affiliate call to action block."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from health_content.models import AffiliateProgram, PaidLink, Product
from tests.blocks.conftest import value_of


@pytest.fixture
def program(db):
    return AffiliateProgram.objects.create(
        key="shop", name="Example Shop Partners", merchant="Example Shop"
    )


@pytest.fixture
def paid_link(program):
    product = Product.objects.create(brand="Sample", name="Magnesium")
    return PaidLink.objects.create(
        program=program, product=product, url="https://shop.example/p?tag=us", market="US"
    )


def call_to_action(**value):
    (child,) = value_of({"type": "affiliate_call_to_action", "value": value})
    return child.value


def test_a_call_to_action_survives_with_its_paid_link(round_trip, paid_link):
    node = round_trip(
        "affiliate_call_to_action",
        {"text": "Look here.", "label": "See it", "paid_link": paid_link.pk},
    )
    assert node.link.url == "https://shop.example/p?tag=us"
    assert (node.link.merchant, node.link.program) == ("Example Shop", "shop")
    assert node.link.product == "Sample Magnesium"


def test_a_call_to_action_without_an_address_keeps_its_program(round_trip, program):
    node = round_trip("affiliate_call_to_action", {"text": "Look here.", "program": program.pk})
    assert (node.link.url, node.link.merchant) == ("", "Example Shop")


def test_the_link_text_names_the_shop_and_says_that_it_is_paid(paid_link):
    value = call_to_action(text="Look here.", paid_link=paid_link.pk)
    assert value.button_text == "See it at Example Shop"
    assert value.link_label == "(paid link)"


def test_a_program_cannot_take_the_paid_label_or_the_rel_values_away(paid_link):
    AffiliateProgram.objects.update(link_label=" ", rel=["ugc", "opener"])
    value = call_to_action(text="Look here.", paid_link=paid_link.pk)
    assert value.link_label == "(paid link)"
    assert value.rel == "sponsored nofollow noopener ugc"


@pytest.mark.parametrize(
    "change",
    [
        {"status": PaidLink.Status.PAUSED},
        {"valid_until": date.today() - timedelta(days=2)},
        {"valid_from": date.today() + timedelta(days=2)},
    ],
)
def test_a_link_that_readers_should_not_follow_has_no_address(paid_link, change):
    PaidLink.objects.filter(pk=paid_link.pk).update(**change)
    assert call_to_action(text="Look here.", paid_link=paid_link.pk).href == ""


@pytest.mark.parametrize(
    ("own", "label"),
    [
        ("(great deal)", "(paid link) (great deal)"),
        ("Paid  Link", "(paid link)"),
        ("(Paid link, at no extra cost)", "(paid link) (Paid link, at no extra cost)"),
        ("(paid link), commissions earned", "(paid link), commissions earned"),
        ("our partner (paid link)", "(paid link) our partner"),
    ],
)
def test_a_label_of_a_programs_own_stands_after_ours(paid_link, own, label):
    AffiliateProgram.objects.update(link_label=own)
    value = call_to_action(text="Look here.", paid_link=paid_link.pk)
    assert value.link_label == label
    AffiliateProgram.objects.get().full_clean()


@pytest.mark.parametrize(
    "own",
    [
        "not a paid link",
        "unpaid link",
        "(free, no paid links)",
        "(paid link) n\u200bot",
        "un-paid link",
    ],
)
def test_a_label_that_denies_it_is_refused_and_not_shown(paid_link, own):
    AffiliateProgram.objects.update(link_label=own)
    assert call_to_action(text="Look here.", paid_link=paid_link.pk).link_label == "(paid link)"
    with pytest.raises(ValidationError, match="must not deny"):
        AffiliateProgram.objects.get().full_clean()
