"""The fields of an article around its body, to a manuscript and back."""

from dataclasses import replace
from datetime import date

import pytest
import wagtail_factories
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from health_content.conversion import content_hash_of, field_values, manuscript_of
from health_content.importing import create_draft, revise_draft
from health_content.manuscript import Image, Manuscript, Prose, RichText, content_hash, passages
from health_content.models import HealthArticlePage, Person, Topic
from health_content.recording import record_review
from tests.blocks.pictures import drawn
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
            str(picture.pk),
            "A nail",
            RichText("<p>A <b>rusty</b> nail</p>"),
            "A. Nonymous",
            fingerprint=picture.get_file_hash(),
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


def test_a_picture_stays_with_its_words_where_the_source_has_none(home, manuscript):
    page = create_draft(manuscript, home, HealthArticlePage)
    draft = revise_draft(page, Manuscript("Iron", body=manuscript.body))
    assert draft.hero == page.hero


def test_words_left_over_from_a_picture_that_is_gone_are_not_said(home, manuscript):
    page = create_draft(manuscript, home, HealthArticlePage)
    page.hero_image.delete()
    page = HealthArticlePage.objects.get(pk=page.pk)
    assert "A nail" not in [passage.text for passage in passages(manuscript_of(page))]


@pytest.mark.parametrize("place", ["hero", "body"])
def test_another_file_under_the_same_picture_takes_the_badge_of_a_reviewed_article(
    home, admin_site, picture, place
):
    page = HealthArticlePageFactory(parent=home)
    if place == "hero":
        page.hero_image = picture
    else:
        page.body = [("image", {"image": picture, "alt": "A chart of doses."})]
    page.save_revision().publish()
    record_review(page, Person.objects.create(name="Robin Sample"))
    assert HealthArticlePage.objects.get(pk=page.pk).review.is_current
    answer = admin_site.post(
        reverse("wagtailimages:edit", args=[picture.pk]),
        {
            "title": picture.title,
            "description": "",
            "tags": "",
            "collection": picture.collection_id,
            "file": SimpleUploadedFile("chart.png", drawn(size=(70, 30)), "image/png"),
        },
    )
    assert answer.status_code == 302
    assert not HealthArticlePage.objects.get(pk=page.pk).review.is_current


def test_a_picture_without_a_file_has_no_fingerprint_and_breaks_no_hash(home, picture):
    page = HealthArticlePageFactory(parent=home, hero_image=picture)
    picture.file.storage.delete(picture.file.name)
    type(picture).objects.update(file_hash="")
    page = HealthArticlePage.objects.get(pk=page.pk)
    assert page.manuscript.hero.fingerprint == ""
    assert page.content_hash


def test_no_source_has_to_know_the_fingerprint_of_a_picture(home, manuscript):
    unknown = replace(manuscript.hero, fingerprint="")
    page = create_draft(replace(manuscript, hero=unknown), home, HealthArticlePage)
    assert page.manuscript.hero.fingerprint
    assert page.manuscript.hero == unknown
