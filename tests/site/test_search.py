"""The public search."""

import pytest
from wagtail.models import PageViewRestriction

from boneguide.search import LONGEST_QUERY, RESULTS_PER_PAGE
from tests.factories import HealthIndexPageFactory


def titles(response) -> list[str]:
    """The titles of the pages shown."""
    return [page.title for page in response.context["search_results"]]


@pytest.fixture
def vitamin_k(home):
    return HealthIndexPageFactory(parent=home, title="Vitamin K and fractures")


def test_a_word_of_a_title_finds_the_page(client, vitamin_k):
    response = client.get("/search/", {"query": "fractures"})
    assert titles(response) == ["Vitamin K and fractures"]


def test_a_search_for_nothing_shows_the_form_and_no_pages(client, vitamin_k):
    response = client.get("/search/")
    assert response.status_code == 200
    assert titles(response) == []


def test_drafts_are_not_found(client, home):
    HealthIndexPageFactory(parent=home, title="Unfinished fractures", live=False)
    assert titles(client.get("/search/", {"query": "fractures"})) == []


def test_private_pages_are_not_found(client, vitamin_k):
    PageViewRestriction.objects.create(page=vitamin_k, restriction_type="login")
    assert titles(client.get("/search/", {"query": "fractures"})) == []


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
    response = client.get("/search/", {"query": "fractures", "page": number})
    assert titles(response) == ["Vitamin K and fractures"]


@pytest.mark.parametrize("query", ["\x00", '"', "'; --", "AND OR NOT", "*", "()", "x" * 100_000])
def test_a_strange_query_finds_nothing_and_breaks_nothing(client, vitamin_k, query):
    response = client.get("/search/", {"query": query})
    assert response.status_code == 200
    assert titles(response) == []
    assert len(response.context["search_query"]) <= LONGEST_QUERY
