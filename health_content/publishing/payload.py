"""What a record says about a judgment, as JSON."""

from __future__ import annotations

from typing import Any

from health_content.compliance import Finding
from health_content.compliance.waivers import Waived
from health_content.edition import Edition
from health_content.manuscript import PaidLinkTarget, descendants
from health_content.publishing.judging import Judgment


def payload_of(judgment: Judgment) -> dict[str, Any]:
    """Findings, waivers, texts shown with their revisions, link targets, and the policy."""
    report = judgment.report
    return {
        "mode": judgment.mode.value,
        "policy": judgment.policy_hash,
        "markets": list(report.markets),
        "sells": report.is_commercial,
        "context": judgment.context_hash,
        "findings": [finding_data(item) for item in judgment.findings],
        "waived": [_waived(item) for item in judgment.waived],
        "texts": [
            {"id": item.id, "revision": item.revision, "text": item.text}
            for item in judgment.edition.obligations
        ],
        "links": _links(judgment.edition),
    }


def finding_data(finding: Finding) -> dict[str, Any]:
    """A finding as a record holds it."""
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "quote": finding.quote,
        "place": str(finding.span.location),
        "fingerprint": finding.fingerprint,
    }


def _waived(item: Waived) -> dict[str, Any]:
    waiver = item.waiver
    return {
        **finding_data(item.finding),
        "given_by": waiver.person,
        "confirmed_by": waiver.confirmed_by,
        "category": waiver.category.value,
        "reason": waiver.reason,
        "expires_on": waiver.expires_on.isoformat(),
    }


def _links(edition: Edition) -> list[dict[str, str]]:
    return [
        {"key": node.key, "program": node.program, "url": node.url}
        for node in descendants(edition.manuscript.nodes)
        if isinstance(node, PaidLinkTarget)
    ]
