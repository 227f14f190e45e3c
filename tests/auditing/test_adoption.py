"""A site that starts with old content: report first, take over, enforce."""

import pytest
from django.test import override_settings

from health_content.auditing import audit, baseline, preview
from health_content.compliance import PolicyError
from health_content.library.ledger import ComplianceRecord, Event, Outcome
from health_content.library.pseudonyms import Pseudonym
from health_content.library.standings import Standing, Version
from health_content.models import HealthArticlePage
from health_content.publishing import ComplianceError
from health_content.recording.ledger import problems
from health_content.suspending import is_suspended
from tests.auditing import scene
from tests.auditing.scene import BLOCKED, GOOD, admitted, audited, bypassed, standing, stored

REPORT = {"COMPLIANCE": {"MODE": "report"}}


def fresh(page):
    return HealthArticlePage.objects.get(pk=page.pk)


@pytest.fixture
def old(home, superuser):
    """A page from before the plugin, taken over as it was."""
    page = bypassed(home)
    baseline(superuser)
    return fresh(page)


def test_old_content_is_taken_over_in_somebodys_name(old, superuser):
    now = standing(old)
    assert (now.is_admitted, now.is_baseline, now.blocking) == (True, True, 1)
    record = ComplianceRecord.objects.get(number=now.record_number)
    assert (record.event, record.outcome) == (Event.AUDIT, Outcome.DONE)
    assert record.payload["baseline"] is True
    assert record.who == Pseudonym.of(superuser)
    assert not list(problems())


def test_old_content_can_be_saved_while_nobody_changes_it(old):
    old.save()
    old.save_revision().publish()
    assert standing(old).is_admitted


def test_old_content_is_listed(old):
    outcome, states = audited()
    assert states == {old.pk: "listed"}
    assert outcome.judged == 0


def test_old_content_is_judged_when_it_changes(old):
    old.body = stored(old, ("This supplement cures arthritis and asthma.", True))
    with pytest.raises(ComplianceError, match="CLM301"):
        old.save()


def test_old_content_that_was_changed_by_an_update_is_found(old):
    HealthArticlePage.objects.filter(pk=old.pk).update(
        body=stored(old, ("This supplement cures asthma.", True))
    )
    assert audited()[1] == {old.pk: "changed"}


def test_a_second_baseline_takes_over_what_came_since_and_leaves_the_rest(old, home, superuser):
    number = standing(old).record_number
    later = bypassed(home, slug="later")
    assert baseline(superuser).taken_over == 1
    assert standing(later).is_baseline
    assert standing(old).record_number == number


def test_a_waiver_that_ended_is_not_passed_over_by_a_baseline(waived, superuser):
    audit()
    scene.sql("UPDATE health_content_waiver SET taken_back_at = %s", "2026-01-02 00:00:00")
    Standing.objects.update(admitted_until="2026-01-02")
    assert baseline(superuser).taken_over == 0
    assert audited()[1] == {waived.pk: "waiver-ended"}


def test_what_was_only_reported_is_admitted_by_nobody(home, settings):
    settings.HEALTH_CONTENT = REPORT
    page = admitted(home, BLOCKED)
    assert audited()[1] == {page.pk: "reported"}
    assert not standing(page).is_admitted
    settings.HEALTH_CONTENT = {}
    assert audited()[1] == {page.pk: "reported"}
    page.title = "Joints"
    with pytest.raises(ComplianceError):
        page.save()


def test_what_was_reported_can_be_taken_over_before_the_switch(home, settings, superuser):
    settings.HEALTH_CONTENT = REPORT
    page = admitted(home, BLOCKED)
    baseline(superuser)
    settings.HEALTH_CONTENT = {}
    fresh(page).save_revision().publish()
    assert standing(page).is_admitted


def test_the_switch_to_enforcing_is_previewed_with_all_it_would_refuse(home, settings):
    settings.HEALTH_CONTENT = REPORT
    bad = admitted(home, BLOCKED, slug="bad")
    admitted(home, GOOD, slug="good")
    count = ComplianceRecord.objects.count()
    found = preview({"MODE": "enforce"})
    assert (found.pages_judged, found.unchanged) == (3, 2)
    (change,) = found.newly_refused
    assert (change.page_id, change.title) == (bad.pk, "Magnesium")
    assert "CLM301" in [finding.code for finding in change.added]
    assert ComplianceRecord.objects.count() == count


