"""A site with an article on it, and the people who decide about its findings."""

import pytest

from tests.waiving.people import article, judged_by, person


@pytest.fixture(autouse=True)
def _policy(settings):
    """What is missing on the pages of these tests is no matter here."""
    judged_by(settings)


@pytest.fixture
def page(home):
    """A draft that makes a disease claim beside a call to action."""
    return article(home)


@pytest.fixture
def writer(home):
    """An editor."""
    return person("writer", "give_reason", edits=home)


@pytest.fixture
def officer(home):
    """A compliance officer."""
    return person("officer", "give_reason", "add_waiver", "confirm_waiver")


@pytest.fixture
def second(home):
    """Another compliance officer."""
    return person("second", "give_reason", "add_waiver", "confirm_waiver")


@pytest.fixture
def reviewer(home):
    """A medical reviewer: may be the second person, and waives nothing alone."""
    return person("reviewer", "confirm_waiver", edits=home)
