"""The wheel, installed in a fresh Wagtail site by the steps of the README, keeps its promise."""

import os
import re
import shutil
import subprocess
import textwrap
import tomllib
from pathlib import Path

import pytest

from health_content.statutory import FDA_PLURAL, MEDICAL_DEFAULT

ROOT = Path(__file__).resolve().parents[2]
CHAPTER = "## Install it into your own Wagtail site"
MIDDLEWARE = "health_content.middleware.DisclaimerMiddleware"
REFUSALS = "health_content.middleware.ComplianceErrorMiddleware"
ADDRESSES = 'urlpatterns.insert(0, path("", include("health_content.urls")))'
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
VISIT = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "newsite.settings.dev"
import django
django.setup()
from django.test import Client
from wagtail.models import Page, Site
site = Site.objects.get(is_default_site=True)
site.root_page.add_child(instance=Page(title="Bone broth", slug="bone-broth"))
response = Client().get("/bone-broth/")
assert response.status_code == 200, response.status_code
from health_content.models import Topic
topic = Topic.objects.create(name="Bone broth")
about = Client().get(topic.get_absolute_url())
assert about.status_code == 200 and "Bone broth" in about.content.decode(), about.status_code
sys.stdout.buffer.write(response.content)
"""

pytestmark = pytest.mark.wheel


def readme_steps() -> list[tuple[str, str]]:
    """The fenced blocks of the numbered steps, as ``(language, text)`` in their order."""
    chapter = (ROOT / "README.md").read_text("utf-8").split(CHAPTER)[1].split("\n## ")[0]
    blocks = re.findall(r"^   ```(\w+)\n(.*?)^   ```$", chapter, flags=re.S | re.M)
    return [(language, textwrap.dedent(text)) for language, text in blocks]


def run(*command: str | Path, cwd: Path, path: Path | None = None) -> str:
    """Run a command that must succeed, with nothing of this environment but the network's."""
    dropped = {"DJANGO_SETTINGS_MODULE", "VIRTUAL_ENV", "PYTHONPATH", "DATABASE_URL", "CACHE_URL"}
    environment = {name: value for name, value in os.environ.items() if name not in dropped}
    if path:
        environment["PATH"] = f"{path}{os.pathsep}{environment['PATH']}"
        environment["VIRTUAL_ENV"] = str(path.parent)
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def uv() -> str:
    found = shutil.which("uv")
    assert found, "uv is not on the PATH"
    return found


@pytest.fixture(scope="module")
def wheel(uv, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    run(uv, "build", "--wheel", "--quiet", "--out-dir", folder, cwd=ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def new_site(uv, wheel, tmp_path_factory) -> tuple[Path, Path]:
    """A site made by ``wagtail start`` with the README's steps applied: its folder and programs."""
    folder = tmp_path_factory.mktemp("site")
    programs = folder / "venv" / "bin"
    run(uv, "venv", "--quiet", folder / "venv", cwd=folder)
    newest = PROJECT["tool"]["uv"]["exclude-newer"]
    install = ["pip", "install", "--quiet", "--exclude-newer", newest, wheel]
    run(uv, *install, cwd=folder, path=programs)
    run(programs / "wagtail", "start", "newsite", folder, cwd=folder)
    settings = folder / "newsite" / "settings" / "base.py"
    steps = readme_steps()
    lines = [text for language, text in steps if language == "python"]
    addresses = folder / "newsite" / "urls.py"
    for file, is_address in ((settings, False), (addresses, True)):
        added = [text for text in lines if text.startswith("urlpatterns") is is_address]
        file.write_text(file.read_text("utf-8") + "\n" + "\n".join(added), "utf-8")
    commands = [text for language, text in steps if language == "sh"][-1]
    for command in commands.strip().splitlines():
        run(*command.split(), cwd=folder, path=programs)
    return folder, programs


def test_the_readme_has_the_steps_this_test_follows():
    steps = readme_steps()
    assert [language for language, _ in steps] == ["sh", *["python"] * 4, "sh"]
    assert "uv build --wheel" in steps[0][1]
    assert steps[2][1].splitlines() == [
        f'MIDDLEWARE.insert(0, "{MIDDLEWARE}")',
        f'MIDDLEWARE.append("{REFUSALS}")',
    ]
    assert steps[4][1].strip() == ADDRESSES
    assert steps[-1][1].split() == [
        "python",
        "manage.py",
        "migrate",
        "python",
        "manage.py",
        "check",
    ]


def test_a_plain_page_of_a_new_site_has_both_disclaimers(new_site):
    folder, programs = new_site
    (folder / "visit.py").write_text(VISIT, "utf-8")
    page = run(programs / "python", "visit.py", cwd=folder)
    assert "Bone broth" in page
    assert page.count(FDA_PLURAL.text) == 1
    assert page.count(MEDICAL_DEFAULT.text) == 1


def test_the_models_of_a_new_site_need_no_migration(new_site):
    folder, programs = new_site
    command = ["manage.py", "makemigrations", "--check", "--dry-run"]
    assert "No changes detected" in run(programs / "python", *command, cwd=folder)


def test_the_wheel_holds_the_plugin_and_nothing_of_the_site(uv, wheel):
    listing = run("python", "-m", "zipfile", "-l", wheel, cwd=ROOT)
    tops = {line.split("/")[0] for line in listing.splitlines()[1:]}
    assert tops == {"health_content", f"health_content-{PROJECT['project']['version']}.dist-info"}
    assert "health_content/py.typed" in listing
    assert "health_content/templates/health_content/blocks/dosage_table.html" in listing
    assert "health_content/migrations/0001_initial.py" in listing
