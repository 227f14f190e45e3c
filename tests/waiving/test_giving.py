"""Giving reasons, waivers and word of false alarms."""

from datetime import timedelta

import pytest
from django.db import transaction

from health_content.compliance import all_rules
from health_content.compliance.waivers import a_year_after, always_needs_second_person
from health_content.library.ledger import ComplianceRecord, Event
from health_content.library.waivers import Category, Waiver, site_day
from health_content.models import HealthArticlePage
from health_content.publishing import ComplianceError, judge
from health_content.recording.ledger import problems
from health_content.waiving import (
    WaiverInvalid,
    WaiverNotAllowed,
    confirm,
    default_day,
    give,
    needs_second_person,
)
from tests.compliance.findings import SELLS, finding
from tests.publishing.scene import CLAIM, HARMLESS
from tests.waiving.people import (
    ABSOLUTE,
    LOCKED,
    REASON,
    article,
    found,
    given,
    judged_by,
    person,
    rewrite,
)


def refused(page):
    """The rules that keep a page from going live."""
    page = HealthArticlePage.objects.get(pk=page.pk)
    return {item.code for item in judge(page.get_latest_revision_as_object()).refusing}


def test_a_disease_claim_beside_an_offer_stands_only_when_two_people_say_so(page, officer, second):
    waiver = given(page, "CLM301", officer)
    assert waiver.is_waiting
    assert "CLM301" in refused(page)
    with pytest.raises(ComplianceError):
        page.get_latest_revision().publish()
    confirm(waiver, user=second)
    assert refused(page) == set()
    page.get_latest_revision().publish()
    assert HealthArticlePage.objects.get(pk=page.pk).live


def test_where_nothing_is_sold_an_editor_gives_the_reason_alone(home, writer):
    page = article(home, sells=False)
    assert "CLM301" in refused(page)
    assert not given(page, "CLM301", writer).is_waiting
    assert "CLM301" not in refused(page)


def test_a_blocking_finding_that_is_no_disease_claim_takes_one_officer(home, officer, settings):
    judged_by(settings, CLM317="blocking")
    page = article(home, ABSOLUTE)
    assert not given(page, "CLM317", officer).is_waiting
    assert "CLM317" not in refused(page)


def test_an_editor_may_only_report_a_false_alarm_where_a_finding_blocks(home, writer, settings):
    judged_by(settings, CLM317="blocking")
    page = article(home, ABSOLUTE)
    with pytest.raises(WaiverInvalid) as refusal:
        given(page, "CLM317", writer)
    assert "category" in refusal.value.message_dict
    assert given(page, "CLM317", writer, category=Category.FALSE_ALARM).is_waiting
    assert "CLM317" in refused(page)


def test_a_reported_false_alarm_that_blocks_comes_into_effect_by_an_officer_only(
    home, writer, reviewer, officer, settings
):
    judged_by(settings, CLM317="blocking")
    page = article(home, ABSOLUTE)
    waiver = given(page, "CLM317", writer, category=Category.FALSE_ALARM)
    with pytest.raises(WaiverNotAllowed, match="compliance officer"):
        confirm(waiver, user=reviewer)
    confirm(waiver, user=officer)
    assert "CLM317" not in refused(page)


def test_a_medical_reviewer_may_be_the_second_person_of_an_officer(page, officer, reviewer):
    confirm(given(page, "CLM301", officer), user=reviewer)
    assert refused(page) == set()


def test_of_a_locked_rule_only_a_false_alarm_passes_and_for_90_days(home, officer, second):
    page = article(home, LOCKED)
    with pytest.raises(WaiverInvalid) as refusal:
        given(page, "CLM318", officer, expires_on=site_day() + timedelta(days=91))
    assert set(refusal.value.message_dict) == {"category", "expires_on"}
    assert default_day(found(page, "CLM318")) == site_day() + timedelta(days=90)
    waiver = given(
        page,
        "CLM318",
        officer,
        category=Category.FALSE_ALARM,
        expires_on=site_day() + timedelta(days=90),
    )
    assert "CLM318" in refused(page)
    confirm(waiver, user=second)
    assert "CLM318" not in refused(page)


def test_a_site_may_ask_a_second_person_for_other_rules_too(home, writer, settings):
    settings.HEALTH_CONTENT = {**settings.HEALTH_CONTENT, "SECOND_PERSON": ["CLM317"]}
    assert given(article(home, ABSOLUTE), "CLM317", writer).is_waiting


def test_advice_can_only_be_called_a_false_alarm(home, writer, settings):
    judged_by(settings, CLM317="advice")
    page = article(home, ABSOLUTE)
    with pytest.raises(WaiverInvalid, match="Advice"):
        given(page, "CLM317", writer)
    given(page, "CLM317", writer, category=Category.FALSE_ALARM)
    draft = HealthArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert "CLM317" not in {item.code for item in judge(draft).findings}


NO_DISEASE_CLAIMS = {"CLM317", "CLM320", "CLM322", "CLM326", "CLM328"}
"""The rules of claims that are about something else than an effect on a disease."""


def test_every_rule_of_claims_but_a_few_needs_two_people_where_the_page_sells():
    alone = set()
    for rule in all_rules():
        if rule.code.startswith("CLM"):
            of_rule = finding(code=rule.code, criterion=rule.criterion, context=SELLS)
            if not always_needs_second_person(of_rule):
                alone.add(rule.code)
    assert alone == NO_DISEASE_CLAIMS


