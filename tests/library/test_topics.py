"""Topics and nutrients, as an editor keeps them."""

import pytest
from django.core.exceptions import ValidationError

from health_content.dosage import find_substance
from health_content.dosage.intake import nutrients
from health_content.library.topics import substance_keys
from health_content.models import Person, Topic
from tests.factories import HealthArticlePageFactory

pytestmark = pytest.mark.django_db


def problems(**fields):
    with pytest.raises(ValidationError) as caught:
        Topic(**fields).full_clean()
    return caught.value.message_dict


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("magnesium", "magnesium"),
        ("vitamin_d", "vitamin_d"),
        ("Vitamin D", "vitamin_d"),
        ("magnesium bisglycinate", "magnesium"),
        (" Zinc ", "zinc"),
        ("", ""),
    ],
)
def test_a_nutrient_knows_itself_by_any_name_of_the_dosage_tables(typed, key):
    topic = Topic(kind="nutrient", name="N", substance=typed)
    topic.full_clean()
    assert topic.substance == key


def test_an_unknown_substance_is_refused_with_names_that_are_known():
    (told,) = problems(kind="nutrient", name="N", substance="magnesum")["substance"]
    assert "do not know “magnesum”" in told
    assert "magnesium" in told
    (told,) = problems(kind="nutrient", name="N", substance="xxxxxxxx")["substance"]
    assert "zinc" in told


def test_a_plain_topic_has_no_substance():
    (told,) = problems(kind="topic", name="Sleep", substance="magnesium")["substance"]
    assert "Empty this" in told


def test_a_name_stands_once_in_each_list():
    Topic.objects.create(kind="topic", name="Bone health")
    (told,) = problems(kind="topic", name=" bone  HEALTH")["name"]
    assert "Use that one" in told
    Topic(kind="nutrient", name="Bone health").full_clean()


def test_slugs_are_made_of_names_and_never_taken_twice():
    slugs = [
        Topic.objects.create(name=name).slug for name in ("Iron", "Iron!", "鉄", "鉄", "x" * 120)
    ]
    assert slugs == ["iron", "iron-2", "topic", "topic-2", "x" * 120]
    people = [Person.objects.create(name=name).slug for name in ("Ada Sample", "Ada Sample", "Zoë")]
    assert people == ["ada-sample", "ada-sample-2", "zoe"]


def test_a_slug_that_begins_like_another_is_free():
    Topic.objects.create(name="Iron deficiency")
    assert Topic.objects.create(name="Iron").slug == "iron"


def test_every_nutrient_with_published_intakes_can_be_named():
    assert set(nutrients()) <= substance_keys()
    assert find_substance("magnesium").nutrient in substance_keys()


def test_the_kind_stays_while_articles_are_filed_under_it_and_their_number_is_told(home):
    topic = Topic.objects.create(name="Zinc")
    published = HealthArticlePageFactory(parent=home, title="One")
    published.topics = [topic]
    published.save_revision().publish()
    drafted = HealthArticlePageFactory(parent=home, title="Two")
    drafted.topics = [topic]
    drafted.save_revision()
    topic.kind = "nutrient"
    with pytest.raises(ValidationError) as caught:
        topic.full_clean()
    assert "2 articles are filed under it" in caught.value.message_dict["kind"][0]
    for page in (published, drafted):
        page.topics = []
        page.save_revision().publish()
    topic.full_clean()
