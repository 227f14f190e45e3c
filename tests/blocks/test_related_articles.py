"""The related articles block."""

import pytest
from wagtail.models import PageViewRestriction

from health_content.manuscript import to_payload
from health_content.models import HealthArticlePage
from tests.blocks.conftest import BODY, value_of
from tests.factories import HealthArticlePageFactory


@pytest.mark.django_db
def test_related_titles_survive_without_a_page(round_trip):
    node = round_trip(
        "related_articles",
        {
            "heading": "You may also like",
            "items": [{"type": "item", "id": "t1", "value": {"title": "Vitamin D"}}],
        },
    )
    assert [(item.title, item.page) for item in node.items] == [("Vitamin D", "")]


def test_related_titles_keep_their_page(round_trip, home):
    node = round_trip(
        "related_articles",
        {
            "heading": "",
            "items": [{"type": "item", "id": "t1", "value": {"title": "", "page": home.pk}}],
        },
    )
    assert node.items[0].page == str(home.pk)


def shown(page, *titles, reading=None):
    body = value_of(
        {
            "type": "related_articles",
            "value": {
                "heading": "More",
                "items": [{"title": title, "page": page.pk} for title in titles],
            },
        }
    )
    return body[0].render(context={"page": reading}), BODY.to_nodes(body)[0].items


def closed(page):
    PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.PASSWORD, password="a password"
    )


def test_a_page_that_everybody_may_read_is_named(home):
    html, items = shown(HealthArticlePageFactory(parent=home, title="Open to all"), "")
    assert "Open to all" in html
    assert items[0].shown == "Open to all"


@pytest.mark.parametrize("title", ["", "A title typed by hand"])
@pytest.mark.parametrize("where", ["itself", "above"])
def test_a_page_behind_a_password_is_not_named(home, title, where):
    above = HealthArticlePageFactory(parent=home, title="Above")
    page = HealthArticlePageFactory(parent=above, title="For members")
    closed(page if where == "itself" else above)
    html, items = shown(page, title)
    assert html.strip() == ""
    assert (items[0].title, items[0].shown, items[0].page) == ("", "", str(page.pk))


def test_a_page_that_is_not_published_is_not_named(home):
    html, items = shown(HealthArticlePageFactory(parent=home, title="Soon", live=False), "")
    assert html.strip() == ""
    assert items[0].shown == ""


def test_whoever_may_read_the_page_learns_of_the_others_behind_the_same_password(home):
    above = HealthArticlePageFactory(parent=home, title="Above")
    page = HealthArticlePageFactory(parent=above, title="For members")
    other = HealthArticlePageFactory(parent=above, title="For members, too")
    closed(above)
    html, _ = shown(page, "", reading=other)
    assert "For members" in html


def searched(**item):
    stored = {"heading": "More", "items": [item]}
    body = value_of({"type": "related_articles", "value": stored})
    return BODY.get_searchable_content(body)


def test_a_typed_title_is_found_only_where_readers_see_it(home):
    draft = HealthArticlePageFactory(parent=home, title="Soon", live=False)
    assert "A typed title" in searched(title="A typed title", page=home.pk)
    assert "A typed title" not in searched(title="A typed title", page=draft.pk)
    assert "A typed title" not in searched(title="A typed title")


def test_an_article_is_the_same_whether_or_not_another_page_is_live(home):
    other = HealthArticlePageFactory(parent=home, title="Calcium", slug="calcium", live=False)
    typed = {"title": "All about calcium", "page": other}
    body = [("related_articles", {"heading": "", "items": [typed]})]
    page = HealthArticlePageFactory(parent=home, title="Iron", slug="iron", body=body)
    before = page.content_hash
    assert "All about calcium" not in str(to_payload(page.manuscript))
    other.save_revision().publish()
    page = HealthArticlePage.objects.get(pk=page.pk)
    assert "All about calcium" in str(to_payload(page.manuscript))
    assert page.content_hash == before
    page.body[0].value["items"][0]["title"] = "Calcium in short"
    assert page.content_hash != before
