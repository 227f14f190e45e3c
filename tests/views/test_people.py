"""Pages of people."""

import re
from datetime import timedelta

import pytest
from django.urls import clear_url_caches
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Site

from health_content.models import Person
from health_content.pages.catalogue import PAGE_SIZE
from health_content.recording import record_review
from health_content.statutory import FDA_PLURAL
from tests.factories import HomePageFactory


def shown(client, person, **query):
    response = client.get(person.get_absolute_url(), query)
    assert response.status_code == 200
    return response


def titles(pages):
    return [page.title for page in pages]


def test_a_person_is_shown_with_what_they_wrote_and_reviewed(client, article, author, reviewer):
    page = article("By Ada", author=author)
    record_review(page, reviewer)
    article("By nobody")
    assert author.get_absolute_url() == "/people/ada-sample/"
    response = shown(client, author)
    assert titles(response.context["written"]) == ["By Ada"]
    assert titles(response.context["reviewed"]) == []
    assert not response.context["noindex"]
    html = response.content.decode()
    assert "Ada Sample, RD" in html
    assert 'name="robots"' not in html
    assert FDA_PLURAL.text in html
    context = shown(client, reviewer).context
    assert (titles(context["written"]), titles(context["reviewed"])) == ([], ["By Ada"])
    assert context["reviewed"][0].reviewed_at.date() == timezone.now().date()


def test_a_person_is_shown_with_what_they_fact_checked(client, article):
    checker = Person.objects.create(name="Sam Sample", credentials="MSc")
    for number in range(PAGE_SIZE + 1):
        article(f"Checked {number:02}", fact_checker=checker)
    article("Checked by nobody")
    response = shown(client, checker)
    assert response.context["checked"].paginator.count == PAGE_SIZE + 1
    assert not response.context["noindex"]
    html = response.content.decode()
    assert "Articles fact-checked" in html
    assert "names this person yet" not in html
    assert "?checked=2" in html
    assert titles(shown(client, checker, checked=2).context["checked"]) == ["Checked 00"]
    assert checker.get_absolute_url() in client.get("/sitemap.xml").text


def test_a_person_without_an_article_says_who_they_are_and_is_not_indexed(client, home):
    person = Person.objects.create(
        name="Kim Sample",
        credentials="PharmD",
        license_note="Board of Pharmacy, looked up in May 2026.",
        conflict_of_interest="Holds no shares in supplement makers.",
    )
    response = shown(client, person)
    html = response.content.decode()
    for words in ("Kim Sample, PharmD", "looked up in May 2026", "Holds no shares"):
        assert words in html
    assert response.context["noindex"]
    assert re.search(r'<meta name="robots" content="noindex', html)


def test_a_draft_or_a_private_article_is_not_among_theirs(client, article, author, reviewer):
    draft, private = article("Draft", author=author), article("Private", author=author)
    for page in (draft, private):
        record_review(page, reviewer)
    draft.unpublish()
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    assert shown(client, author).context["noindex"]
    assert shown(client, reviewer).context["noindex"]


def test_another_sites_articles_are_not_among_theirs(client, article, author):
    other = HomePageFactory(parent=Page.get_first_root_node(), slug="other", title="Other")
    Site.objects.create(hostname="other.example", root_page=other)
    article("Elsewhere", author=author, parent=other)
    article("Here", author=author)
    assert titles(shown(client, author).context["written"]) == ["Here"]
    there = client.get(author.get_absolute_url(), headers={"host": "other.example"})
    assert titles(there.context["written"]) == ["Elsewhere"]


def test_who_took_an_approval_back_did_not_approve(client, article, reviewer):
    page = article("Doubtful")
    record_review(page, reviewer)
    record_review(page, reviewer, approved=False)
    assert titles(shown(client, reviewer).context["reviewed"]) == []


def test_both_lists_come_page_by_page_each_by_its_own_number(client, article, author, reviewer):
    for number in range(PAGE_SIZE + 1):
        page = article(f"Article {number:02}", author=author)
        record_review(page, reviewer)
        Page.objects.filter(pk=page.pk).update(
            first_published_at=timezone.now() - timedelta(days=number)
        )
    assert len(shown(client, author).context["written"]) == PAGE_SIZE
    second = shown(client, author, page=2, reviewed="junk").context
    assert titles(second["written"]) == [f"Article {PAGE_SIZE:02}"]
    assert second["canonical_url"].endswith("/people/ada-sample/?page=2")
    reviewed = shown(client, reviewer, reviewed=2).context["reviewed"]
    assert titles(reviewed) == ["Article 00"]


@pytest.mark.parametrize("slug", ["nobody", "ada", "ada-sample-2"])
def test_an_unknown_person_is_not_found(client, home, author, slug):
    assert client.get(f"/people/{slug}/").status_code == 404


def test_a_name_in_capitals_leads_to_the_one_address(client, home, author):
    response = client.get("/people/Ada-Sample/")
    assert (response.status_code, response["Location"]) == (301, "/people/ada-sample/")


def test_an_address_without_its_slash_leads_there_too(client, home, author):
    response = client.get("/people/ada-sample", follow=True)
    assert response.redirect_chain[-1][0] == "/people/ada-sample/"
    assert response.status_code == 200


def test_without_any_site_there_is_no_page(client, author):
    Site.objects.all().delete()
    assert client.get("/people/ada-sample/").status_code == 404


def test_where_the_addresses_are_not_included_there_are_no_links(settings, author, bone):
    settings.ROOT_URLCONF = "wagtail.urls"
    clear_url_caches()
    assert author.get_absolute_url() == bone.get_absolute_url() == ""
