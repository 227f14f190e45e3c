"""The README says what is true."""

import ast
import dataclasses
import re
from pathlib import Path

import pytest
from django.core.management import load_command_class

from boneguide.home.management.commands import demo
from health_content.blocks import ArticleBodyBlock
from health_content.cli import main
from health_content.compliance import RULE_SET_VERSION, Severity, Thresholds
from health_content.compliance.render import FAIL_ON, FORMATS
from health_content.conf import DEFAULTS
from health_content.readers import READERS

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = ROOT / "health_content" / "management" / "commands"
README = (ROOT / "README.md").read_text("utf-8")
CHECKING = README.split("## Checking articles")[1].split("\n## ")[0]
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
    names = sorted(path.stem for path in COMMANDS.glob("[a-z]*.py"))
    commands = {name: load_command_class("health_content", name) for name in names}
    commands["demo"] = demo.Command()
    known = {
        option
        for name, command in commands.items()
        for action in command.create_parser("manage.py", name)._actions
        for option in action.option_strings
    }
    named = set(re.findall(r"`?(--[a-z][a-z-]*)", README)) - {"--no-skips", "--wheel", "--off"}
    assert named <= known


def test_the_check_of_files_the_readme_shows_runs(capsys, monkeypatch):
    monkeypatch.chdir(ROOT)
    shown = re.search(r"python -m health_content (check) (\S+) (.*)", CHECKING)
    files = sorted(str(path) for path in ROOT.glob(shown[2]))
    assert files
    assert main([shown[1], *files, *shown[3].split()]) == 0
    out = capsys.readouterr().out
    assert re.search(r"^\S+\.md:\d+:\d+ [A-Z]{3}\d{3} ", out, flags=re.M)
    assert "Of UK law only some rules are known here." in out
    assert main(["check", files[0], "--off", "CLM301", "--fail-on", "never"]) == 0


def test_the_severities_formats_and_limits_of_checking_are_all_told():
    table = CHECKING.split("| severity |")[1].split("\n\n")[0]
    assert re.findall(r"^\| `([\w-]+)`", table, flags=re.M) == [it.value for it in Severity]
    assert set(FORMATS) <= set(re.findall(r"(?:`|--format )(\w+)`", CHECKING))
    assert {*FAIL_ON} <= set(re.findall(r"`([\w-]+)`", CHECKING))
    assert f"by rule set {RULE_SET_VERSION} (US)." in CHECKING
    for name, value in dataclasses.asdict(Thresholds()).items():
        assert f"{name.upper()} ({value})" in README


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
