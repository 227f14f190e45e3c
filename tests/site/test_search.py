"""The public search."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from boneguide.search import LONGEST_QUERY, MOST_TOPICS, RESULTS_PER_PAGE
from health_content.models import Topic
from tests.factories import HealthArticlePageFactory, HealthIndexPageFactory

pytestmark = pytest.mark.usefixtures("search_index")


def titles(response) -> list[str]:
    """The titles of the pages shown."""
    return [page.title for page in response.context["search_results"]]


@pytest.fixture
def vitamin_k(home):
    return HealthIndexPageFactory(parent=home, title="Vitamin K in leafy greens")


def test_a_word_of_a_title_finds_the_page(client, vitamin_k):
    response = client.get("/search/", {"query": "greens"})
    assert titles(response) == ["Vitamin K in leafy greens"]


def test_a_search_for_nothing_shows_the_form_and_no_pages(client, vitamin_k):
    response = client.get("/search/")
    assert response.status_code == 200
    assert titles(response) == []


def test_drafts_are_not_found(client, home):
    HealthIndexPageFactory(parent=home, title="Unfinished greens", live=False)
    assert titles(client.get("/search/", {"query": "greens"})) == []


def test_private_pages_are_not_found(client, vitamin_k):
    PageViewRestriction.objects.create(page=vitamin_k, restriction_type="login")
    assert titles(client.get("/search/", {"query": "greens"})) == []


def test_many_results_are_shown_a_page_at_a_time(client, home):
    for number in range(RESULTS_PER_PAGE + 1):
        HealthIndexPageFactory(parent=home, title=f"Calcium, part {number}")
    first = client.get("/search/", {"query": "calcium"})
    assert len(titles(first)) == RESULTS_PER_PAGE
    second = client.get("/search/", {"query": "calcium", "page": "2"})
    assert len(titles(second)) == 1
    assert not set(titles(first)) & set(titles(second))


@pytest.mark.parametrize("number", ["0", "-1", "999", "two"])
def test_a_page_number_out_of_range_shows_the_nearest_page(client, vitamin_k, number):
    response = client.get("/search/", {"query": "greens", "page": number})
    assert titles(response) == ["Vitamin K in leafy greens"]


@pytest.mark.parametrize("query", ["\x00", '"', "'; --", "AND OR NOT", "*", "()", "x" * 100_000])
def test_a_strange_query_finds_nothing_and_breaks_nothing(client, vitamin_k, query):
    response = client.get("/search/", {"query": query})
    assert response.status_code == 200
    assert titles(response) == []
    assert len(response.context["search_query"]) <= LONGEST_QUERY


def filed(home, topic, **fields):
    page = HealthArticlePageFactory(parent=home, **fields)
    page.topics.add(topic)
    page.save_revision().publish()
    return page


def test_results_are_narrowed_down_to_a_topic(client, home):
    bone = Topic.objects.create(name="Bone")
    filed(home, bone, title="Magnesium in bone")
    filed(home, Topic.objects.create(name="Sleep"), title="Magnesium and sleep")
    shown = client.get("/search/", {"query": "magnesium", "topic": "bone"})
    assert titles(shown) == ["Magnesium in bone"]
    assert shown.context["selected_topic"] == bone


def test_a_topic_that_only_drafts_have_is_not_named(client, home):
    secret = Topic.objects.create(name="Unannounced recall")
    draft = HealthArticlePageFactory(parent=home, title="Draft", live=False)
    draft.topics.add(secret)
    draft.save()
    assert "Unannounced" not in client.get("/search/").content.decode()
    assert not client.get("/search/", {"query": "unanounced"}).context["suggestions"]


def test_a_word_typed_wrong_suggests_the_topics_it_may_mean(client, home):
    for name in ("Vitamin D", "Vitamin K"):
        filed(home, Topic.objects.create(name=name), title=f"About {name}")
    shown = client.get("/search/", {"query": "vitamim"})
    assert shown.context["corrected_query"] == "vitamin"
    assert set(titles(shown)) == {"About Vitamin D", "About Vitamin K"}


def test_a_word_that_is_only_somewhat_like_a_topic_suggests_it(client, home):
    filed(home, Topic.objects.create(name="Boron"), title="A trace element")
    shown = client.get("/search/", {"query": "baronn"})
    assert [topic.name for topic in shown.context["suggestions"]] == ["Boron"]


def test_a_thousand_topics_do_not_fill_the_page(client, home):
    page = HealthArticlePageFactory(parent=home, title="About many things")
    page.topics.set([Topic.objects.create(name=f"Topic {number}") for number in range(60)])
    page.save_revision().publish()
    assert len(client.get("/search/").context["topics"]) == MOST_TOPICS


def test_a_page_of_results_takes_as_many_queries_however_many_there_are(client, home):
    def queries():
        client.get("/search/", {"query": "calcium"})
        with CaptureQueriesContext(connection) as captured:
            client.get("/search/", {"query": "calcium"})
        return len(captured)

    for number in range(2):
        filed(home, Topic.objects.create(name=f"T{number}"), title=f"Calcium {number}")
    few = queries()
    for number in range(2, 9):
        filed(home, Topic.objects.create(name=f"T{number}"), title=f"Calcium {number}")
    assert queries() == few


def test_what_a_page_is_about_counts_more_than_that_it_names_it(client, home):
    zinc = Topic.objects.create(name="Zinc", kind="nutrient")
    bodies = {"Something else": "<p>Zinc is named once.</p>", "About zinc": "<p>All of it.</p>"}
    for title, text in bodies.items():
        page = HealthArticlePageFactory(parent=home, title=title, body=[("rich_text", text)])
        page.save_revision().publish()
    page = HealthArticlePageFactory(
        parent=home, title="A filed one", body=[("rich_text", "<p>Of zinc.</p>")]
    )
    page.nutrients.add(zinc)
    page.save_revision().publish()
    HealthArticlePageFactory(
        parent=home, title="The newest", body=[("rich_text", "<p>Zinc again.</p>")]
    ).save_revision().publish()
    shown = titles(client.get("/search/", {"query": "zinc"}))
    assert set(shown[:2]) == {"About zinc", "A filed one"}
    assert len(shown) == 4


@pytest.mark.parametrize(("asked", "title"), [("bones", "A bone"), ("bone", "Strong bones")])
def test_one_and_many_are_the_same_word(client, home, asked, title):
    HealthIndexPageFactory(parent=home, title=title)
    assert titles(client.get("/search/", {"query": asked}))[0] == title


def test_a_misspelt_word_is_looked_for_as_it_was_meant(client, home):
    filed(home, Topic.objects.create(name="Magnesium"), title="Magnesium in bone")
    shown = client.get("/search/", {"query": "magnesum"})
    assert titles(shown) == ["Magnesium in bone"]
    assert shown.context["corrected_query"] == "magnesium"
    assert "magnesium" in shown.content.decode()
