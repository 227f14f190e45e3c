"""What can be approved in a workflow, by whom, and what comes of it."""

from html import unescape

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page, Workflow, WorkflowTask

from health_content.library.pseudonyms import Pseudonym
from health_content.library.records import ReviewRecord
from health_content.models import (
    ComplianceReviewTask,
    DisclaimerAddition,
    HealthArticlePage,
    MedicalReviewTask,
    Person,
)
from health_content.publishing import ComplianceError
from tests.factories import UserFactory
from tests.publishing.scene import CLAIM, HARMLESS, Scene
from tests.waiving.people import article, given, judged_by, person, rewrite


@pytest.fixture(autouse=True)
def _policy(settings):
    """A page that nobody reviewed asks for a reason; nothing else that is missing matters."""
    judged_by(settings, REV601="needs-reason", REV603="needs-reason", REV604="off")


@pytest.fixture
def officer(home):
    return approver("officer", home, "add_waiver")


@pytest.fixture
def reviewer(home):
    user = approver("reviewer", home, "add_reviewrecord")
    Person.objects.create(name="Morgan Sample", slug="morgan", credentials="RD", user=user)
    return user


def approver(name, home, *codenames):
    user = person(name, *codenames, edits=home)
    publish = Permission.objects.get(codename="publish_page")
    GroupPagePermission.objects.create(group=user.groups.get(), page=home, permission=publish)
    return user


def submitted(page, *tasks):
    """Send an object through these tasks."""
    workflow = Workflow.objects.create(name="Review")
    for place, (kind, user) in enumerate(tasks):
        task = kind.objects.create(name=f"Task {place}")
        task.groups.set(user.groups.all())
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=place)
    workflow.start(page, UserFactory())
    return page.current_workflow_task_state


def names(page, user):
    """The names of what somebody can do at the task that a page is at."""
    return [name for name, *_rest in page.current_workflow_task.get_actions(page, user)]


def sent(client, page, state, user, **data):
    """Press “Approve” on the dashboard, follow where it leads, and read what is said there."""
    client.force_login(user)
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
    response = client.post(address, data, follow=True)
    assert response.status_code == 200
    return unescape(" ".join(str(message) for message in response.context["messages"]))


def now(page):
    return HealthArticlePage.objects.get(pk=page.pk)


def test_what_asks_for_a_reason_hides_approval_and_refuses_it_in_words(client, home, officer):
    page = article(home, CLAIM, sells=False)
    state = submitted(page, (ComplianceReviewTask, officer))
    client.force_login(officer)
    assert names(page, officer) == ["reject"]
    assert "/approve/" not in client.get(reverse("wagtailadmin_home")).content.decode()
    assert "cannot be approved while" in sent(client, page, state, officer)
    modal = client.get(
        reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk]),
        headers={"x-requested-with": "XMLHttpRequest"},
    )
    assert modal.json()["step"] == "success"
    with pytest.raises(ComplianceError, match="CLM301"):
        state.approve(user=officer)
    state.refresh_from_db()
    assert (state.status, now(page).live) == ("in_progress", False)


@pytest.mark.parametrize("tasks", [1, 2], ids=["last", "not last"])
def test_a_refused_approval_is_on_record_where_it_would_have_published(
    client, home, officer, settings, tasks
):
    page = article(home, HARMLESS, sells=False)
    judged_by(settings)
    state = submitted(page, *[(ComplianceReviewTask, officer)] * tasks)
    page = rewrite(page, CLAIM, sells=False)
    scene = Scene(client, home, officer, settings)
    scene.begin()
    assert "cannot be approved while" in sent(client, page, state, officer)
    with pytest.raises(ComplianceError, match="CLM301"):
        state.approve(user=officer)
    told = [(it.outcome, it.door, it.who) for it in scene.records()]
    attempts = 2 if tasks == 1 else 0
    assert told == [("refused", "publish", Pseudonym.of(officer))] * attempts


def test_the_last_approval_publishes_what_was_mended(client, home, officer, reviewer):
    page = article(home, CLAIM)
    tasks = (MedicalReviewTask, reviewer), (ComplianceReviewTask, officer)
    submitted(page, *tasks)
    page = rewrite(page, HARMLESS, sells=False)
    latest = page.get_latest_revision_as_object()
    reviewed = {"comment": "Fine.", "content_hash": latest.content_hash}
    sent(client, page, now(page).current_workflow_task_state, reviewer, **reviewed)
    assert not now(page).live
    said = sent(client, page, now(page).current_workflow_task_state, officer)
    page = now(page)
    assert page.live, said
    assert ReviewRecord.objects.get().content_hash == page.content_hash
    assert [state.specific.content_hash for state in page.workflow_states.get().task_states.all()]


