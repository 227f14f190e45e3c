"""The ledger in the admin."""

import json

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.urls import get_resolver, reverse
from wagtail.snippets.models import get_snippet_models

from health_content.library.ledger import ComplianceRecord, Door, Event, LedgerHead, Outcome
from health_content.library.pseudonyms import Pseudonym
from health_content.recording.ledger import Entry, append, hash_of
from tests.admin.site_of_findings import judged_by, live, text_of
from tests.factories import UserFactory
from tests.waiving.people import person

SCREENS = ("records", "records_results", "records_export", "records_verify")


@pytest.fixture
def reader(client, db):
    client.force_login(person("reader", "view_compliancerecord"))
    return client


@pytest.fixture
def writer(db):
    return UserFactory(username="writer", first_name="Wanda", last_name="Writer")


@pytest.fixture
def chain(writer, site):
    """Three records of three kinds."""
    append(Entry(Event.PUBLICATION, Outcome.ADMITTED, subject=site, door=Door.FORM, user=writer))
    append(Entry(Event.PUBLICATION, Outcome.REFUSED, subject=site, door=Door.SCHEDULED))
    waiver = {"given_by": Pseudonym.of(writer), "note": {"by": "p-unknown"}}
    append(Entry(Event.WAIVER, Outcome.DONE, payload=waiver))
    return list(ComplianceRecord.objects.order_by("number"))


def records(answer):
    return [record.number for record in answer.context["object_list"]]


def tamper(number):
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE health_content_compliancerecord SET subject_title = 'x' WHERE number = %s",
            [number],
        )


@pytest.mark.parametrize(
    ("chosen", "numbers"),
    [
        ({}, [3, 2, 1]),
        ({"event": "publication"}, [2, 1]),
        ({"outcome": "refused"}, [2]),
        ({"door": "form"}, [1]),
        ({"subject_type": "wagtailcore.site"}, [2, 1]),
        ({"recorded_at_to": "2001-01-01"}, []),
        ({"recorded_at_from": "2001-01-01"}, [3, 2, 1]),
    ],
)
def test_records_are_found_by_what_they_say(reader, chain, chosen, numbers):
    assert records(reader.get(reverse("health_content_records"), chosen)) == numbers


def test_records_are_found_by_person_subject_and_hash(reader, chain, writer, site):
    address = reverse("health_content_records")
    assert records(reader.get(address, {"who": Pseudonym.of(writer)})) == [1]
    assert records(reader.get(address, {"subject_id": str(site.pk)})) == [2, 1]
    assert records(reader.get(address, {"q": chain[2].hash})) == [3]


def test_a_record_is_shown_whole(reader, settings, home):
    judged_by(settings)
    page = live(settings, home)
    record = ComplianceRecord.objects.filter(subject_id=str(page.pk)).first()
    html = text_of(reader.get(reverse("health_content_record", args=[record.number])))
    for words in (record.hash, record.previous_hash, record.content_hash, record.rule_set):
        assert words in html
    for finding in record.payload["findings"]:
        assert finding["code"] in html
    for text in record.payload["texts"]:
        assert text["revision"] in html
    assert json.dumps(record.payload["context"]) in html


def test_names_stand_behind_keys_for_as_long_as_the_account_exists(reader, chain, writer):
    address = reverse("health_content_record", args=[3])
    key = Pseudonym.of(writer)
    assert "Wanda Writer" in text_of(reader.get(address))
    assert "Wanda Writer" in text_of(reader.get(reverse("health_content_records")))
    writer.delete()
    html = text_of(reader.get(address))
    assert "Wanda Writer" not in html
    assert f"<code>{key}</code> </dt> <dd> The account is gone" in html
    assert "p-unknown" in html


def test_only_those_with_the_permission_read_records(client, chain, home):
    client.force_login(person("officer", "add_waiver", "confirm_waiver", edits=home))
    for name in SCREENS:
        assert client.get(reverse(f"health_content_{name}")).status_code == 302
    assert client.get(reverse("health_content_record", args=[1])).status_code == 302
    assert client.post(reverse("health_content_records_verify")).status_code == 302
    assert reverse("health_content_records") not in text_of(client.get("/admin/"))


def test_the_export_lets_anybody_make_the_hashes_again(reader, chain):
    answer = reader.get(reverse("health_content_records_export"))
    lines = b"".join(answer.streaming_content).decode().splitlines()
    told = [json.loads(line) for line in lines]
    assert [item["number"] for item in told] == [1, 2, 3]
    assert [item["previous_hash"] for item in told[1:]] == [item["hash"] for item in told[:-1]]
    assert [item["hash"] for item in told] == [hash_of(record) for record in chain]
    assert "Wanda" not in "".join(lines)
    some = reader.get(reverse("health_content_records_export"), {"outcome": "refused"})
    assert len(b"".join(some.streaming_content).splitlines()) == 1


def test_the_chain_is_read_when_asked_and_what_is_wrong_is_said(reader, chain):
    address = reverse("health_content_records_verify")
    assert "Nothing is wrong" not in text_of(reader.get(address))
    whole = text_of(reader.post(address))
    assert "Nothing is wrong with the chain up to record 3" in whole
    assert chain[2].hash in whole
    tamper(2)
    broken = text_of(reader.post(address))
    assert "Record 2 was changed" in broken
    assert "Nothing is wrong" not in broken


def test_nobody_changes_or_deletes_a_record_in_the_admin(admin_site, chain):
    before = list(ComplianceRecord.objects.order_by("number").values())
    posted = {"subject_title": "x", "outcome": "admitted", "_method": "DELETE"}
    for method in ("post", "put", "patch", "delete"):
        for name in SCREENS:
            getattr(admin_site, method)(reverse(f"health_content_{name}"), posted)
        refused = getattr(admin_site, method)(reverse("health_content_record", args=[1]), posted)
        assert refused.status_code == 405
    assert list(ComplianceRecord.objects.order_by("number").values()) == before


@pytest.mark.parametrize("model", [ComplianceRecord, LedgerHead, Pseudonym])
def test_there_is_no_address_at_which_a_record_could_be_edited(model):
    names = [str(name) for name in _names(get_resolver())]
    assert not [name for name in names if model._meta.model_name in name]
    assert model not in get_snippet_models()


def test_the_group_form_offers_reading_records_and_no_more(admin_site):
    html = admin_site.get(reverse("wagtailusers_groups:add")).content.decode()
    offered = [
        permission.codename
        for permission in Permission.objects.filter(content_type__model="compliancerecord")
        if f'value="{permission.pk}"' in html
    ]
    assert offered == ["view_compliancerecord"]


def _names(resolver):
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield pattern.namespace or ""
            yield from _names(pattern)
        else:
            yield pattern.name or ""
