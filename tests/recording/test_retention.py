"""Old records go, what still stands keeps its own, and the chain shows both."""

import threading
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse

from health_content import suspending
from health_content.auditing import audit
from health_content.auditing.states import BYPASSED
from health_content.library.ledger import ComplianceRecord, Event, LedgerHead, Outcome
from health_content.library.pseudonyms import Pseudonym
from health_content.library.standings import Standing, Version
from health_content.library.suspensions import Scope
from health_content.library.vetting import Vetting
from health_content.library.waivers import site_day
from health_content.recording.ledger import Entry, anchor, append, hash_of, problems
from health_content.recording.retention import PruningRefused, prune
from health_content.vetting import vet
from tests.factories import HealthArticlePageFactory, UserFactory
from tests.suspending.pages import selling, shop

TABLE = ComplianceRecord._meta.db_table


@pytest.fixture
def a_year(settings):
    settings.HEALTH_CONTENT = {"RECORDS": {"RETENTION_DAYS": 365}}


def written(count):
    return [append(Entry(Event.AUDIT, Outcome.DONE)) for _ in range(count)]


def aged():
    """The whole chain, as it would be had it been written two years ago."""
    before = anchor().hash
    for record in ComplianceRecord.objects.order_by("number"):
        record.recorded_at -= timedelta(days=730)
        record.previous_hash = before
        before = record.hash = hash_of(record)
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {TABLE} SET recorded_at = %s, previous_hash = %s, hash = %s"  # noqa: S608 -- our own words
                " WHERE number = %s",
                [record.recorded_at, record.previous_hash, record.hash, record.number],
            )
    LedgerHead.objects.update(hash=before)


def removed(*numbers):
    with connection.cursor() as cursor:
        for number in numbers:
            cursor.execute(f"DELETE FROM {TABLE} WHERE number = %s", [number])  # noqa: S608 -- as above


def numbers():
    return list(ComplianceRecord.objects.order_by("number").values_list("number", flat=True))


@pytest.mark.usefixtures("a_year")
def test_the_oldest_records_go_and_the_chain_begins_after_them(admin_site, capsys):
    written(3)
    aged()
    last = ComplianceRecord.objects.get(number=3)
    written(2)
    call_command("prune_records", why="The year is over.")
    assert numbers() == [4, 5, 6]
    record = ComplianceRecord.objects.get(number=6)
    assert record.event == Event.RETENTION
    assert record.payload["last_removed"] == 3
    assert record.payload["hash"] == last.hash
    assert record.payload["removed"] == 3
    assert record.payload["why"] == "The year is over."
    call_command("verify_records")
    told = "Record 6 says that the records up to 3 were pruned"
    assert told in capsys.readouterr().out
    screen = admin_site.post(reverse("health_content_records_verify")).content.decode()
    assert told in screen
    assert "not whole" not in screen
    call_command("prune_records")
    assert numbers() == [4, 5, 6]


@pytest.mark.usefixtures("db", "a_year")
def test_a_later_pruning_takes_the_place_of_the_one_before():
    written(2)
    aged()
    assert prune().record == 3
    written(1)
    aged()
    assert (prune().removed, numbers()) == (2, [5])
    assert list(problems()) == []


@pytest.mark.usefixtures("db", "a_year")
def test_a_dry_run_deletes_nothing(capsys):
    written(2)
    aged()
    call_command("prune_records", "--dry-run")
    assert "2 records up to number 2" in capsys.readouterr().out
    assert numbers() == [1, 2]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"RETENTION_DAYS": 365, "LEGAL_HOLD": True}, "legal hold"),
        ({}, "for ever"),
        ({"RETENTION_DAYS": 0}, "whole number"),
    ],
)
def test_what_is_to_be_kept_is_kept(db, settings, given, told):
    settings.HEALTH_CONTENT = {"RECORDS": given}
    written(1)
    aged()
    with pytest.raises(CommandError, match=told):
        call_command("prune_records")
    assert numbers() == [1]


