"""Settings read from the environment, and what is said when the environment is wrong."""

import importlib
import shutil
import subprocess
from pathlib import Path

import django
import pytest
from django.core.exceptions import ImproperlyConfigured

from boneguide.settings import environment
from tests.project.test_checks import PRODUCTION, manage

ROOT = Path(__file__).resolve().parents[2]
REQUIRED = ["SECRET_KEY", "ALLOWED_HOSTS", "WAGTAILADMIN_BASE_URL", "EMAIL_URL", "DATABASE_URL"]


def refusal(**variables: str) -> str:
    """What a public server prints when it is started like this; it must not start."""
    run = manage("check", **variables)
    assert run.returncode != 0
    return run.stderr


@pytest.mark.parametrize("name", REQUIRED)
def test_a_public_server_does_not_start_without(name):
    variables = {key: value for key, value in PRODUCTION.items() if key != name}
    assert f"{name} is not set. Set it to " in refusal(**variables)


def test_everything_that_is_missing_is_named_at_once():
    message = refusal(DJANGO_SETTINGS_MODULE=PRODUCTION["DJANGO_SETTINGS_MODULE"])
    assert [name for name in REQUIRED if f"{name} is not set." in message] == REQUIRED


@pytest.mark.parametrize(
    ("name", "value", "complaint"),
    [
        ("SECRET_KEY", "short", "SECRET_KEY is too weak."),
        ("ALLOWED_HOSTS", "*", "ALLOWED_HOSTS is “*”."),
        ("WAGTAILADMIN_BASE_URL", "http://www.example.org", "Set it to the site's address with"),
    ],
)
def test_a_public_server_does_not_start_with_an_unsafe_value(name, value, complaint):
    assert complaint in refusal(**{**PRODUCTION, name: value})


def test_an_unset_database_is_sqlite_that_waits_for_its_turn(monkeypatch, tmp_path):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    config = environment.database(default=f"sqlite:///{tmp_path / 'new' / 'site.db'}")
    assert config["NAME"] == str(tmp_path / "new" / "site.db")
    assert (tmp_path / "new").is_dir()
    assert config["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in config["OPTIONS"]["init_command"]


def test_a_postgres_address_becomes_a_postgres_connection(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://writer:p%40ss@db.example.org:5433/guide")
    config = environment.database(default="sqlite://:memory:")
    assert config["ENGINE"] == "django.db.backends.postgresql"
    assert (config["USER"], config["PASSWORD"], config["NAME"]) == ("writer", "p@ss", "guide")
    assert (config["HOST"], config["PORT"]) == ("db.example.org", 5433)


def test_a_database_we_do_not_support_is_refused_with_what_to_write(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "mysql://writer@db.example.org/guide")
    with pytest.raises(ImproperlyConfigured, match=r"starts with “mysql:”\. Use sqlite"):
        environment.database(default="sqlite://:memory:")


def test_an_unset_cache_is_this_process_s_memory(monkeypatch):
    monkeypatch.delenv("CACHE_URL", raising=False)
    assert environment.cache()["BACKEND"] == "django.core.cache.backends.locmem.LocMemCache"


def test_a_cache_we_cannot_read_is_refused_with_what_to_write(monkeypatch):
    monkeypatch.setenv("CACHE_URL", "carrier-pigeon://roof")
    with pytest.raises(ImproperlyConfigured, match="Use redis://"):
        environment.cache()


def test_mail_goes_by_the_address_the_environment_names(monkeypatch):
    monkeypatch.setenv("EMAIL_URL", "smtp+tls://post:secret@mail.example.org:587")
    backend = "django.core.mail.backends.smtp.EmailBackend"
    older = {
        "EMAIL_BACKEND": backend,
        "EMAIL_HOST": "mail.example.org",
        "EMAIL_HOST_PASSWORD": "secret",
        "EMAIL_HOST_USER": "post",
        "EMAIL_PORT": 587,
        "EMAIL_USE_TLS": True,
    }
    options = {
        "host": "mail.example.org",
        "password": "secret",
        "port": 587,
        "use_tls": True,
        "username": "post",
    }
    newer = {"MAILERS": {"default": {"BACKEND": backend, "OPTIONS": options}}}
    assert environment.email() == (older if django.VERSION < (6, 1) else newer)


def test_an_email_address_we_cannot_read_is_refused_with_what_to_write(monkeypatch):
    monkeypatch.setenv("EMAIL_URL", "telegram://office")
    with pytest.raises(ImproperlyConfigured, match="Use smtp"):
        environment.email()


@pytest.mark.parametrize("name", ["wsgi", "asgi"])
def test_the_site_can_be_served_by(name, settings):
    assert callable(importlib.import_module(f"boneguide.{name}").application)


@pytest.mark.parametrize("name", [".env", ".env.production", "boneguide/deploy/.env"])
def test_a_file_of_secrets_never_gets_into_the_repository(tmp_path, name):
    shutil.copy(ROOT / ".gitignore", tmp_path)
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    for path, is_ignored in ((name, True), (".env.example", False)):
        found = subprocess.run(["git", "check-ignore", "--quiet", path], cwd=tmp_path, check=False)
        assert (found.returncode == 0) is is_ignored, path


def test_a_file_of_secrets_never_gets_into_an_image():
    lines = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    assert "**/.env*" in lines
    assert [line for line in lines if line.startswith("!")] == ["!**/.env.example"]
