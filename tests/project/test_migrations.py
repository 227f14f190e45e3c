"""Migrations say what the models say, and do not repeat the blocks."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).resolve().parents[2]
MIGRATIONS = sorted(
    path
    for app in ("health_content", "boneguide/home")
    for path in (ROOT / app / "migrations").glob("[0-9]*.py")
)


@pytest.mark.django_db
def test_no_model_has_changed_since_its_last_migration():
    output = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=output)
    except SystemExit:
        pytest.fail(f"Run: uv run python manage.py makemigrations\n{output.getvalue()}")


def test_every_app_has_a_first_migration():
    assert {path.parent.parent.name for path in MIGRATIONS} == {"health_content", "home"}


@pytest.mark.parametrize("path", MIGRATIONS, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_block_definitions_stay_out_of_the_migration(path):
    text = path.read_text("utf-8")
    assert "block_lookup" not in text
    assert "wagtail.blocks" not in text


@pytest.mark.parametrize("app", ["health_content", "boneguide/home"])
def test_migrations_of_an_app_are_numbered_without_forks(app):
    numbers = [path.stem[:4] for path in MIGRATIONS if path.is_relative_to(ROOT / app)]
    assert numbers == [f"{number:04}" for number in range(1, len(numbers) + 1)]
