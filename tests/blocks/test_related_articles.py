"""The related articles block."""

import pytest


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
