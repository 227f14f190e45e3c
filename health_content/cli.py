"""The command line: ``python -m health_content read FILE...``. Needs no Django."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from health_content.manuscript import to_payload
from health_content.readers import MAX_SOURCE_BYTES, Reading, UnreadableSource, read
from health_content.readers.outline import outline

FINE, UNREADABLE, USAGE = 0, 1, 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit code: 0 fine, 1 a file was not read, 2 usage."""
    try:
        arguments = _parser().parse_args(argv)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else USAGE
    try:
        code: int = arguments.run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read the output has seen enough; the interpreter must not flush it again.
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
        return FINE
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="health_content", description="Structured health articles, from the command line."
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    reading = commands.add_parser(
        "read",
        help="show how article files are read",
        description="Read article files and show the structure that was found, with remarks.",
    )
    reading.add_argument(
        "files", nargs="+", metavar="FILE", help="an article: .txt, .md, .html or .docx"
    )
    reading.add_argument(
        "--format",
        choices=("outline", "json"),
        default="outline",
        help="outline: an indented tree (the default); json: everything",
    )
    reading.set_defaults(run=_read)
    return parser


def _read(arguments: argparse.Namespace) -> int:
    found: list[tuple[str, Reading]] = []
    code = FINE
    for name in arguments.files:
        try:
            found.append((name, read(_bytes(name), name)))
        except UnreadableSource as problem:
            sys.stderr.write(f"{problem}\n")
            code = UNREADABLE
    if arguments.format == "json":
        payloads = [_payload(name, reading) for name, reading in found]
        single = len(arguments.files) == 1
        if payloads or not single:
            whole: Any = payloads[0] if single else payloads
            _write(json.dumps(whole, ensure_ascii=not _takes_unicode(), indent=2) + "\n")
    else:
        for name, reading in found:
            _write(f"{name}\n{outline(reading)}\n")
    return code


def _takes_unicode() -> bool:
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    return encoding.lower().replace("-", "").startswith("utf")


def _write(text: str) -> None:
    """Write with an escape for every letter that the terminal's encoding does not have."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    sys.stdout.write(text.encode(encoding, "backslashreplace").decode(encoding))


def _bytes(name: str) -> bytes:
    try:
        with Path(name).open("rb") as handle:
            # One byte above the limit is enough to be refused for its size.
            return handle.read(MAX_SOURCE_BYTES + 1)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UnreadableSource(f"{name} cannot be opened: {reason}. Check the path.") from error


def _payload(name: str, reading: Reading) -> dict[str, Any]:
    return {
        "file": name,
        "manuscript": to_payload(reading.manuscript),
        "remarks": [
            {
                "kind": remark.kind.value,
                "message": remark.message,
                "line": remark.line,
                "text": remark.text,
            }
            for remark in reading.remarks
        ],
    }
