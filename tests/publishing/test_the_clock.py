"""What is due goes live, and what may not go live keeps nothing else from it."""

import django
import pytest
from django.core import mail
from django.core.management import call_command
from wagtail.models import PageLogEntry, Revision

from health_content.library.ledger import Door, Event, Outcome
from health_content.library.pseudonyms import Pseudonym
from health_content.models import HealthArticlePage
from health_content.publishing.scheduling import BLOCKED as BLOCKED_ACTION
from tests.factories import UserFactory
from tests.publishing.scene import BLOCKED, GOOD


def fresh(page):
    return HealthArticlePage.objects.get(pk=page.pk)


@pytest.fixture
def due(scene):
    """Four pages that are due, in this order: bad, broken, invalid and good."""
    pages = {}
    for slug, said in (
        ("bad", BLOCKED),
        ("broken", GOOD),
        ("invalid", GOOD),
        ("good", GOOD),
    ):
        pages[slug] = scene.draft(said, slug=slug)
        revision = scene.due(pages[slug])
        content = revision.content
        if slug == "broken":
            content["body"] = "[{"
            content["hero_image"] = "no number"
        if slug == "invalid":
            content["title"] = ""
        Revision.objects.filter(pk=revision.pk).update(content=content)
    scene.begin()
    return pages


def test_one_bad_page_stops_no_good_one(scene, due, caplog):
    call_command("publish_scheduled")
    assert [slug for slug, page in due.items() if fresh(page).live] == ["good"]
    assert [(it.outcome, it.door, it.event) for it in scene.records()] == [
        (Outcome.REFUSED, Door.SCHEDULED, Event.PUBLICATION),
        (Outcome.ADMITTED, Door.SCHEDULED, Event.PUBLICATION),
    ]
    assert str(due["broken"].pk) in caplog.text


def test_what_was_refused_is_off_the_schedule_and_in_the_page_s_log(scene, due):
    call_command("publish_scheduled")
    waiting = Revision.objects.exclude(approved_go_live_at=None)
    assert [revision.object_id for revision in waiting] == [str(due["broken"].pk)]
    entry = PageLogEntry.objects.get(page=due["bad"].pk, action=BLOCKED_ACTION)
    assert "CLM301" in " ".join(entry.data["findings"])
    call_command("publish_scheduled")
    assert len(scene.records()) == 2


def test_owner_and_whoever_scheduled_it_are_told(scene):
    owner, planner = UserFactory(), UserFactory()
    page = scene.draft(GOOD, owner=owner)
    scene.begin()
    form = scene.form(GOOD, "action-publish", go_live_at="2040-01-01 12:00")
    planner.is_superuser = True
    planner.save()
    scene.client.force_login(planner)
    scene.post("wagtailadmin_pages:edit", page.pk, **form)
    revision = Revision.objects.exclude(approved_go_live_at=None).get()
    content = scene.draft(BLOCKED, slug="other").get_latest_revision().content
    content = {**revision.content, "body": content["body"], "go_live_at": None}
    Revision.objects.filter(pk=revision.pk).update(content=content)
    scene.due(fresh(page))
    scene.begin()
    call_command("publish_scheduled")
    (record,) = scene.records()
    assert (record.outcome, record.who) == (Outcome.REFUSED, Pseudonym.of(planner))
    assert {tuple(message.to) for message in mail.outbox} == {(owner.email,), (planner.email,)}
    body = mail.outbox[0].body
    assert "was due to be published and was refused" in body
    assert f"/admin/pages/{page.pk}/edit/" in body
    assert "CLM301" in body


def test_mail_that_cannot_be_sent_stops_nothing(scene, due, settings):
    if django.VERSION < (6, 1):
        settings.EMAIL_BACKEND = "no.such.Backend"
    else:
        settings.MAILERS = {"default": {"BACKEND": "no.such.Backend"}}
    bad = due["bad"]
    bad.owner = scene.user
    bad.save()
    call_command("publish_scheduled")
    assert fresh(due["good"]).live
    assert len(scene.records()) == 2


def test_a_site_without_users_publishes_what_is_due(scene, due):
    type(scene.user).objects.all().delete()
    call_command("publish_scheduled")
    assert fresh(due["good"]).live
    assert [record.who for record in scene.records()] == ["", ""]
