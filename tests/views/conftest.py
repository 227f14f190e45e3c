"""The same section, topics and people as for pages."""

from tests.pages.conftest import (  # noqa: F401 -- fixtures
    article,
    author,
    bone,
    magnesium,
    picture,
    reviewer,
    section,
    sleep,
)
