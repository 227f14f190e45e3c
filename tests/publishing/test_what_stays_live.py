"""A page that is live stays so, and can be saved, until its words change."""

import pytest
from django.db import IntegrityError, transaction
from wagtail.models import Page

from health_content.compliance import all_rules
from health_content.library.ledger import ComplianceRecord, Outcome
from health_content.models import HealthArticlePage, Topic
from health_content.publishing import ComplianceError
from tests.factories import HealthIndexPageFactory
from tests.publishing.scene import BLOCKED, CLAIM, GOOD, stored
from tests.waiving.people import judged_by

LOOSE = {"COMPLIANCE": {"MODE": "report"}}
TITLE = "Nuts have magnesium"


def fresh(page):
    return HealthArticlePage.objects.get(pk=page.pk)


@pytest.fixture
def judged(scene):
    """A page that was admitted, before the policy became stricter."""
    scene.settings.HEALTH_CONTENT = {"COMPLIANCE": {"RULES": {"REV601": "off"}}}
    page = scene.draft(GOOD)
    page.get_latest_revision().publish()
    scene.settings.HEALTH_CONTENT = {"COMPLIANCE": {"RULES": {"REV601": "blocking"}}}
    scene.begin()
    return fresh(page)


def test_it_can_be_saved_when_the_policy_became_stricter(scene, judged):
    judged.save()
    assert not scene.records()


def test_the_same_words_can_be_published_again(scene, judged):
    judged.save_revision().publish(user=scene.user)
    (record,) = scene.records()
    assert record.outcome == Outcome.UNCHANGED
    assert [found["code"] for found in record.payload["findings"]] == ["REV601"]


def test_other_words_are_judged_by_the_stricter_policy(scene, judged):
    judged.body = stored(judged, ("Nuts have magnesium.", False))
    with pytest.raises(ComplianceError, match="REV601"):
        judged.save()


def test_words_that_were_taken_offline_are_judged_anew(scene, judged):
    judged.unpublish()
    with pytest.raises(ComplianceError, match="REV601"):
        fresh(judged).get_latest_revision().publish()


def test_what_an_audit_would_find_can_be_moved_and_taken_offline(scene):
    page = scene.live(BLOCKED)
    section = HealthIndexPageFactory(parent=scene.home, slug="section")
    scene.begin()
    page.move(section, pos="last-child")
    page = fresh(page)
    assert page.live
    assert page.get_parent().pk == section.pk
    page.unpublish()
    assert not fresh(page).live
    assert not scene.records()


def test_housekeeping_is_no_attempt(scene):
    page = scene.live(BLOCKED)
    scene.begin()
    page.locked = True
    page.save(update_fields=["locked"])
    page.save_revision()
    plain = Page.objects.get(pk=page.pk)
    plain.show_in_menus = True
    plain.save()
    assert not scene.records()


def test_a_title_cannot_be_changed_behind_the_page_s_back(scene):
    page = scene.draft(GOOD)
    page.get_latest_revision().publish()
    plain = Page.objects.get(pk=page.pk)
    plain.title = CLAIM
    with pytest.raises(ComplianceError):
        plain.save()
    plain.title = TITLE
    scene.begin()
    plain.save()
    assert [record.outcome for record in scene.records()] == [Outcome.ADMITTED]
    assert fresh(page).title == TITLE


@pytest.mark.parametrize("others", [[], ["title"]], ids=["alone", "with the title"])
def test_what_a_page_is_filed_under_is_judged_when_only_that_is_saved(scene, others):
    page = scene.draft(GOOD)
    page.get_latest_revision().publish()
    topics = [Topic.objects.create(name=name) for name in (CLAIM, "Minerals")]
    page = fresh(page)
    page.topics.set(topics[:1])
    page.title = TITLE
    page.body = stored(page, BLOCKED)
    scene.begin()
    with pytest.raises(ComplianceError, match="CLM"):
        page.save(update_fields=["topics", *others])
    assert not fresh(page).topics.exists()
    page.topics.set(topics[1:])
    page.save(update_fields=["topics", *others])
    assert [topic.name for topic in fresh(page).topics.all()] == ["Minerals"]
    told = [record.outcome for record in scene.records()]
    assert sorted(told) == [Outcome.ADMITTED, Outcome.REFUSED]


