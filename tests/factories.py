"""Factories of pages and people, by name."""

import factory
import wagtail_factories
from django.contrib.auth import get_user_model

from boneguide.home.models import HomePage
from health_content.models import HealthArticlePage, HealthIndexPage

PASSWORD = "a password of the tests"


ImageFactory = wagtail_factories.ImageFactory


class UserFactory(factory.django.DjangoModelFactory):
    """A person with an account; the password is ``PASSWORD``."""

    username = factory.Sequence(lambda n: f"person{n}")
    email = factory.LazyAttribute(lambda person: f"{person.username}@example.org")

    class Meta:
        model = get_user_model()
        skip_postgeneration_save = True

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        kwargs.setdefault("password", PASSWORD)
        return model_class.objects.create_user(*args, **kwargs)


class HomePageFactory(wagtail_factories.PageFactory):
    """The site's front page."""

    title = "Boneguide"
    tagline = "What the evidence says about bones"
    introduction = "<p>Articles about bone health, with their sources.</p>"

    class Meta:
        model = HomePage


class HealthIndexPageFactory(wagtail_factories.PageFactory):
    """A page that lists the articles below it."""

    title = "Articles"

    class Meta:
        model = HealthIndexPage


class HealthArticlePageFactory(wagtail_factories.PageFactory):
    """An article; give ``body`` as stream data, a list of ``(name, value)``."""

    title = "Magnesium and bone"

    class Meta:
        model = HealthArticlePage
