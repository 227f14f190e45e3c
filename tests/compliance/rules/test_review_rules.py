"""Who reviewed a page, when, and whether its comparisons and tests are explained."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import boneguide.demo
from health_content.compliance import Market, Policy, Severity, Thresholds, check
from health_content.compliance.examples import SALE, edition_of, placed
from health_content.compliance.rules.review.reviewed import reviewed
from health_content.edition import PageFacts, ReviewState
from health_content.manuscript import (
    Manuscript,
    Prose,
    PullQuote,
    ResearchNote,
    RichText,
    Section,
    from_payload,
)

EVERY_MARKET = Policy(tuple(Market))
DEMO = sorted((Path(boneguide.demo.__file__).parent / "articles").glob("*.json"))
REVIEW_CODES = {"REV601", "REV602", "REV603", "REV604", "REV605"}


def codes(example):
    return {it.code for it in check(edition_of(example)).findings if it.code.startswith("REV")}


def titled(title, text="Zinc is a trace element."):
    return Manuscript(title=title, body=(Prose(RichText.from_text(text), id="text"), SALE))


@pytest.mark.parametrize("path", DEMO, ids=lambda path: path.stem)
def test_no_article_of_the_demonstration_is_refused(path):
    manuscript = from_payload(json.loads(path.read_text(encoding="utf-8")))
    report = check(placed(manuscript), EVERY_MARKET)
    assert [it for it in report.of(Severity.BLOCKING) if it.code.startswith("REV")] == []


def test_where_nobody_said_anything_of_a_review_nothing_is_found():
    assert codes(placed(titled("On zinc"), PageFacts(review=ReviewState.UNKNOWN))) == set()
    assert codes("Zinc is a trace element.") == set()


@pytest.mark.parametrize(
    ("edition", "code"),
    [
        (reviewed(ReviewState.NONE, reviewer="", credentials="", reviewed_on=None), "REV601"),
        (reviewed(ReviewState.OVERDUE), "REV602"),
        (reviewed(ReviewState.CHANGED), "REV603"),
        (reviewed(ReviewState.CURRENT, credentials=" "), "REV604"),
        (reviewed(ReviewState.CURRENT, reviewed_on=None), "REV605"),
        (reviewed(ReviewState.CURRENT, due=date(2020, 1, 1)), "REV605"),
    ],
)
def test_each_lack_of_a_review_is_told_by_one_rule(edition, code):
    assert codes(edition) & REVIEW_CODES == {code}


def test_a_sound_review_leaves_nothing_to_say():
    assert codes(reviewed(ReviewState.CURRENT)) == set()


def test_a_lack_of_review_weighs_less_where_nothing_is_sold():
    facts = PageFacts(review=ReviewState.NONE)
    (finding,) = check(placed(Manuscript(title="On zinc"), facts)).findings
    assert finding.severity is Severity.ADVICE
    (finding,) = check(placed(titled("On zinc"), facts)).findings
    assert finding.severity is Severity.NEEDS_REASON


def test_an_article_without_a_title_can_lack_a_review():
    (finding,) = check(placed(Manuscript(), PageFacts(review=ReviewState.NONE))).findings
    assert (finding.code, finding.quote) == ("REV601", "")


def test_the_day_on_which_a_review_was_due_is_told():
    findings = check(reviewed(ReviewState.OVERDUE, due=date(2026, 1, 9))).findings
    assert "2026-01-09" in findings[0].message


@pytest.mark.parametrize(
    "title",
    [
        "The 7 best zinc supplements",
        "Best magnesium glycinate capsules of the year",
        "Our top 3 picks for strong bones",
        "5 top calcium brands",
    ],
)
def test_a_ranking_without_a_method_is_found(title):
    assert "REV606" in codes(titled(title))


@pytest.mark.parametrize(
    "title",
    [
        "The best time of day to take a supplement",
        "Best food sources of magnesium",
        "What makes the best bone broth",
        "Is food or a supplement the better source?",
        "Top of the thigh bone: what a scan shows",
    ],
)
def test_a_title_with_best_in_it_is_no_ranking(title):
    assert "REV606" not in codes(titled(title))


def test_a_heading_that_tells_the_method_is_enough():
    manuscript = titled("The 7 best zinc supplements")
    how = Section("How we chose", id="how", content=manuscript.body[:1])
    assert "REV606" not in codes(replace(manuscript, body=(how, SALE)))


def test_what_the_authors_of_a_study_tested_is_no_claim_of_ours():
    note = ResearchNote("Study", RichText.from_text("We tested two doses of zinc."), id="note")
    quote = PullQuote("We tested them all.", "A buyer", id="quote")
    assert "REV607" not in codes(Manuscript(title="On zinc", body=(note, quote, SALE)))


def test_a_test_told_of_anywhere_on_the_page_is_shown():
    claim = "We tested six powders."
    assert "REV607" in codes(claim)
    told = "The batch numbers of all jars stand below."
    body = (
        Prose(RichText.from_text(claim), id="claim"),
        Prose(RichText.from_text(told), id="told"),
        SALE,
    )
    assert "REV607" not in codes(Manuscript(title="On zinc", body=body))


def test_a_review_holds_no_longer_than_the_policy_allows():
    edition = reviewed(ReviewState.CURRENT, reviewed_on=date(2026, 5, 4), due=date(2027, 5, 4))
    shorter = Policy(thresholds=Thresholds(review_months=6))
    assert "REV605" not in {item.code for item in check(edition).findings}
    (finding,) = [item for item in check(edition, shorter).findings if item.code == "REV605"]
    assert finding.severity is Severity.ADVICE
