"""``python -m health_content check``."""

import html
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from health_content.cli import main
from health_content.compliance import all_rules

ROOT = Path(__file__).parents[2]
FINE = """Magnesium and Food

Magnesium is a mineral that is found in nuts, seeds and whole grains.
"""
CLAIM = """Magnesium and Joints

Magnesium is a mineral.

This magnesium supplement cures arthritis.

Buy Magnesium Glycinate on Amazon, Shop Now!
"""
ARGUABLE = """Magnesium and Joints

Magnesium is a mineral.

This magnesium supplement cures arthritis.
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    for name, text in (("fine", FINE), ("claim", CLAIM), ("arguable", ARGUABLE)):
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_nothing_found_is_told_and_has_code_0(folder, capsys):
    assert main(["check", "fine.txt"]) == 0
    out = capsys.readouterr().out
    assert out == "No known problem found by rule set 2026.11 (US).\n"


def test_a_blocking_finding_has_code_1_and_names_file_line_and_column(folder, capsys):
    assert main(["check", "claim.txt"]) == 1
    out = capsys.readouterr().out
    assert "claim.txt:5:27 CLM301 disease-claim blocking\n" in out
    assert "  5 | This magnesium supplement cures arthritis.\n" in out
    assert "    |                           ^^^^^^^^^^^^^^^\n" in out
    assert ", by rule set 2026.11.\n" in out


@pytest.mark.parametrize(
    ("fail_on", "code"),
    [("blocking", 0), ("needs-reason", 1), ("advice", 1), ("never", 0)],
)
def test_on_a_page_that_sells_nothing_the_caller_says_what_fails(folder, capsys, fail_on, code):
    assert main(["check", "arguable.txt", "--fail-on", fail_on]) == code
    assert "CLM301 disease-claim needs a reason" in capsys.readouterr().out


def test_a_rule_can_be_left_out(folder, capsys):
    main(["check", "claim.txt", "--off", "clm301"])
    assert "CLM301" not in capsys.readouterr().out
    main(["check", "claim.txt", "--off", "CLM301,CLM303", "--off", "CLM315"])
    assert "CLM301" not in capsys.readouterr().out


def test_a_locked_rule_cannot_be_left_out(folder, capsys):
    locked = next(rule for rule in all_rules() if rule.is_locked)
    assert main(["check", "claim.txt", "--off", locked.code]) == 2
    captured = capsys.readouterr()
    assert f"{locked.code} ({locked.name}) is locked" in captured.err
    assert captured.out == ""


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--off", "CLM999"], "There is no rule CLM999."),
        (["--market", "US,FR"], "There is no market 'FR'."),
        (["--format", "xml"], "usage"),
        (["--fail-on", "error"], "usage"),
    ],
)
def test_wrong_usage_has_code_2(folder, capsys, options, words):
    assert main(["check", "fine.txt", *options]) == 2
    assert words in capsys.readouterr().err
    assert main(["check"]) == 2


def test_markets_of_which_little_is_known_are_said_so(folder, capsys):
    main(["check", "fine.txt", "--market", "us,uk", "--market", "AU", "--fail-on", "never"])
    out = capsys.readouterr().out
    assert "Of UK and AU law only some rules are known here." in out


def test_a_file_that_cannot_be_read_has_code_2_and_the_others_are_checked(folder, capsys):
    (folder / "empty.txt").write_bytes(b"")
    (folder / "letter.pages").write_bytes(b"A letter.")
    assert main(["check", "empty.txt", "claim.txt", "gone.txt", "letter.pages"]) == 2
    captured = capsys.readouterr()
    assert "claim.txt:5:27 CLM301" in captured.out
    for words in ("empty.txt is empty", "gone.txt cannot be opened", "letter.pages ends in"):
        assert words in captured.err
    assert "Traceback" not in captured.err


def test_json_and_sarif_are_whole_whatever_could_not_be_read(folder, capsys):
    assert main(["check", "claim.txt", "gone.txt", "--format", "json"]) == 2
    told = json.loads(capsys.readouterr().out)
    assert [it["name"] for it in told["unreadable"]] == ["gone.txt"]
    assert {it["code"] for it in told["articles"][0]["findings"]} >= {"CLM301"}
    assert main(["check", "gone.txt", "--format", "sarif"]) == 2
    (run,) = json.loads(capsys.readouterr().out)["runs"]
    assert run["results"] == []
    assert run["invocations"][0]["executionSuccessful"] is False


def test_what_a_page_owes_is_placed_so_no_disclosure_is_missing(folder, capsys):
    main(["check", "claim.txt", "--format", "json"])
    found = json.loads(capsys.readouterr().out)["articles"][0]
    assert found["is_commercial"] is True
    assert {it["context"]["is_commercial"] for it in found["findings"]} == {True}


@pytest.mark.parametrize("ending", ["txt", "md", "html", "docx"])
def test_every_kind_of_file_is_checked(capsys, ending):
    files = sorted((ROOT / "tests" / "readers" / "documents" / ending).glob(f"*.{ending}"))
    names = [str(path) for path in files if ".outline." not in path.name]
    assert main(["check", *names, "--fail-on", "never", "--format", "json"]) == 0
    articles = json.loads(capsys.readouterr().out)["articles"]
    assert [it["name"] for it in articles] == names
    places = [finding["place"] for it in articles for finding in it["findings"]]
    assert any(places) is (ending != "docx")


@pytest.mark.parametrize("ending", ["txt", "md", "html"])
def test_the_lines_that_are_told_hold_the_words(capsys, ending):
    files = sorted((ROOT / "tests" / "readers" / "documents" / ending).glob(f"*.{ending}"))
    main(["check", *map(str, files), "--fail-on", "never", "--format", "json"])
    told = 0
    for article in json.loads(capsys.readouterr().out)["articles"]:
        lines = Path(article["name"]).read_text("utf-8", errors="replace").split("\n")
        for finding in article["findings"]:
            if place := finding["place"]:
                there = letters(" ".join(lines[place["line"] - 1 : place["end_line"]]))
                assert letters(finding["quote"]) in there
                told += 1
    assert told > 10


def letters(text):
    return re.sub(r"[^a-z0-9]", "", re.sub(r"<(?!http)[^<>]*>", "", html.unescape(text)).lower())


def test_a_terminal_with_few_letters_gets_escapes_and_straight_carets(folder, monkeypatch):
    quoted = CLAIM.replace("This magnesium", "This “gentle” magnesium")
    (folder / "quoted.txt").write_text(quoted, "utf-8")
    screen = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", screen)
    assert main(["check", "quoted.txt"]) == 1
    shown = screen.buffer.getvalue().decode("ascii").split("\n")
    at = next(n for n, line in enumerate(shown) if "\\u201cgentle\\u201d" in line)
    assert shown[at][shown[at + 1].index("^") : len(shown[at + 1])].startswith("cures")


def test_checking_needs_no_django(folder):
    program = (
        "import sys; from health_content.cli import main; code = main(sys.argv[1:]); "
        "assert not [name for name in sys.modules if name.split('.')[0] in "
        "{'django', 'wagtail', 'bleach'}]; sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "check", str(folder / "claim.txt")],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 1, done.stderr
    assert "CLM301" in done.stdout
    assert "\x1b" not in done.stdout


def test_what_the_reader_left_out_is_told_beside_the_findings(tmp_path, capsys):
    page = tmp_path / "page.html"
    page.write_text(
        "<html><body><nav>Home</nav><main><h1>Zinc</h1><p>Zinc is a mineral.</p>"
        "<p hidden>Zinc cures colds.</p></main></body></html>",
        encoding="utf-8",
    )
    assert main(["check", str(page)]) == 0
    assert "the command read shows them" in capsys.readouterr().err
