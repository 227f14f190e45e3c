"""A page that no reader can reach is told of when it is saved."""

import pytest
from django.urls import reverse

from health_content.admin.addresses import path_taken
from tests.factories import HealthArticlePageFactory, HealthIndexPageFactory

TOLD = "Readers cannot reach"


def saved(client, page, **changes):
    """What an editor reads after saving a page's form."""
    fields = {
        "title": page.title,
        "slug": page.slug,
        "introduction": "",
        "comments-TOTAL_FORMS": 0,
        "comments-INITIAL_FORMS": 0,
        **changes,
    }
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return client.post(address, fields, follow=True).content.decode()


@pytest.mark.parametrize("slug", ["topics", "feed", "search", "admin"])
def test_a_page_where_the_site_shows_something_of_its_own_is_told_of(admin_site, home, slug):
    page = HealthIndexPageFactory(parent=home, slug="articles")
    html = saved(admin_site, page, slug=slug, **{"action-publish": "1"})
    assert TOLD in html
    assert f"/{slug}/" in html


def test_a_page_at_an_address_of_its_own_is_not(admin_site, home):
    assert TOLD not in saved(admin_site, HealthIndexPageFactory(parent=home, slug="articles"))


def test_a_page_is_told_of_when_it_is_made_and_when_it_is_moved(admin_site, home):
    address = reverse("wagtailadmin_pages:add", args=["health_content", "healthindexpage", home.pk])
    fields = {
        "title": "Topics",
        "slug": "topics",
        "introduction": "",
        "comments-TOTAL_FORMS": 0,
        "comments-INITIAL_FORMS": 0,
    }
    assert TOLD in admin_site.post(address, fields, follow=True).content.decode()
    section = HealthIndexPageFactory(parent=home, slug="articles")
    page = HealthArticlePageFactory(parent=section, slug="feed")
    move = reverse("wagtailadmin_pages:move_confirm", args=[page.pk, home.pk])
    assert TOLD in admin_site.post(move, follow=True).content.decode()


def test_below_such_an_address_only_what_the_site_answers_to_is_out_of_reach(home):
    people = HealthIndexPageFactory(parent=home, slug="people")
    shadowed = HealthArticlePageFactory(parent=people, slug="sam-sample")
    inner = HealthArticlePageFactory(parent=shadowed, slug="books")
    assert [path_taken(page) for page in (people, shadowed, inner)] == [
        "",
        "/people/sam-sample/",
        "",
    ]