@pytest.mark.usefixtures("db", "a_year")
def test_deleting_without_a_record_of_it_breaks_the_chain():
    written(4)
    aged()
    removed(1, 2)
    assert list(problems())
    with pytest.raises(PruningRefused, match="broken"):
        prune()
    assert numbers() == [3, 4]


def test_what_still_stands_keeps_its_records(home, a_year, superuser):
    home.save()
    page = HealthArticlePageFactory(parent=home, title="Nuts")
    page.save_revision().publish()
    gone = HealthArticlePageFactory(parent=home, title="Gone")
    gone.unpublish()
    suspension = suspending.suspend(Scope.PAGE, page, reason="A doubt.", user=superuser)
    aged()
    standing = Standing.objects.get(page=page, version=Version.LIVE)
    kept = prune()
    left = ComplianceRecord.objects.exclude(event=Event.RETENTION)
    assert left.filter(number=standing.record_number, subject_id=str(page.pk)).exists()
    assert left.filter(payload__suspension__id=suspension.pk).exists()
    assert not left.filter(subject_id=str(gone.pk)).exists()
    assert kept.kept == left.count()
    assert kept.removed
    assert list(problems()) == []
    Standing.objects.all().delete()
    assert audit().count(*BYPASSED) == 0
    removed(standing.record_number)
    assert any("were kept" in problem for problem in problems())


def test_a_vetting_does_not_cost_a_product_the_record_of_its_last_change(home, settings, superuser):
    settings.HEALTH_CONTENT = {
        "RECORDS": {"RETENTION_DAYS": 365},
        "COMPLIANCE": {"MODE": "report"},
    }
    _program, product, link = shop()
    page = selling(home, product, link)
    product.form = "tablets"
    product.save()
    # The page rests on another record by now.
    page.body = [("product_card", {"product": product, "paid_link": link})]
    page.save_revision().publish()
    vet(Vetting(product=product, next_due=site_day() + timedelta(days=9)), user=superuser)
    of_product = ComplianceRecord.objects.filter(subject_type="health_content.product")
    known = set(of_product.values_list("number", flat=True))
    assert len(known) == 2
    aged()
    prune()
    assert set(of_product.values_list("number", flat=True)) == known


@pytest.mark.parametrize("way", ["command", "admin"])
def test_erasing_a_person_leaves_the_chain_whole(db, admin_site, capsys, way):
    person = UserFactory(username="kim", first_name="Kim", last_name="Beispiel")
    key = append(Entry(Event.AUDIT, Outcome.DONE, user=person)).who
    if way == "command":
        call_command("erase_person", "kim")
        assert key in capsys.readouterr().out
        record = ComplianceRecord.objects.get(event=Event.ERASURE)
        assert record.payload == {"erased": key}
        assert record.subject_title == ""
    else:
        address = reverse("wagtailusers_users:delete", args=[person.pk])
        assert admin_site.post(address).status_code == 302
    assert not type(person).objects.filter(username="kim").exists()
    assert Pseudonym.objects.get(key=key).user is None
    assert list(problems()) == []
    told = str(list(ComplianceRecord.objects.values()))
    assert "kim" not in told.casefold()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_records_are_written_pruned_and_verified_at_the_same_time(a_year):
    if connection.vendor != "postgresql":
        pytest.skip("Needs PostgreSQL: name one in DATABASE_URL.")
    written(30)
    aged()
    found = []

    def as_thread(work, *given):
        def run():
            try:
                work(*given)
            finally:
                connection.close()

        return threading.Thread(target=run)

    def verify():
        found.extend(problem for _ in range(15) for problem in problems())

    threads = [as_thread(written, 15), as_thread(written, 15), as_thread(written, 15)]
    threads += [as_thread(verify), as_thread(prune)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == []
    assert list(problems()) == []
    assert len(numbers()) == 46, "45 were written and one says what went."
