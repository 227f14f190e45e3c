"""Recording a medical review, and what readers see of it."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from wagtail.models import GroupPagePermission

from health_content.library.records import AppendOnlyError, ReviewRecord
from health_content.models import HealthArticlePage, Person, Reference
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
        {"outcome": "approved", "note": "", "content_hash": article.content_hash},
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
    read_words = article.content_hash
    article.title = "Magnesium and better sleep"
    article.save_revision()
    client.force_login(reviewer.user)
    answer = client.post(
        address(article), {"outcome": "approved", "note": "", "content_hash": read_words}
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
    assert "Medically reviewed by" in read(client, article)
    article.body = [("rich_text", "<p>Magnesium cures everything.</p>")]
    article.save_revision().publish()
    assert "Medically reviewed by" not in read(client, article)
    article.body = [("rich_text", "<p>Magnesium is a mineral.</p>")]
    article.save_revision().publish()
    assert "Medically reviewed by" in read(client, article)


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


def test_a_post_that_does_not_say_what_was_read_records_nothing(client, article, reviewer):
    client.force_login(reviewer.user)
    assert client.post(address(article), {"outcome": "approved"}).status_code == 200
    assert not ReviewRecord.objects.exists()


def test_a_page_without_a_revision_is_reviewed_as_it_was_read(client, home, reviewer):
    page = HealthArticlePageFactory(parent=home, body=[("rich_text", "<p>Read me.</p>")])
    client.force_login(reviewer.user)
    read_words = page.content_hash
    page.body = [("rich_text", "<p>Nobody read this.</p>")]
    page.save_revision().publish()
    client.post(address(page), {"outcome": "approved", "content_hash": read_words})
    assert not ReviewRecord.objects.exists()


def test_a_command_may_name_a_stale_version_no_more_than_a_person(article, reviewer):
    with pytest.raises(StaleReview):
        record_review(article, reviewer, content_hash="0" * 64)


def test_nobody_reviews_an_article_of_their_own(client, article, reviewer):
    article.author = reviewer
    article.save_revision().publish()
    with pytest.raises(PermissionDenied):
        record_review(article, reviewer)
    client.force_login(reviewer.user)
    answer = client.post(
        address(article), {"outcome": "approved", "content_hash": article.content_hash}
    )
    assert answer.status_code in {302, 403}
    assert not ReviewRecord.objects.exists()


def refuses(client, article, reviewer):
    article = HealthArticlePage.objects.get(pk=article.pk)
    with pytest.raises(PermissionDenied):
        record_review(article, reviewer)
    client.force_login(reviewer.user)
    answer = client.get(address(article))
    assert not ReviewRecord.objects.exists()
    return answer.status_code in {302, 403}


def test_emptying_the_author_in_a_draft_makes_nobody_a_reviewer_of_their_own_article(
    client, article, reviewer
):
    article.author = reviewer
    article.save_revision().publish()
    article.author = None
    article.save_revision()
    assert refuses(client, article, reviewer)
    article.save_revision().publish()
    assert refuses(client, article, reviewer)


def test_the_author_of_a_live_page_without_revisions_does_not_review_it(client, home, reviewer):
    page = HealthArticlePageFactory(parent=home, author=reviewer)
    page.author = None
    page.save_revision()
    assert refuses(client, page, reviewer)


def test_the_fact_checker_does_not_review_what_they_checked(client, article, reviewer):
    article.fact_checker = reviewer
    article.save_revision()
    assert refuses(client, article, reviewer)


@pytest.mark.parametrize("part", ["owner", "version"])
def test_whoever_made_a_page_or_changed_it_does_not_review_it(client, article, reviewer, part):
    if part == "owner":
        article.owner = reviewer.user
        article.save()
    else:
        article.save_revision(user=reviewer.user)
    assert refuses(client, article, reviewer)


def test_a_review_of_a_draft_shows_readers_nothing_until_its_words_are_live(
    client, article, reviewer
):
    article.body = [("rich_text", "<p>Better words.</p>")]
    draft = article.save_revision()
    record_review(article, reviewer)
    html = read(client, article)
    for words in ("Robin Sample", "changed since", "approved it"):
        assert words not in html
    about = client.get(reviewer.get_absolute_url()).content.decode()
    assert article.title not in about
    draft.publish()
    assert "Medically reviewed by" in read(client, article)
    assert article.title in client.get(reviewer.get_absolute_url()).content.decode()
    article.body = [("rich_text", "<p>Words of a later day.</p>")]
    article.save_revision().publish()
    html = read(client, article)
    assert "changed since" in html
    assert "Robin Sample, MD" in html
    assert article.title in client.get(reviewer.get_absolute_url()).content.decode()


def test_a_review_of_live_words_that_were_never_published_here_stays_in_the_history(
    client, home, reviewer
):
    page = HealthArticlePageFactory(parent=home, body=[("rich_text", "<p>Imported.</p>")])
    record_review(page, reviewer)
    page.body = [("rich_text", "<p>Other words.</p>")]
    page.save_revision().publish()
    assert "Robin Sample, MD" in read(client, page)
    assert not HealthArticlePage.objects.get(pk=page.pk).review.is_current


def test_an_objection_to_a_draft_leaves_the_live_words_approved(client, article, reviewer):
    record_review(article, reviewer)
    article.body = [("rich_text", "<p>Worse words.</p>")]
    article.save_revision()
    record_review(article, reviewer, approved=False)
    assert "Medically reviewed by" in read(client, article)
    assert article.title in client.get(reviewer.get_absolute_url()).content.decode()


def test_a_reference_that_is_reworded_takes_the_badge_of_what_cites_it(client, home, reviewer):
    reference = Reference.objects.create(citation="A. Writer. A study.", title="A study")
    page = HealthArticlePageFactory(
        parent=home,
        body=[
            ("research_note", {"label": "", "html": "<p>Found.</p>", "reference": reference}),
        ],
    )
    page.save_revision().publish()
    record_review(page, reviewer)
    assert "Medically reviewed by" in read(client, page)
    reference.title = "Magnesium cures everything"
    reference.save()
    assert "Medically reviewed by" not in read(client, page)


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
    with pytest.raises(AppendOnlyError):
        ReviewRecord.objects.bulk_create([record], update_conflicts=True)
    with pytest.raises(AppendOnlyError):
        ReviewRecord._base_manager.filter(pk=record.pk).update(note="")
    forged = ReviewRecord(
        pk=record.pk, page_id=article.pk, reviewer=reviewer, outcome="changes", content_hash="0"
    )
    with pytest.raises(AppendOnlyError):
        forged.save()
    assert ReviewRecord.objects.get().outcome == "approved"
