"""Plain pages about the site, and where they are linked from."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction, Site

from boneguide.demo.library import read_library
from boneguide.demo.pages import pages_about_the_site
from boneguide.home.models import HomePage, StandardPage, pages_in_menus
from health_content.statutory import FDA_PLURAL
from tests.factories import HealthArticlePageFactory, HealthIndexPageFactory


@pytest.fixture
def plain(home):
    def make(title, **fields):
        page = StandardPage(title=title, body="<p>Who we are.</p>", show_in_menus=True, **fields)
        home.add_child(instance=page).save_revision().publish()
        return StandardPage.objects.get(pk=page.pk)

    return make


def part(html, element, label):
    (found,) = re.findall(rf'<{element}[^>]*aria-label="{label}".*?</{element}>', html, re.DOTALL)
    return found


def test_a_plain_page_shows_its_text_with_the_disclaimers(client, plain):
    response = client.get(plain("About us").url)
    assert response.status_code == 200
    assert "Who we are." in response.text
    assert FDA_PLURAL.text in response.text


def test_plain_pages_stand_in_the_footer_and_sections_in_the_header(client, home, plain):
    plain("About us")
    HealthIndexPageFactory(parent=home, title="Articles", slug="articles", show_in_menus=True)
    HealthIndexPageFactory(parent=home, title="Archive", slug="archive", show_in_menus=False)
    html = client.get("/").text
    assert "Archive" not in html
    header, footer = part(html, "nav", "Main"), part(html, "nav", "Footer")
    assert 'href="/articles/"' in header
    assert "About us" not in header
    assert 'href="/about-us/"' in footer
    assert 'href="/articles/"' not in footer


def test_a_page_that_asks_for_a_password_is_in_no_menu(client, home, plain):
    page = plain("For members")
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert "For members" not in client.get("/").text


def test_menus_take_one_query_and_pages_that_say_what_went_wrong_take_none(client, plain, rf):
    for title in ("About us", "Contact", "Imprint"):
        plain(title)
    client.get("/nowhere/")
    with CaptureQueriesContext(connection) as asked:
        html = client.get("/nowhere/").text
    assert "About us" not in html
    assert not [query for query in asked if "tells_how_we_work" in query["sql"]]
    with CaptureQueriesContext(connection) as asked:
        client.get("/contact/")
    menus = [
        query for query in asked if "show_in_menus" in query["sql"] and "url_path" in query["sql"]
    ]
    assert len([query for query in menus if "OUTER JOIN" in query["sql"]]) == 1


def test_an_article_leads_to_the_page_that_tells_how_the_site_works(client, home, plain):
    article = HealthArticlePageFactory(parent=home, title="Iron")
    article.save_revision().publish()
    assert "Please tell the publisher of this site" in client.get(article.url).text
    page = plain("How we work", tells_how_we_work=True)
    html = client.get(article.url).text
    assert "Please tell the publisher of this site" not in html
    corrections = html[html.index("hc-review__corrections") :]
    assert f'href="{page.url}">How we work</a>' in corrections[:600]


def test_the_demonstration_adds_its_plain_pages_once(home):
    said = {entry["slug"]: entry for entry in read_library()["site_pages"]}
    front = HomePage.objects.get(pk=home.pk)
    pages_about_the_site(front)
    about = StandardPage.objects.get(slug="about")
    about.title = "All about us"
    about.save_revision().publish()
    pages_about_the_site(front)
    made = {page.slug: page for page in StandardPage.objects.all()}
    assert set(made) == set(said)
    assert made["about"].title == "All about us"
    assert [slug for slug, page in made.items() if page.tells_how_we_work] == ["how-we-work"]


def test_without_a_site_there_are_no_menus(db, rf):
    Site.objects.all().delete()
    assert list(pages_in_menus(rf.get("/"))) == []