def test_locked_rules_need_two_people_wherever_they_are_found():
    locked = {rule.code for rule in all_rules() if rule.is_locked}
    assert locked >= {"CLM318", "DSC101", "AFF212"}
    assert all(needs_second_person(finding(code=code, criterion="")) for code in locked)


@pytest.mark.parametrize("reason", ["", "   ", "ok", "aaaaaaaaaaaaaaaaaaaa", "............ ..."])
def test_a_reason_says_something(home, writer, reason):
    with pytest.raises(WaiverInvalid) as refusal:
        given(article(home, ABSOLUTE), "CLM317", writer, reason=reason)
    assert set(refusal.value.message_dict) == {"reason"}


@pytest.mark.parametrize(
    ("day", "is_good"),
    [
        (lambda today: today - timedelta(days=1), False),
        (lambda today: today, True),
        (a_year_after, True),
        (lambda today: a_year_after(today) + timedelta(days=1), False),
    ],
)
def test_a_waiver_ends_within_twelve_months(home, writer, day, is_good):
    page = article(home, ABSOLUTE)
    if is_good:
        given(page, "CLM317", writer, expires_on=day(site_day()))
        return
    with pytest.raises(WaiverInvalid) as refusal:
        given(page, "CLM317", writer, expires_on=day(site_day()))
    assert set(refusal.value.message_dict) == {"expires_on"}
    assert not Waiver.objects.exists()


def test_where_nobody_says_otherwise_it_holds_for_half_a_year(home, page):
    assert default_day(found(page, "CLM301")) == site_day() + timedelta(days=182)


def test_a_finding_that_is_gone_cannot_be_waived(page, officer):
    known = found(page, "CLM301")
    page = rewrite(page, HARMLESS)
    with pytest.raises(WaiverInvalid, match="no longer there"):
        give(page, known, user=officer, category="other", reason=REASON, expires_on=site_day())


def test_a_reason_is_not_turned_into_a_waiver_by_an_offer_that_was_added(home, writer):
    page = article(home, sells=False)
    read = found(page, "CLM301")
    rewrite(page, CLAIM, sells=True)
    with pytest.raises(WaiverInvalid, match="changed since you read it"):
        give(page, read, user=writer, category="other", reason=REASON, expires_on=site_day())


def test_a_stale_page_in_memory_is_not_believed(home, officer, page):
    stale = HealthArticlePage.objects.get(pk=page.pk)
    known = found(page, "CLM301")
    _ = stale.latest_revision
    rewrite(page, HARMLESS)
    with pytest.raises(WaiverInvalid, match="no longer there"):
        give(stale, known, user=officer, category="other", reason=REASON, expires_on=site_day())


def test_a_finding_of_the_live_words_can_be_waived_while_the_draft_says_something_else(
    home, officer, settings
):
    judged_by(settings, mode="report")
    page = article(home, ABSOLUTE)
    page.get_latest_revision().publish()
    rewrite(page, HARMLESS)
    assert given(page, "CLM317", officer).pk


def test_a_finding_has_one_waiver_at_a_time(page, officer, second):
    waiver = given(page, "CLM301", officer)
    with pytest.raises(WaiverInvalid, match="waits for a second person already"):
        given(page, "CLM301", officer)
    confirm(waiver, user=second)
    with pytest.raises(WaiverInvalid, match="in force until"):
        given(page, "CLM301", officer)
    assert Waiver.objects.count() == 1


def test_a_waiver_that_is_about_to_end_can_be_renewed_and_holds_until_then(page, officer, second):
    soon = site_day() + timedelta(days=20)
    old = confirm(given(page, "CLM301", officer, expires_on=soon), user=second)
    new = given(page, "CLM301", officer)
    assert refused(page) == set()
    confirm(new, user=second)
    old.refresh_from_db()
    assert old.taken_back_why == "A later waiver took its place."
    assert refused(page) == set()


def test_nobody_gives_a_reason_on_a_page_they_may_not_edit(home, page):
    stranger = person("stranger", "give_reason")
    with pytest.raises(WaiverNotAllowed):
        given(page, "CLM301", stranger, category=Category.FALSE_ALARM)


def test_what_was_given_is_on_record_with_finding_reason_end_and_context(page, officer):
    waiver = given(page, "CLM301", officer)
    (record,) = ComplianceRecord.objects.filter(event=Event.WAIVER)
    said = record.payload["waiver"]
    assert (record.payload["action"], record.who) == ("given", waiver.given_by)
    assert record.subject_id == str(page.pk)
    assert (said["code"], said["quote"]) == ("CLM301", waiver.quote)
    assert (said["reason"], said["expires_on"]) == (REASON, waiver.expires_on.isoformat())
    assert (said["sells"], said["markets"], said["rule_version"]) == (
        True,
        ["US"],
        waiver.rule_version,
    )
    assert not list(problems())


def test_neither_waiver_nor_record_outlives_a_transaction_that_fails(page, officer):
    before = ComplianceRecord.objects.count()
    with transaction.atomic():
        given(page, "CLM301", officer)
        transaction.set_rollback(True)
    assert not Waiver.objects.exists()
    assert ComplianceRecord.objects.count() == before


def test_a_waiver_of_a_page_counts_for_its_aliases(home, page, officer, second):
    confirm(given(page, "CLM301", officer), user=second)
    page.get_latest_revision().publish()
    page = HealthArticlePage.objects.get(pk=page.pk)
    alias = page.create_alias(parent=home, update_slug="alias")
    assert not judge(alias).refusing
    with pytest.raises(WaiverInvalid, match="in force"):
        given(alias, "CLM301", officer)
