"""A section, topics, people and pictures for articles."""

import pytest
import wagtail_factories

from health_content.models import Person, Topic
from tests.factories import HealthArticlePageFactory, HealthIndexPageFactory


@pytest.fixture
def section(home):
    """Where articles stand."""
    return HealthIndexPageFactory(parent=home, slug="articles")


@pytest.fixture
def magnesium(db):
    return Topic.objects.create(kind="nutrient", name="Magnesium", substance="magnesium")


@pytest.fixture
def bone(db):
    return Topic.objects.create(name="Bone health")


@pytest.fixture
def sleep(db):
    return Topic.objects.create(name="Sleep")


@pytest.fixture
def author(db):
    return Person.objects.create(name="Ada Sample", credentials="RD")


@pytest.fixture
def reviewer(db):
    return Person.objects.create(name="Robin Sample", credentials="MD", job_title="Physician")


@pytest.fixture
def picture(db, settings, tmp_path):
    """A picture of the image library, its file in a folder of this test's own."""
    settings.MEDIA_ROOT = tmp_path
    return wagtail_factories.ImageFactory(title="A spoon of powder")


@pytest.fixture
def article(section):
    """Makes a published article, filed under ``topics`` and ``nutrients``."""

    def make(title="An article", topics=(), nutrients=(), parent=None, **fields):
        page = HealthArticlePageFactory(parent=parent or section, title=title, **fields)
        page.topics = list(topics)
        page.nutrients = list(nutrients)
        page.save_revision().publish()
        return type(page).objects.get(pk=page.pk)

    return make
