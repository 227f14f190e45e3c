"""The front page, the sitemap and private pages."""

from wagtail.models import PageViewRestriction

from tests.factories import HealthArticlePageFactory, HealthIndexPageFactory


def test_the_front_page_shows_its_introduction(client, home):
    assert "Articles about bone health, with their sources." in client.get("/").text


def test_the_front_page_lists_the_newest_article_first(client, home):
    section = HealthIndexPageFactory(parent=home, title="Articles")
    HealthArticlePageFactory(parent=section, title="Calcium from food")
    HealthArticlePageFactory(parent=section, title="Vitamin D in winter")
    articles = client.get("/").context["articles"]
    assert [page.title for page in articles] == ["Vitamin D in winter", "Calcium from food"]


def test_drafts_and_private_articles_are_not_listed(client, home):
    section = HealthIndexPageFactory(parent=home, title="Articles")
    HealthArticlePageFactory(parent=section, title="Unfinished", live=False)
    private = HealthArticlePageFactory(parent=section, title="For members")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    assert list(client.get("/").context["articles"]) == []


def test_the_sitemap_lists_live_pages(client, home):
    HealthIndexPageFactory(parent=home, title="Articles", slug="articles")
    HealthIndexPageFactory(parent=home, title="Drafts", slug="drafts", live=False)
    sitemap = client.get("/sitemap.xml")
    assert sitemap.headers["Content-Type"] == "application/xml"
    assert "/articles/</loc>" in sitemap.text
    assert "/drafts/" not in sitemap.text


def test_a_private_page_leads_to_the_log_in_page(client, home):
    private = HealthIndexPageFactory(parent=home, title="Members", slug="members")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    response = client.get("/members/", follow=True)
    assert response.redirect_chain == [("/_util/login/?next=/members/", 302)]
    assert response.status_code == 200


def test_a_page_behind_a_password_asks_for_it(client, home):
    private = HealthIndexPageFactory(parent=home, title="Press", slug="press")
    PageViewRestriction.objects.create(
        page=private, restriction_type="password", password="embargo"
    )
    response = client.get("/press/")
    assert response.status_code == 200
    assert 'type="password"' in response.text
