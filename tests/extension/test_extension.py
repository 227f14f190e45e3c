"""A site that installs the plugin and extends it, in a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
START = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.test import Client
from wagtail.models import Page, Site
from tests.extension.models import GuidePage, LegacyPage, RecipePage
home = Site.objects.get().root_page
client = Client()
FDA = "These statements have not been evaluated by the Food and Drug Administration."
ACTION = {"type": "affiliate_call_to_action", "value": {"text": "See it."}}
QUOTE = {"type": "pull_quote", "value": {"quote": "Eat your greens.", "speaker": "A. Cook"}}

def read(page):
    page.save_revision().publish()
    html = client.get(page.url).content.decode()
    assert FDA in html and "not medical advice" in html, html
    return html
"""


TELL = """
import json, traceback
told = {{}}
for name, story in {stories!r}.items():
    try:
        exec(story)
        told[name] = ""
    except Exception:
        told[name] = traceback.format_exc()
print(json.dumps(told))
"""

STORIES = {
    "an_article_type_with_more_fields_is_an_article": """
page = home.add_child(instance=GuidePage(title="Guide", audience="Runners"))
page.body = page.body.stream_block.to_python([QUOTE, ACTION])
html = read(page)
assert "<blockquote>Eat your greens." in html
assert html.index("This page contains paid links") < html.index("(paid link)")
""",
    "a_page_type_with_parts_of_other_names_is_one_too": """
page = home.add_child(instance=RecipePage(title="Soup"))
page.method = page.method.stream_block.to_python([ACTION])
html = read(page)
assert html.index("This page contains paid links") < html.index("See it.")
assert len(page.content_hash) == 64
""",
    "a_page_type_that_knows_nothing_carries_the_disclaimers": """
read(home.add_child(instance=LegacyPage(title="Old")))
assert FDA in client.get("/nowhere/").content.decode()
""",
    "a_foreign_block_counts_as_its_words": """
from health_content.manuscript import passages
page = GuidePage(title="Guide")
page.body = page.body.stream_block.to_python([QUOTE])
said = [passage.text for passage in passages(page.manuscript)]
assert said == ["Guide", "Eat your greens.\\nA. Cook"], said
""",
    "blocks_make_no_migration": """
from pathlib import Path
import tests.extension
call_command("makemigrations", check=True, dry_run=True, verbosity=0)
migration = Path(tests.extension.__file__).parent / "migrations" / "0001_initial.py"
written = migration.read_text()
assert "health_content.fields.ArticleField(" in written
assert "pull_quote" not in written and "StructBlock" not in written
""",
    "the_checks_name_the_type_that_does_not_take_part_and_no_other": """
from django.core.checks import run_checks
ours = [m for m in run_checks() if str(m.id).startswith("health_content")]
assert [m.id for m in ours] == ["health_content.W004"], ours
assert "LegacyPage" in str(ours[0])
""",
}


@pytest.fixture(scope="module")
def told():
    """What went wrong in each story; they are told one after the other in one process."""
    code = START + TELL.format(stories=STORIES)
    finished = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "tests.extension.settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 0, finished.stderr[-3000:]
    return json.loads(finished.stdout.splitlines()[-1])


@pytest.mark.parametrize("story", STORIES)
def test_in_another_site(told, story):
    assert told[story] == ""
