"""Waivers: what they let stand, for how long, and what ends them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from health_content.compliance import Market, Severity, all_rules
from health_content.compliance.waivers import Category, Waiver, WaiverError, apply
from health_content.manuscript import Location, Span
from tests.compliance.findings import SELLS, finding, report

GIVEN = date(2026, 3, 1)
TODAY = date(2026, 6, 1)
LOCKED = next(rule for rule in all_rules() if rule.is_locked)


def waiver(of=None, **changes):
    values = {
        "person": "Ada Sample",
        "reason": "A quotation of the FDA's own letter.",
        "category": Category.QUOTATION,
        "granted_on": GIVEN,
        "expires_on": GIVEN + timedelta(days=300),
    }
    return Waiver.of(of or finding(), **{**values, **changes})


def test_a_waived_finding_does_not_stand_and_is_not_forgotten():
    given = waiver()
    after = apply(report(finding()), [given], TODAY)
    assert after.report.findings == ()
    assert [(it.finding, it.waiver) for it in after.waived] == [(finding(), given)]
    assert after.unused == after.expired == after.expiring == after.refused == ()


def test_a_waiver_follows_its_sentence_to_another_place():
    moved = finding(span=Span(Location(("body", "two")), 10, 25))
    assert len(apply(report(moved), [waiver()], TODAY).waived) == 1


@pytest.mark.parametrize(
    "changed",
    [
        finding("Magnesium surely cures arthritis in weeks."),
        finding(code="CLM303"),
        finding(context=replace(SELLS, is_commercial=False)),
        finding(context=replace(SELLS, products=("Amazon", "iHerb"))),
        finding(context=replace(SELLS, markets=(Market.US, Market.UK))),
        finding(context=replace(SELLS, rule_version=2)),
    ],
)
def test_a_waiver_ends_when_the_sentence_or_its_context_changes(changed):
    after = apply(report(changed), [waiver()], TODAY)
    assert after.waived == ()
    assert after.report.findings[0] == changed
    assert after.unused == (waiver(),)


def test_an_unused_waiver_is_itself_a_finding():
    after = apply(report(), [waiver()], TODAY)
    (found,) = after.report.findings
    assert (found.code, found.name) == ("REV610", "unused-waiver")
    assert found.severity is Severity.ADVICE
    assert "Ada Sample" not in found.message
    assert "CLM301 on “cures arthritis”" in found.message


def test_no_rule_has_the_code_of_unused_waivers():
    assert "REV610" not in {rule.code for rule in all_rules()}


def test_a_waiver_holds_on_its_last_day_and_not_after():
    given = waiver(expires_on=TODAY)
    assert apply(report(finding()), [given], TODAY).expiring == (given,)
    after = apply(report(finding()), [given], TODAY + timedelta(days=1))
    assert after.report.findings == (finding(),)
    assert after.expired == (given,)
    assert after.unused == ()


def test_a_waiver_that_ends_within_a_month_is_called_expiring():
    near, far = (waiver(expires_on=TODAY + timedelta(days=days)) for days in (30, 31))
    assert apply(report(finding()), [near], TODAY).expiring == (near,)
    assert apply(report(finding()), [far], TODAY).expiring == ()


def test_of_two_waivers_for_a_finding_neither_is_unused():
    first, second = waiver(), waiver(expires_on=GIVEN + timedelta(days=200))
    after = apply(report(finding()), [second, first], TODAY)
    assert after.unused == ()
    assert after.waived[0].waiver == first


def test_a_waiver_of_tomorrow_has_no_effect_today():
    given = waiver(granted_on=TODAY + timedelta(days=1))
    after = apply(report(finding()), [given], TODAY)
    assert after.report.findings == (finding(),)
    assert after.refused[0].why == "It begins on 2026-06-02."


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"person": " "}, "names the person"),
        ({"reason": ""}, "needs a reason"),
        ({"expires_on": GIVEN - timedelta(days=1)}, "cannot end before"),
        ({"expires_on": date(2027, 3, 2)}, "twelve months at most"),
        ({"confirmed_by": "ada  SAMPLE"}, "somebody else"),
    ],
)
def test_a_waiver_that_must_not_be_cannot_be_made(changes, words):
    with pytest.raises(WaiverError, match=words):
        waiver(**changes)


def test_twelve_months_are_counted_by_the_calendar():
    assert waiver(expires_on=date(2027, 3, 1))
    leap = {"granted_on": date(2028, 2, 29)}
    assert waiver(**leap, expires_on=date(2029, 2, 28))
    with pytest.raises(WaiverError):
        waiver(**leap, expires_on=date(2029, 3, 1))


FALSE_ALARM = {
    "category": Category.FALSE_ALARM,
    "confirmed_by": "Kim Sample",
    "granted_on": TODAY,
    "expires_on": TODAY + timedelta(days=90),
}


def test_a_false_alarm_of_a_locked_rule_passes_when_a_second_person_confirms_it():
    found = finding(code=LOCKED.code)
    assert apply(report(found), [waiver(found, **FALSE_ALARM)], TODAY).report.findings == ()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"category": Category.QUOTATION}, "only a false alarm"),
        ({"confirmed_by": ""}, "a second person"),
        ({"expires_on": TODAY + timedelta(days=91)}, "90 days at most"),
    ],
)
def test_no_other_waiver_of_a_locked_rule_has_any_effect(changes, words):
    found = finding(code=LOCKED.code)
    after = apply(report(found), [waiver(found, **FALSE_ALARM | changes)], TODAY)
    assert after.report.findings == (found,)
    assert after.waived == after.unused == ()
    assert words in after.refused[0].why


def test_the_rest_of_the_report_stays_as_it_is():
    other = finding("Zinc prevents flu.", "prevents flu")
    before = report(other, finding())
    after = apply(before, [waiver()], TODAY)
    assert after.report == replace(before, findings=(other,))
