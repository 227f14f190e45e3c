"""What was checked: an article by its name, its report, and where in the file things stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from health_content.compliance.finding import Finding, Report, Severity
from health_content.compliance.render.source import Place, SourceText
from health_content.compliance.rule import Rule, all_rules


@dataclass(frozen=True, slots=True)
class Checked:
    """An article and what was found in it.

    ``name`` is the file as it was named, or the path of a page. ``places`` has a place in
    the file for each finding, ``None`` where the file does not tell it beyond doubt.
    """

    name: str
    report: Report
    places: tuple[Place | None, ...]

    @classmethod
    def of(cls, name: str, report: Report, source: SourceText | None = None) -> Checked:
        """What was checked, with the places of its findings in ``source`` where there is one."""
        found = (source.place_of(item) if source else None for item in report.findings)
        return cls(name, report, tuple(found))

    @property
    def placed(self) -> Iterator[tuple[Finding, Place | None]]:
        """Every finding with its place, in reading order."""
        return zip(self.report.findings, self.places, strict=True)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that could not be checked, and why."""

    name: str
    problem: str


NEVER = "never"
FAIL_ON = (*(severity.value for severity in Severity), NEVER)
"""What a command may be told to fail on: the least grave severity that fails it, or never."""


def fails(checked: Iterable[Checked], fail_on: str) -> bool:
    """Whether any finding is at least as grave as ``fail_on``, one of :data:`FAIL_ON`."""
    if fail_on == NEVER:
        return False
    limit = Severity(fail_on).rank
    return any(item.severity.rank <= limit for one in checked for item in one.report.findings)


def counts(checked: Iterable[Checked]) -> dict[Severity, int]:
    """How many findings of each severity there are, the gravest first."""
    found = dict.fromkeys(Severity, 0)
    for one in checked:
        for finding in one.report.findings:
            found[finding.severity] += 1
    return found


def rule_of(code: str) -> Rule | None:
    """The rule of a code; ``None`` for findings that no rule makes, as of unused waivers."""
    return next((rule for rule in all_rules() if rule.code == code), None)
