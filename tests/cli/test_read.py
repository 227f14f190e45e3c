"""``python -m health_content read``."""

import json
import subprocess
import sys
from pathlib import Path

from health_content.cli import main
from health_content.manuscript import from_payload
from health_content.readers import read

FIXTURES = Path(__file__).parents[1] / "readers" / "fixtures"
MUSCLES = FIXTURES / "magnesium-citrate-and-muscles.txt"
IRON = FIXTURES / "iron-without-blank-lines.txt"


def test_json_holds_the_whole_manuscript_and_the_remarks(capsys):
    assert main(["read", str(MUSCLES), "--format", "json"]) == 0
    payload = json.loads(capsys.readouterr().out)
    reading = read(MUSCLES.read_bytes(), MUSCLES.name)
    assert from_payload(payload["manuscript"]) == reading.manuscript
    assert len(payload["remarks"]) == len(reading.remarks)
    assert payload["remarks"][0]["kind"] == "duplicate-removed"
    assert payload["file"] == str(MUSCLES)


def test_several_files_as_json_are_a_list(capsys):
    assert main(["read", str(MUSCLES), str(IRON), "--format", "json"]) == 0
    files = [entry["file"] for entry in json.loads(capsys.readouterr().out)]
    assert files == [str(MUSCLES), str(IRON)]


def test_the_outline_shows_kinds_headings_counts_and_remarks(capsys):
    assert main(["read", str(MUSCLES)]) == 0
    out = capsys.readouterr().out
    assert "  section 2 (3): Why Muscles Depend on Magnesium" in out
    assert "    key_points (3): Key Functions of Magnesium in Muscle" in out
    assert "row: Men | 400–420 mg daily (magnesium)" in out
    assert "line 3: [duplicate-removed]" in out


def test_a_bad_file_is_told_and_the_others_are_still_shown(capsys, tmp_path):
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    assert main(["read", str(empty), str(IRON), str(tmp_path / "gone.txt")]) == 1
    captured = capsys.readouterr()
    assert "7 Signs You Need More Iron" in captured.out
    assert "empty.txt is empty" in captured.err
    assert "gone.txt cannot be opened" in captured.err
    assert "Traceback" not in captured.err


def test_wrong_usage_has_code_2(capsys):
    assert main([]) == 2
    assert main(["read"]) == 2
    assert main(["read", str(IRON), "--format", "xml"]) == 2
    assert "usage" in capsys.readouterr().err


def test_the_help_is_no_error(capsys):
    assert main(["--help"]) == 0
    assert "read" in capsys.readouterr().out


def test_reading_needs_no_django():
    program = (
        "import sys; from health_content.cli import main; code = main(sys.argv[1:]); "
        "assert not [name for name in sys.modules if name.split('.')[0] in "
        "{'django', 'wagtail', 'bleach'}]; sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "read", str(IRON)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_the_module_runs_as_a_program():
    done = subprocess.run(
        [sys.executable, "-m", "health_content", "read", str(IRON), "--format", "json"],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0
    assert json.loads(done.stdout)["manuscript"]["title"] == "7 Signs You Need More Iron"
