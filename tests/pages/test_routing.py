"""Pages are found by their address, deep or not, and special routing stays in force."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction

from tests.factories import HealthArticlePageFactory, HealthIndexPageFactory


@pytest.fixture
def deep(home):
    """An article five levels below the front page."""
    parent = home
    for slug in ("a", "b", "c", "d"):
        parent = HealthIndexPageFactory(parent=parent, slug=slug, title=slug.upper())
    return HealthArticlePageFactory(parent=parent, slug="e", title="Deep")


def test_a_deep_page_takes_no_more_queries_than_a_shallow_one(client, home, deep):
    HealthArticlePageFactory(parent=home, slug="shallow", title="Shallow")
    counts = []
    for address in ("/shallow/", "/a/b/c/d/e/"):
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_the_breadcrumb_names_the_pages_above_from_the_front_page_down(client, deep):
    html = client.get("/a/b/c/d/e/").content.decode()
    places = [html.index(f'href="{path}"') for path in ("/a/", "/a/b/", "/a/b/c/", "/a/b/c/d/")]
    assert places == sorted(places)


def test_the_breadcrumb_is_the_same_without_a_request(deep):
    fresh = type(deep).objects.get(pk=deep.pk)
    assert [page.title for page in fresh.breadcrumb] == ["Boneguide", "A", "B", "C", "D"]


@pytest.mark.parametrize("address", ["/a/x/", "/a/b/c/d/e/f/", "/e/", "/b/c/", "/a/b/c/d/E%20/"])
def test_an_address_that_names_no_page_is_not_found(client, deep, address):
    assert client.get(address).status_code == 404


def test_a_draft_is_not_found(client, deep):
    deep.unpublish()
    assert client.get("/a/b/c/d/e/").status_code == 404


def test_a_page_below_a_private_one_stays_private(client, deep):
    above = Page.objects.get(slug="b")
    PageViewRestriction.objects.create(
        page=above, restriction_type=PageViewRestriction.PASSWORD, password="secret words"
    )
    html = client.get("/a/b/c/d/e/").content.decode()
    assert 'type="password"' in html
    assert "Deep" not in html


def test_a_page_type_with_routing_of_its_own_keeps_it(client, home, monkeypatch):
    from boneguide.home.models import HomePage
    from health_content.models import HealthIndexPage

    section = HealthIndexPageFactory(parent=home, slug="section")
    HealthArticlePageFactory(parent=section, slug="inside", title="Inside")
    seen = []

    def route(self, request, path_components):
        seen.append(list(path_components))
        return super(HealthIndexPage, self).route(request, path_components)

    monkeypatch.setattr(HealthIndexPage, "route", route, raising=False)
    assert client.get("/section/inside/").status_code == 200
    assert seen == [["inside"]]
    assert HomePage.route is not route


def test_the_breadcrumb_does_not_name_what_is_not_published(client, deep):
    Page.objects.get(slug="c").specific.unpublish()
    html = client.get("/a/b/c/d/e/").content.decode()
    assert 'href="/a/b/"' in html
    assert 'href="/a/b/c/"' not in html


def test_a_private_section_lists_its_articles_to_its_members(client, home, superuser):
    section = HealthIndexPageFactory(parent=home, slug="members", title="Members")
    HealthArticlePageFactory(parent=section, slug="in", title="For members")
    closed = HealthArticlePageFactory(parent=section, slug="closed", title="For fewer")
    for page in (section, closed):
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    client.force_login(superuser)
    html = client.get("/members/").content.decode()
    assert "For members" in html
    assert "For fewer" not in html
