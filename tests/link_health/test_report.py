"""The report of link health, and what can be done there."""

from __future__ import annotations

import csv
from datetime import timedelta

import django
import pytest
from django.contrib.auth.models import Group, Permission
from django.core import mail
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from health_content.library.ledger import ComplianceRecord, Event
from health_content.library.link_health import LinkHealth, LinkRun
from health_content.library.products import PaidLink
from health_content.link_health.digest import send_digest
from tests.factories import UserFactory
from tests.lookups.merchants import free_port


@pytest.fixture
def found(link_to):
    """A link of each kind, as the check would have left them."""

    def make(state, **more):
        link = link_to(f"/p/{state}")
        return LinkHealth.objects.create(
            link=link,
            **{
                "address": link.url,
                "state": state,
                "detail": f"Seen: {state}.",
                "checked_at": timezone.now(),
                "since": timezone.now(),
                "due_at": timezone.now() + timedelta(days=7),
                **more,
            },
        )

    return make


def person(*rights):
    user = UserFactory()
    wanted = Permission.objects.filter(codename__in=(*rights, "access_admin"))
    user.user_permissions.set(wanted)
    return user


def act(client, action, *rows, **said):
    address = reverse("wagtail_bulk_action", args=["health_content", "linkhealth", action])
    query = "&".join(f"id={row.pk}" for row in rows)
    return client.post(f"{address}?{query}&next=/admin/", said)


def test_the_report_lists_the_worst_first_with_its_way_and_is_for_those_with_a_right(
    client, found, django_assert_max_num_queries
):
    found("ok")
    broken = found("broken")
    moved = found(
        "moved",
        chain=["https://a.example/", "https://b.example/way", "https://c.example/"],
        final_address="https://c.example/",
    )
    client.force_login(person())
    assert client.get(reverse("health_content_link_health")).status_code == 302
    client.force_login(person("view_linkhealth"))

    with django_assert_max_num_queries(40):
        html = client.get(reverse("health_content_link_health")).content.decode()

    order = [html.index(row.link.url) for row in (broken, moved)]
    assert order == sorted(order)
    assert "https://b.example/way" in html
    only = client.get(reverse("health_content_link_health"), {"state": "moved"}).content.decode()
    assert moved.link.url in only
    assert broken.link.url not in only


def test_what_is_taken_out_holds_no_formula(client, found, admin_user):
    found("broken", detail='=HYPERLINK("http://evil.example")')
    client.force_login(admin_user)

    answer = client.get(reverse("health_content_link_health"), {"export": "csv"})

    rows = list(csv.reader(answer.getvalue().decode().splitlines()))
    assert len(rows) == 2
    assert not [cell for row in rows for cell in row if cell[:1] in "=+-@" and cell]


def test_accepting_gives_readers_the_link_back_and_is_on_record(client, found, admin_user):
    broken, unsafe = found("broken"), found("unsafe")
    client.force_login(admin_user)

    assert act(client, "accept", broken, unsafe).status_code == 200
    assert act(client, "accept", broken, unsafe, reason="I opened it.").status_code == 302

    broken.refresh_from_db()
    unsafe.refresh_from_db()
    assert (broken.state, broken.accepted_why, broken.is_dead) == (
        "accepted",
        "I opened it.",
        False,
    )
    assert unsafe.state == "unsafe"
    record = ComplianceRecord.objects.filter(event=Event.LINK_CHECK).latest("number")
    assert record.subject_id == str(broken.link_id)
    assert (record.payload["before"]["state"], record.payload["is_hidden"]) == ("broken", False)
    assert record.who


def test_links_are_paused_and_get_their_final_addresses_through_their_own_rules(
    client, found, admin_user, shops
):
    end = "https://www.shop.example/new/1"
    moved, bad = found("moved", final_address=end), found("moved", final_address="ftp://x.example/")
    broken = found("broken")
    client.force_login(admin_user)

    act(client, "replace", moved, bad, broken)
    act(client, "pause", broken, reason="Nobody knows where it went.")

    links = {row: PaidLink.objects.get(pk=row.link_id) for row in (moved, bad, broken)}
    assert links[moved].url.startswith(end)
    assert links[bad].url == bad.address
    assert links[broken].status == PaidLink.Status.PAUSED
    assert links[broken].status_reason == "Nobody knows where it went."


@pytest.mark.parametrize("key", ["%C2%B2", "9" * 30, "abc"])
def test_keys_that_cannot_be_are_passed_over(client, found, admin_user, key):
    client.force_login(admin_user)
    for action in ("check-again", "pause"):
        address = reverse("wagtail_bulk_action", args=["health_content", "linkhealth", action])
        asked = f"{address}?id={key}&next=/admin/"
        assert client.get(asked).status_code < 500
        assert client.post(asked, {"reason": "Odd."}).status_code < 500


def test_nobody_acts_without_the_right(client, found):
    row = found("broken")
    client.force_login(person("view_linkhealth"))
    for action in ("check-again", "accept", "pause", "replace"):
        act(client, action, row, reason="Because.")
    client.force_login(person())
    act(client, "check-again", row)

    row.refresh_from_db()
    assert row.state == "broken"
    assert row.due_at > timezone.now()
    assert row.link.status == PaidLink.Status.ACTIVE

    client.force_login(person("change_linkhealth"))
    act(client, "check-again", row)
    row.refresh_from_db()
    assert row.due_at <= timezone.now()


def test_people_are_written_to_once_a_day_and_about_new_things_only(found, db):
    reader = person("change_linkhealth")
    person("view_linkhealth")
    Group.objects.create(name="Nobody")
    found("ok")
    assert send_digest() == 0
    broken = found("broken")

    assert send_digest() == 1

    [message] = mail.outbox
    assert message.to == [reader.email]
    assert "1 paid link" in message.subject
    assert broken.address in message.body
    assert reverse("health_content_link_health") in message.body
    found("unsafe")
    assert send_digest() == 0
    LinkRun.objects.update(told_at=timezone.now() - timedelta(days=1))
    LinkHealth.objects.filter(pk=broken.pk).update(since=timezone.now() - timedelta(days=3))
    assert send_digest() == 1
    assert broken.address not in mail.outbox[-1].body
    LinkRun.objects.update(told_at=timezone.now() - timedelta(hours=22))
    LinkHealth.objects.update(since=timezone.now() - timedelta(days=3))
    assert send_digest() == 0


def mail_through(port):
    """Settings by which mail goes to a port of this machine."""
    backend = "django.core.mail.backends.smtp.EmailBackend"
    if django.VERSION < (6, 1):
        return {"EMAIL_BACKEND": backend, "EMAIL_HOST": "localhost", "EMAIL_PORT": port}
    options = {"host": "localhost", "port": port}
    return {"MAILERS": {"default": {"BACKEND": backend, "OPTIONS": options}}}


def test_what_could_not_be_sent_to_anybody_is_told_by_the_next_run(found, db):
    person("change_linkhealth")
    broken = found("broken")

    with override_settings(**mail_through(free_port())):
        assert send_digest() == 0

    assert send_digest() == 1
    assert broken.address in mail.outbox[-1].body