def test_what_was_waived_can_be_approved(client, home, officer, settings):
    judged_by(settings, CLM317="blocking")
    page = article(home, "This magnesium supplement always works.")
    state = submitted(page, (ComplianceReviewTask, officer))
    with CaptureQueriesContext(connection) as judged:
        assert names(page, officer) == ["reject"]
    with CaptureQueriesContext(connection) as remembered:
        assert names(page, officer) == ["reject"]
    assert len(remembered) < len(judged) - 2
    given(page, "CLM317", officer)
    assert "approve" in names(page, officer)
    sent(client, page, state, officer)
    assert now(page).live


def test_a_medical_review_is_bound_to_the_words_that_were_shown(client, home, reviewer):
    page = article(home, HARMLESS, sells=False)
    state = submitted(page, (MedicalReviewTask, reviewer))
    client.force_login(reviewer)
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
    assert page.content_hash in client.get(address).json()["html"]
    rewrite(page, "Magnesium is found in beans.", sells=False)
    said = sent(client, page, state, reviewer, content_hash=page.content_hash)
    assert "Read the latest version" in said
    assert not ReviewRecord.objects.exists()
    latest = now(page).get_latest_revision_as_object()
    sent(client, page, state, reviewer, content_hash=latest.content_hash)
    assert ReviewRecord.objects.get().reviewer.user == reviewer
    assert now(page).live


def test_nobody_approves_an_article_of_their_own_or_without_being_a_reviewer(
    client, home, reviewer, superuser
):
    page = article(home, HARMLESS, sells=False, author=Person.objects.get())
    state = submitted(page, (MedicalReviewTask, reviewer))
    task = page.current_workflow_task
    assert task.approvers(page) == []
    with pytest.raises(ComplianceError):
        state.approve()
    for user in (reviewer, superuser):
        assert names(page, user) == ["reject"]
        with pytest.raises(ComplianceError):
            task.on_action(state, user, "approve")
    assert "somebody else than the article's author" in sent(client, page, state, reviewer)
    assert not ReviewRecord.objects.exists()


def test_what_was_written_into_the_editor_is_refused_there_before_it_is_approved(
    client, home, officer, superuser, settings
):
    page = article(home, HARMLESS, sells=False)
    judged_by(settings)
    submitted(page, (ComplianceReviewTask, officer), (MedicalReviewTask, officer))
    scene = Scene(client, home, officer, settings)
    scene.begin()
    pressed = {"workflow-action-name": "approve"}
    form = scene.form((CLAIM, False), "action-workflow-action", **pressed)
    response = scene.post("wagtailadmin_pages:edit", page.pk, **form)
    assert "CLM301" in response.content.decode()
    assert page.current_workflow_task.name == "Task 0"


def test_saving_in_the_background_approves_nothing(client, home, officer, settings):
    judged_by(settings)
    page = article(home, HARMLESS, sells=False)
    state = submitted(page, (ComplianceReviewTask, officer))
    pressed = {"workflow-action-name": "approve"}
    form = Scene(client, home, officer, settings).form(
        (HARMLESS, False), "action-workflow-action", **pressed
    )
    client.force_login(officer)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    answer = client.post(address, form, headers={"accept": "application/json"})
    assert answer.json()["success"]
    state.refresh_from_db()
    assert state.status == "in_progress"
    assert client.post(address, form).status_code == 302
    assert now(page).live


def test_pages_and_snippets_without_a_gate_are_approved_as_in_wagtail(client, home, superuser):
    plain = home.add_child(instance=Page(title="Plain", slug="plain", live=False))
    addition = DisclaimerAddition.objects.create(name="Ours", text="Ask us.", live=False)
    superuser.groups.add(person("somebody").groups.get())
    for thing in (plain, addition):
        thing.save_revision()
        state = submitted(thing, (MedicalReviewTask, superuser), (ComplianceReviewTask, superuser))
        assert names(thing, superuser) == ["reject", "approve", "approve"]
        state.approve(user=superuser)
        thing.current_workflow_task_state.approve(user=superuser)
        thing.refresh_from_db()
        assert thing.live
    client.force_login(superuser)
    assert client.get(reverse("wagtailadmin_home")).status_code == 200
