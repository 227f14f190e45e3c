"""Claims that a market admits, word for word or in other words, and those that only look it."""

import re

import pytest

from health_content.compliance import Market
from health_content.compliance.health_claims import (
    Basis,
    alteration,
    authorized,
    claim_around,
    claims_of,
    near,
)

CALCIUM = (
    "Adequate calcium throughout life, as part of a well-balanced diet, may reduce the risk of "
    "osteoporosis."
)
MAGNESIUM = (
    "Consuming diets with adequate magnesium may reduce the risk of high blood pressure "
    "(hypertension). However, the FDA has concluded that the evidence is inconsistent and "
    "inconclusive."
)
BONE_LOSS = (
    "Calcium helps to reduce the loss of bone mineral in post-menopausal women. Low bone mineral "
    "density is a risk factor for osteoporotic bone fractures."
)
EUROPE = (Market.EU, Market.UK)
EVERY = [(market, claim) for market in (Market.US, Market.EU) for claim in claims_of(market)]


def filled(wording: str) -> str:
    """A wording as a writer would use it, its open parts filled and its choices made."""
    chosen = re.sub(r"\[lower\] \[reduce\]", "lower", wording)
    return re.sub(r"<[^>]*>", "three small", chosen).replace("[", "").replace("]", "")


def test_there_are_claims_of_both_laws():
    assert {claim.basis for _, claim in EVERY} == set(Basis)
    assert len(claims_of(Market.US)) >= 50
    assert len(claims_of(Market.EU)) >= 150
    assert claims_of(Market.EU) == claims_of(Market.UK)


def test_every_wording_of_the_tables_is_recognized():
    for market, claim in EVERY:
        found = authorized(filled(claim.text), market)
        assert found is not None, claim.text
        assert set(found.substances) == set(claim.substances)


def test_every_claim_says_where_it_is_from_and_on_what_conditions():
    for market, claim in EVERY:
        assert market in claim.markets
        assert claim.source
        assert claim.url.startswith("http")
        assert claim.read_on.year == 2026
        assert claim.conditions
        assert claim.substances
        assert bool(claim.diseases) is (claim.basis not in {Basis.FUNCTION, Basis.CHILDREN})


@pytest.mark.parametrize(
    "text",
    [
        CALCIUM.upper(),
        CALCIUM.replace(" ", "  ").replace("-", "\u2011"),
        CALCIUM.replace(",", ""),
        f"“{CALCIUM}”",
    ],
)
def test_case_spaces_quotes_and_commas_do_not_matter(text):
    assert authorized(text, Market.US).key == "calcium-osteoporosis"


@pytest.mark.parametrize(
    "text",
    [
        CALCIUM.replace("may reduce", "reduces"),
        CALCIUM.replace("calcium", "magnesium"),
        CALCIUM.replace(" throughout life, as part of a well-balanced diet,", ""),
        CALCIUM.removesuffix(".") + " and cures arthritis.",
        MAGNESIUM.split(" However")[0],
        "Calcium prevents osteoporosis.",
    ],
)
def test_an_altered_us_claim_is_no_claim(text):
    assert authorized(text, Market.US) is None


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        (CALCIUM.replace("may reduce", "will reduce"), (("may", "will"),)),
        (CALCIUM.replace("calcium", "magnesium"), (("calcium", "magnesium"),)),
        (CALCIUM.replace(" throughout life,", ""), (("throughout life", ""),)),
    ],
)
def test_an_altered_us_claim_is_near_one_and_the_words_that_differ_are_told(text, changes):
    assert near(text, Market.US).key == "calcium-osteoporosis"
    assert alteration(text).changes == changes


def test_nothing_is_both_admitted_and_altered():
    for market, claim in EVERY:
        assert near(filled(claim.text), market) is None, claim.text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Osteoporosis is more common after menopause, and the risk grows with age.",
        "Talk to your doctor about your risk of high blood pressure before you change your diet.",
        "risk " * 5000,
    ],
)
def test_a_text_about_a_disease_is_not_near_a_claim(text):
    assert near(text, Market.US) is None
    assert authorized(text, Market.US) is None


@pytest.mark.parametrize("market", EUROPE)
@pytest.mark.parametrize(
    ("text", "wording"),
    [
        (
            "Magnesium supports normal muscle function",
            "Magnesium contributes to normal muscle function.",
        ),
        (
            "Vitamin D3 helps to maintain normal bones and teeth.",
            "Vitamin D contributes to the maintenance of normal bones.",
        ),
        (
            "Our capsules contain zinc, which helps protect cells from oxidative stress.",
            "Zinc contributes to the protection of cells from oxidative stress.",
        ),
        (
            (
                "Calcium and vitamin D are needed for normal bones as part of a varied and "
                "balanced diet."
            ),
            "Calcium is needed for the maintenance of normal bones.",
        ),
        (
            "Magnesium reduces tiredness and fatigue.",
            "Magnesium contributes to a reduction of tiredness and fatigue.",
        ),
    ],
)
def test_the_register_s_claims_may_be_said_in_other_words(market, text, wording):
    assert authorized(text, market).text == wording


@pytest.mark.parametrize(
    "text",
    [
        "Magnesium treats muscle cramps.",
        "Magnesium does not contribute to normal muscle function.",
        "Magnesium contributes to normal muscle function and cures arthritis.",
        "Magnesium glycinate cures arthritis and contributes to normal muscle function.",
        "Vitamin E contributes to normal muscle function.",
        "Calcium and vitamin K contribute to normal muscle function.",
        "Collagen contributes to the maintenance of normal bones.",
        "Magnesium supports muscles.",
    ],
)
def test_other_meanings_are_not_the_register_s(text):
    assert authorized(text, Market.EU) is None


def test_a_claim_without_its_normal_is_near_one():
    assert near("Magnesium supports muscles.", Market.EU).substances == ("magnesium",)


@pytest.mark.parametrize("market", [Market.US, Market.CA, Market.AU])
def test_what_the_eu_admits_no_other_market_does(market):
    assert authorized(BONE_LOSS, market) is None
    assert authorized("Magnesium contributes to normal muscle function.", market) is None


def test_what_fda_admits_the_eu_does_not():
    assert authorized(CALCIUM, Market.EU) is None


def test_a_claim_of_two_sentences_covers_both_and_nothing_besides():
    text = f"What labels may say. {MAGNESIUM} Pumpkin seeds are rich in it."
    start = text.index("Consuming")
    second = text.index("However")
    assert claim_around(text, start, start + 20, Market.US).key == "magnesium-blood-pressure"
    assert claim_around(text, second, second + 20, Market.US).key == "magnesium-blood-pressure"
    assert claim_around(text, 0, 10, Market.US) is None
    after = text.index("Pumpkin")
    assert claim_around(text, after, after + 7, Market.US) is None


def test_a_qualified_claim_cut_before_its_qualifier_covers_nothing():
    text = MAGNESIUM.split(" However")[0] + " It tastes of lemon."
    assert claim_around(text, 0, 20, Market.US) is None


@pytest.mark.parametrize("market", [Market.US, Market.EU])
def test_a_text_longer_than_any_claim_is_none(market):
    text = "may reduce the risk of osteoporosis and magnesium contributes to " * 4000
    assert authorized(text, market) is None
    assert near(text, market) is None
