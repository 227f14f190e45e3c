"""Articles to read: our own, and those of a corpus outside the repository."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from health_content.readers import Reading, read

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = Path(__file__).parent / "fixtures"


@pytest.fixture
def fixture_reading():
    """Read one of the articles in ``fixtures/`` by its stem."""

    def reading_of(stem: str) -> Reading:
        path = FIXTURES / f"{stem}.txt"
        return read(path.read_bytes(), path.name)

    return reading_of


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real articles; a test that needs it says so when it is not there."""
    folder = Path(os.environ.get("HEALTH_CONTENT_CORPUS", ROOT / ".." / "shared" / "articles"))
    if not folder.is_dir():
        pytest.skip(f"No corpus at {folder}; set HEALTH_CONTENT_CORPUS to a folder of articles.")
    return folder


@pytest.fixture(scope="session")
def real_article(corpus: Path) -> Path:
    """The real article on magnesium and bone."""
    path = corpus / "magnesium-glycinate-and-bone-health.txt"
    if not path.is_file():
        pytest.skip(f"No article at {path}; set HEALTH_CONTENT_CORPUS to the folder it is in.")
    return path
