"""The front page, the sitemap and private pages."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from health_content.models import Person, Topic
from health_content.recording import record_review
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


def test_an_article_shown_in_two_places_is_listed_once(client, home):
    section = HealthIndexPageFactory(parent=home, title="Articles")
    article = HealthArticlePageFactory(parent=section, title="Calcium from food")
    article.create_alias(parent=home, update_slug="elsewhere")
    assert [page.pk for page in client.get("/").context["articles"]] == [article.pk]


def test_the_front_page_takes_as_many_queries_for_six_articles_as_for_one(client, home):
    people = [Person.objects.create(name=f"Person {number}") for number in range(6)]
    HealthArticlePageFactory(parent=home, title="First", author=people[0])
    client.get("/")
    with CaptureQueriesContext(connection) as one:
        client.get("/")
    for person in people[1:]:
        HealthArticlePageFactory(parent=home, title=f"By {person}", author=person)
    with CaptureQueriesContext(connection) as six:
        client.get("/")
    assert len(six) == len(one)


def test_what_the_front_page_promises_about_reviews_is_what_a_changed_article_does(client, home):
    reviewer = Person.objects.create(name="Robin Sample")
    article = HealthArticlePageFactory(parent=home, title="Iron")
    article.save_revision().publish()
    record_review(article, reviewer)
    article.dek = "Something else."
    article.save_revision().publish()
    assert "only while it says what the reviewer approved" in client.get("/").text
    html = client.get(article.url).text
    assert "Medically reviewed by" not in html
    assert "changed since" in html
    assert "Robin Sample" in html


def test_the_front_page_shows_at_most_twelve_topics_with_the_number_of_their_articles(client, home):
    topics = [Topic.objects.create(name=f"Topic {n:02}", slug=f"topic-{n}") for n in range(14)]
    for title, about in (("First", topics), ("Second", topics[3:])):
        article = HealthArticlePageFactory(parent=home, title=title)
        article.topics = about
        article.save()
    response = client.get("/")
    shown = [(topic.name, topic.article_count) for topic in response.context["topics"]]
    assert shown == [("Topic 00", 1), *((f"Topic {n:02}", 2) for n in range(3, 14))]
    assert response.text.count('role="search"') == 1
