"""Those who may confirm a waiver hear that one waits."""

import pytest
from django.core import mail
from django.urls import reverse
from wagtail.users.models import UserProfile

from tests.waiving.people import ABSOLUTE, REASON, article, given


@pytest.fixture
def told(django_capture_on_commit_callbacks):
    """Gives a waiver and returns to whom was written."""

    def of(*args, **kwargs):
        with django_capture_on_commit_callbacks(execute=True):
            waiver = given(*args, **kwargs)
        return waiver, sorted(address for item in mail.outbox for address in item.to)

    return of


def test_it_is_written_to_those_who_may_be_the_second_person(
    told, page, officer, second, reviewer, writer
):
    waiver, addresses = told(page, "CLM301", officer)
    assert addresses == [reviewer.email, second.email]
    message = mail.outbox[0]
    assert "CLM301" in message.subject
    assert REASON in message.body
    assert "http" in message.body
    assert reverse("health_content_waiver", args=[waiver.pk]) in message.body


def test_words_are_written_as_they_are(told, page, officer, second):
    page.title = "Bones & <joints>"
    page.save_revision()
    page.save()
    told(page, "CLM301", officer)
    assert "Bones & <joints>" in mail.outbox[0].subject


def test_nothing_is_written_about_what_waits_for_nobody(told, home, writer, officer):
    _waiver, addresses = told(article(home, ABSOLUTE), "CLM317", writer)
    assert addresses == []


def test_whoever_wants_no_such_messages_gets_none(told, page, officer, second, reviewer):
    profile = UserProfile.get_for_user(second)
    profile.submitted_notifications = False
    profile.save()
    assert told(page, "CLM301", officer)[1] == [reviewer.email]


def test_a_message_that_cannot_be_sent_undoes_nothing(told, page, officer, second, monkeypatch):
    def fail(*args, **kwargs):
        raise OSError("No mail server.")

    monkeypatch.setattr(mail.EmailMultiAlternatives, "send", fail)
    waiver, _addresses = told(page, "CLM301", officer)
    assert waiver.pk
