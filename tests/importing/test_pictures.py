"""Pictures, products and facts that come with a source, through to the draft."""

import base64
from datetime import date

import pytest
from django.contrib.auth.models import Group, Permission
from wagtail.images import get_image_model
from wagtail.models import Collection, GroupCollectionPermission

from health_content import importing
from health_content.importing import create_draft, import_source, revise_draft
from health_content.library.topics import Topic
from health_content.manuscript import (
    Embed,
    Image,
    Manuscript,
    PaidLinkTarget,
    ProductCard,
    Prose,
    RichText,
    Section,
    descendants,
)
from health_content.models import (
    HealthArticlePage,
    HealthIndexPage,
    ImportRecord,
    PaidLink,
    Person,
    Product,
)
from health_content.readers import Asset
from tests.blocks.pictures import SVG, drawn, in_library
from tests.factories import HealthIndexPageFactory, UserFactory
from tests.importing.conftest import run

SMALL = drawn(size=(40, 20))


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def section(home):
    return HealthIndexPageFactory(parent=home, slug="articles")


def asset(data=SMALL, name="1.png"):
    return Asset(name, "image/png", data)


def picture(name="1.png", alt="A bone cut through."):
    return Image(alt=alt, address=f"asset:{name}")


def article(*body, **fields):
    return Manuscript(title="Bone", body=body, **fields)


def images_of(page):
    nodes = descendants(page.get_latest_revision_as_object().manuscript.nodes)
    return [node for node in nodes if isinstance(node, Image)]


def test_a_picture_is_kept_once_with_its_file(section):
    inner = Section("Heading", content=(picture(alt=""),))
    page = create_draft(article(picture(), inner), section, HealthArticlePage, assets=[asset()])
    other = create_draft(article(picture()), section, HealthArticlePage, assets=[asset()])
    (image,) = get_image_model().objects.all()
    assert {node.image for node in (*images_of(page), *images_of(other))} == {str(image.pk)}
    assert not any(node.address for node in images_of(page))
    assert (image.title, image.description) == ("A bone cut through.",) * 2
    assert (image.width, image.height, image.file_size) == (40, 20, len(SMALL))
    assert image.collection == Collection.get_first_root_node()
    with image.open_file() as file:
        assert file.read() == SMALL
    assert image.get_rendition("width-20").width == 20


def test_an_import_that_fails_leaves_no_picture_behind(section, tmp_path, monkeypatch):
    def fail(*args, **kwargs):
        raise OSError("the disk is full")

    monkeypatch.setattr(HealthArticlePage, "save_revision", fail)
    with pytest.raises(OSError, match="disk"):
        create_draft(article(picture()), section, HealthArticlePage, assets=[asset()])
    assert not get_image_model().objects.exists()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def files_in(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.fixture
def storage_that_fails_at_the_second_file(settings):
    """The real storage, full after one file."""
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "tests.importing.storages.SoonFull"},
    }


@pytest.mark.usefixtures("storage_that_fails_at_the_second_file")
def test_a_file_that_cannot_be_written_leaves_neither_draft_nor_picture(section, tmp_path):
    two = [asset(), asset(drawn(size=(41, 20)), "2.png")]
    with pytest.raises(OSError, match="No space"):
        create_draft(article(picture(), picture("2.png")), section, HealthArticlePage, assets=two)
    assert not get_image_model().objects.exists()
    assert not HealthArticlePage.objects.exists()
    assert files_in(tmp_path) == []


PICTURED = f"""# Bone and its shell

![A bone](data:image/png;base64,{base64.b64encode(SMALL).decode()})

Bone is renewed all life long, in every part of the skeleton.
"""


def test_a_dry_run_leaves_no_file_behind(section, tmp_path):
    inbox, media = tmp_path / "inbox", tmp_path / "original_images"
    inbox.mkdir()
    (inbox / "bone.md").write_text(PICTURED)
    run(inbox, "--dry-run")
    assert not get_image_model().objects.exists()
    assert not media.exists() or files_in(media) == []
    run(inbox)
    assert get_image_model().objects.count() == len(files_in(media)) == 1


def test_a_picture_whose_file_is_gone_is_not_used_again(section):
    first = create_draft(article(picture()), section, HealthArticlePage, assets=[asset()])
    gone = get_image_model().objects.get()
    gone.file.storage.delete(gone.file.name)
    second = create_draft(article(picture()), section, HealthArticlePage, assets=[asset()])
    (before,), (now,) = images_of(first), images_of(second)
    assert before.image != now.image
    with get_image_model().objects.get(pk=now.image).open_file() as file:
        assert file.read() == SMALL


def test_nobody_gets_a_picture_from_a_collection_they_may_not_choose_from(section):
    secret = Collection.get_first_root_node().add_child(name="Secret")
    create_draft(article(picture()), section, HealthArticlePage, assets=[asset()])
    get_image_model().objects.update(collection=secret)
    theirs = get_image_model().objects.get()
    user = allowed_to("add_image", "choose_image")
    page = create_draft(
        article(picture(), Image(image=str(theirs.pk), alt="Named by number.")),
        section,
        HealthArticlePage,
        assets=[asset()],
        user=user,
    )
    assert str(theirs.pk) not in {node.image for node in images_of(page)}
    own = get_image_model().objects.exclude(pk=theirs.pk).get()
    again = create_draft(
        article(picture()), section, HealthArticlePage, assets=[asset()], user=user
    )
    assert [node.image for node in images_of(again)] == [str(own.pk)]


