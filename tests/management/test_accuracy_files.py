"""Files of labelled texts that cannot be measured."""

import pytest

from tests.management.conftest import run

COMMANDS = pytest.mark.parametrize(
    "command", ["compliance_accuracy", "dosage_accuracy", "reference_accuracy"]
)


@COMMANDS
@pytest.mark.parametrize(
    ("data", "words"),
    [(b"", "has no rows"), (b"\xff\xfe\x00", "is not UTF-8: byte 1 cannot be read")],
)
def test_a_file_without_rows_is_refused(command, data, words, tmp_path):
    path = tmp_path / "labelled.jsonl"
    path.write_bytes(data)
    code, _, complaint = run(command, path)
    assert code == 2
    assert words in complaint


@COMMANDS
def test_a_file_that_is_not_there_is_told(command, tmp_path):
    code, _, complaint = run(command, tmp_path / "gone.jsonl")
    assert code == 2
    assert "gone.jsonl cannot be opened" in complaint
