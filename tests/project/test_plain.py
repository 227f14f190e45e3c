"""The plain packages need neither Django nor Wagtail."""

import subprocess
import sys

import pytest

PLAIN = (
    "manuscript",
    "statutory",
    "dosage",
    "bibliography",
    "affiliates",
    "edition",
    "readers",
    "conformance",
    "compliance",
)
PROGRAM = """
import importlib, pkgutil, sys
package = importlib.import_module({name!r})
for module in pkgutil.walk_packages(getattr(package, "__path__", []), {name!r} + "."):
    importlib.import_module(module.name)
heavy = sorted(
    name for name in sys.modules if name.split(".")[0] in {{"django", "wagtail", "modelcluster"}}
)
sys.exit(", ".join(heavy[:5]) or None)
"""


@pytest.mark.parametrize("name", PLAIN)
def test_a_plain_package_imports_without_django_and_wagtail(name):
    result = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(name=f"health_content.{name}")],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert result.returncode == 0, result.stderr


def test_the_check_notices_a_package_that_needs_django():
    result = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(name="django.conf")],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert result.returncode == 1
    assert "django" in result.stderr