def allowed_to(*codenames):
    """Somebody who may do this in the collection "Articles"."""
    collection = Collection.get_first_root_node().add_child(name="Articles")
    group = Group.objects.create(name="Importers")
    for codename in codenames:
        GroupCollectionPermission.objects.create(
            group=group,
            collection=collection,
            permission=Permission.objects.get(
                codename=codename, content_type__app_label="wagtailimages"
            ),
        )
    user = UserFactory()
    user.groups.add(group)
    return user


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (SMALL[:50], "broken"),
        (b"no picture", "broken"),
        (b"", "broken"),
        (SVG, "SVG"),
        (drawn("BMP", size=(40, 20)), "another size or format"),
        (drawn(size=(4000, 3000)), "another size or format"),
    ],
)
def test_a_picture_that_cannot_be_taken_is_told_and_stops_nothing(section, settings, data, words):
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 1_000_000
    told = []
    page = create_draft(
        article(picture()), section, HealthArticlePage, assets=[asset(data)], told=told
    )
    (remark,) = told
    assert words in remark.message
    assert remark.text == "A bone cut through."
    (node,) = images_of(page)
    assert (node.image, node.alt, node.address) == ("", "A bone cut through.", "asset:1.png")
    assert not get_image_model().objects.exists()


def test_a_picture_that_did_not_come_along_is_told_and_never_fetched(section):
    told = []
    there = Image(alt="A bone.", address="https://pictures.example/bone.png")
    page = create_draft(article(there), section, HealthArticlePage, told=told)
    assert "https://pictures.example/bone.png" in told[0].message
    assert images_of(page) == [there]


def test_the_picture_on_top_goes_into_the_pages_fields(section):
    page = create_draft(article(hero=picture()), section, HealthArticlePage, assets=[asset()])
    assert page.hero_image == get_image_model().objects.get()
    assert page.hero_alt == "A bone cut through."


def test_a_key_of_another_librarys_means_nothing_here(section):
    page = create_draft(
        article(Image(image="4711", alt="A bone."), Embed(poster="4711", title="A talk")),
        section,
        HealthArticlePage,
    )
    image, embed = page.get_latest_revision_as_object().manuscript.body
    assert (image.image, embed.poster) == ("", "")


def test_pictures_go_where_whoever_imports_may_add_them(section):
    user = UserFactory()
    told = []
    create_draft(
        article(picture()), section, HealthArticlePage, assets=[asset()], user=user, told=told
    )
    assert "may not add pictures" in told[0].message
    collection = Collection.get_first_root_node().add_child(name="Articles")
    group = Group.objects.create(name="Importers")
    GroupCollectionPermission.objects.create(
        group=group,
        collection=collection,
        permission=Permission.objects.get(
            codename="add_image", content_type__app_label="wagtailimages"
        ),
    )
    user.groups.add(group)
    user = type(user).objects.get(pk=user.pk)
    create_draft(article(picture()), section, HealthArticlePage, assets=[asset()], user=user)
    assert get_image_model().objects.get().collection == collection


CARD = ProductCard(
    brand="Sample",
    name="Magnesium Glycinate",
    form="Capsules",
    amount="100.5 mg (elemental)",
    serving="2 capsules",
    certifications="USP Verified; NSF",
    limits=RichText("<p>Not for weak kidneys.</p>"),
    link=PaidLinkTarget(program="amazon-associates", url="https://www.amazon.com/dp/B000000000"),
)


def test_a_product_is_found_by_brand_and_name_and_made_once(section):
    page = create_draft(article(CARD, CARD), section, HealthArticlePage)
    (product,) = Product.objects.all()
    assert str(product.amount_per_serving.normalize()) == "100.5"
    assert (product.amount_unit, product.amount_weight) == ("mg", "elemental")
    assert product.certifications == ["USP Verified", "NSF"]
    card, _ = page.get_latest_revision_as_object().manuscript.body
    assert (card.product, card.amount) == (str(product.pk), "100.5 mg (elemental)")
    create_draft(article(CARD), section, HealthArticlePage)
    assert Product.objects.count() == 1


def test_the_paid_link_of_a_card_is_its_products(section):
    from health_content.affiliates.programs import PROGRAMS

    key = next(terms.key for terms in PROGRAMS if "amazon" in terms.key)
    link = PaidLinkTarget(program=key, url="https://www.amazon.com/dp/B000000000")
    card = ProductCard(brand="Sample", name="Zinc", link=link)
    create_draft(article(card), section, HealthArticlePage)
    assert PaidLink.objects.get().product == Product.objects.get()


