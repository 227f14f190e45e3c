"""Disclaimers that were typed, altered, undercut, or taken for a cure."""

import json
import time
from pathlib import Path

import pytest

import boneguide.demo
from health_content.compliance import Market, Policy, PolicyError, Severity, check
from health_content.compliance.examples import OBLIGATIONS, SALE, edition_of, placed
from health_content.compliance.policy import policy_for
from health_content.compliance.rules.disclaimers.fda_sentence import copies_in
from health_content.edition import Channel, Obligation, ObligationKind, place
from health_content.manuscript import (
    DisclaimerKind,
    Manuscript,
    Prose,
    RichText,
    TypedDisclaimer,
    from_payload,
)
from health_content.readers import read
from health_content.statutory import FDA_PLURAL, FDA_SINGULAR, MEDICAL_DEFAULT

EVERY_MARKET = Policy(tuple(Market))
DEMO = sorted((Path(boneguide.demo.__file__).parent / "articles").glob("*.json"))
FIRST, SECOND = FDA_PLURAL.text.split(". ", 1)


def found(example, code, policy=None):
    report = check(edition_of(example), policy or Policy())
    return [finding for finding in report.findings if finding.code == code]


def declared(text, kind=DisclaimerKind.FDA, heading=""):
    node = TypedDisclaimer(kind, heading, RichText.from_text(text), id="typed")
    return Manuscript(title="About zinc", body=(node, SALE))


def test_the_real_article_alters_the_fda_disclaimer(real_article):
    manuscript = read(real_article.read_bytes(), real_article.name).manuscript
    (finding,) = found(manuscript, "DSC101")
    assert finding.severity is Severity.BLOCKING
    assert finding.quote.startswith("any claims or statements")
    assert "with “u.s.” added" in finding.message


def test_the_real_article_repeats_the_medical_disclaimer(real_article):
    manuscript = read(real_article.read_bytes(), real_article.name).manuscript
    (finding,) = found(manuscript, "DSC104")
    assert finding.severity is Severity.ADVICE


@pytest.mark.parametrize("path", DEMO, ids=lambda path: path.stem)
def test_no_article_of_the_demonstration_is_refused(path):
    manuscript = from_payload(json.loads(path.read_text(encoding="utf-8")))
    report = check(placed(manuscript), EVERY_MARKET)
    mine = [it for it in report.of(Severity.BLOCKING) if it.code.startswith("DSC")]
    assert mine == []


@pytest.mark.parametrize("text", [FDA_PLURAL.text, FDA_SINGULAR.text])
@pytest.mark.parametrize(
    "spell",
    [
        str,
        str.upper,
        lambda text: text.replace(" ", "\u00a0"),
        lambda text: f"* {text} Ask a pharmacist.",
        lambda text: text.replace("Drug", "Dr\u00adug"),
    ],
)
def test_an_exact_copy_is_fine_however_it_is_spaced(text, spell):
    assert found(spell(text), "DSC101") == []


def test_the_difference_is_told_word_by_word():
    (finding,) = found(FDA_PLURAL.text.replace("evaluated", "reviewed"), "DSC101")
    assert finding.quote == FIRST.replace("evaluated", "reviewed")
    assert finding.message.endswith(": “reviewed” for “evaluated”.")


def test_a_lost_comma_is_a_difference():
    (finding,) = found(FDA_PLURAL.text.replace("cure, or", "cure or"), "DSC101")
    assert "“cure” for “cure,”" in finding.message


def test_the_altered_one_of_two_sentences_is_pointed_at():
    (finding,) = found(f"{FIRST}. {SECOND.replace('disease', 'illness')}", "DSC101")
    assert finding.quote == SECOND.replace("disease", "illness").rstrip(".")


def test_these_products_are_gets_words_of_its_own():
    (finding,) = found(FDA_PLURAL.text.replace("This product is", "These products are"), "DSC101")
    assert finding.message.startswith("“These products are” is not the wording")


def test_many_changes_are_not_all_told():
    text = (
        "Any of our many claims has never yet been reviewed by staff of the FDA, and no such "
        "product as these is ever meant to treat, cure, mitigate or prevent an illness."
    )
    (finding,) = found(text, "DSC101")
    assert finding.message.count("“") < 14


