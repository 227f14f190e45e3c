"""The command line: ``python -m health_content read|check FILE...``. Needs no Django."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from health_content.affiliates import PROGRAMS
from health_content.compliance import (
    Policy,
    PolicyError,
    check,
    policy_for,
)
from health_content.compliance.material import Material
from health_content.compliance.render import (
    FAIL_ON,
    FORMATS,
    STRUCTURED,
    Checked,
    SourceText,
    Terminal,
    Unreadable,
    as_text,
    fails,
)
from health_content.edition import Channel, Obligation, ObligationKind, Placement, place
from health_content.manuscript import Manuscript, to_payload
from health_content.readers import MAX_SOURCE_BYTES, READERS, Reading, UnreadableSource, read
from health_content.readers.decoding import decode
from health_content.readers.html import decode_html, read_html
from health_content.readers.outline import outline
from health_content.statutory import AFFILIATE_DEFAULT, FDA_PLURAL, MEDICAL_DEFAULT

FINE, UNREADABLE, USAGE = 0, 1, 2
FOUND, UNCHECKED = 1, 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code.

    ``read``: 0 fine, 1 a file was not read, 2 usage. ``check``: 0 fine, 1 findings as grave
    as ``--fail-on`` or graver, 2 a file was not read or usage.
    """
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
    _add_check(commands)
    return parser


def _add_check(commands: Any) -> None:
    checking = commands.add_parser(
        "check",
        help="judge article files by the rules",
        description="Judge article files as pages of a website, with the disclaimers and "
        "disclosures such a page gets. Exit code 0: nothing as grave as --fail-on; 1: "
        "something; 2: a file could not be read, or wrong usage.",
    )
    checking.add_argument(
        "files", nargs="+", metavar="FILE", help="an article: .txt, .md, .html or .docx"
    )
    checking.add_argument(
        "--format",
        choices=FORMATS,
        default="text",
        help="text: for people (the default); json and sarif: for programs",
    )
    checking.add_argument(
        "--market",
        action="append",
        metavar="US,UK",
        help="whose law counts: US (the default), UK, EU, AU, CA; several with commas",
    )
    checking.add_argument(
        "--off",
        action="append",
        default=[],
        metavar="CODE",
        help="a rule to leave out; several with commas or by repeating it",
    )
    checking.add_argument(
        "--fail-on",
        choices=FAIL_ON,
        default=FAIL_ON[0],
        help="the least grave severity that gives exit code 1 (the default: blocking)",
    )
    checking.set_defaults(run=_check)


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


def _check(arguments: argparse.Namespace) -> int:
    checked: list[Checked] = []
    unreadable: list[Unreadable] = []
    try:
        policy = policy_for(_listed(arguments.market or []))
        for code in _listed(arguments.off):
            policy = policy.with_severity(code.upper(), None)
        for name in arguments.files:
            try:
                checked.append(_checked(name, policy))
            except UnreadableSource as problem:
                unreadable.append(Unreadable(name, str(problem)))
                sys.stderr.write(f"{problem}\n")
    except PolicyError as problem:
        sys.stderr.write(f"{problem}\n")
        return USAGE
    if arguments.format in STRUCTURED:
        _write(STRUCTURED[arguments.format](checked, unreadable))
    elif checked:
        _write(as_text(checked, Terminal.of(sys.stdout)))
    if unreadable:
        return UNCHECKED
    return FOUND if fails(checked, arguments.fail_on) else FINE


def _listed(given: Sequence[str]) -> list[str]:
    """What stands between the commas of an option that may be repeated."""
    return [part.strip() for value in given for part in value.split(",") if part.strip()]


def _checked(name: str, policy: Policy) -> Checked:
    data = _bytes(name)
    reading = read(data, name)
    manuscript = reading.manuscript
    if count := len(reading.remarks):
        remarks = "1 remark" if count == 1 else f"{count} remarks"
        sys.stderr.write(
            f"{name}: the reader has {remarks} on what it left out or was unsure of; "
            "the command read shows them.\n"
        )
    edition = place(manuscript, _owed(manuscript, policy), Channel.WEB)
    return Checked.of(name, check(edition, policy), _source(data, name))


def _owed(manuscript: Manuscript, policy: Policy) -> list[Obligation]:
    """What a web page of this article shows, as far as fixed texts go."""
    owed = [
        Obligation.of(FDA_PLURAL, ObligationKind.FDA_DISCLAIMER),
        Obligation.of(MEDICAL_DEFAULT, ObligationKind.MEDICAL_DISCLAIMER),
    ]
    offers = Material(place(manuscript, (), Channel.WEB), policy).offers
    if not offers:
        return owed
    disclosed = [(AFFILIATE_DEFAULT, ObligationKind.AFFILIATE_DISCLOSURE)]
    recognized = {offer.recognized.program for offer in offers if offer.recognized}
    named = {offer.link.program for offer in offers if offer.link}
    for terms in PROGRAMS:
        if not terms.is_template and (terms in recognized or terms.key in named):
            disclosed += [
                (sentence.text, ObligationKind.PROGRAM_IDENTIFICATION)
                for sentence in terms.identifications
            ]
    disclosures = [
        Obligation.of(text, kind, Placement.BEFORE_FIRST_PAID_LINK) for text, kind in disclosed
    ]
    return [*disclosures, *owed]


def _source(data: bytes, name: str) -> SourceText | None:
    """The text of a file that has lines; ``None`` for a word processor's."""
    ending = Path(name).suffix.lower()
    if ending == ".docx":
        return None
    decoding = decode_html if READERS[ending] is read_html else decode
    return SourceText(decoding(data, name)[0])


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
