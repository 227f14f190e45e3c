"""What an article says about itself: dates, people, reviews, its picture."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from health_content.library.records import ReviewRecord
from health_content.models import HealthArticlePage
from health_content.pages.dates import months_between
from health_content.recording import record_review


def today():
    return timezone.localdate()


def test_an_article_is_as_old_as_its_first_publication_anywhere(article):
    page = article()
    assert page.published_on == page.updated_on == today()
    page.first_published = date(2019, 5, 1)
    assert page.published_on == date(2019, 5, 1)


@pytest.mark.django_db
def test_a_draft_has_no_dates():
    draft = HealthArticlePage(title="A draft")
    assert draft.published_on is None
    assert draft.updated_on is None
    assert not draft.review_is_overdue
    assert draft.review_advice == ""
    assert draft.review is None
    assert draft.review_history == []


def test_a_day_is_the_day_in_the_sites_time_zone(article, settings):
    settings.TIME_ZONE = "Pacific/Auckland"
    page = article()
    page.last_published_at = datetime(2026, 1, 1, 20, tzinfo=timezone.get_fixed_timezone(0))
    with timezone.override("Pacific/Auckland"):
        assert page.updated_on == date(2026, 1, 2)


@pytest.mark.parametrize(
    ("fields", "name", "advice"),
    [
        ({"first_published": timedelta(1)}, "first_published", "leave this empty"),
        (
            {"first_published": timedelta(-10), "next_review_due": timedelta(-11)},
            "next_review_due",
            "Choose a later day",
        ),
    ],
)
def test_dates_that_cannot_be_are_refused_with_what_to_do(home, fields, name, advice):
    page = HealthArticlePage(title="Iron", slug="iron", locale=home.locale)
    for field, distance in fields.items():
        setattr(page, field, today() + distance)
    with pytest.raises(ValidationError) as caught:
        page.clean()
    assert list(caught.value.message_dict) == [name]
    assert advice in caught.value.message_dict[name][0]


def test_a_review_due_on_the_day_of_publication_is_accepted(article):
    page = article()
    page.next_review_due = today()
    page.clean()
    assert not page.review_is_overdue


def test_a_review_is_overdue_from_the_day_after(article):
    page = article(first_published=date(2020, 1, 1), next_review_due=today() - timedelta(1))
    assert page.review_is_overdue


def test_a_review_on_or_after_the_day_it_was_due_ends_being_overdue(client, article, reviewer):
    due = today() - timedelta(10)
    page = article(first_published=date(2020, 1, 1), next_review_due=due)
    assert "Review overdue since" in client.get(page.url).content.decode()
    record_review(page, reviewer)
    page = HealthArticlePage.objects.get(pk=page.pk)
    assert not page.review_is_overdue
    html = client.get(page.url).content.decode()
    for words in ("overdue", "has not happened yet", "We will review it again", "Next review due"):
        assert words not in html
    page.next_review_due = today() + timedelta(10)
    page.save_revision().publish()
    assert "We will review it again by" in client.get(page.url).content.decode()


def test_a_review_before_the_day_it_is_due_changes_nothing(article, reviewer):
    page = article(first_published=date(2020, 1, 1), next_review_due=today() - timedelta(2))
    record = record_review(page, reviewer)
    ReviewRecord.objects.filter(pk=record.pk)._raw_delete("default")
    record.pk, record.recorded_at = None, timezone.now() - timedelta(3)
    record.save()
    assert HealthArticlePage.objects.get(pk=page.pk).review_is_overdue


def test_the_history_names_every_review_the_newest_first(article, reviewer):
    page = article(body=[("rich_text", "<p>First words.</p>")])
    record_review(page, reviewer, approved=False)
    record_review(page, reviewer)
    page.body = [("rich_text", "<p>Other words.</p>")]
    page.save_revision().publish()
    reviewer.name = "Robin Married"
    reviewer.save()
    record_review(page, reviewer)
    page = HealthArticlePage.objects.get(pk=page.pk)
    told = [(one.byline, one.outcome_label, one.is_current) for one in page.review_history]
    assert told == [
        ("Robin Married, MD", "Approved", True),
        ("Robin Sample, MD", "Approved", False),
        ("Robin Sample, MD", "Changes requested", False),
    ]
    assert {one.reviewed_on for one in page.review_history} == {today()}
    assert {one.job_title for one in page.review_history} == {"Physician"}
    assert page.review.is_current


def test_review_and_history_take_one_query(article, reviewer, django_assert_num_queries):
    page = article()
    for _ in range(3):
        record_review(page, reviewer)
    page = HealthArticlePage.objects.get(pk=page.pk)
    with django_assert_num_queries(1):
        assert page.review.byline == "Robin Sample, MD"
        assert len(page.review_history) == 3


def test_what_is_told_apart_does_not_unmake_a_review(article, reviewer, author, bone):
    page = article()
    record_review(page, reviewer)
    page.author, page.topics, page.first_published = author, [bone], date(2020, 1, 1)
    page.save_revision().publish()
    assert HealthArticlePage.objects.get(pk=page.pk).review.is_current


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("dek", "In short."),
        ("hero_alt", "Pills"),
        ("hero_caption", "<p>B</p>"),
        ("hero_credit", "C"),
    ],
)
def test_what_the_article_says_unmakes_it(article, reviewer, picture, field, value):
    page = article(hero_image=picture)
    record_review(page, reviewer)
    setattr(page, field, value)
    page.save_revision().publish()
    assert not HealthArticlePage.objects.get(pk=page.pk).review.is_current


def test_an_article_without_a_review_for_two_years_is_advised_about_and_not_refused(
    article, reviewer
):
    page = article()
    assert page.review_advice == ""
    page.first_published = today() - timedelta(800)
    page.clean()
    assert "Ask a reviewer" in page.review_advice
    long_ago = timezone.now() - timedelta(800)
    record = record_review(page, reviewer)
    ReviewRecord.objects.filter(pk=record.pk)._raw_delete("default")
    record.pk, record.recorded_at = None, long_ago
    record.save()
    page = HealthArticlePage.objects.get(pk=page.pk)
    assert "more than 24 months ago" in page.review_advice
    record_review(page, reviewer)
    assert HealthArticlePage.objects.get(pk=page.pk).review_advice == ""


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2024, 1, 31), date(2026, 1, 30), 23),
        (date(2024, 1, 31), date(2026, 1, 31), 24),
        (date(2024, 2, 29), date(2024, 2, 29), 0),
        (date(2023, 12, 1), date(2024, 1, 1), 1),
    ],
)
def test_only_completed_months_count(start, end, months):
    assert months_between(start, end) == months


def test_the_hero_is_the_picture_and_its_words(article, picture):
    page = article(hero_image=picture, hero_alt="A spoon", hero_credit="Photo: A. Nonymous")
    assert (page.hero.image, page.hero.alt, page.hero.credit) == (
        picture,
        "A spoon",
        "Photo: A. Nonymous",
    )
    picture.delete()
    assert HealthArticlePage.objects.get(pk=page.pk).hero is None


def test_readers_find_an_article_by_its_dek_and_its_topics(
    client, article, magnesium, sleep, search_index
):
    article("One thing", dek="About hypomagnesemia.", nutrients=[magnesium], topics=[sleep])
    for words in ("hypomagnesemia", "Magnesium", "Sleep"):
        assert "One thing" in client.get("/search/", {"query": words}).content.decode()
