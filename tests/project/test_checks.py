"""Django's and Wagtail's system checks, as a developer and as a public server run them."""

import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings
from django.core.checks import run_checks

ROOT = Path(__file__).resolve().parents[2]
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "boneguide.settings.production",
    "SECRET_KEY": "a-key-of-the-tests-only-0123456789-abcdefghijklmnopqrstuvwxyz",
    "ALLOWED_HOSTS": "www.example.org",
    "WAGTAILADMIN_BASE_URL": "https://www.example.org",
    "EMAIL_URL": "smtp+tls://post:secret@mail.example.org:587",
    "DATABASE_URL": "sqlite://:memory:",
}


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess:
    """Run manage.py with these variables and none of the suite's own."""
    inherited = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/")}
    return subprocess.run(
        [sys.executable, "-W", "error", "manage.py", *arguments],
        cwd=ROOT,
        env=inherited | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_system_checks_find_nothing(db):
    assert run_checks(include_deployment_checks=False, databases=list(settings.DATABASES)) == []


def test_a_developer_s_settings_pass_the_checks():
    run = manage("check", "--fail-level", "WARNING", DATABASE_URL="sqlite://:memory:")
    assert (run.returncode, run.stderr) == (0, ""), run.stderr


def test_a_public_server_s_settings_pass_the_deployment_checks():
    run = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert (run.returncode, run.stderr) == (0, ""), run.stderr
