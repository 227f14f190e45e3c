"""The README says what is true."""

import re
from pathlib import Path

import pytest

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
