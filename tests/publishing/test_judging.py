"""A judgment, its two hashes, and what it knows of the library."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from health_content.edition import ReviewState
from health_content.library.ledger import ComplianceRecord
from health_content.library.waivers import site_day
from health_content.models import (
    AffiliateProgram,
    HealthArticlePage,
    PaidLink,
    Person,
    Product,
    SiteCompliance,
    Topic,
)
from health_content.publishing import ComplianceError, judge
from health_content.publishing.fresh import fresh
from health_content.recording import record_review
from health_content.recording.ledger import hold
from tests.factories import HealthArticlePageFactory

CLAIM = "cures arthritis"


@pytest.fixture
def shop(db):
    return AffiliateProgram.objects.create(
        key="shop", name="Shop Partners", merchant="Shop", hosts={"US": ["shop.example"]}
    )


@pytest.fixture
def product(db):
    return Product.objects.create(brand="Sample", name="Magnesium", form="Capsules")


@pytest.fixture
def link(shop, product):
    return PaidLink.objects.create(program=shop, product=product, url="https://shop.example/m?r=1")


@pytest.fixture
def article(home, product, link, settings):
    settings.HEALTH_CONTENT = {"COMPLIANCE": {"MODE": "report"}}
    card = {"product": product, "html": "", "limits": "", "label": "", "paid_link": link}
    page = HealthArticlePageFactory(
        parent=home,
        title="Magnesium",
        slug="magnesium",
        live=False,
        author=Person.objects.create(name="Ada Sample", credentials="MD"),
        body=[
            ("rich_text", '<p>See <a href="https://shop.example/other">the shop</a>.</p>'),
            ("product_card", {**card, "program": None}),
        ],
    )
    page.save_revision().publish()
    return HealthArticlePage.objects.get(pk=page.pk)


def hashes(article):
    judgment = judge(HealthArticlePage.objects.get(pk=article.pk))
    return judgment.content_hash, judgment.context_hash


def test_what_was_admitted_is_unchanged_and_stays_so_when_a_day_passes(article):
    del article.body[0]
    article.next_review_due = timezone.localdate() + timedelta(days=1)
    draft = article.save_revision()
    record = record_review(article, Person.objects.create(name="Robin Sample", credentials="MD"))
    draft.publish()
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {record._meta.db_table} SET recorded_at = %s",  # noqa: S608 - our own table
            [timezone.now() - timedelta(days=40)],
        )
    assert [one.code for one in judge(article).refusing] == []
    before = hashes(article)
    HealthArticlePage.objects.update(next_review_due=timezone.localdate() - timedelta(days=1))
    assert hashes(article) == before
    judgment = judge(HealthArticlePage.objects.get(pk=article.pk))
    assert judgment.edition.facts.review is ReviewState.OVERDUE
    assert judgment.is_unchanged


def test_a_page_is_the_same_for_people_in_every_time_zone(article):
    PaidLink.objects.update(valid_from=site_day(), valid_until=site_day())
    found = set()
    for zone in ("Pacific/Kiritimati", "Pacific/Niue"):
        with timezone.override(zone):
            found.add(hashes(article))
    assert len(found) == 1


def changes():
    def product(article):
        Product.objects.update(form="Powder")

    def address(article):
        PaidLink.objects.update(url="https://shop.example/m?r=2")

    def merchant(article):
        AffiliateProgram.objects.update(merchant="Other Shop")

    def label(article):
        AffiliateProgram.objects.update(link_label="our partner (paid link)")

    def sentence(article):
        said = [{"text": "As a partner of Shop we earn.", "market": "", "language": "en-US"}]
        AffiliateProgram.objects.update(identification=said)

    def hosts(article):
        AffiliateProgram.objects.update(hosts={"US": ["shop.example"], "UK": ["shop.example.uk"]})

    def person(article):
        Person.objects.update(job_title="Physician")

    def topic(article):
        article.topics = [Topic.objects.create(name="Joints", slug="joints", kind="topic")]
        article.save()

    def medical_wording(article):
        words = "This page is for information and is not medical advice. Ask your own doctor first."
        SiteCompliance.objects.create(site=article.get_site(), medical_disclaimer=words)

    def markets(article):
        return {"COMPLIANCE": {"MODE": "report", "MARKETS": ["US", "UK"]}}

    def review(article):
        record_review(article, Person.objects.create(name="Robin Sample", credentials="MD"))

    return [value for value in locals().values() if callable(value)]


@pytest.mark.parametrize("change", changes(), ids=lambda change: change.__name__)
def test_a_page_is_judged_anew_when_what_it_shows_or_sells_changes(article, settings, change):
    before = hashes(article)
    assert hashes(article) == before
    if new := change(article):
        settings.HEALTH_CONTENT = new
    assert hashes(article) != before


def test_a_rule_or_severity_that_changes_leaves_both_hashes_as_they_are(article, settings):
    before = hashes(article)
    rules = {"MODE": "enforce", "RULES": {"CLM301": "blocking"}, "THRESHOLDS": {"REVIEW_MONTHS": 3}}
    settings.HEALTH_CONTENT = {"COMPLIANCE": rules}
    assert hashes(article) == before


def stale(article):
    """The page with all that it shows fetched, before somebody else changes the library."""
    page = HealthArticlePage.objects.get(pk=article.pk)
    judge(page)
    return page


def claim_in_form():
    Product.objects.update(form=f"Capsules: this magnesium supplement {CLAIM}")


def test_who_holds_the_ledger_judges_what_the_library_says_now(article):
    page = stale(article)
    claim_in_form()
    assert CLAIM not in str([one.quote for one in judge(page).findings])
    assert CLAIM in [one.quote for one in judge(page, is_anew=True).findings]


def test_a_page_that_was_read_before_a_product_changed_is_not_saved_with_it(article, settings):
    page = stale(article)
    claim_in_form()
    settings.HEALTH_CONTENT = {}
    with pytest.raises(ComplianceError) as refused:
        page.save()
    assert CLAIM in [one.quote for one in refused.value.findings]
    assert ComplianceRecord.objects.order_by("number").last()


def test_a_byline_that_was_read_before_the_person_changed_is_read_anew(article):
    page = stale(article)
    Person.objects.update(job_title=f"Her magnesium supplement {CLAIM}")
    assert CLAIM in [one.quote for one in judge(page, is_anew=True).findings]


def test_reading_anew_leaves_the_page_and_what_was_typed_into_it_alone(article):
    page = stale(article)
    page.title = "Typed and not saved"
    page.topics = [Topic.objects.create(name="Joints", slug="joints", kind="topic")]
    anew = fresh(page)
    assert anew.title == page.title
    assert anew.body is not page.body
    assert anew.body.get_prep_value() == page.body.get_prep_value()
    assert [topic.name for topic in anew.topics.all()] == ["Joints"]
    assert page._state.fields_cache["author"] is page.author
    assert anew.author is not page.author


def test_a_page_that_read_nothing_yet_is_read_once(article):
    page = HealthArticlePage.objects.get(pk=article.pk)
    with transaction.atomic(), CaptureQueriesContext(connection) as first:
        hold()
        judge(page, is_anew=True)
    with CaptureQueriesContext(connection) as second:
        page.body[1].value["product"]
    assert len(second) == 0
    assert len(first) <= 20, [query["sql"][:120] for query in first.captured_queries]
