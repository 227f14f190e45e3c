"""The article this project began with: everything an expert found wrong in it is found."""

import pytest

from health_content.compliance import Severity, check
from health_content.compliance.examples import placed
from health_content.readers import read


@pytest.fixture(scope="module")
def report(real_article):
    return check(placed(read(real_article.read_bytes(), real_article.name).manuscript))


def findings(report, code):
    return [item for item in report.findings if item.code == code]


def claimed(report):
    return [item for item in report.findings if item.code.startswith("CLM3")]


CLAIMS = {
    "the title": "prevent osteoporosis",
    "the introduction": "to prevent osteoporosis",
    "the heading of the main section": "prevent osteoporosis",
    "the heading on density": "improves bone mineral density",
    "the heading on aging": "prevents bone loss",
    "the heading on inflammation": "reduces inflammation",
    "calcification": "arterial calcification",
    "the invitation to buy": "prevent fractures",
    "people with osteoporosis": "disease progression",
    "the study of the elderly": "fracture risk",
    "the study of inflammation": "slowed bone loss",
    "the anti-inflammatory property": "anti-inflammatory",
    "the fracture risk under how to take it": "reduced fracture risk",
    "the related title": "fracture recovery",
    "the tool of the conclusion": "tool for preventing osteoporosis",
    "the risk in the conclusion": "reduce your risk of osteoporosis",
    "the first myth": "fracture risk",
    "the shop's promise": "protect",
}


@pytest.mark.parametrize("where", CLAIMS)
def test_every_disease_claim_of_the_audit_is_found(report, where):
    words = CLAIMS[where]
    assert any(words in item.excerpt.casefold() for item in claimed(report))


SUPERLATIVES = (
    "absorbed more effectively",
    "superior bioavailability",
    "most effective form",
    "minimal side effects",
    "without gastrointestinal side effects",
    "ideal supplement",
    "all stages of life",
    "cannot be properly absorbed",
    "even high doses",
)


@pytest.mark.parametrize("words", SUPERLATIVES)
def test_every_superlative_of_the_audit_is_found(report, words):
    assert any(
        words in item.excerpt.casefold()
        for item in report.findings
        if item.code.startswith(("CLM3", "EVD4"))
    )


def test_every_study_without_an_entry_is_found(report):
    assert len(findings(report, "EVD402")) == 6


@pytest.mark.parametrize(
    "mention",
    [
        "A 2013 study in Osteoporosis International",
        "A 2018 study published in The Journal of the American Osteopathic Association",
        "A 2017 review in Nutrients",
        "A 2015 meta-analysis in Magnesium Research",
        "A 2020 study in The Journal of Bone and Mineral Metabolism",
        "A 2019 study in Frontiers in Immunology",
    ],
)
def test_each_mention_of_a_study_is_one_of_them(report, mention):
    assert any(item.quote.startswith(mention) for item in findings(report, "EVD402"))


def test_both_names_in_parentheses_that_lead_to_no_work_are_found(report):
    assert [item.quote for item in findings(report, "EVD420")] == [
        "National Osteoporosis Foundation",
        "Journal of Bone and Mineral Research",
    ]


def test_references_that_nobody_looked_up_are_not_taken_for_fine(report):
    (found,) = findings(report, "EVD416")
    assert "2, 3, 4, 5" in found.message


def test_every_reference_that_nothing_cites_is_found(report):
    assert len(findings(report, "EVD403")) == 5


def test_the_number_without_a_source_is_found(report):
    assert [item.quote for item in findings(report, "EVD411")] == ["by 33%"]


def test_the_typed_disclaimers_are_compared_with_the_words_of_the_law(report):
    (altered,) = findings(report, "DSC101")
    assert altered.severity is Severity.BLOCKING
    assert "U.S. Food and Drug Administration" in altered.quote
    assert findings(report, "DSC104")


def test_the_dose_is_over_the_limit_in_one_reading_and_lacks_what_it_needs(report):
    codes = {item.code for item in report.findings if item.quote.startswith("200–400 mg")}
    assert {"DOS502", "DOS503", "DOS504", "DOS508"} <= codes


DOSE_FAULTS = {
    "the upper end over the limit": ("DOS502", "200–400 mg", "350 mg"),
    "the ambiguous glycinate": ("DOS503", "200–400 mg", "56.4 mg"),
    "an amount for nobody in particular": ("DOS504", "200–400 mg", "for whom"),
    "the vague row of older adults": ("DOS510", "Slightly higher intake", "no amount"),
    "no upper limit": ("DOS507", "200–400 mg", "350 mg"),
    "no word on kidneys": ("DOS508", "200–400 mg", "kidney disease"),
    "no word on bone medicine": ("DOS508", "200–400 mg", "bisphosphonates"),
    "missing stages of life": ("DOS516", "The Recommended", "pregnancy, nursing, children"),
    "a table without a source": ("DOS514", "The Recommended", "without their source"),
}


@pytest.mark.parametrize("fault", DOSE_FAULTS)
def test_every_fault_of_its_doses_is_found(report, fault):
    code, quote, told = DOSE_FAULTS[fault]
    assert any(
        item.quote.startswith(quote) and told in item.message for item in findings(report, code)
    )


@pytest.mark.parametrize("line", ["400–420 mg daily", "310–320 mg daily"])
def test_nothing_is_found_in_the_correct_lines_of_its_table(report, line):
    assert [item.code for item in report.findings if line in item.quote] == []


def test_the_correct_amounts_of_calcium_and_vitamin_d_are_neither_too_much_nor_misquoted(report):
    wrong = {"DOS502", "DOS506", "DOS511"}
    quotes = [item.quote for item in report.findings if item.code in wrong]
    assert not any(part in quote for quote in quotes for part in ("1,000", "600–800"))


def test_calls_to_action_count_as_paid_links_though_their_addresses_were_lost(report):
    assert report.is_commercial
    assert len(findings(report, "AFF211")) == 2


def test_the_article_may_not_go_live(report):
    assert report.blocks
