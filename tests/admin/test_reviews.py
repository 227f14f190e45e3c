"""Recording a medical review, and what readers see of it."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.models import GroupPagePermission

from health_content.library.records import AppendOnlyError, ReviewRecord
from health_content.models import HealthArticlePage, Person
from health_content.recording import StaleReview, record_review
from tests.factories import HealthArticlePageFactory, UserFactory


@pytest.fixture
def article(home):
    page = HealthArticlePageFactory(
        parent=home,
        title="Magnesium and sleep",
        body=[("rich_text", "<p>Magnesium is a mineral.</p>")],
    )
    page.save_revision().publish()
    page.refresh_from_db()
    return page


@pytest.fixture
def reviewer(home):
    group = Group.objects.create(name="Medical reviewers")
    group.permissions.add(
        Permission.objects.get(codename="access_admin"),
        Permission.objects.get(codename="add_reviewrecord"),
    )
    GroupPagePermission.objects.create(
        group=group, page=home, permission=Permission.objects.get(codename="change_page")
    )
    user = UserFactory(username="reviewer")
    user.groups.add(group)
    return Person.objects.create(name="Robin Sample", credentials="MD", user=user)


def address(article):
    return reverse("health_content_record_review", args=[article.pk])


def read(client, article):
    return client.get(article.url).content.decode()


def test_a_reviewer_records_a_review_and_readers_see_name_and_date(client, article, reviewer):
    client.force_login(reviewer.user)
    shown = client.get(address(article))
    assert "Robin Sample, MD" in shown.content.decode()
    answer = client.post(
        address(article),
        {"outcome": "approved", "note": "", "revision": article.latest_revision_id},
    )
    assert answer.status_code == 302
    record = ReviewRecord.objects.get()
    assert (record.reviewer, record.recorded_by) == (reviewer, reviewer.user)
    client.logout()
    assert "Robin Sample, MD" in read(client, article)


def test_the_menu_of_a_page_offers_the_review_to_reviewers_only(client, article, reviewer, editor):
    client.force_login(reviewer.user)
    edit = reverse("wagtailadmin_pages:edit", args=[article.pk])
    assert address(article) in client.get(edit).content.decode()
    client.force_login(editor)
    assert address(article) not in client.get(edit).content.decode()


def test_a_review_of_a_version_that_is_not_the_latest_is_refused(client, article, reviewer):
    read_version = article.latest_revision_id
    article.title = "Magnesium and better sleep"
    article.save_revision()
    client.force_login(reviewer.user)
    answer = client.post(
        address(article), {"outcome": "approved", "note": "", "revision": read_version}
    )
    assert "changed while you were reading" in answer.content.decode()
    assert not ReviewRecord.objects.exists()


@pytest.mark.parametrize("who", ["editor", "superuser"])
def test_nobody_records_a_review_without_being_a_known_person(client, article, who, request):
    client.force_login(request.getfixturevalue(who))
    assert client.post(address(article), {"outcome": "approved"}).status_code in {302, 403}
    assert not ReviewRecord.objects.exists()


def test_the_badge_goes_when_the_words_change_and_comes_back_with_them(client, article, reviewer):
    record_review(article, reviewer)
    assert "Robin Sample" in read(client, article)
    article.body = [("rich_text", "<p>Magnesium cures everything.</p>")]
    article.save_revision().publish()
    assert "Robin Sample" not in read(client, article)
    article.body = [("rich_text", "<p>Magnesium is a mineral.</p>")]
    article.save_revision().publish()
    assert "Robin Sample" in read(client, article)


def test_a_later_objection_takes_the_badge_away(article, reviewer):
    record_review(article, reviewer)
    record_review(article, reviewer, approved=False)
    assert HealthArticlePage.objects.get(pk=article.pk).review is None


def test_work_on_a_draft_does_not_take_the_badge_from_the_live_words(client, article, reviewer):
    record_review(article, reviewer)
    article.body = [("rich_text", "<p>A draft of something else.</p>")]
    article.save_revision()
    record_review(article, reviewer, approved=False)
    assert "Robin Sample" in read(client, article)


def test_a_review_keeps_the_credentials_of_its_day(article, reviewer):
    record_review(article, reviewer)
    reviewer.credentials = ""
    reviewer.save()
    assert HealthArticlePage.objects.get(pk=article.pk).review.byline == "Robin Sample, MD"


def test_a_command_may_name_a_stale_version_no_more_than_a_person(article, reviewer):
    with pytest.raises(StaleReview):
        record_review(article, reviewer, revision_id=article.latest_revision_id + 1)


def test_records_cannot_be_changed_or_deleted(article, reviewer):
    record = record_review(article, reviewer)
    record.note = "Something else"
    with pytest.raises(AppendOnlyError):
        record.save()
    with pytest.raises(AppendOnlyError):
        record.delete()
    with pytest.raises(AppendOnlyError):
        ReviewRecord.objects.update(note="")
    with pytest.raises(AppendOnlyError):
        ReviewRecord.objects.all().delete()
