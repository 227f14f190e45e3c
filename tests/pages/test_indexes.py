"""The list of articles, and its filter by topic."""

import re

import pytest
from wagtail.models import PageViewRestriction

from health_content.pages.catalogue import PAGE_SIZE


@pytest.fixture
def filled(article, bone, sleep, magnesium):
    article("On bones", topics=[bone], nutrients=[magnesium])
    article("On sleep", topics=[sleep], nutrients=[magnesium])
    article("On nothing")


def context(client, **query):
    response = client.get("/articles/", query)
    assert response.status_code == 200
    return response.context


def titles(context):
    return [page.title for page in context["articles"]]


def test_the_newest_come_first_as_articles_with_all_their_fields(client, filled):
    shown = context(client)
    assert titles(shown) == ["On nothing", "On sleep", "On bones"]
    assert {type(page).__name__ for page in shown["articles"]} == {"HealthArticlePage"}
    assert shown["selected_topic"] is None
    assert not shown["unknown_topic"]


def test_topics_come_with_the_number_of_their_articles(client, filled):
    counted = [(topic.name, topic.article_count) for topic in context(client)["topics"]]
    assert counted == [("Bone health", 1), ("Magnesium", 2), ("Sleep", 1)]


def test_a_topic_narrows_the_list_and_all_topics_stay_to_choose_from(client, filled, magnesium):
    shown = context(client, topic="magnesium")
    assert titles(shown) == ["On sleep", "On bones"]
    assert shown["selected_topic"] == magnesium
    assert len(shown["topics"]) == 3


@pytest.mark.parametrize("asked", ["no-such", "Magnesium ", "\x00", "x" * 5000, "magnesium/../"])
def test_an_unknown_topic_shows_all_and_says_so(client, filled, asked):
    shown = context(client, topic=asked)
    assert len(titles(shown)) == 3
    assert shown["unknown_topic"]
    assert shown["filter_query"] == ""


def test_a_topic_of_other_articles_only_is_unknown_here(client, home, article, filled):
    from health_content.models import Topic

    elsewhere = Topic.objects.create(name="Elsewhere")
    article("Outside", topics=[elsewhere], parent=home)
    assert context(client, topic="elsewhere")["unknown_topic"]


def test_drafts_and_private_articles_count_nowhere(client, article, bone):
    article("Draft", topics=[bone]).unpublish()
    private = article("Private", topics=[bone])
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    shown = context(client)
    assert titles(shown) == []
    assert list(shown["topics"]) == []


def test_the_filter_is_kept_from_page_to_page(client, article, bone):
    for number in range(PAGE_SIZE + 3):
        article(f"Article {number:02}", topics=[bone])
    article("Other")
    html = client.get("/articles/", {"topic": "bone-health"}).content.decode()
    (address,) = re.findall(r'href="(\?[^"]*)"\s+rel="next"', html)
    assert address == "?topic=bone-health&amp;page=2"
    second = context(client, topic="bone-health", page="2")
    assert titles(second) == ["Article 02", "Article 01", "Article 00"]


@pytest.mark.parametrize("page", ["0", "-1", "two", "99999999999999999999", "\x00", ""])
def test_any_page_number_shows_some_page(client, filled, page):
    assert titles(context(client, page=page))


def test_topics_and_nutrients_stand_in_rows_of_their_own_that_say_what_they_are(client, filled):
    html = client.get("/articles/").text
    (filters,) = re.findall(r'<nav class="hc-filter".*?</nav>', html, re.DOTALL)
    assert 'href="/topics/"' in filters
    rows = re.split(r'class="hc-filter__label"', filters)[1:]
    assert [re.findall(r">\s*(\w+)\s*</p>", row) for row in rows] == [["Topics"], ["Nutrients"]]
    assert [re.findall(r"\?topic=([\w-]+)", row) for row in rows] == [
        ["bone-health", "sleep"],
        ["magnesium"],
    ]


def test_where_nothing_is_listed_there_is_nothing_to_narrow_down(client, article, bone):
    article("Draft", topics=[bone]).unpublish()
    assert "hc-filter" not in client.get("/articles/").text
