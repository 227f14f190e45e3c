"""Findings for programs, as JSON whose keys stay.

The whole is one object, however many articles were checked::

    rule_set          the version of the rules, "2026.11"
    markets           whose law was asked: ["US"]
    partial_markets   those of them of which only some rules are known here
    counts            {"findings": 3, "blocking": 1, "needs-reason": 0, "advice": 2}
    unreadable        [{"name": ..., "problem": ...}]
    articles          [{"name": ..., "is_commercial": ..., "findings": [...]}]

and every finding has these keys::

    code, name, severity, message, why, remedy, better, criterion, fingerprint
    location          the path of the text within the article, "body.<block>.html"
    span              {"start": 4, "end": 9}: characters of that text
    quote             the words found; excerpt: the sentence; excerpt_start: where it begins
    place             {"line", "column", "end_line", "end_column"} in the file, or null
    authority         {"citation", "title", "url", "read_on", "is_secondary"}
    context           {"is_commercial", "products", "markets", "rule_version"}

``why`` and ``better`` are empty for findings that no rule makes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from health_content.compliance.finding import Finding
from health_content.compliance.render.checked import Checked, Unreadable, counts, rule_of
from health_content.compliance.render.source import Place
from health_content.compliance.rule import RULE_SET_VERSION


def as_json(checked: Sequence[Checked], unreadable: Sequence[Unreadable] = ()) -> str:
    """Everything that is known about every finding, in plain letters."""
    return json.dumps(payload_of(checked, unreadable), indent=2) + "\n"


def payload_of(checked: Sequence[Checked], unreadable: Sequence[Unreadable] = ()) -> dict[str, Any]:
    """What :func:`as_json` writes, as plain data."""
    found = counts(checked)
    return {
        "rule_set": RULE_SET_VERSION,
        "markets": _each(market for one in checked for market in one.report.markets),
        "partial_markets": _each(
            market for one in checked for market in one.report.partial_markets
        ),
        "counts": {
            "findings": sum(found.values()),
            **{severity.value: number for severity, number in found.items()},
        },
        "unreadable": [{"name": it.name, "problem": it.problem} for it in unreadable],
        "articles": [
            {
                "name": one.name,
                "is_commercial": one.report.is_commercial,
                "findings": [finding_payload(finding, place) for finding, place in one.placed],
            }
            for one in checked
        ],
    }


def finding_payload(finding: Finding, place: Place | None = None) -> dict[str, Any]:
    """One finding as plain data."""
    rule = rule_of(finding.code)
    authority, context = finding.authority, finding.context
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.value,
        "message": finding.message,
        "why": rule.why if rule else "",
        "remedy": finding.remedy,
        "better": rule.better if rule else "",
        "criterion": finding.criterion,
        "fingerprint": finding.fingerprint,
        "location": str(finding.span.location),
        "span": {"start": finding.span.start, "end": finding.span.end},
        "quote": finding.quote,
        "excerpt": finding.excerpt,
        "excerpt_start": finding.excerpt_start,
        "place": {
            "line": place.line,
            "column": place.column,
            "end_line": place.end_line,
            "end_column": place.end_column,
        }
        if place
        else None,
        "authority": {
            "citation": authority.citation,
            "title": authority.title,
            "url": authority.url,
            "read_on": authority.read_on.isoformat(),
            "is_secondary": authority.is_secondary,
        },
        "context": {
            "is_commercial": context.is_commercial,
            "products": list(context.products),
            "markets": [market.value for market in context.markets],
            "rule_version": context.rule_version,
        },
    }


def _each(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(str(value) for value in values))
