"""The fields of an article around its body, to a manuscript and back."""

from datetime import date

import pytest
import wagtail_factories

from health_content.conversion import content_hash_of, field_values, manuscript_of
from health_content.importing import create_draft, revise_draft
from health_content.manuscript import Image, Manuscript, Prose, RichText, content_hash, passages
from health_content.models import HealthArticlePage, Person, Topic
from tests.factories import HealthArticlePageFactory


@pytest.fixture
def picture(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return wagtail_factories.ImageFactory()


@pytest.fixture
def manuscript(picture):
    return Manuscript(
        title="Iron",
        dek="What iron does.",
        hero=Image(
            str(picture.pk), "A nail", RichText("<p>A <b>rusty</b> nail</p>"), "A. Nonymous"
        ),
        attribution="First in the Sample Gazette.",
        attribution_url="https://gazette.example/iron",
        search_title="Iron, briefly",
        search_description="About iron",
        body=(Prose(RichText("<p>Iron is a metal.</p>")),),
    )


def test_a_page_made_of_a_manuscript_says_the_same(home, manuscript, picture):
    page = create_draft(manuscript, home, HealthArticlePage)
    assert page.hero_image == picture
    assert content_hash_of(HealthArticlePage.objects.get(pk=page.pk)) == content_hash(manuscript)
    assert manuscript_of(page).hero == manuscript.hero


def test_what_a_page_tells_about_itself_is_read_and_never_written(home, manuscript):
    author = Person.objects.create(name="Ada Sample", credentials="RD")
    page = create_draft(manuscript, home, HealthArticlePage)
    assert (page.author, page.first_published) == (None, None)
    page.author, page.first_published = author, date(2024, 5, 1)
    page.topics = [Topic.objects.create(name="Sleep"), Topic.objects.create(name="Bone")]
    page.nutrients = [Topic.objects.create(kind="nutrient", name="Iron")]
    told = manuscript_of(page)
    assert told.author == "Ada Sample, RD"
    assert told.first_published == "2024-05-01"
    assert set(told.topics) == {"Iron", "Sleep", "Bone"}
    assert told.topics[0] == "Iron"
    assert page.content_hash == content_hash(manuscript)
    page.save_revision()
    draft = revise_draft(page, manuscript)
    assert (draft.author, draft.first_published) == (author, date(2024, 5, 1))
    assert draft.topics.count() == 2


def test_the_content_hash_asks_nothing_of_what_is_told_apart(home, django_assert_num_queries):
    author = Person.objects.create(name="Ada Sample")
    made = HealthArticlePageFactory(parent=home, author=author, body=[("rich_text", "<p>x</p>")])
    page = HealthArticlePage.objects.get(pk=made.pk)
    with django_assert_num_queries(0):
        assert page.content_hash


@pytest.mark.parametrize(
    "hero",
    [
        Image(alt="Seen elsewhere", address="https://pictures.example/nail.jpg"),
        Image("", "No address either"),
        Image("1", caption=RichText('<p>By <a href="https://shop.example/">them</a></p>')),
        Image("1", alt="long " * 200),
    ],
)
def test_a_picture_that_the_fields_cannot_take_stands_first_in_the_body(picture, hero):
    if hero.image:
        hero = Image(str(picture.pk), hero.alt, hero.caption)
    values = field_values(Manuscript("T", hero=hero), HealthArticlePage)
    assert values["hero_image_id"] is None
    assert values["hero_alt"] == ""
    page = HealthArticlePage(**values)
    words = [passage.text for passage in passages(manuscript_of(page))]
    for text in (hero.alt.strip(), hero.caption.text):
        assert not text or text in " ".join(words)
    assert len(page.body) == 1


def test_a_picture_is_taken_away_with_its_words(home, manuscript):
    page = create_draft(manuscript, home, HealthArticlePage)
    draft = revise_draft(page, Manuscript("Iron", body=manuscript.body))
    assert draft.hero is None
    assert (draft.hero_alt, draft.hero_caption, draft.hero_credit) == ("", "", "")


def test_words_left_over_from_a_picture_that_is_gone_are_not_said(home, manuscript):
    page = create_draft(manuscript, home, HealthArticlePage)
    page.hero_image.delete()
    page = HealthArticlePage.objects.get(pk=page.pk)
    assert "A nail" not in [passage.text for passage in passages(manuscript_of(page))]
