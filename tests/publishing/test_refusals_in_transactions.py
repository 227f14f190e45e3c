"""A refusal is on record though the transaction that it ended is undone."""

import threading
from dataclasses import replace

import pytest
from django.db import connection, transaction

from health_content.library.ledger import ComplianceRecord, Event, Outcome
from health_content.models import HealthArticlePage
from health_content.publishing import ComplianceError
from health_content.recording.ledger import Entry, problems
from health_content.recording.refusals import record_refusal, write_waiting
from tests.publishing.scene import BLOCKED, GOOD

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def outcomes():
    return [record.outcome for record in ComplianceRecord.objects.order_by("number")]


def is_live(page):
    return HealthArticlePage.objects.get(pk=page.pk).live


@pytest.fixture
def pages(scene):
    bad = scene.draft(BLOCKED, slug="bad")
    good = scene.draft(GOOD, slug="good")
    scene.begin()
    return bad, good


def publish(page):
    page.get_latest_revision().publish()


def test_a_script_s_own_transaction(pages):
    bad, good = pages

    @transaction.atomic
    def script():
        publish(good)
        publish(bad)

    with pytest.raises(ComplianceError):
        script()
    assert outcomes() == [Outcome.REFUSED]
    assert not is_live(good)
    assert not list(problems())


def test_a_savepoint_after_which_the_work_goes_on(pages):
    bad, good = pages
    with transaction.atomic():
        with pytest.raises(ComplianceError), transaction.atomic():
            publish(bad)
        publish(good)
    assert sorted(outcomes()) == [Outcome.ADMITTED, Outcome.REFUSED]
    assert is_live(good)
    assert not list(problems())


def test_a_transaction_that_is_undone_for_another_reason(pages):
    bad, good = pages
    with transaction.atomic():
        with pytest.raises(ComplianceError):
            publish(bad)
        publish(good)
        transaction.set_rollback(True)
    assert outcomes() == [Outcome.REFUSED]


def test_what_the_ledger_does_not_take_is_recorded_in_short_and_holds_up_nothing(pages):
    bad, _good = pages
    refused = Entry(Event.PUBLICATION, Outcome.REFUSED, subject=bad)
    with transaction.atomic():
        record_refusal(replace(refused, payload={"odd": object()}))
        record_refusal(replace(refused, revision_id="no number"))
        record_refusal(replace(refused, payload={"plain": 1}))
    odd, bare, plain = ComplianceRecord.objects.order_by("number")
    assert (odd.subject_id, plain.payload) == (str(bad.pk), {"plain": 1})
    assert "TypeError" in odd.payload["error"]
    assert bare.payload["subject"] == str(bad.pk)
    assert not list(problems())


def test_what_listens_to_queries_meanwhile_is_taken_off_again(pages):
    bad, _good = pages

    def listen(execute, *rest):
        return execute(*rest)

    with transaction.atomic():
        with connection.execute_wrapper(listen), pytest.raises(ComplianceError):
            publish(bad)
        assert listen not in connection.execute_wrappers
    assert outcomes() == [Outcome.REFUSED]


def test_a_thread_that_ends_with_its_transaction(pages):
    bad, _good = pages

    def work():
        try:
            with transaction.atomic():
                publish(bad)
        except ComplianceError:
            pass
        finally:
            connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    write_waiting()
    assert outcomes() == [Outcome.REFUSED]


def test_bulk_publishing_is_all_or_nothing_and_names_each_page_that_is_refused(scene, pages):
    bad, good = pages
    worse = scene.draft(BLOCKED, slug="worse")
    worse.title = "Zinc"
    worse.save_revision()
    chosen = "".join(f"&id={page.pk}" for page in (bad, good, worse))
    response = scene.client.post(
        f"/admin/bulk/wagtailcore/page/publish/?next=/admin/{chosen}", follow=True
    )
    told = [str(message) for message in response.context["messages"]]
    for title in ("Magnesium", "Zinc"):
        assert any(one.startswith(f"{title}: ") and "CLM301" in one for one in told)
    assert outcomes() == [Outcome.REFUSED] * 2
    assert not is_live(good)


def test_a_refused_approval_leaves_the_workflow_as_it_was(scene, pages):
    bad, _good = pages
    bad.get_workflow().start(bad, scene.user)
    task = bad.current_workflow_task_state
    response = scene.client.post(
        f"/admin/pages/workflow/action/{bad.pk}/approve/{task.pk}/",
        {"comment": "Fine."},
        headers={"x-requested-with": "XMLHttpRequest", "referer": "http://testserver/admin/"},
    )
    assert response.json() == {"step": "success", "redirect": "http://testserver/admin/"}
    assert "CLM301" in scene.client.get("/admin/").content.decode()
    task.refresh_from_db()
    assert task.status == "in_progress"
    assert outcomes() == [Outcome.REFUSED]


def test_a_site_with_a_transaction_for_each_request(scene, pages, monkeypatch):
    bad, _good = pages
    monkeypatch.setitem(connection.settings_dict, "ATOMIC_REQUESTS", True)
    assert scene.api("post", f"{bad.pk}/actions/publish/").status_code == 422
    assert outcomes() == [Outcome.REFUSED]
    form = scene.form(BLOCKED, "action-publish")
    assert "CLM301" in scene.post("wagtailadmin_pages:edit", bad.pk, **form).content.decode()
    assert outcomes() == [Outcome.REFUSED] * 2
    assert not list(problems())
