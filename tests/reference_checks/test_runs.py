"""Asking what has become of sources, of local services."""

from __future__ import annotations

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail.models import Page

from health_content.bibliography.identifiers import Identifiers
from health_content.library.link_health import ReferenceRun
from health_content.library.looked_up import keep
from health_content.library.page_tasks import PageTask
from health_content.library.retractions import ListedNotice
from health_content.library.suspensions import Suspension
from health_content.lookups.bibliographic import look_up
from health_content.models import Reference
from health_content.reference_checks import Busy, check_references
from tests.lookups.bibliographers import Bibliographers
from tests.lookups.hurried import clients_of
from tests.reference_checks.conftest import SUSPEND


@pytest.fixture(scope="module")
def servers():
    running = Bibliographers().start()
    yield running
    running.stop()


@pytest.fixture
def services(servers, settings):
    servers.forget()
    settings.HEALTH_CONTENT = {"REFERENCES": servers.settings(SUSPEND=SUSPEND)}
    return servers


@pytest.fixture
def sources(db):
    return {
        name: Reference.objects.create(citation=f"{name}.", **identifiers)
        for name, identifiers in {
            "retracted": {"doi": "10.5555/Taken-Back"},
            "by pubmed": {"pmid": "990000001"},
            "stands": {"doi": "10.5555/stands", "pmid": "990000010"},
            "concern": {"doi": "10.5555/concern"},
            "missing": {"doi": "10.5555/nowhere"},
            "nameless": {},
            # Its PubMed ID is of another work than its DOI.
            "torn": {"doi": "10.5555/stands", "pmid": "35277037"},
        }.items()
    }


def statuses():
    return {item.citation[:-1]: item.status for item in Reference.objects.all()}


def test_sources_get_their_status_and_are_not_asked_for_again_before_they_are_due(
    services, sources
):
    outcome = check_references(clients=clients_of(services))

    assert statuses() == {
        "retracted": "retracted",
        "by pubmed": "retracted",
        "stands": "current",
        "concern": "concern",
        "missing": "unknown",
        "nameless": "unknown",
        "torn": "unknown",
    }
    assert (outcome.checked, outcome.news, outcome.not_found, outcome.put_off) == (4, 4, 2, 0)
    # Many at once: three services' worth of sources, two questions.
    assert len(services.asked) == 2
    row = Reference.objects.get(citation="stands.")
    assert row.status_due_at - row.status_checked_at == timedelta(days=7)
    assert Reference.objects.get(citation="missing.").status_checked_at is None
    assert "different works" in Reference.objects.get(citation="torn.").conflict

    services.asked.clear()
    assert check_references().checked == 0
    assert services.asked == []


def test_a_service_that_is_down_leaves_the_last_word_and_its_date(services, sources):
    check_references(clients=clients_of(services))
    due = timezone.now() - timedelta(minutes=1)
    Reference.objects.update(status_due_at=due)
    before = list(Reference.objects.order_by("pk").values("status", "status_checked_at"))
    services.fail("crossref", "403")
    services.fail("pubmed", "page")

    outcome = check_references(clients=clients_of(services))

    assert outcome.stopped.startswith("nobody could be asked")
    assert list(Reference.objects.order_by("pk").values("status", "status_checked_at")) == before
    # The next run asks for them.
    assert set(Reference.objects.values_list("status_due_at", flat=True)) == {due}


def test_where_one_of_two_could_not_be_asked_nothing_is_taken_as_fine(services, sources):
    services.fail("crossref", "403")
    check_references(clients=clients_of(services))
    row = Reference.objects.get(citation="stands.")
    assert (row.status, row.status_checked_at, row.status_due_at) == ("unknown", None, None)


def test_where_nobody_is_to_be_asked_the_loaded_list_still_tells(settings, reference):
    settings.HEALTH_CONTENT = {"REFERENCES": {"LOOK_UP": False}}
    ListedNotice.objects.create(record_id="1", kind="retraction", pmid=reference.pmid)

    outcome = check_references()

    reference.refresh_from_db()
    assert (reference.status, reference.status_source) == ("retracted", "retraction-watch")
    assert (outcome.checked, outcome.put_off, bool(outcome.stopped)) == (0, 1, True)


def test_one_run_at_a_time_and_a_run_that_was_killed_is_carried_on(services, sources):
    first = check_references(limit=1, clients=clients_of(services))
    assert (first.checked, first.left) == (1, 5)
    now = timezone.now()
    ReferenceRun.objects.update(held_by="x", held_until=now + timedelta(minutes=5))
    with pytest.raises(Busy):
        check_references()
    ReferenceRun.objects.update(held_until=now - timedelta(seconds=1))
    assert check_references(clients=clients_of(services)).checked == 3


def test_the_command_tells_bad_news_and_writes_to_those_whose_work_it_is(
    services, sources, citing, settings, superuser
):
    page = citing(sources["concern"])
    settings.HEALTH_CONTENT = {"REFERENCES": services.settings(SUSPEND=["concern"])}
    told = StringIO()

    with pytest.raises(CommandError) as bad:
        call_command("check_references", stdout=told)

    assert bad.value.returncode == 1
    assert "concern, was unknown" in told.getvalue()
    assert "1 people were written to." in told.getvalue()
    assert [message.to for message in mail.outbox] == [[superuser.email]]
    assert "concern." in mail.outbox[0].body
    assert PageTask.objects.get().page_id == page.pk
    told = StringIO()
    one = f"--reference={sources['concern'].pk}"
    call_command("check_references", one, "--format", "json", stdout=told)
    assert json.loads(told.getvalue())["checked"] == 1
    assert len(mail.outbox) == 1
    with pytest.raises(CommandError) as missing:
        call_command("check_references", "--reference", "0")
    assert missing.value.returncode == 2


def test_a_paper_of_1998_is_retracted_from_its_records_to_its_reader(
    shared, settings, citing, reference, client, superuser
):
    running = Bibliographers(folder=shared / "data" / "bibliographic-responses").start()
    page = citing(reference)
    settings.HEALTH_CONTENT = {"REFERENCES": running.settings(SUSPEND=SUSPEND)}
    try:
        clients = clients_of(running)
        outcome = check_references(clients=clients)
        reference.refresh_from_db()
        assert reference.status == "retracted"
        again = look_up(Identifiers(doi=reference.doi), clients)
    finally:
        running.stop()

    assert (outcome.news, outcome.raised) == (1, 0)
    assert {notice["kind"] for notice in reference.notices} >= {"correction", "retraction"}
    assert PageTask.objects.get().status == "retracted"
    assert Suspension.objects.in_force().get().page_id == page.pk
    html = client.get(Page.objects.get(pk=page.pk).url).content.decode()
    assert "etracted" in html
    keep(reference, again)
    assert Reference.objects.get().status == "retracted"
    assert PageTask.objects.count() == 1
