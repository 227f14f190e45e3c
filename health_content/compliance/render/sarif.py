"""Findings for other tools: the Static Analysis Results Interchange Format, version 2.1.0.

The OASIS standard of 27 March 2020 and its schema
(https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json;
the technical committee's copy was read 2026-11-23). Blocking findings are errors, those that
need a reason warnings, advice notes. A region stands where the line in the file is known;
the path within the article always does, as a logical location.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from health_content.compliance.finding import Finding, Severity
from health_content.compliance.render.checked import Checked, Unreadable, rule_of
from health_content.compliance.render.source import Place
from health_content.compliance.rule import RULE_SET_VERSION

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
FINGERPRINT = "healthContentSentence/v1"
LEVELS = {
    Severity.BLOCKING: "error",
    Severity.NEEDS_REASON: "warning",
    Severity.ADVICE: "note",
}


def as_sarif(checked: Sequence[Checked], unreadable: Sequence[Unreadable] = ()) -> str:
    """One run with every finding, and every rule that made one."""
    found = [(one, finding, place) for one in checked for finding, place in one.placed]
    first: dict[str, Finding] = {}
    for _, finding, _ in found:
        first.setdefault(finding.code, finding)
    codes = sorted(first)
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "health_content",
                        "version": RULE_SET_VERSION,
                        "rules": [_descriptor(first[code]) for code in codes],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "invocations": [
                    {
                        "executionSuccessful": not unreadable,
                        "toolExecutionNotifications": [_notification(it) for it in unreadable],
                    }
                ],
                "artifacts": [{"location": _artifact(one.name)} for one in checked],
                "results": [
                    _result(one, finding, place, codes.index(finding.code))
                    for one, finding, place in found
                ],
            }
        ],
    }
    return json.dumps(log, indent=2) + "\n"


def _descriptor(finding: Finding) -> dict[str, Any]:
    rule = rule_of(finding.code)
    authority = finding.authority
    why = rule.why if rule else finding.message
    remedy = rule.remedy if rule else finding.remedy
    source = f"{authority.citation}: {authority.title}"
    better = f" Better: {rule.better}" if rule and rule.better else ""
    described: dict[str, Any] = {
        "id": finding.code,
        "name": finding.name,
        "shortDescription": {"text": finding.name.replace("-", " ").capitalize() + "."},
        "fullDescription": {"text": why},
        "help": {"text": f"{remedy}{better} Source: {source}"},
        "defaultConfiguration": {"level": LEVELS[rule.severity if rule else finding.severity]},
        "properties": {"tags": [finding.code[:3]]},
    }
    if authority.url:
        described["helpUri"] = authority.url
    return described


def _result(one: Checked, finding: Finding, place: Place | None, index: int) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": _artifact(one.name)}
    if place:
        physical["region"] = {
            "startLine": place.line,
            "startColumn": place.column,
            "endLine": place.end_line,
            "endColumn": place.end_column,
        }
    location: dict[str, Any] = {"physicalLocation": physical}
    if path := str(finding.span.location):
        location["logicalLocations"] = [{"fullyQualifiedName": path}]
    return {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": LEVELS[finding.severity],
        "message": {"text": f"{finding.message} {finding.remedy}"},
        "locations": [location],
        "partialFingerprints": {FINGERPRINT: finding.fingerprint},
        "properties": {
            "severity": finding.severity.value,
            "criterion": finding.criterion,
            "quote": finding.quote,
            "excerpt": finding.excerpt,
            "isCommercial": finding.context.is_commercial,
            "products": list(finding.context.products),
            "markets": [market.value for market in finding.context.markets],
            "ruleVersion": finding.context.rule_version,
        },
    }


def _notification(unreadable: Unreadable) -> dict[str, Any]:
    return {
        "level": "error",
        "message": {"text": unreadable.problem},
        "locations": [{"physicalLocation": {"artifactLocation": _artifact(unreadable.name)}}],
    }


def _artifact(name: str) -> dict[str, str]:
    path = PurePath(name)
    if path.is_absolute() and not name.endswith("/"):
        return {"uri": path.as_uri()}
    return {"uri": quote(name.replace("\\", "/"), errors="replace")}
