"""Which articles stand below an article."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale, Page, PageViewRestriction, Site

from health_content.models import HealthArticlePage
from tests.factories import HealthIndexPageFactory, HomePageFactory


def titles(page):
    fresh = HealthArticlePage.objects.get(pk=page.pk)
    return [found.title for found in fresh.related_articles]


def choose(page, *pages):
    block = page.related.stream_block
    page.related = block.to_python([{"type": "article", "value": one.pk} for one in pages])
    page.save_revision().publish()
    return page


@pytest.fixture
def related(article, magnesium, bone, sleep):
    """An article, and others that share one, two and none of its topics."""
    page = article("This", nutrients=[magnesium], topics=[bone, sleep])
    article("Shares two", nutrients=[magnesium], topics=[bone])
    article("Shares one", topics=[bone])
    article("Shares none")
    return page


def test_those_that_share_most_come_first(related):
    assert titles(related) == ["Shares two", "Shares one"]


def test_of_equals_the_newest_comes_first_and_four_are_enough(related, article, bone):
    for number in range(5):
        page = article(f"Number {number}", topics=[bone])
        Page.objects.filter(pk=page.pk).update(
            first_published_at=timezone.now() - timedelta(days=1 + number * 2 % 5)
        )
    assert titles(related) == ["Shares two", "Shares one", "Number 0", "Number 3"]


def test_an_article_under_no_topic_has_none(article, bone):
    article("Other", topics=[bone])
    assert titles(article("This")) == []


def test_chosen_articles_stand_instead_in_the_editors_order(related, article):
    first, second = article("First"), article("Second")
    assert titles(choose(related, second, first, second)) == ["Second", "First"]


def test_a_chosen_article_that_is_gone_private_or_a_draft_is_not_shown(related, article):
    draft, private, gone = article("Draft"), article("Private"), article("Gone")
    choose(related, draft, private, gone)
    draft.unpublish()
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    gone.delete()
    assert titles(related) == ["Shares two", "Shares one"]


def test_what_is_private_or_a_draft_is_not_computed(related, article, section, bone):
    article("Draft", topics=[bone]).unpublish()
    closed = HealthIndexPageFactory(parent=section, slug="closed")
    article("Private", topics=[bone], parent=closed)
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    assert titles(related) == ["Shares two", "Shares one"]


def test_another_sites_articles_are_not_related(related, article, bone):
    other = HomePageFactory(parent=Page.get_first_root_node(), slug="other", title="Other")
    Site.objects.create(hostname="other.example", root_page=other)
    elsewhere = article("Elsewhere", topics=[bone], parent=other)
    assert titles(related) == ["Shares two", "Shares one"]
    assert titles(elsewhere) == []
    assert titles(choose(related, elsewhere)) == ["Shares two", "Shares one"]


def test_another_languages_articles_are_not_related(related, article, bone):
    german = Locale.objects.create(language_code="de")
    page = article("Auf Deutsch", topics=[bone])
    Page.objects.filter(pk=page.pk).update(locale=german)
    assert titles(related) == ["Shares two", "Shares one"]


def test_an_alias_is_not_related_to_its_source_nor_twice_to_others(related, section):
    alias = related.create_alias(parent=section, update_slug="this-too")
    assert titles(related) == ["Shares two", "Shares one"]
    assert titles(alias) == ["Shares two", "Shares one"]
    other = HealthArticlePage.objects.get(title="Shares two")
    assert titles(other) == ["This", "Shares one"]


def test_an_article_is_not_related_to_itself(related):
    stream = related.related.stream_block.to_python([{"type": "article", "value": related.pk}])
    related.related = stream
    with pytest.raises(ValidationError, match="not related to itself"):
        related.clean()
    assert related.pk not in [page.pk for page in related.related_articles]


def test_more_than_six_are_refused(related, article):
    block = related.related.stream_block
    seven = [{"type": "article", "value": article(f"A{number}").pk} for number in range(7)]
    with pytest.raises(ValidationError):
        block.clean(block.to_python(seven))
    block.clean(block.to_python(seven[:6]))


def test_computing_them_takes_one_query_whatever_there_is(related, article, bone):
    counts = []
    for round_ in range(2):
        page = HealthArticlePage.objects.prefetch_related("topics", "nutrients").get(pk=related.pk)
        Site.get_site_root_paths()
        with CaptureQueriesContext(connection) as captured:
            assert page.related_articles
        counts.append(len(captured))
        for number in range(4):
            article(f"More {round_} {number}", topics=[bone])
    assert counts == [1, 1]