def test_a_policy_that_is_milder_or_stricter_is_previewed(home):
    bad = bypassed(home)
    admitted(home)
    none = preview({"MODE": "report"})
    assert [change.page_id for change in none.no_longer_refused] == [bad.pk]
    assert none.no_longer_refused[0].removed
    stricter = preview({"RULES": {"REV601": "blocking"}})
    assert len(stricter.newly_refused) == 1
    assert [finding.code for finding in stricter.refused_otherwise[0].added] == ["REV601"]


def test_a_preview_counts_the_waivers_on_file(waived):
    assert preview({"MODE": "enforce"}).newly_refused == []


def test_a_policy_that_is_none_is_not_previewed(home):
    with pytest.raises(PolicyError, match="CLM999"):
        preview({"RULES": {"CLM999": "off"}})


def test_what_nobody_admitted_and_is_refused_loses_its_calls_to_action(home, superuser):
    page, harmless, fine = bypassed(home), bypassed(home, GOOD, slug="nuts"), admitted(home)
    outcome = audit(fix_by="suspend", user=superuser)
    assert outcome.fixed == 1
    assert is_suspended(page)
    assert not is_suspended(harmless)
    assert not is_suspended(fine)
    assert audit(fix_by="suspend").fixed == 0


def test_what_nobody_admitted_and_is_refused_is_taken_offline_also_a_night_later(home):
    page = bypassed(home)
    audit()
    assert audit(fix_by="unpublish").fixed == 1
    assert not fresh(page).live
    assert audited()[1] == {}


def test_old_content_that_was_taken_over_is_not_taken_offline(old):
    assert audit(fix_by="unpublish").fixed == 0
    assert fresh(old).live


def test_drafts_are_judged_for_the_reports(home):
    page = admitted(home)
    page.body = stored(page, BLOCKED)
    page.save_revision()
    assert audit().drafts == 0
    assert audit(with_drafts=True).drafts == 1
    draft = Standing.objects.get(page_id=page.pk, version=Version.DRAFT)
    assert (draft.blocking, draft.is_admitted) == (1, False)
    page.get_latest_revision().delete()
    HealthArticlePage.objects.filter(pk=page.pk).update(has_unpublished_changes=False)
    audit(with_drafts=True)
    assert not Standing.objects.filter(version=Version.DRAFT).exists()


def test_a_rule_that_crashes_on_one_page_stops_no_audit(home, monkeypatch, caplog):
    from health_content.compliance import all_rules

    bad, other = bypassed(home), bypassed(home, slug="other")
    HealthArticlePage.objects.filter(pk=bad.pk).update(title="Crash")
    rule = next(rule for rule in all_rules() if rule.code == "CLM301")
    works = type(rule).faults

    def crashes(self, material, market):
        if material.edition.manuscript.title == "Crash":
            raise RuntimeError("no way")
        return works(self, material, market)

    monkeypatch.setattr(type(rule), "faults", crashes)
    outcome, states = audited()
    assert states == {bad.pk: "failed", other.pk: "unjudged"}
    assert outcome.failed == [bad.pk]
    assert "could not be judged" in caplog.text
    assert preview({"MODE": "report"}).not_judged == [bad.pk]


@pytest.mark.parametrize("broken", ['"words"', '{"a": 1}', '[1, null, {"type": 3}]', "7"])
def test_stored_data_of_another_shape_stops_no_audit(home, broken):
    bad, other = admitted(home, slug="bad"), bypassed(home, slug="other")
    body = "UPDATE health_content_healtharticlepage SET body = %s WHERE page_ptr_id = %s"
    scene.sql(body, broken, bad.pk)
    states = audited()[1]
    assert states[bad.pk] in {"changed", "failed"}
    assert states[other.pk] == "unjudged"
    preview({"MODE": "report"})


def test_nothing_is_done_about_pages_in_a_way_that_there_is_not(home):
    page = bypassed(home)
    with pytest.raises(ValueError, match="suspends"):
        audit(fix_by="suspends")
    assert HealthArticlePage.objects.get(pk=page.pk).live


def test_the_task_audits_as_the_command_does(home):
    from health_content.tasks import audit_site_task

    bypassed(home)
    with override_settings(
        TASKS={"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    ):
        result = audit_site_task.enqueue(fix_by="unpublish")
    assert result.return_value["fixed"] == 1
