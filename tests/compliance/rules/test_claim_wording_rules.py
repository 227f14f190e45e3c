"""Rules on claims that need no more than the words: where they speak, and where they keep still."""

import json
from pathlib import Path

import pytest

import boneguide.demo
from health_content.compliance import Market, Severity, all_rules
from health_content.compliance.examples import SALE, edition_of, placed
from health_content.compliance.material import Material
from health_content.compliance.policy import EU, US
from health_content.edition.facts import PageFacts
from health_content.manuscript import (
    CallToAction,
    Image,
    Manuscript,
    MythFact,
    PaidLinkTarget,
    ProductCard,
    Prose,
    Reference,
    References,
    RichText,
    TypedDisclaimer,
    from_payload,
)

OURS = """CLM304 CLM305 CLM308 CLM316 CLM317 CLM318 CLM319 CLM320 CLM321 CLM322 CLM323 CLM324
CLM325 CLM326 CLM328""".split()
RULES = {rule.code: rule for rule in all_rules() if rule.code in OURS}
ARTICLES = sorted((Path(boneguide.demo.__file__).parent / "articles").glob("*.json"))
BOASTS = (
    "An FDA-approved supplement that rebuilds cartilage. It is clinically proven, supports healthy "
    "blood pressure and prevents scurvy. My arthritis is gone, so act before it’s too late. "
    "#osteoporosis"
)
CALCIUM = (
    "Adequate calcium throughout life, as part of a well-balanced diet, may reduce the risk of "
    "osteoporosis."
)


def found(example, *, market=Market.US, is_commercial=True):
    """What our rules find: code, quoted words and severity."""
    material = Material(edition_of(example, is_commercial=is_commercial), US)
    texts = {copy.location: copy.text for copy in material.copies}
    return [
        (rule.code, texts[fault.location][fault.start : fault.end], gravity(rule, fault, material))
        for rule in RULES.values()
        if market in rule.markets
        for fault in rule.faults(material, market)
    ]


def gravity(rule, fault, material):
    return fault.severity or (rule.severity if material.is_commercial else rule.severity_elsewhere)


def codes(example, **context):
    return {code for code, _, _ in found(example, **context)}


def page(*nodes, slug="", sells=True):
    body = (*nodes, SALE) if sells else nodes
    return placed(Manuscript(title="About this supplement", body=body), PageFacts(slug=slug))


def prose(text):
    return Prose(id="text", html=RichText.from_text(text))


def test_all_of_them_are_found_by_the_list_of_rules():
    assert sorted(RULES) == OURS


def test_a_boastful_paragraph_is_told_of_point_by_point():
    assert codes(BOASTS) == {
        "CLM316",
        "CLM317",
        "CLM318",
        "CLM322",
        "CLM323",
        "CLM324",
        "CLM326",
        "CLM328",
    }


def test_the_words_found_are_quoted_exactly():
    assert ("CLM318", "FDA-approved", Severity.BLOCKING) in found(BOASTS)
    assert ("CLM317", "clinically proven", Severity.NEEDS_REASON) in found(BOASTS)
    assert ("CLM324", "#osteoporosis", Severity.NEEDS_REASON) in found(BOASTS)


def test_where_nothing_is_sold_only_fda_approval_still_blocks():
    blocking = [
        code
        for code, _, severity in found(BOASTS, is_commercial=False)
        if severity is Severity.BLOCKING
    ]
    assert blocking == ["CLM318"]


@pytest.mark.parametrize(
    "node",
    [
        TypedDisclaimer(id="typed", html=RichText.from_text(BOASTS)),
        MythFact(id="myth", myth=BOASTS, fact=RichText.from_text("It is not so.")),
        References(id="list", items=(Reference(id="one", citation=BOASTS),)),
    ],
    ids=lambda node: node.kind,
)
def test_disclaimers_beliefs_and_references_do_not_speak_for_the_page(node):
    assert codes(page(node)) == set()


def test_the_disclaimers_a_page_owes_are_no_claims():
    assert codes(page()) == set()


@pytest.mark.parametrize("article", ARTICLES, ids=lambda path: path.stem)
def test_the_demo_s_articles_give_nothing_that_blocks(article):
    manuscript = from_payload(json.loads(article.read_text(encoding="utf-8")))
    edition = placed(manuscript, PageFacts(slug=article.stem, sells=True))
    for market in (Market.US, Market.EU):
        assert all(
            severity is not Severity.BLOCKING for _, _, severity in found(edition, market=market)
        )