@pytest.mark.parametrize("half", [FIRST + ".", SECOND])
def test_one_of_the_two_sentences_alone_asks_for_a_reason(half):
    (finding,) = found(half, "DSC101")
    assert finding.severity is Severity.NEEDS_REASON
    assert "the other is missing" in finding.message


def test_one_sentence_that_is_quoted_is_no_disclaimer():
    assert found(f"Such labels say: “{SECOND}”", "DSC101") == []


def test_what_is_marked_as_the_disclaimer_has_to_be_it():
    (finding,) = found(declared("The agency has not looked at this page."), "DSC101")
    assert finding.message.endswith("does not hold its words.")
    assert found(declared(FDA_PLURAL.text, heading="About supplements"), "DSC101") == []


def test_the_difference_also_counts_where_nothing_is_sold():
    text = "Our products are not intended to treat, cure, or prevent any disease."
    report = check(edition_of(text, is_commercial=False))
    assert [it.severity for it in report.findings if it.code == "DSC101"] == [Severity.BLOCKING]


def test_the_rule_on_the_wording_is_locked():
    with pytest.raises(PolicyError, match="locked"):
        check(edition_of("Zinc."), Policy().with_severity("DSC101", Severity.ADVICE))


@pytest.mark.parametrize(
    "piece",
    [
        "These statements have not been evaluated by the FDA. ",
        "not intended to treat cure prevent ",
        "these claims not evaluated ",
        "evaluated fda intended administration ",
    ],
)
def test_a_long_text_takes_time_in_proportion(piece):
    def seconds(count):
        start = time.process_time()
        copies_in.__wrapped__(piece * count)
        return time.process_time() - start

    seconds(50)
    # The shortest of three: a busy machine only ever adds.
    long = min(seconds(3200) for _ in range(3))
    assert long < max(seconds(400), 0.002) * 32


def test_undercutting_is_found_in_a_caption_as_well_as_in_the_body():
    (finding,) = found("Legal mumbo jumbo follows.", "DSC103")
    assert finding.quote == "Legal mumbo jumbo"
    assert found(declared("The lawyers make us say this.", DisclaimerKind.MEDICAL), "DSC103")


def test_the_sites_own_medical_disclaimer_may_be_typed_again():
    text = Manuscript(body=(Prose(RichText.from_text(MEDICAL_DEFAULT.text), id="text"),))
    assert found(text, "DSC104") == []
    assert found(declared(MEDICAL_DEFAULT.text, DisclaimerKind.MEDICAL), "DSC104") == []


def test_a_sentence_against_the_medical_disclaimer_needs_a_reason():
    (finding,) = found("There is no need to ask your doctor first.", "DSC104")
    assert finding.severity is Severity.NEEDS_REASON
    assert "says the opposite" in finding.message


def test_a_claim_of_review_by_the_agency_is_refused_where_something_is_sold():
    text = "All our claims are reviewed by the FDA."
    assert [it.severity for it in found(text, "DSC105")] == [Severity.BLOCKING]
    quiet = check(edition_of(text, is_commercial=False)).findings
    assert [it.severity for it in quiet if it.code == "DSC105"] == [Severity.NEEDS_REASON]


def test_other_markets_miss_their_statements_each_once():
    findings = found("Zinc is a trace element.", "DSC106", EVERY_MARKET)
    assert [set(it.context.markets) for it in findings] == [
        {Market.UK, Market.EU},
        {Market.AU, Market.CA},
    ]
    assert {it.severity for it in findings} == {Severity.ADVICE}


def test_the_united_states_want_no_local_statement():
    assert found("Zinc is a trace element.", "DSC106") == []


def test_a_page_that_sells_nothing_owes_no_local_statement():
    report = check(edition_of("Zinc.", is_commercial=False), policy_for(["AU"]))
    assert "DSC106" not in {it.code for it in report.findings}


def test_a_local_statement_may_come_from_the_site():
    addition = Obligation(
        id="addition-1",
        kind=ObligationKind.DISCLAIMER_ADDITION,
        text="Always read the label and follow the directions for use.",
        language="en-AU",
        revision="1",
    )
    edition = place(Manuscript(body=(SALE,)), (*OBLIGATIONS, addition), Channel.WEB)
    assert found(edition, "DSC106", policy_for(["AU"])) == []