def test_a_page_and_its_aliases_go_live_together_or_stay_what_they_were(scene):
    judged_by(scene.settings)
    page = scene.draft(GOOD)
    page.get_latest_revision().publish()
    fresh(page).create_alias(parent=scene.home, update_slug="osteoporosis")
    scene.begin()
    form = scene.form(("Nuts have magnesium.", True), "action-publish")
    response = scene.post("wagtailadmin_pages:edit", page.pk, **form)
    assert "CLM325" in response.content.decode()
    assert not scene.went_live()
    page = fresh(page)
    assert "Nuts have" in str(page.get_latest_revision_as_object().body)
    (record,) = scene.records()
    assert record.outcome == Outcome.REFUSED


def test_what_could_not_be_saved_is_not_recorded_with_the_next_save(scene):
    page = scene.draft(GOOD)
    page.get_latest_revision().publish()
    page = fresh(page)
    page.body = stored(page, ("Nuts have magnesium.", False))
    scene.begin()
    own, page.path = page.path, scene.home.path
    with pytest.raises(IntegrityError), transaction.atomic():
        page.save(clean=False)
    page.path, page.locked = own, True
    page.save(update_fields=["locked"])
    assert not scene.records()


def test_a_new_page_is_a_draft_until_it_is_published(scene, monkeypatch):
    """Though Wagtail would save it as live before its publication is asked for."""
    saved = []
    monkeypatch.setattr(Page, "save_revision", lambda page, **kwargs: saved.append(page.live))
    scene.begin()
    where = ("health_content", "healtharticlepage", scene.home.pk)
    scene.post("wagtailadmin_pages:add", *where, **scene.form(GOOD, "action-publish"))
    assert saved == [False]


@pytest.fixture
def _crash(scene, monkeypatch):
    def faults(self, *args, **kwargs):
        raise ZeroDivisionError("a rule in trouble")

    monkeypatch.setattr(type(all_rules()[0]), "faults", faults)


@pytest.mark.usefixtures("_crash")
def test_what_cannot_be_judged_does_not_go_live(scene, caplog):
    page = scene.draft(GOOD)
    scene.begin()
    with pytest.raises(ComplianceError, match="could not be judged"):
        page.get_latest_revision().publish(user=scene.user)
    (record,) = scene.records()
    assert record.outcome == Outcome.REFUSED
    assert record.payload == {"error": "ZeroDivisionError: a rule in trouble"}
    assert "could not be judged" in caplog.text


@pytest.mark.usefixtures("_crash")
def test_where_the_gate_only_reports_a_crash_stops_nobody(scene):
    scene.settings.HEALTH_CONTENT = LOOSE
    page = scene.draft(GOOD)
    scene.begin()
    page.get_latest_revision().publish()
    (record,) = scene.records()
    assert record.outcome == Outcome.REPORTED
    assert "error" in record.payload
    assert scene.went_live() == {page.pk}


def test_a_reviewer_can_send_back_what_may_not_go_live(scene):
    page = scene.draft(BLOCKED)
    page.get_workflow().start(page, scene.user)
    scene.begin()
    form = scene.form(BLOCKED, "action-workflow-action", **{"workflow-action-name": "reject"})
    scene.post("wagtailadmin_pages:edit", page.pk, **form)
    assert fresh(page).current_workflow_state.status == "needs_changes"


def test_what_has_findings_can_be_submitted_saved_and_previewed(scene):
    page = scene.draft(GOOD)
    scene.begin()
    scene.post("wagtailadmin_pages:edit", page.pk, **scene.form(BLOCKED, "action-submit"))
    page = fresh(page)
    assert page.current_workflow_state.status == "in_progress"
    assert CLAIM in str(page.get_latest_revision_as_object().body)
    scene.post("wagtailadmin_pages:edit", page.pk, **scene.form(BLOCKED, "action-save"))
    assert not ComplianceRecord.objects.filter(outcome=Outcome.REFUSED).exists()
