"""Articles to read, in our own words."""

from __future__ import annotations

from pathlib import Path

import pytest

from health_content.readers import Reading, read

FIXTURES = Path(__file__).parent / "fixtures"


@pytest.fixture
def fixture_reading():
    """Read one of the articles in ``fixtures/`` by its stem."""

    def reading_of(stem: str) -> Reading:
        path = FIXTURES / f"{stem}.txt"
        return read(path.read_bytes(), path.name)

    return reading_of
