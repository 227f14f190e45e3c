"""A page, judged by the rules and the site's policy."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from health_content.assessment import assess, judged_edition
from health_content.compliance import Market, PolicyError, Severity
from health_content.compliance.policy import UK
from health_content.edition import Channel, PageFacts, ReviewState
from health_content.models import HealthArticlePage, Person
from health_content.recording import record_review
from tests.factories import HealthArticlePageFactory, HealthIndexPageFactory, HomePageFactory

pytestmark = pytest.mark.usefixtures("report_only")

CLAIM = "<p>This magnesium supplement cures arthritis.</p>"
OFFER = ("affiliate_call_to_action", {"text": "See it.", "label": "", "paid_link": None})


@pytest.fixture
def article(home):
    page = HealthArticlePageFactory(
        parent=home, title="Magnesium", slug="magnesium", body=[("rich_text", CLAIM)]
    )
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def claim_in(report):
    return next(it for it in report.findings if it.code == "CLM301")


def test_the_finding_points_at_the_block_and_the_words(article):
    found = claim_in(assess(article))
    assert found.span.location.path[:2] == ("body", str(article.body[0].id))
    assert found.quote == "cures arthritis"


def test_a_page_that_sells_is_judged_harder_than_one_that_does_not(article):
    assert claim_in(assess(article)).severity is Severity.NEEDS_REASON
    article.body = article.body.stream_block.to_python(
        [*article.body.get_prep_value(), {"type": OFFER[0], "value": OFFER[1]}]
    )
    report = assess(article)
    assert report.is_commercial
    assert claim_in(report).severity is Severity.BLOCKING


def test_a_page_is_judged_as_it_stands_in_memory(article):
    article.body = article.body.stream_block.to_python(
        [{"type": "rich_text", "value": "<p>Magnesium is found in nuts.</p>"}]
    )
    assert not [it for it in assess(article).findings if it.code == "CLM301"]
    stored = HealthArticlePage.objects.get(pk=article.pk)
    assert claim_in(assess(stored))


def test_a_page_that_was_never_saved_is_judged(db):
    body = HealthArticlePage.body.field.stream_block.to_python(
        [{"type": "rich_text", "value": CLAIM}]
    )
    assert claim_in(assess(HealthArticlePage(title="Magnesium", body=body)))


def test_a_page_without_an_article_has_its_title_judged(home):
    front = HomePageFactory(parent=home, title="Our magnesium cures arthritis", slug="cures")
    assert {str(it.span.location) for it in assess(front).findings} >= {"title"}
    index = HealthIndexPageFactory(parent=home, slug="articles")
    assert judged_edition(index).facts == PageFacts(slug="articles", labels_ads=True)


def test_a_paid_link_in_a_text_beside_the_article_makes_the_page_sell(article, monkeypatch):
    typed = '<p><a href="https://www.amazon.com/dp/B000000000?tag=x-20">this</a></p>'
    monkeypatch.setattr(HealthArticlePage, "rich_text_fields", ("dek",))
    article.dek = typed
    assert judged_edition(article).facts.sells


def test_every_channel_is_judged_with_what_it_owes(article):
    for channel in Channel:
        edition = judged_edition(article, channel)
        assert edition.channel is channel
        assert len(edition.obligations) == 2
        assert claim_in(assess(article, channel))


def test_another_policy_can_be_asked_for(article):
    assert assess(article, by=UK).markets == (Market.UK,)


def test_the_sites_policy_decides(article, settings):
    assert [it for it in assess(article).findings if it.code == "REV601"]
    settings.HEALTH_CONTENT = {"COMPLIANCE": {"RULES": {"CLM301": "blocking"}}}
    assert claim_in(assess(article)).severity is Severity.BLOCKING
    settings.HEALTH_CONTENT = {"COMPLIANCE": {"RULES": {"REV601": "off"}, "MARKETS": ["UK", "US"]}}
    report = assess(article)
    assert not [it for it in report.findings if it.code == "REV601"]
    assert report.markets == (Market.UK, Market.US)


def test_a_setting_that_makes_no_policy_judges_nothing(article, settings):
    settings.HEALTH_CONTENT = {"COMPLIANCE": {"MARKETS": ["FR"], "RULES": {"CLM999": "off"}}}
    with pytest.raises(PolicyError, match=r"names 'FR'.*CLM999"):
        assess(article)


@pytest.fixture
def reviewer(db):
    return Person.objects.create(name="Robin Sample", credentials="MD")


def test_a_page_that_nobody_reviewed_says_so(article):
    assert article.page_facts == PageFacts(slug="magnesium", review=ReviewState.NONE)


def test_a_standing_review_is_known_with_who_and_when(article, reviewer):
    today = timezone.localdate()
    record_review(article, reviewer)
    article.next_review_due = today + timedelta(days=100)
    assert judged_edition(article).facts == PageFacts(
        slug="magnesium",
        labels_ads=True,
        review=ReviewState.CURRENT,
        reviewer="Robin Sample",
        reviewer_credentials="MD",
        reviewed_on=today,
        review_due=today + timedelta(days=100),
    )


def test_a_review_of_other_words_is_changed_at_once(article, reviewer):
    record_review(article, reviewer)
    assert article.page_facts.review is ReviewState.CURRENT
    article.title = "Magnesium and joints"
    assert article.page_facts.review is ReviewState.CHANGED
    assert article.page_facts.reviewer == "Robin Sample"


def test_a_review_is_overdue_when_its_day_has_passed(article, reviewer):
    record = record_review(article, reviewer)
    long_ago = timezone.now() - timedelta(days=40)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {record._meta.db_table} SET recorded_at = %s",  # noqa: S608 - our own table
            [long_ago],
        )
    article.next_review_due = timezone.localdate() - timedelta(days=1)
    assert article.page_facts.review is ReviewState.OVERDUE
    record_review(article, reviewer)
    assert article.page_facts.review is ReviewState.CURRENT


def test_a_long_page_takes_no_more_queries_than_a_short_one(article):
    def queries():
        page = HealthArticlePage.objects.get(pk=article.pk)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assess(page)
        return len(captured)

    queries()
    short = queries()
    article.body = article.body.stream_block.to_python(
        [{"type": "rich_text", "value": CLAIM}, {"type": OFFER[0], "value": OFFER[1]}] * 30
    )
    article.save()
    assert queries() <= short + 1