def test_author_date_and_topics_come_from_the_library_or_are_told(section):
    person = Person.objects.create(name="Sam Sample")
    bone = Topic.objects.create(name="Bone health")
    zinc = Topic.objects.create(name="Zinc", kind=Topic.Kind.NUTRIENT)
    told = []
    page = create_draft(
        article(
            author="Sam  Sample",
            first_published="2024-05-06",
            topics=("bone-health", "ZINC", "Moon phases"),
        ),
        section,
        HealthArticlePage,
        told=told,
    )
    page = HealthArticlePage.objects.get(pk=page.pk)
    assert (page.author, page.first_published) == (person, date(2024, 5, 6))
    assert (list(page.topics.all()), list(page.nutrients.all())) == ([bone], [zinc])
    (remark,) = told
    assert "“Moon phases”" in remark.message
    Person.objects.create(name="Sam Sample")
    told = []
    create_draft(
        article(author="Sam Sample", first_published="soon"),
        section,
        HealthArticlePage,
        told=told,
    )
    assert ["Several people" in told[0].message, "“soon”" in told[1].message] == [True, True]


def test_an_update_leaves_the_author_an_editor_chose(section):
    chosen = Person.objects.create(name="Robin Sample")
    Person.objects.create(name="Sam Sample")
    page = create_draft(article(Prose(RichText("<p>One.</p>"))), section, HealthArticlePage)
    page.author = chosen
    page.save_revision()
    draft = revise_draft(page, article(author="Sam Sample"))
    assert draft.author == chosen


EDITED = {
    "dek": "What the editor says in short.",
    "seo_title": "Iron, by the editor",
    "search_description": "Described by the editor.",
    "attribution": "The editor's paper",
    "attribution_url": "https://paper.example/",
    "hero_alt": "What the editor sees.",
    "hero_credit": "The editor",
}


@pytest.fixture
def edited(section):
    """A draft from a source, which an editor has gone over since."""
    page = create_draft(article(), section, HealthArticlePage)
    for field, words in EDITED.items():
        setattr(page, field, words)
    page.hero_image = in_library(drawn(size=(30, 30)))
    page.hero_caption = "<p>By the editor.</p>"
    page.save_revision()
    return page


def test_an_update_leaves_alone_what_the_source_says_nothing_about(edited):
    told = []
    draft = revise_draft(edited, article(Prose(RichText("<p>New.</p>"))), told=told)
    assert {field: getattr(draft, field) for field in EDITED} == EDITED
    assert (draft.hero_image, draft.hero_caption) == (edited.hero_image, edited.hero_caption)
    assert told == []
    assert len(draft.body) == 1


def test_an_update_tells_what_an_editor_wrote_where_the_source_says_something_else(edited):
    told = []
    source = article(dek="The source's.", search_title="Iron", attribution="The editor's paper")
    draft = revise_draft(edited, source, told=told)
    assert (draft.dek, draft.seo_title) == ("The source's.", "Iron")
    assert draft.attribution == "The editor's paper"
    assert {remark.text for remark in told} == {EDITED["dek"], EDITED["seo_title"]}
    assert all(remark.text in remark.message for remark in told)


def test_an_update_with_another_picture_tells_of_the_editors_and_its_words(edited):
    told = []
    before = edited.hero_image
    draft = revise_draft(edited, article(hero=picture(alt="")), assets=[asset()], told=told)
    assert draft.hero_image_id != before.pk
    assert (draft.hero_alt, draft.hero_caption, draft.hero_credit) == ("", "", "")
    (remark,) = told
    for words in (str(before), EDITED["hero_alt"], EDITED["hero_credit"], "By the editor."):
        assert words in remark.message


def test_an_update_with_the_same_picture_leaves_the_words_the_source_lacks(edited):
    told = []
    hero = Image(image=str(edited.hero_image.pk), alt="What the source sees.")
    draft = revise_draft(edited, article(hero=hero), told=told)
    assert (draft.hero_alt, draft.hero_credit) == ("What the source sees.", "The editor")
    assert [remark.text for remark in told] == [EDITED["hero_alt"]]


def test_a_page_type_without_such_fields_is_told_of_them(section):
    class Bare:
        _meta = HealthIndexPage._meta

    told = importing.tell_page(Bare(), article(author="Sam Sample", first_published="2024-05-06"))
    assert len(told) == 2


MARKDOWN = """---
title: Zinc and the skin
author: Sam Sample
date: 2024-05-06
---

# Zinc and the skin

Skin cells need zinc to divide, and a cut heals late without it.

## Food that holds zinc

Oysters hold more of it than any other food, and beans hold some.
"""


def test_a_file_becomes_a_draft_with_its_facts_and_the_rest_is_on_record(section):
    outcome = import_source(MARKDOWN.encode(), "zinc.md", section, HealthArticlePage)
    page = HealthArticlePage.objects.get(pk=outcome.page.pk)
    assert (page.title, page.first_published) == ("Zinc and the skin", date(2024, 5, 6))
    recorded = ImportRecord.objects.get().remarks
    assert [entry["message"] for entry in recorded] == [item.message for item in outcome.remarks]
    assert any("“Sam Sample”" in entry["message"] for entry in recorded)
