"""What readers get when there is no page: it says what happened, and disclaims all the same."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.template.backends.django import DjangoTemplates
from django.template.loader import render_to_string

from health_content.conformance.presence import missing
from health_content.edition import Obligation, ObligationKind
from health_content.statutory import FDA_PLURAL, MEDICAL_DEFAULT

ROOT = Path(__file__).parents[2]
OWED = (
    Obligation.of(FDA_PLURAL, ObligationKind.FDA_DISCLAIMER),
    Obligation.of(MEDICAL_DEFAULT, ObligationKind.MEDICAL_DISCLAIMER),
)
ERROR_PAGES = ["403.html", "404.html", "500.html"]
RENDER = """
import json, sys, django
django.setup()
from django.db import DatabaseError, connection
from django.template.loader import render_to_string
try:
    connection.ensure_connection()
except DatabaseError:
    print(json.dumps({name: render_to_string(name) for name in sys.argv[1:]}))
"""


def test_error_pages_render_without_context_request_or_database(tmp_path):
    rendered = subprocess.run(
        [sys.executable, "-c", RENDER, *ERROR_PAGES],
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "boneguide.settings.test",
            "DATABASE_URL": f"sqlite:///{tmp_path}",  # a folder, which no database opens
        },
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    pages = json.loads(rendered.stdout)
    assert list(pages) == ERROR_PAGES
    for html in pages.values():
        assert "<h1" in html
        assert missing(html, OWED) == ()


@pytest.mark.parametrize("name", ERROR_PAGES)
def test_an_error_page_holds_no_inline_script_or_style(name, db):
    html = render_to_string(name)
    assert "<script>" not in html
    assert "<style" not in html
    assert " style=" not in html


def test_the_plugin_has_a_whole_page_of_its_own_for_a_site_without_overrides(db):
    plugin_only = DjangoTemplates(
        {"NAME": "plugin", "DIRS": [], "APP_DIRS": True, "OPTIONS": {"context_processors": []}}
    )
    html = plugin_only.get_template("health_content/base.html").render({})
    assert "Boneguide" not in html
    assert html.lstrip().lower().startswith("<!doctype html>")
    assert missing(html, OWED) == ()
