"""A scene for every attempt."""

import pytest
from django.urls import clear_url_caches

from tests.publishing.scene import Scene


@pytest.fixture
def scene(client, home, superuser, settings):
    """A site with its APIs, and somebody who may do everything."""
    settings.ROOT_URLCONF = "tests.publishing.api_urls"
    settings.WAGTAIL_I18N_ENABLED = True
    clear_url_caches()
    return Scene(client, home, superuser, settings)
