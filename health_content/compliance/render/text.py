"""Findings for people at a terminal."""

from __future__ import annotations

import os
import shutil
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from health_content.compliance.finding import Finding, Severity
from health_content.compliance.render.checked import Checked, counts, rule_of
from health_content.compliance.render.columns import shown, underlined
from health_content.compliance.render.source import Place

_COLORS = {Severity.BLOCKING: "31", Severity.NEEDS_REASON: "33", Severity.ADVICE: "36"}
WORDS = {
    Severity.BLOCKING: "blocking",
    Severity.NEEDS_REASON: "needs a reason",
    Severity.ADVICE: "advice",
}
_INDENT = "  "
_LABEL = 9


class Stream(Protocol):
    """What text is written to."""

    def isatty(self) -> bool:
        """Whether a person sees it."""


@dataclass(frozen=True, slots=True)
class Terminal:
    """What text is written for: its columns, its encoding, and whether it shows color."""

    width: int = 88
    encoding: str = "utf-8"
    has_color: bool = False

    @classmethod
    def of(cls, stream: Stream) -> Terminal:
        """What a stream is: in color where it is a terminal and ``NO_COLOR`` is not set.

        ``NO_COLOR`` counts where it has a value (https://no-color.org, read 2026-11-23).
        """
        encoding = getattr(stream, "encoding", None) or "utf-8"
        if not stream.isatty():
            return cls(encoding=encoding)
        width = min(max(shutil.get_terminal_size().columns, 40), 120)
        has_color = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
        return cls(width, encoding, has_color)

    def colored(self, text: str, color: str) -> str:
        return f"\x1b[1;{color}m{text}\x1b[0m" if self.has_color else text

    def shown(self, text: str) -> str:
        """A text as one line that this terminal can show."""
        return shown(text, self.encoding)


PLAIN = Terminal()
"""No terminal: a file or another program."""


def as_text(checked: Sequence[Checked], terminal: Terminal = PLAIN) -> str:
    """Every finding with its place, its words, what to do and who says so; a summary last.

    Why a rule exists and how to say it better is told at its first finding only.
    """
    told: set[str] = set()
    parts = [
        finding_text(one.name, finding, place, terminal, told)
        for one in checked
        for finding, place in one.placed
    ]
    return "\n".join([*parts, summary(checked)]) + "\n"


def finding_text(
    name: str,
    finding: Finding,
    place: Place | None,
    terminal: Terminal,
    told: set[str] | None = None,
) -> str:
    """One finding. ``told`` holds the codes whose reason was told, and gets this one's."""
    where = f"{place.line}:{place.column}" if place else str(finding.span.location) or "article"
    color = _COLORS[finding.severity]
    code = terminal.colored(finding.code, color)
    gravity = terminal.colored(WORDS[finding.severity], color)
    lines = [
        f"{terminal.shown(name)}:{terminal.shown(where)} {code} {finding.name} {gravity}",
        *_wrapped(terminal.shown(finding.message), "", terminal),
        *_excerpt(finding, place, terminal),
    ]
    rule = rule_of(finding.code)
    is_new = told is None or finding.code not in told
    if rule and is_new:
        lines += _wrapped(terminal.shown(rule.why), "why:", terminal)
    lines += _wrapped(terminal.shown(finding.remedy), "do:", terminal)
    if rule and is_new and rule.better:
        lines += _wrapped(terminal.shown(rule.better), "better:", terminal)
    lines += _wrapped(terminal.shown(_cited(finding)), "source:", terminal)
    if told is not None:
        told.add(finding.code)
    return "\n".join(lines) + "\n"


def summary(checked: Sequence[Checked]) -> str:
    """How much was found, and by which rule set; never that an article is in order."""
    found = counts(checked)
    total = sum(found.values())
    sets = ", ".join(dict.fromkeys(one.report.rule_set for one in checked))
    markets = ", ".join(_markets(it.report.markets for it in checked))
    partial = _markets(it.report.partial_markets for it in checked)
    if not checked:
        return "Nothing was checked."
    if not total:
        many = f" in {len(checked)} articles" if len(checked) > 1 else ""
        text = f"No known problem found{many} by rule set {sets} ({markets})."
    else:
        number = found[Severity.NEEDS_REASON]
        words = {
            **WORDS,
            Severity.NEEDS_REASON: "needs a reason" if number == 1 else "need a reason",
        }
        each = ", ".join(f"{count} {words[it]}" for it, count in found.items() if count)
        with_findings = sum(bool(one.report.findings) for one in checked)
        many = f" in {with_findings} of {len(checked)} articles" if len(checked) > 1 else ""
        noun = "finding" if total == 1 else "findings"
        text = f"Found {total} {noun}{many}: {each}, by rule set {sets}."
    if partial:
        text += f" Of {' and '.join(partial)} law only some rules are known here."
    return text


def _markets(groups: Iterable[Iterable[str]]) -> list[str]:
    return list(dict.fromkeys(str(market) for group in groups for market in group))


def _excerpt(finding: Finding, place: Place | None, terminal: Terminal) -> Iterator[str]:
    if not finding.excerpt:
        return
    number = str(place.line) if place else ""
    gutter = max(len(number), 3)
    start = finding.span.start - finding.excerpt_start
    line, marks = underlined(
        finding.excerpt,
        start,
        start + len(finding.quote),
        terminal.width - gutter - len(_INDENT) - 3,
        terminal.encoding,
    )
    yield f"{_INDENT}{number:>{gutter}} | {line}"
    yield f"{_INDENT}{'':>{gutter}} | {terminal.colored(marks, _COLORS[finding.severity])}"


def _cited(finding: Finding) -> str:
    authority = finding.authority
    day = "copy read" if authority.is_secondary else "read"
    citation = _with_part(authority.citation, finding.criterion)
    title = "" if authority.title in citation else f": {authority.title}"
    words = ", ".join(filter(None, (f"{citation}{title}", authority.url)))
    return f"{words} ({day} {authority.read_on.isoformat()})"


def _with_part(citation: str, part: str) -> str:
    """ "21 CFR 101.93(g)" and "(g)(2)(i)" as "21 CFR 101.93(g)(2)(i)"."""
    if part in citation:
        return citation
    overlap = (size for size in range(len(part), 0, -1) if citation.endswith(part[:size]))
    size = next(overlap, 0)
    return citation + part[size:] if size else citation


def _wrapped(text: str, label: str, terminal: Terminal) -> list[str]:
    lead = f"{_INDENT}{label:<{_LABEL}}" if label else _INDENT
    return textwrap.wrap(
        text,
        width=terminal.width,
        initial_indent=lead,
        subsequent_indent=" " * len(lead),
        break_long_words=False,
        break_on_hyphens=False,
    )
