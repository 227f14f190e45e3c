from __future__ import annotations

import pytest

from health_content.models import Reference
from tests.factories import HealthArticlePageFactory

WAKEFIELD = "10.1016/s0140-6736(97)11096-0"
SUSPEND = ["retracted", "withdrawn"]


@pytest.fixture
def reference(db):
    return Reference.objects.create(
        citation="Wakefield AJ, et al. Ileal-lymphoid-nodular hyperplasia. Lancet. 1998.",
        doi=WAKEFIELD.upper(),
        pmid="9500320",
    )


@pytest.fixture
def citing(home, settings):
    """Makes articles that cite sources."""

    def make(*references, slug="one", **more):
        settings.HEALTH_CONTENT = {
            "COMPLIANCE": {"MODE": "report"},
            "REFERENCES": {"SUSPEND": SUSPEND},
        }
        body = [("references", {"heading": "References", "items": list(references)})]
        return HealthArticlePageFactory(parent=home, title=slug, slug=slug, body=body, **more)

    return make
