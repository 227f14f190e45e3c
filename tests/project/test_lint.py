"""The tools that read the source have nothing to say."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = Path(sys.executable).parent
TEMPLATES = ["templates", "health_content/templates"]

pytestmark = pytest.mark.lint


def require_silence(program: str, *arguments: str) -> None:
    """Fail with everything the tool has to say, unless it is satisfied."""
    run = subprocess.run(
        [PROGRAMS / program, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if run.returncode != 0:
        pytest.fail(run.stdout + run.stderr, pytrace=False)


def test_the_source_follows_the_rules_of_ruff():
    require_silence("ruff", "check", ".")


def test_the_source_is_formatted():
    require_silence("ruff", "format", "--check", ".")


def test_types_hold():
    require_silence("mypy")


def test_every_module_imports_downwards_only():
    require_silence("lint-imports", "--no-cache")


def test_templates_are_formatted():
    require_silence("djlint", "--check", *TEMPLATES)


def test_templates_follow_the_rules_of_djlint():
    require_silence("djlint", "--lint", *TEMPLATES)
