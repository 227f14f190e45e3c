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
    "all_that_a_page_type_of_its_own_shows_is_judged_at_its_place": """
from health_content.assessment import judged_edition
from tests.extension.models import Shelf, ShopPage
page = ShopPage(title="Shop", motto="One", notes="Never shown", website="https://shop.example/")
page.extras = page.extras.stream_block.to_python([
    {"type": "html", "id": "raw", "value": "<p onclick='x'>Two<script>no</script></p>"},
    QUOTE | {"id": "quote"}, ACTION | {"id": "action"}])
page.shelves = [Shelf(pk=7, caption="Three", text="<p>Four</p>"), Shelf(caption="Five")]
beside = {str(one.location): one for one in judged_edition(page).beside}
assert beside.pop("extras.action").said.text == "See it."
said = {place: one.text for place, one in beside.items()}
assert said == {"motto": "One", "website": "https://shop.example/", "extras.raw": "Two",
    "extras.quote.quote": "Eat your greens.", "extras.quote.speaker": "A. Cook",
    "shelves.7.caption": "Three", "shelves.7.text": "Four", "shelves.caption": "Five"}, said
""",
    "a_claim_in_a_row_is_refused_where_the_page_sells_and_nothing_in_a_field_opted_out": """
from health_content.publishing import ComplianceError
from tests.extension.models import Shelf, ShopPage
page = home.add_child(instance=ShopPage(title="Shop", live=False, notes="It cures arthritis."))
page.extras = page.extras.stream_block.to_python([QUOTE])
page.shelves = [Shelf(caption="A shelf")]
page.save_revision().publish()
page.extras = page.extras.stream_block.to_python([ACTION])
page.shelves = [Shelf(text="<p>This magnesium supplement cures arthritis.</p>")]
from django.test import override_settings
try:
    with override_settings(HEALTH_CONTENT={"COMPLIANCE": {"MODE": "enforce"}}):
        page.save_revision().publish()
except ComplianceError as error:
    found = {(one.code, str(one.span.location)): one.severity for one in error.findings}
    assert found[("CLM301", "shelves.text")] == "blocking", found
else:
    raise AssertionError("It went live.")
assert ShopPage.objects.get().shelves.get().caption == "A shelf"
""",
    "a_page_saved_as_one_of_a_lesser_type_is_judged_with_all_it_says": """
from django.test import override_settings
from health_content.publishing import ComplianceError
from tests.extension.models import CornerShopPage, ShopPage
page = home.add_child(instance=CornerShopPage(
    title="Corner", live=False, hours="This magnesium supplement cures arthritis."))
lesser = ShopPage.objects.get(pk=page.pk)
lesser.live = True
lesser.extras = lesser.extras.stream_block.to_python([ACTION])
try:
    with override_settings(HEALTH_CONTENT={"COMPLIANCE": {"MODE": "enforce"}}):
        lesser.save()
except ComplianceError as error:
    assert "hours" in {str(one.span.location) for one in error.findings}, error.findings
else:
    raise AssertionError("It went live.")
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
