"""What a page shows besides its article is judged where it stands."""

import pytest

from boneguide.home.models import HomePage, StandardPage
from health_content.assessment import assess, judged_edition, judged_hash
from health_content.beside import beside_of
from health_content.blocks.spoken import Place, named
from health_content.compliance import Severity
from health_content.compliance.material import Material
from health_content.compliance.policy import US
from health_content.models import HealthArticlePage, HealthIndexPage, Person, Product, Topic
from health_content.recording import record_review

CLAIM = "This magnesium supplement cures arthritis."
PAID = '<a href="https://www.amazon.com/dp/B000000000?tag=x-20">this one</a>'


def claims(page):
    return {
        str(found.span.location): (found.quote, found.severity)
        for found in assess(page).findings
        if found.code == "CLM301"
    }


@pytest.mark.parametrize(
    ("page_type", "field"),
    [
        (HomePage, "tagline"),
        (HomePage, "introduction"),
        (StandardPage, "body"),
        (HealthIndexPage, "introduction"),
    ],
)
def test_a_claim_in_a_field_of_a_page_without_an_article_stands_on_that_field(db, page_type, field):
    page = page_type(title="Welcome", **{field: CLAIM})
    assert claims(page) == {field: ("cures arthritis", Severity.NEEDS_REASON)}


def test_a_paid_link_typed_in_a_plain_page_makes_its_claims_those_of_a_page_that_sells(db):
    page = StandardPage(title="Welcome", body=f"<p>{CLAIM} Try {PAID}.</p>")
    assert claims(page) == {"body": ("cures arthritis", Severity.BLOCKING)}
    (offer,) = Material(judged_edition(page), US).offers
    assert (str(offer.location), offer.recognized.program.key) == ("body", "amazon")


def test_what_stands_beside_an_article_is_near_whatever_it_sells(db):
    body = [{"type": "rich_text", "value": f"<p>Word {number}.</p>"} for number in range(30)]
    body += [{"type": "rich_text", "value": f"<p>Try {PAID}.</p>"}]
    page = HealthArticlePage(title="On bones", author=Person(name="Ada", credentials="MD"))
    page.body = page._meta.get_field("body").stream_block.to_python(body)
    material = Material(judged_edition(page), US)
    first = next(one for one in material.copies if one.text == "Word 0.")
    assert not material.is_near_offer(first)
    assert claims(page) == {}


def test_people_are_judged_by_what_bylines_show(home):
    author = Person.objects.create(name="Ada Sample", job_title="Her magnesium cures arthritis")
    checker = Person.objects.create(name="Bo Sample", credentials="MD", biography="Likes nuts.")
    page = home.add_child(instance=HealthArticlePage(title="Bones", author=author, live=False))
    page.fact_checker = checker
    reviewer = Person.objects.create(name="Cy Sample", credentials="RD", job_title="Dietitian")
    page.save_revision()
    record_review(page, reviewer)
    assert {str(one.location): one.text for one in judged_edition(page).beside} == {
        "author": "Ada Sample",
        "author.job_title": "Her magnesium cures arthritis",
        "fact_checker": "Bo Sample, MD",
        "review": "Cy Sample, RD",
        "review.job_title": "Dietitian",
    }
    assert set(claims(page)) == {"author.job_title"}


def test_an_entry_of_the_library_that_a_page_names_counts_with_all_that_pages_show_of_it(db):
    product = Product(pk=1, brand="Plain", name="Magnesium", form="Cures arthritis")
    place = Place.field("product")
    assert {str(one.location): one.text for one in named(product, place)} == {
        "product": "Plain Magnesium",
        "product.form": "Cures arthritis",
    }
    topic = Topic(pk=1, name="Bones", description=CLAIM)
    assert [one.text for one in named(topic, place)] == ["Bones"]


def test_a_field_that_readers_never_see_can_be_left_out(db, monkeypatch):
    monkeypatch.setattr(HomePage, "unjudged_fields", ("tagline",))
    assert claims(HomePage(title="Welcome", tagline=CLAIM)) == {}


def test_the_titles_of_related_pages_are_those_pages_own(home):
    other = home.add_child(instance=HealthArticlePage(title=CLAIM, live=False))
    page = HealthArticlePage(title="Bones")
    field = page._meta.get_field("related")
    page.related = field.stream_block.to_python([{"type": "article", "value": other.pk}])
    assert beside_of(page) == ()


def test_nothing_beside_an_article_leaves_its_hash_as_it_is(db):
    page = HealthArticlePage(title="Bones")
    assert judged_hash(judged_edition(page)) == page.content_hash


@pytest.mark.parametrize("changed", ["name", "credentials", "job_title"])
def test_what_a_byline_shows_is_in_the_hash_and_not_in_the_content_hash(db, changed):
    author = Person(pk=1, name="Ada", credentials="MD", job_title="Writer")
    page = HealthArticlePage(title="Bones", author=author)
    before = judged_hash(judged_edition(page)), page.content_hash
    setattr(author, changed, "Other")
    assert judged_hash(judged_edition(page)) != before[0]
    assert page.content_hash == before[1]


@pytest.mark.parametrize(
    "stored",
    [
        '[{"type": "article"}]',
        '[{"type": "article", "value": {"a": ["x"]}}]',
        '[{"type": "gone", "value": "x"}]',
        "not json",
        "{}",
        "[" * 50,
    ],
)
def test_broken_stored_data_is_judged_by_what_can_be_read(db, stored):
    page = HealthArticlePage(title="Bones")
    page.related = page._meta.get_field("related").to_python(stored)
    assess(page)


def test_stored_data_of_another_shape_than_its_blocks_counts_by_all_its_words(db):
    page = HealthArticlePage(title="Bones")
    stored = '[{"type": "article", "value": {"told": ["This supplement cures arthritis."]}}]'
    page.related = page._meta.get_field("related").to_python(stored)
    assert [text.quote for text in assess(page).findings if text.code == "CLM301"] == [
        "cures arthritis"
    ]
