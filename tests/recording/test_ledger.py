"""The chain of records."""

import threading
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from health_content.library.ledger import ComplianceRecord, Event, LedgerHead, Outcome
from health_content.library.pseudonyms import Pseudonym
from health_content.library.records import AppendOnlyError
from health_content.recording.ledger import Entry, append, hash_of, problems
from tests.factories import UserFactory


def appended(**more):
    return append(Entry(Event.AUDIT, Outcome.DONE, **more))


@pytest.fixture
def three(db):
    return [appended(payload={"words": words}) for words in ("één", "🦴 “bone”", "3")]


def changed(table, assignment, number, *values):
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET {assignment} WHERE number = %s",  # noqa: S608 -- our own words
            [*values, number],
        )


TABLE = ComplianceRecord._meta.db_table


def test_records_count_from_one_and_each_names_the_one_before(three):
    assert [record.number for record in three] == [1, 2, 3]
    assert three[0].previous_hash == ""
    assert three[2].previous_hash == three[1].hash
    assert list(problems()) == []


def test_a_database_that_answers_in_another_time_zone_finds_no_change(three):
    three[1].recorded_at = three[1].recorded_at.astimezone(ZoneInfo("Asia/Kolkata"))
    assert hash_of(three[1]) == three[1].hash


@pytest.mark.parametrize(
    ("assignment", "value"),
    [
        ("outcome = %s", "refused"),
        ("who = %s", "p-somebody"),
        ("subject_title = %s", "Another"),
        ("content_hash = %s", "0" * 64),
        ("payload = %s", '{"words": "other"}'),
        ("recorded_at = %s", "2020-01-01 00:00:00+00:00"),
        ("previous_hash = %s", "0" * 64),
        ("hash = %s", "0" * 64),
    ],
)
def test_a_change_in_any_column_is_found(three, assignment, value):
    changed(TABLE, assignment, 2, value)
    assert any("Record 2" in problem for problem in problems())
    with pytest.raises(CommandError, match="broken"):
        call_command("verify_records")


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_record_that_was_removed_is_missed(three, number):
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {TABLE} WHERE number = %s", [number])  # noqa: S608 -- as above
    assert list(problems())


def test_the_end_of_the_chain_cannot_be_turned_back_unseen(three):
    LedgerHead.objects.update(number=2, hash=three[1].hash)
    assert list(problems())


def test_a_whole_chain_is_said_to_be_whole(three, capsys):
    call_command("verify_records")
    assert three[2].hash in capsys.readouterr().out


def test_nobody_changes_or_deletes_a_record(three):
    with pytest.raises(AppendOnlyError):
        three[0].save()
    with pytest.raises(AppendOnlyError):
        three[0].delete()
    with pytest.raises(AppendOnlyError):
        ComplianceRecord.objects.filter(number=1).delete()
    with pytest.raises(AppendOnlyError):
        ComplianceRecord.objects.update(outcome=Outcome.DONE)


def test_a_person_is_named_by_a_key_and_erasing_them_leaves_the_chain_whole(db):
    person = UserFactory(username="kim")
    record = appended(user=person)
    assert record.who.startswith("p-")
    assert "kim" not in str(ComplianceRecord.objects.filter(pk=record.pk).values())
    person.delete()
    assert list(problems()) == []
    assert Pseudonym.objects.get(key=record.who).user is None


def test_somebody_whose_account_was_rolled_back_is_nobody(db):
    person = UserFactory.build(username="ghost")
    person.pk = 987_654
    assert appended(user=person).who == ""


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_writers_at_the_same_time_write_one_chain():
    if connection.vendor != "postgresql":
        pytest.skip("Needs PostgreSQL: name one in DATABASE_URL.")

    def write():
        try:
            for _ in range(10):
                appended()
        finally:
            connection.close()

    threads = [threading.Thread(target=write) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ComplianceRecord.objects.count() == 60
    assert list(problems()) == []
