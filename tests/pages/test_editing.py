"""Articles in Wagtail's hands: drafts, revisions, copies, aliases, previews, the editor."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from health_content.models import HealthArticlePage, Topic
from health_content.recording import record_review


def fresh(page):
    return HealthArticlePage.objects.get(pk=page.pk)


def form(topics=(), nutrients=(), **fields):
    filed = {"topics": list(topics), "nutrients": list(nutrients)}
    return filed | nested_form_data(
        {
            "title": "Iron",
            "slug": "iron",
            "hero_caption": rich_text(""),
            "body": streamfield([]),
            "related": streamfield([]),
            "comments": {
                "TOTAL_FORMS": 0,
                "INITIAL_FORMS": 0,
                "MIN_NUM_FORMS": 0,
                "MAX_NUM_FORMS": 1000,
            },
        }
        | fields
    )


def test_topics_of_a_draft_are_the_drafts_until_it_is_published(article, bone, sleep):
    page = article(topics=[bone])
    page.topics = [sleep]
    revision = page.save_revision()
    assert list(fresh(page).topics.all()) == [bone]
    assert list(fresh(page).get_latest_revision_as_object().topics.all()) == [sleep]
    revision.publish()
    assert list(fresh(page).topics.all()) == [sleep]


def test_a_draft_outlives_a_topic_that_was_deleted(article, bone, sleep):
    page = article(topics=[bone])
    page.topics = [bone, sleep]
    revision = page.save_revision()
    sleep.delete()
    draft = fresh(page).get_latest_revision_as_object()
    assert list(draft.topics.all()) == [bone]
    revision.publish()
    assert list(fresh(page).topics.all()) == [bone]


def test_a_copy_has_everything_but_the_review(article, bone, magnesium, author, reviewer, picture):
    page = article(
        topics=[bone], nutrients=[magnesium], author=author, hero_image=picture, dek="In short."
    )
    record_review(page, reviewer)
    copy = fresh(page.copy(update_attrs={"slug": "copy"}))
    assert list(copy.topics.all()) == [bone]
    assert list(copy.nutrients.all()) == [magnesium]
    assert (copy.author, copy.hero_image, copy.dek) == (author, picture, "In short.")
    assert copy.content_hash == page.content_hash
    assert copy.review is None


def test_an_alias_says_what_its_source_says_and_who_reviewed_it(
    client, article, section, bone, sleep, reviewer
):
    page = article(topics=[bone])
    record_review(page, reviewer)
    alias = page.create_alias(parent=section, update_slug="alias")
    assert list(fresh(alias).topics.all()) == [bone]
    assert fresh(alias).review.is_current
    assert client.get("/articles/alias/").status_code == 200
    page.topics = [sleep]
    page.save_revision().publish()
    assert list(fresh(alias).topics.all()) == [sleep]


def test_the_editor_saves_and_publishes_all_fields(
    admin_site, section, bone, magnesium, author, reviewer, picture
):
    address = reverse(
        "wagtailadmin_pages:add", args=["health_content", "healtharticlepage", section.pk]
    )
    html = admin_site.get(address).content.decode()
    for words in ("Main picture", "People and review dates", "Classification", "Record medical"):
        assert words in html
    answer = admin_site.post(
        address,
        form(
            dek="In short.",
            hero_image=picture.pk,
            hero_alt="A spoon",
            author=author.pk,
            fact_checker=reviewer.pk,
            first_published="2024-05-01",
            next_review_due="2027-05-01",
            topics=[bone.pk],
            nutrients=[magnesium.pk],
            attribution_url="https://gazette.example/iron",
            **{"action-publish": "1"},
        ),
    )
    assert answer.status_code == 302, answer.context["form"].errors
    page = HealthArticlePage.objects.get(slug="iron")
    assert page.live
    assert (page.author, page.fact_checker, page.hero_image) == (author, reviewer, picture)
    assert [*page.topics.all(), *page.nutrients.all()] == [bone, magnesium]


def test_topics_and_nutrients_are_offered_each_in_its_own_list(
    admin_site, section, bone, magnesium
):
    address = reverse(
        "wagtailadmin_pages:add", args=["health_content", "healtharticlepage", section.pk]
    )
    answer = admin_site.post(address, form(topics=[magnesium.pk], nutrients=[bone.pk]))
    assert set(answer.context["form"].errors) == {"topics", "nutrients"}


def test_the_editor_says_next_to_a_date_what_to_do(admin_site, article):
    page = article(title="Iron", slug="iron")
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    answer = admin_site.post(address, form(first_published="2999-01-01"))
    assert "still to come" in answer.content.decode()


def test_the_editor_advises_on_an_old_article_and_publishes_it(admin_site, article):
    page = article(title="Iron", slug="iron", first_published="2020-01-01")
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert "Ask a reviewer to read" in admin_site.get(address).content.decode()
    fields = form(first_published="2020-01-01", **{"action-publish": "1"})
    assert admin_site.post(address, fields).status_code == 302


@pytest.mark.parametrize("existing", [True, False])
def test_a_preview_shows_topics_and_related_articles_that_nobody_saved_yet(
    admin_site, article, section, bone, existing
):
    article("Like it", topics=[bone])
    if existing:
        page = article(title="Iron", slug="iron")
        address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    else:
        address = reverse(
            "wagtailadmin_pages:preview_on_add",
            args=["health_content", "healtharticlepage", section.pk],
        )
    answer = admin_site.post(address, form(topics=[bone.pk]))
    assert answer.json()["is_valid"], answer.content
    shown = admin_site.get(address)
    assert shown.status_code == 200
    page = shown.context["page"]
    assert list(page.topics.all()) == [bone]
    assert [found.title for found in page.related_articles] == ["Like it"]
    assert page.manuscript.topics == ("Bone health",)
    if existing:
        assert list(fresh(page).topics.all()) == []


def test_the_demos_editors_may_keep_topics(home):
    from health_content.groups import EDITORS, make_group
    from tests.factories import UserFactory

    user = UserFactory(username="ed")
    user.groups.add(make_group(EDITORS, [home]).group)
    assert user.has_perm("health_content.add_topic")
    assert user.has_perm("health_content.change_topic")


def test_topics_are_kept_in_the_health_library(admin_site, db):
    address = reverse("wagtailsnippets_health_content_topic:add")
    answer = admin_site.post(
        address, {"kind": "nutrient", "name": "Vitamin D", "substance": "cholecalciferol"}
    )
    assert answer.status_code == 302, answer.context["form"].errors
    made = Topic.objects.get()
    assert (made.slug, made.substance) == ("vitamin-d", "vitamin_d")
