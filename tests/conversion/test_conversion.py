"""Pages to manuscripts and back."""

import pytest

from health_content.conversion import field_values, manuscript_of, with_anchors
from health_content.importing import create_draft
from health_content.manuscript import (
    Caption,
    DisclaimerKind,
    Manuscript,
    Prose,
    RichText,
    Section,
    TypedDisclaimer,
    passages,
)
from health_content.models import HealthArticlePage
from tests.factories import HealthArticlePageFactory


def test_a_page_says_in_plain_data_what_its_fields_say(home):
    page = HealthArticlePageFactory(
        parent=home,
        title="Iron",
        seo_title="Iron, briefly",
        search_description="About iron",
        attribution="First in the Sample Gazette.",
        body=[("rich_text", "<p>Iron is a metal.</p>")],
    )
    texts = {passage.role: passage.text for passage in passages(manuscript_of(page))}
    assert texts == {
        "title": "Iron",
        "body": "Iron is a metal.",
        "attribution": "First in the Sample Gazette.",
        "metadata": "About iron",
    }
    assert manuscript_of(page).search_title == "Iron, briefly"


def test_the_content_hash_follows_the_words_and_not_the_ids(home):
    first = HealthArticlePageFactory(parent=home, title="A", body=[("rich_text", "<p>x</p>")])
    second = HealthArticlePageFactory(
        parent=home, title="A", slug="b", body=[("rich_text", "<p>x</p>")]
    )
    assert first.content_hash == second.content_hash
    second.body = [("rich_text", "<p>y</p>")]
    assert first.content_hash != second.content_hash


def test_stored_data_that_nobody_could_type_is_shown_all_the_same(home, client):
    page = HealthArticlePageFactory(parent=home, slug="odd")
    text = {"type": "rich_text", "value": "<p>Twice.</p>", "id": "same"}
    dose = {"unit": "stone", "basis": "hearsay", "minimum": "-4", "weight": "?", "per": "moon"}
    page.body = page.body.stream_block.to_python(
        [
            text,
            text,
            {"type": "section", "value": {"heading": "H", "aspect": "Wonders"}},
            {"type": "dosage_table", "value": {"caption": "C", "rows": [{"dose": dose}]}},
            {"type": "no_such_block", "value": "gone"},
        ]
    )
    page.save()
    assert client.get("/odd/").content.decode().count("Twice.") == 2


@pytest.mark.django_db
def test_nodes_without_a_block_keep_their_words_as_text(home):
    manuscript = Manuscript(
        title="Iron",
        body=(
            Caption("Iron ore", id="c"),
            TypedDisclaimer(
                DisclaimerKind.MEDICAL,
                "Important note",
                RichText("<p>Ask a doctor.</p>"),
                id="d",
            ),
            Section("Only a heading", 3, id="s"),
        ),
    )
    page = create_draft(manuscript, home, HealthArticlePage)
    said = " ".join(passage.text for passage in passages(manuscript_of(page)))
    for words in ("Iron ore", "Important note", "Ask a doctor.", "Only a heading"):
        assert words in said


@pytest.mark.django_db
def test_foreign_html_is_cleaned_on_its_way_in(home):
    hostile = (
        '<p onclick="x()">Kept <script>alert(1)</script><b>words</b>'
        '<a href="javascript:x()">link</a><img src=x onerror=x()></p>'
    )
    manuscript = Manuscript("Iron", (Section("H", 2, content=(Prose(RichText(hostile)),)),))
    page = create_draft(manuscript, home, HealthArticlePage)
    stored = page.body[0].value["content"][0].value.source
    assert "Kept" in stored
    assert "<b>words</b>" in stored
    for bad in ("script", "onclick", "onerror", "javascript", "<img"):
        assert bad not in stored


def test_every_section_gets_an_anchor_of_its_own():
    anchored = with_anchors(Manuscript(body=(Section("Dose"), Section("Dose"), Section("!"))))
    assert [section.anchor for section in anchored.body] == ["dose", "dose-2", "section"]


def test_a_page_type_without_a_field_is_filled_as_far_as_it_goes():
    class Plainer:
        manuscript_fields = {"title": "title", "attribution": "not_there"}
        manuscript_body = "body"
        _meta = HealthArticlePage._meta

    assert set(field_values(Manuscript("T"), Plainer)) == {"title", "body"}
