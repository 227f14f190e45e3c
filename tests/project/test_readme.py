"""The README says what is true."""

import ast
import re
from pathlib import Path

import pytest

from boneguide.home.management.commands import demo
from health_content.blocks import ArticleBodyBlock
from health_content.conf import DEFAULTS
from health_content.management.commands import import_articles
from health_content.readers import READERS

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text("utf-8")
TABLE = README.split("## Settings by environment")[1].split("\n## ")[0]


def test_every_variable_the_site_reads_is_in_the_table_and_none_besides():
    sources = (ROOT / "boneguide" / "settings").glob("*.py")
    text = "\n".join(path.read_text("utf-8") for path in sources)
    read = set(re.findall(r'\benv\.\w+\(\s*"([A-Z_]+)"', text)) | {"DJANGO_SETTINGS_MODULE"}
    first_cells = re.findall(r"^\| (`[A-Z].*?) \|", TABLE, flags=re.M)
    assert read == set(re.findall(r"`([A-Z_]+)`", " ".join(first_cells)))


@pytest.mark.parametrize(
    "path", re.findall(r"`((?:boneguide|templates|tests)/[\w/.]*|\.ci/run)`", README)
)
def test_a_path_the_readme_names_exists(path):
    assert (ROOT / path).exists()


def test_every_key_of_the_plugins_setting_is_shown_with_its_default():
    shown = README.split("HEALTH_CONTENT = ")[1].split("\n}")[0] + "\n}"
    assert ast.literal_eval(shown) == DEFAULTS


def test_every_system_check_is_listed_and_none_besides():
    source = (ROOT / "health_content" / "checks.py").read_text("utf-8")
    raised = set(re.findall(r"health_content\.[EW]\d{3}", source))
    assert set(re.findall(r"`(health_content\.[EW]\d{3})`", README)) == raised


def test_every_option_of_a_command_the_readme_names_exists():
    commands = {"demo": demo.Command(), "import_articles": import_articles.Command()}
    known = {
        option
        for name, command in commands.items()
        for action in command.create_parser("manage.py", name)._actions
        for option in action.option_strings
    }
    named = set(re.findall(r"`?(--[a-z][a-z-]*)", README)) - {"--format", "--no-skips", "--wheel"}
    assert named <= known


def test_the_two_commands_are_the_ones_promised():
    for words in ("uv run manage.py demo", "uv run pytest"):
        assert f"python3 -m pip install uv && {words}\n" in README


def test_every_block_of_an_article_is_listed_and_none_besides():
    body = dict(ArticleBodyBlock().child_blocks)
    inside = body["section"].child_blocks["content"].child_blocks
    table = README.split("## What an article is made of")[1].split("\n\nBesides")[0]
    assert set(re.findall(r"`(\w+)`", table)) == {*body, *inside}


def test_every_format_that_can_be_read_is_listed_and_none_besides():
    table = README.split("| ending | what is read |")[1].split("\n\n")[0]
    assert set(re.findall(r"`(\.\w+)`", table)) == set(READERS)


def test_the_block_of_ones_own_becomes_a_node_and_back():
    source = README.split("and the node into stored data:\n\n```python\n")[1].split("```")[0]
    names: dict = {}
    exec(source, names)  # noqa: S102 -- the README's own words
    block = names["MottoBlock"]()
    node = block.to_node(block.normalize({"words": "Food first."}), "n1")
    assert (node.text, node.id) == ("Food first.", "n1")
    assert block.from_node(node) == {"words": "Food first."}