def test_a_product_card_is_judged_by_its_name():
    card = ProductCard(id="card", brand="Example", name="Migraine Rescue", link=SALE.link)
    assert ("CLM304", "Migraine", Severity.BLOCKING) in found(page(card))


def test_a_name_may_hold_an_organ_and_no_cure():
    for name in ("Heart Tabs", "Joint Support", "Magnesium Glycinate 200 mg", "Liver Support"):
        card = ProductCard(id="card", brand="Example", name=name, link=SALE.link)
        assert codes(page(card)) == set()


def test_an_organ_beside_a_word_of_control_is_a_disease():
    card = ProductCard(id="card", brand="Example", name="Prostate Cure Plus", link=SALE.link)
    assert "CLM304" in codes(page(card))


def test_a_call_to_action_that_names_a_disease_is_a_name_too():
    offer = CallToAction(
        id="offer",
        label="Get Arthritis Relief on Amazon (paid link)",
        link=PaidLinkTarget(id="link", merchant="Amazon"),
    )
    assert "CLM304" in codes(page(offer, sells=False))


def test_a_drug_in_a_product_card_is_offered_as_content():
    card = ProductCard(id="card", name="Sleep blend", compound="melatonin, aspirin", link=SALE.link)
    assert ("CLM305", "aspirin", Severity.BLOCKING) in found(page(card))


def test_pictures_are_judged_by_what_is_said_of_them():
    picture = Image(id="image", alt="X-ray of a hip", caption=RichText.from_text("A hip."))
    assert ("CLM308", "X-ray", Severity.NEEDS_REASON) in found(page(picture))
    assert ("CLM308", "X-ray", Severity.ADVICE) in found(page(picture, sells=False))


def test_an_address_names_a_disease_only_where_something_is_sold():
    assert "CLM325" in codes(page(prose("Bone."), slug="osteoporosis-and-magnesium"))
    assert codes(page(prose("Bone."), slug="osteoporosis-basics", sells=False)) == set()


def test_an_altered_claim_is_told_word_for_word():
    material = Material(edition_of(CALCIUM.replace("may reduce", "reduces")), US)
    (fault,) = RULES["CLM319"].faults(material, Market.US)
    assert "“reduces” for “may reduce”" in fault.message
    assert CALCIUM in fault.remedy


def test_a_swapped_nutrient_is_named_and_not_reported_twice():
    text = CALCIUM.replace("calcium", "magnesium")
    assert codes(text) == {"CLM321"}
    (fault,) = RULES["CLM321"].faults(Material(edition_of(text), US), Market.US)
    assert "magnesium" in fault.message
    assert "calcium only" in fault.message


def test_an_exact_claim_asks_for_its_conditions_and_nothing_else():
    assert codes(CALCIUM) == {"CLM320"}
    (fault,) = RULES["CLM320"].faults(Material(edition_of(CALCIUM), US), Market.US)
    assert "260 mg" in fault.message


def test_a_claim_over_two_sentences_is_asked_about_once():
    text = (
        "Consuming diets with adequate magnesium may reduce the risk of high blood pressure "
        "(hypertension). However, the FDA has concluded that the evidence is inconsistent and "
        "inconclusive."
    )
    assert [code for code, _, _ in found(text)] == ["CLM320"]


def test_the_register_s_function_claims_are_advice_in_the_eu_and_nothing_in_the_us():
    text = "Magnesium contributes to normal muscle function."
    assert found(text, market=Market.EU) == [("CLM320", text, Severity.ADVICE)]
    assert found(text) == []


def test_the_range_is_asked_for_under_us_law_only():
    text = "Magnesium supports healthy blood pressure."
    assert codes(text) == {"CLM323"}
    assert codes(text, market=Market.EU) == set()
    assert Market.EU in EU.markets


@pytest.mark.parametrize(
    "hidden",
    [
        "An F\u200bDA-approved supplement.",
        "An \uff26\uff24\uff21 approved supplement.",
        "An FDA\u2011approved supplement.",
        "An fda Approved supplement.",
    ],
)
def test_odd_letters_hide_nothing(hidden):
    assert "CLM318" in codes(hidden)


def test_a_very_long_word_and_a_very_long_text_are_read():
    assert codes("Cure" * 20_000 + " is one word, and so is " + "a" * 50_000) <= {"CLM304"}
    assert codes("no side effects and a miracle " * 3000) == {"CLM317"}
