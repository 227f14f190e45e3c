"""The tests' settings with wagtail-localize, which is no dependency.

``uv run --with wagtail-localize pytest --ds=tests.publishing.localized -k wagtail_localize`` tries
how it publishes.
"""

from boneguide.settings.test import *  # noqa: F403
from boneguide.settings.test import INSTALLED_APPS as TESTED

INSTALLED_APPS = [*TESTED, "wagtail_localize", "wagtail_localize.locales"]
