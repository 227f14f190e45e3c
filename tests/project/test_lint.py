"""The tools that read the source have nothing to say."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = Path(sys.executable).parent
TEMPLATES = ["templates", "health_content/templates"]

pytestmark = pytest.mark.lint


def complaints(program: str, *arguments: str) -> str:
    """What the tool printed when it was not satisfied; empty when it was."""
    run = subprocess.run(
        [PROGRAMS / program, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return "" if run.returncode == 0 else run.stdout + run.stderr


def test_the_source_follows_the_rules_of_ruff():
    assert complaints("ruff", "check", ".") == ""


def test_the_source_is_formatted():
    assert complaints("ruff", "format", "--check", ".") == ""


def test_types_hold():
    assert complaints("mypy") == ""


def test_every_module_imports_downwards_only():
    assert complaints("lint-imports", "--no-cache") == ""


def test_templates_are_formatted():
    assert complaints("djlint", "--check", "--quiet", *TEMPLATES) == ""


def test_templates_follow_the_rules_of_djlint():
    assert complaints("djlint", "--lint", *TEMPLATES) == ""
