"""Pages of topics and nutrients."""

import pytest
from wagtail.models import Page, PageViewRestriction, Site

from health_content.pages.catalogue import PAGE_SIZE
from health_content.statutory import FDA_PLURAL
from tests.factories import HomePageFactory


def titles(pages):
    return [page.title for page in pages]


def counted(topics):
    return [(topic.name, topic.article_count) for topic in topics]


def test_topics_and_nutrients_are_listed_with_the_number_of_their_articles(
    client, article, bone, sleep, magnesium
):
    article("A", topics=[bone], nutrients=[magnesium])
    article("B", nutrients=[magnesium])
    context = client.get("/topics/").context
    assert counted(context["topics"]) == [("Bone health", 1)]
    assert counted(context["nutrients"]) == [("Magnesium", 2)]
    assert not context["noindex"]


def test_a_list_without_articles_says_so(client, home, bone):
    response = client.get("/topics/")
    assert response.status_code == 200
    assert response.context["noindex"]
    assert FDA_PLURAL.text in response.content.decode()


def test_a_topic_shows_its_articles_the_newest_first(client, article, bone, magnesium):
    article("First", topics=[bone])
    article("Second", topics=[bone], nutrients=[magnesium])
    article("Other")
    response = client.get(bone.get_absolute_url())
    assert bone.get_absolute_url() == "/topics/bone-health/"
    assert titles(response.context["articles"]) == ["Second", "First"]
    assert response.context["canonical_url"].endswith("/topics/bone-health/")
    html = response.content.decode()
    assert "Bone health" in html
    assert FDA_PLURAL.text in html
    response = client.get(magnesium.get_absolute_url())
    assert titles(response.context["articles"]) == ["Second"]


def test_a_topic_without_an_article_is_shown_and_not_indexed(client, home, sleep):
    response = client.get(sleep.get_absolute_url())
    assert response.status_code == 200
    assert response.context["noindex"]
    assert 'content="noindex' in response.content.decode()


def test_drafts_private_articles_aliases_and_other_sites_do_not_count(
    client, article, section, bone
):
    article("Draft", topics=[bone]).unpublish()
    private = article("Private", topics=[bone])
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    other = HomePageFactory(parent=Page.get_first_root_node(), slug="other", title="Other")
    Site.objects.create(hostname="other.example", root_page=other)
    article("Elsewhere", topics=[bone], parent=other)
    article("Here", topics=[bone]).create_alias(parent=section, update_slug="here-too")
    assert titles(client.get(bone.get_absolute_url()).context["articles"]) == ["Here"]
    assert counted(client.get("/topics/").context["topics"]) == [("Bone health", 1)]


def test_long_lists_come_page_by_page(client, article, bone):
    for number in range(PAGE_SIZE + 2):
        article(f"Article {number:02}", topics=[bone])
    response = client.get(bone.get_absolute_url(), {"page": "2"})
    assert titles(response.context["articles"]) == ["Article 01", "Article 00"]
    assert response.context["canonical_url"].endswith("?page=2")
    for junk in ("0", "-3", "x", "\x00", "9" * 40):
        assert client.get(bone.get_absolute_url(), {"page": junk}).status_code == 200


@pytest.mark.parametrize("slug", ["none", "bone", "bone_health"])
def test_an_unknown_topic_is_not_found(client, home, bone, slug):
    assert client.get(f"/topics/{slug}/").status_code == 404


def test_a_name_in_capitals_leads_to_the_one_address(client, home, bone):
    response = client.get("/topics/BONE-health/")
    assert (response.status_code, response["Location"]) == (301, "/topics/bone-health/")
