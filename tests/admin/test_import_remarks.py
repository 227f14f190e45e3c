"""The remarks of an import, where the page it made is edited."""

import pytest
from django.urls import reverse

from health_content.importing import import_source
from health_content.models import HealthArticlePage
from health_content.recording import record_import
from tests.factories import HealthArticlePageFactory, HealthIndexPageFactory

ARTICLE = """---
title: Zinc and the skin
author: Nobody <Known>
---

# Zinc and the skin

Skin cells need zinc to divide, and a cut heals late without it.
"""


@pytest.fixture
def section(home):
    return HealthIndexPageFactory(parent=home, slug="articles")


def edited(client, page):
    response = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert response.status_code == 200
    return response.content.decode()


def test_an_editor_reads_what_the_import_remarked(admin_site, section):
    page = import_source(ARTICLE.encode(), "zinc.md", section, HealthArticlePage).page
    html = edited(admin_site, page)
    assert 'data-side-panel="import-remarks"' in html
    assert "zinc.md" in html
    assert "choose the author yourself" in html
    assert "Nobody &lt;Known&gt;" in html
    assert "<Known>" not in html


@pytest.mark.parametrize("folder", ["/srv/secret/inbox/", "C:\\secret\\inbox\\"])
def test_an_editor_reads_the_name_of_the_file_and_not_where_the_server_had_it(
    admin_site, section, folder
):
    page = HealthArticlePageFactory(parent=section)
    remark = {"kind": "missing", "message": "A remark.", "line": 3, "text": ""}
    record_import(
        page, source_name=f"{folder}zinc.md", source_hash="1", remarks=[remark], user=None
    )
    html = edited(admin_site, page)
    assert "zinc.md" in html
    assert "secret" not in html


def test_only_the_last_import_counts(admin_site, section):
    page = HealthArticlePageFactory(parent=section)
    for number in (1, 2):
        record_import(
            page,
            source_name="zinc.md",
            source_hash=str(number),
            remarks=[{"kind": "missing", "message": f"Remark {number}.", "line": 3, "text": ""}],
            user=None,
        )
    html = edited(admin_site, page)
    assert "Remark 2." in html
    assert "Remark 1." not in html
    assert "Line 3:" in html


def test_a_page_that_was_written_here_has_no_such_panel(admin_site, section):
    page = HealthArticlePageFactory(parent=section)
    assert "import-remarks" not in edited(admin_site, page)


def test_every_other_view_of_the_page_still_answers(admin_site, section):
    page = HealthArticlePageFactory(parent=section)
    for name in ("view_draft", "history", "copy", "delete", "move", "usage"):
        response = admin_site.get(reverse(f"wagtailadmin_pages:{name}", args=[page.pk]))
        assert response.status_code == 200, name
    for model in ("healtharticlepage", "healthindexpage"):
        address = reverse("wagtailadmin_pages:add", args=["health_content", model, section.pk])
        assert admin_site.get(address).status_code == 200
